"""HTML of a feedback sheet: one file that works from a disk, asks nothing of the network and seals its answers."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache, partial
from importlib import resources

from jinja2 import Environment
from markupsafe import Markup

from app.feedback.answer import Answer
from app.feedback.seal import Seal
from app.feedback.sheet import Sheet
from app.feedback.texts import script_texts, sheet_text
from app.records.spelling import slug
from app.records.vocabulary import Lang, vocabulary
from app.report.forms.html_templates import html_templates

MARKER = b'content="netzblick-feedback-sheet"'
"""Stands in every sheet, so that one that comes back unanswered is known."""

_LONGEST_FILE_NAME = 60


def html(sheet: Sheet, seal: Seal) -> bytes:
    """The sheet as a web page in one file."""
    lang = sheet.lang
    style, script = _part("sheet.css"), _part("sheet.js")
    page = (
        _environment()
        .get_template("sheet.html")
        .render(
            sheet=sheet,
            title=title(sheet),
            sheet_text=partial(_sheet_text, lang),
            answers=[(code, sheet_text(code, lang)) for code in ("yes", "no", "unknown")],
            states=[(code, sheet_text(code, lang)) for code in ("right", "changed", "ended", "unknown")],
            strengths=[(code, term.label(lang)) for code, term in vocabulary("strength").terms.items()],
            style=Markup(style),  # noqa: S704 - a file of the product
            script=Markup(script),  # noqa: S704 - a file of the product
            style_hash=_hash(style),
            script_hash=_hash(script),
            data=_data(sheet, seal),
        )
    )
    return page.encode()


def title(sheet: Sheet) -> str:
    """The heading of a sheet."""
    return sheet_text(f"title_{sheet.id.kind}", sheet.lang, name=sheet.name)


def blank_answer(sheet: Sheet, seal: Seal) -> Answer:
    """The answer before anything is filled in: it says which sheet it belongs to."""
    known = sheet.id
    return Answer(
        realm=seal.realm,
        tag=seal.tag(known),
        workspace=known.workspace,
        wave=known.wave,
        kind=known.kind,
        subject=known.subject,
        made=known.made,
    )


def _data(sheet: Sheet, seal: Seal) -> Mapping[str, object]:
    """Data that the script of the page works with."""
    answer = blank_answer(sheet, seal).model_dump(mode="json", exclude_unset=False)
    identity = {name: answer[name] for name in ("format", "version", "realm", "tag", *_IDENTITY)}
    file = f"{sheet_text('answer_file', sheet.lang)}-{slug(sheet.name)[:_LONGEST_FILE_NAME]}.json"
    return {"answer": identity, "key": seal.key(sheet.id), "file": file, "texts": script_texts(sheet.lang)}


_IDENTITY = ("workspace", "wave", "kind", "subject", "made")


def _sheet_text(lang: Lang, code: str, **arguments: object) -> str:
    return sheet_text(code, lang, **arguments)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    return html_templates("app.feedback")


@cache
def _part(name: str) -> str:
    return (resources.files("app.feedback") / "templates" / name).read_text("utf-8")
