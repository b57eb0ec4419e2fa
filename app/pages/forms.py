"""Forms of the pages: their fields as text, read with limits and only when the form came from here."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

from app.errors import InvalidInput
from app.intake.values.dates import read_date
from app.intake.values.texts import BadValueError
from app.pages.texts import text
from app.records.vocabulary import Lang
from app.web.bodies import media_type, read_body
from app.web.refusals import ForeignOrigin

FORM_LIMIT = 2**18
MOST_FIELDS = 2_000
_MOST_DIGITS = 18
_LONGEST_KEY = 100
_LONGEST_DAY = 60
_PAGE = re.compile(r"(?:records|findings)(?:/[\w%.:~+-]{1,300}){1,2}")
TOKEN_FIELD = "form_token"  # noqa: S105 - the name of the field
FORM_TOKEN = secrets.token_urlsafe(24)
"""In every form of this process: a page elsewhere cannot read it, so it cannot send a form that is taken."""


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody sent: the texts of each field, in the order of the page, without blanks around them."""

    fields: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str:
        """The only text of a field; empty where it is missing."""
        return next(iter(self.fields.get(name, ())), "")

    def texts(self, name: str) -> tuple[str, ...]:
        """Every text of a field that is not empty."""
        return tuple(text for text in self.fields.get(name, ()) if text)

    @property
    def version(self) -> int:
        """The version of a record that a change is based on.

        Raises:
            InvalidInput: the form names none.
        """
        text = self.text("version")
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            raise InvalidInput("the form names no version", hint="open the page again")
        return int(text)

    @property
    def back(self) -> str:
        """The page within the workspace that a form leads back to; empty where it names none."""
        address = self.text("back")
        return address if _PAGE.fullmatch(address) else ""

    @property
    def key(self) -> str:
        """Names the change, so that sending a form twice has one effect."""
        return f"page:{self.text('key')[:_LONGEST_KEY] or secrets.token_urlsafe(16)}"


async def read_form(request: Request) -> Form:
    """The form in a body.

    Raises:
        ForeignOrigin: it does not carry the token of this process.
        InvalidInput: it is no text, or has too many fields.
        TooLarge, UnsupportedMediaType, SlowBody: as :func:`app.web.bodies.read_body`.
    """
    media_type(request, ("application/x-www-form-urlencoded",))
    body = await read_body(request, FORM_LIMIT)
    form = parsed_form(body)
    check_token(form.text(TOKEN_FIELD))
    request.state.form = form
    return form


def parsed_form(body: bytes) -> Form:
    """The fields of a urlencoded body.

    Raises:
        InvalidInput: it is no UTF-8, or has more than 2,000 fields.
    """
    try:
        fields = parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise InvalidInput("the form cannot be read", hint="open the page again and send it once more") from error
    return Form({name: tuple(text.replace("\r\n", "\n").strip() for text in texts) for name, texts in fields.items()})


class UnreadDay(InvalidInput):
    """What was typed into a field for a day is none; ``detail`` says so, and how to write one, in the page's language."""


def day_of(typed: str, lang: Lang) -> date | None:
    """The day in a field, read as dates of records are: the last one of a month or year; None where nothing is typed.

    Raises:
        UnreadDay: it is no day.
    """
    if not typed:
        return None
    try:
        day = read_date(typed[:_LONGEST_DAY]).value
    except BadValueError:
        day = None
    if day is None:
        raise UnreadDay(text("day", "unread", lang, typed=typed[:_LONGEST_DAY]))
    return day.last


def check_token(token: str) -> None:
    """Refuse what did not come from a page of this process.

    Raises:
        ForeignOrigin: the token is missing or of another process.
    """
    if not secrets.compare_digest(token.encode(), FORM_TOKEN.encode()):
        raise ForeignOrigin("the form is not of this service, or it was started anew since", hint="open the page again")


FormOf = Annotated[Form, Depends(read_form)]
"""The parameter of a route that takes a form."""
