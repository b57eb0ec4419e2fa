"""Pages for what cannot be shown: they say what happened and what to do, with the right status."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from app.errors import InvalidInput, NetzblickError, UnknownName
from app.pages.frame import Frame, same_page
from app.pages.render import render
from app.pages.texts import page_texts
from app.report.texts import LANGUAGES
from app.web.problems import on_http_error


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """A page that could not be shown; ``code`` names the texts about it."""

    frame: Frame
    code: str
    error: NetzblickError


class PageRoute(APIRoute):
    """A route whose failures are pages too; tools get problem details from the API."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI with its failures as pages."""
        handle = super().get_route_handler()

        async def show(request: Request) -> Response:
            try:
                return await handle(request)
            except NetzblickError as error:
                return _failure(request, error)
            except RequestValidationError:
                return _failure(request, InvalidInput("a value of the address is not understood"))

        return show


async def on_unknown_address(request: Request, error: Exception) -> Response:
    """An address without a route: a page for those who ask for one, problem details for tools."""
    if "text/html" in request.headers.get("accept", ""):
        return _failure(request, UnknownName("there is nothing at this address"))
    return await on_http_error(request, error)


def _failure(request: Request, error: NetzblickError) -> Response:
    given = request.query_params.get("lang", "de")
    lang = given if given in LANGUAGES else "de"
    code = error.slug if error.slug in page_texts(lang)["error"] else "other"
    other = "en" if lang == "de" else "de"
    frame = Frame(lang=lang, here="", other_language=same_page(request, other))
    return render("error.html", ErrorPage(frame=frame, code=code, error=error), error.status)


def error_text(error: NetzblickError) -> str:
    """What happened and what to do, as one text."""
    return " ".join(part for part in (error.detail, error.hint) if part)
