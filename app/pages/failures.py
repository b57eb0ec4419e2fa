"""Pages for what cannot be shown: they say what happened and what to do, with the right status."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from app.errors import InvalidInput, NetzblickError, UnknownName
from app.pages.forms import Form, UnreadDay
from app.pages.frame import Frame, same_page
from app.pages.render import render
from app.pages.texts import page_texts
from app.records.vocabulary import Lang
from app.refusals import Sentence, in_language
from app.store.workspaces import get_workspace
from app.usecases.imports.import_words import NamedRecord
from app.usecases.not_undone import NotUndone
from app.web.problems import on_http_error
from app.web.service import service_in

_OURS = 500
"""From this status on the failure is the service's: its database is not asked again for the page about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """A page that could not be shown; ``code`` names the texts about it, ``request_id`` the request in the log.

    ``again`` is its address where asking once more may help; ``history`` that of a record that is gone; ``in_the_way``
    are records because of which something cannot be taken back. ``resend`` is the form that was sent, where sending it
    once more may help.
    """

    frame: Frame
    code: str
    error: NetzblickError
    request_id: str | None
    again: str | None
    history: str | None
    in_the_way: Sequence[NamedRecord] = ()
    resend: Form | None = None

    @property
    def message(self) -> str:
        """What happened, and what to do in brackets."""
        hint = self.error.hint and in_language(self.error.hint, self.frame.lang)
        return in_language(self.error.detail, self.frame.lang) + (f" ({hint})" if hint else "")

    @property
    def is_in_english(self) -> bool:
        """Whether the message is in English whatever the language of the page is."""
        return self.code != "not-undone" and not isinstance(self.error.detail, Sentence)


class PageRoute(APIRoute):
    """A route whose failures are pages too; tools get problem details from the API."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI with its failures as pages."""
        handle = super().get_route_handler()

        async def show(request: Request) -> Response:
            try:
                return await handle(request)
            except NetzblickError as error:
                return await _failure_in_city(request, error)
            except RequestValidationError:
                return await _failure_in_city(request, InvalidInput("a value of the address is not understood"))

        return show


async def on_unknown_address(request: Request, error: Exception) -> Response:
    """An address without a route, or one that forms alone are sent to: a page for those who ask for one.

    One with a slash too many or too few at its end leads to the page that is meant.
    """
    if (page_address := as_pages_end(request)) is not None:
        return RedirectResponse(page_address)
    if not asks_for_page(request):
        return await on_http_error(request, error)
    return await _failure_in_city(request, UnknownName("there is nothing to read at this address"))


def on_defect(request: Request, error: NetzblickError) -> Response | None:
    """The page about what nobody expected; None for those who ask for no page."""
    return _failure(request, error) if asks_for_page(request) else None


def asks_for_page(request: Request) -> bool:
    """Whether a browser asks, which shows what it gets to a person."""
    return "text/html" in request.headers.get("accept", "")


def as_pages_end(request: Request) -> str | None:
    """Address of the request as pages end: a workspace with a slash, everything else without; None where it ends so."""
    path, parts = request.url.path, request.url.path.strip("/").split("/")
    if request.method != "GET" or path.startswith("//") or parts[0] == "v1":
        return None
    is_workspace = parts[0] == "w" and len(parts) == 2  # noqa: PLR2004 - w and its name
    address = f"/{'/'.join(parts)}{'/' if is_workspace else ''}"
    return None if address == path else f"{address}?{request.url.query}".removesuffix("?")


async def _failure_in_city(request: Request, error: NetzblickError) -> Response:
    """The page with the way on within its city; a city that does not exist, or is not open to who asks, is not named."""
    city = _city(request)
    if city is None or error.status >= _OURS:
        return _failure(request, error, city)
    try:
        stored = await get_workspace(service_in(request).database, city)
    except NetzblickError:
        return _failure(request, error)
    return _failure(request, error, city, stored.name)


def _city(request: Request) -> str | None:
    """The workspace an address is about, if it may be open to who asks."""
    principal = getattr(request.state, "principal", None)
    match request.url.path.split("/"):
        case ["", "w", workspace, *_] if workspace:
            may_read = principal is not None and principal.may_enter(workspace) and "read" in principal.scopes
            return workspace if may_read else None
    return None


def _failure(request: Request, error: NetzblickError, city: str | None = None, name: str | None = None) -> Response:
    language_code = request.query_params.get("lang", "de")
    lang: Lang = "en" if language_code == "en" else "de"
    other_language: Lang = "en" if lang == "de" else "de"
    frame = Frame(lang=lang, entry="", other_language=same_page(request, other_language), workspace=city, name=name)
    page = ErrorPage(
        frame=frame,
        code=_code(request, error, lang),
        error=error,
        request_id=getattr(request.state, "request_id", None),
        again=same_page(request, lang) if error.status >= _OURS and request.method == "GET" else None,
        history=_history(request, frame) if error.slug == UnknownName.slug and name else None,
        resend=getattr(request.state, "form", None) if error.status >= _OURS and request.method == "POST" else None,
        in_the_way=error.in_the_way if isinstance(error, NotUndone) else (),
    )
    return render("error.html", page, error.status)


def _history(request: Request, frame: Frame) -> str | None:
    """Address of the history where a record that is gone can be brought back."""
    match request.url.path.split("/")[3:]:
        case ["records", topic, record_id] | ["records", topic, record_id, "edit"] if record_id != "new":
            return frame.within(f"records/{topic}/{record_id}/history")
    return None


def _code(request: Request, error: NetzblickError, lang: Lang) -> str:
    """Names the texts: what is wrong with a form is no fault of an address, files that are kept no longer no typing error."""
    if error.slug == UnknownName.slug and request.url.path.split("/")[3:5] in (["data", "check"], ["data", "columns"]):
        return "files-gone"
    if error.slug == UnknownName.slug and request.method == "POST" and request.url.path.endswith("/edit"):
        return "record-gone"
    if isinstance(error, UnreadDay):
        return "unread-day"
    if isinstance(error, NotUndone):
        return "not-undone"
    if error.slug == InvalidInput.slug and request.method == "POST":
        return "invalid-form"
    return error.slug if error.slug in page_texts(lang)["error"] else "other"


def error_text(error: NetzblickError, lang: Lang) -> str:
    """What happened and what to do, as one text."""
    return " ".join(in_language(part, lang) for part in (error.detail, error.hint) if part)
