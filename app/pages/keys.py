"""Keys of other programs on a page: made and shown once, listed with their last use, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.clock import now
from app.errors import InvalidInput, UnknownName
from app.pages.failures import PageRoute
from app.pages.forms import Form, FormOf, day_of, read_form
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.texts import text
from app.records.vocabulary import Lang
from app.store.access_keys import SCOPES, AccessKey, KeyState, Scope, create_key, list_keys, revoke_key
from app.store.bolt import Database
from app.store.workspaces import StoredWorkspace, list_workspaces
from app.web.access import Needs
from app.web.service import Service, ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False, dependencies=[Depends(Needs("admin", people=True))])

LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """A key in the list, and whether it still opens anything."""

    key: AccessKey
    state: KeyState


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPage:
    """All keys and the form for a new one. ``key_text`` is that of the one that was just made, shown this once."""

    frame: Frame
    keys: Sequence[KeyEntry]
    scopes: Sequence[Scope]
    workspaces: Sequence[StoredWorkspace]
    form: Form
    problem: str
    key_text: str


@router.get("/keys")
async def show_keys(request: Request, service: ServiceOf, lang: Language) -> Response:
    """Every key, with the day of its last use."""
    return await _page(request, service, lang, Form({}))


@router.post("/keys")
async def make_key(request: Request, service: ServiceOf, lang: Language, form: FormOf) -> Response:
    """A new key; its text is on this page alone."""
    try:
        key_text = await _new_key(service.database, form, lang)
    except (InvalidInput, UnknownName) as error:
        return await _page(request, service, lang, form, problem=error.detail)
    return await _page(request, service, lang, Form({}), key_text=key_text)


@router.post("/keys/{key}/revoke", dependencies=[Depends(read_form)])
async def close_key(request: Request, service: ServiceOf, lang: Language, key: str) -> Response:
    """The key opens nothing any more."""
    await revoke_key(service.database, key, now())
    return see(frame_of(request, lang, "keys").link("/keys", done="revoked"))


async def _page(
    request: Request, service: Service, lang: Lang, form: Form, *, problem: str = "", key_text: str = ""
) -> Response:
    at = now()
    page = KeysPage(
        frame=frame_of(request, lang, "keys"),
        keys=[KeyEntry(key=key, state=key.state(at)) for key in await list_keys(service.database)],
        scopes=SCOPES,
        workspaces=await list_workspaces(service.database),
        form=form,
        problem=problem,
        key_text=key_text,
    )
    response = render("keys.html", page, InvalidInput.status if problem else 201 if key_text else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


async def _new_key(database: Database, form: Form, lang: Lang) -> str:
    """The text of a new key.

    Raises:
        InvalidInput: the purpose or what it opens is missing, or the day is none or past.
        UnknownName: no such workspace.
    """
    label, scopes, at = form.text("label")[:LONGEST_LABEL], form.texts("scopes"), now()
    expires = _day(form.text("expires"), lang)
    if not label:
        raise InvalidInput(text("keys", "label_missing", lang))
    if not scopes or not set(scopes) <= set(SCOPES):
        raise InvalidInput(text("keys", "scopes_missing", lang))
    if expires is not None and expires <= at:
        raise InvalidInput(text("keys", "expires_past", lang))
    _key, key_text = await create_key(
        database, label, cast("tuple[Scope, ...]", scopes), workspaces=form.texts("workspaces"), expires=expires, at=at
    )
    return key_text


def _day(typed: str, lang: Lang) -> datetime | None:
    """The first moment of a day; None where none was typed."""
    day = day_of(typed, lang)
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
