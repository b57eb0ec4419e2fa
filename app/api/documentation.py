"""Documentation of the API: one page without scripts, made of the same description that programs read."""

from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.errors import NetzblickError
from app.web.declared import declared
from app.web.refusals import ForeignHost, NotFound

router = APIRouter(include_in_schema=False)

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1>
{body}
</body></html>
"""


@router.get("/docs", responses=declared(ForeignHost))
async def docs(request: Request) -> HTMLResponse:
    """Every operation; the whole description is in ``/openapi.json``."""
    return HTMLResponse(_PAGE.format(title="Netzblick API", body="\n".join(_operations(request.app.openapi()))))


@router.get("/problems/{slug}", responses=declared(ForeignHost, NotFound))
async def problem(slug: str) -> HTMLResponse:
    """What a kind of error means; its ``type`` leads here."""
    error = next((error for error in _errors(NetzblickError) if error.slug == slug), None)
    if error is None:
        raise NotFound("there is no such problem")
    body = f"<p>HTTP status {error.status}. {escape((error.__doc__ or '').strip())}</p>"
    return HTMLResponse(_PAGE.format(title=escape(slug.replace("-", " ")), body=body))


def _errors(parent: type[NetzblickError]) -> Iterator[type[NetzblickError]]:
    for error in parent.__subclasses__():
        yield error
        yield from _errors(error)


def _operations(description: dict[str, Any]) -> Iterator[str]:
    yield '<p><a href="/openapi.json">openapi.json</a> describes every field, example and error for programs.</p>'
    yield "<table><thead><tr><th>Method<th>Address<th>What it does</tr></thead><tbody>"
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            cells = (method.upper(), path, operation.get("summary", ""))
            yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</tbody></table>"
