"""Documentation of the API: one page without scripts, made of the same description that programs read."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from app.errors import NetzblickError
from app.web.accept import refuse_unacceptable
from app.web.conditional import digest_tag, not_modified, unchanged
from app.web.declared import declared
from app.web.refusals import ForeignHost, NotAcceptable, NotFound

router = APIRouter(include_in_schema=False)

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title>
<link rel="icon" href="/static/netzblick.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/vendor/kern/kern.min.css">
<link rel="stylesheet" href="/static/fonts.css">
<link rel="stylesheet" href="/static/pages.css"></head>
<body><header class="header"><div class="width header__row"><p class="brand"><a href="/?lang=en">Netzblick</a></p></div></header>
<main id="content" class="width" tabindex="-1"><h1>{title}</h1>
{body}
</main></body></html>
"""

Description = Mapping[str, Any]

_ID = "X-Request-ID"
"""A header that every answer has."""


@router.get(
    "/openapi.json",
    responses=declared(ForeignHost, NotAcceptable),
    response_class=JSONResponse,
    dependencies=[Depends(refuse_unacceptable)],
)
async def openapi(request: Request) -> Response:
    """The description for programs, written once; a program that has it already is told so."""
    state = request.app.state
    if state.description is None:
        state.description = json.dumps(request.app.openapi(), ensure_ascii=False, separators=(",", ":")).encode()
    tag = digest_tag(state.description)
    if unchanged(request, tag):
        return not_modified(tag)
    return Response(state.description, media_type="application/json", headers={"ETag": tag})


@router.get("/docs", responses=declared(ForeignHost))
async def docs(request: Request) -> HTMLResponse:
    """Every operation with its parameters, fields, an example and its errors; ``/openapi.json`` says it for programs."""
    body = "\n".join(_operations(request.app.openapi()))
    return HTMLResponse(_PAGE.format(title="Netzblick API", body=body))


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


def _operations(description: Description) -> Iterator[str]:
    """A section for each tag, with its operations folded."""
    yield f'<p class="lead">{escape(description["info"]["description"])}</p>'
    yield '<p><a href="/openapi.json">openapi.json</a> describes every field, example and error for programs.</p>'
    tagged: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            tag = next(iter(operation.get("tags", ())), "service").replace(" ", "-")
            tagged.setdefault(tag, []).append(_operation(description, method, path, operation))
    links = "".join(f'<li><a href="#{tag}">{escape(tag)}</a></li>' for tag in tagged)
    yield f'<nav class="jump" aria-label="Contents"><ul>{links}</ul></nav>'
    for tag, operations in tagged.items():
        yield f'<section aria-labelledby="{tag}" class="below"><h2 id="{tag}">{escape(tag)}</h2>{"".join(operations)}</section>'


def _operation(description: Description, method: str, path: str, operation: Description) -> str:
    says = escape(operation.get("description", operation.get("summary", "")))
    parts = [f"<p>{says}</p>", _parameters(operation), _body(description, operation), _answers(description, operation)]
    name = f"<strong>{method.upper()}</strong> <code>{escape(path)}</code>"
    return f'<details class="evidence"><summary>{name} – {says.partition(".")[0]}</summary>{"".join(parts)}</details>'


def _parameters(operation: Description) -> str:
    rows = [
        _row(entry["name"], entry["in"] + (", required" if entry.get("required") else ""), _meaning(entry))
        for entry in operation.get("parameters", ())
    ]
    return _table("Parameters", ("Name", "Where", "Meaning"), rows)


def _body(description: Description, operation: Description) -> str:
    """The fields of a JSON body and a request to try."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = _resolved(description, content.get("application/json", {}).get("schema", {}))
    required = schema.get("required", ())
    fields = schema.get("properties", {})
    rows = [_row(name, "required" if name in required else "", _meaning(entry)) for name, entry in fields.items()]
    return _table("Fields of the body", ("Name", "", "Meaning"), rows) + _example("For example:", content)


def _example(says: str, content: Description) -> str:
    example = content.get("application/json", {}).get("example")
    if example is None:
        return ""
    text = escape(json.dumps(example, ensure_ascii=False, indent=2))
    return f'<p>{says}</p><pre class="commands"><code>{text}</code></pre>'


def _answers(description: Description, operation: Description) -> str:
    """Each status with its headers, and what the first one looks like."""
    answers = {status: _resolved(description, part) for status, part in operation.get("responses", {}).items()}
    rows = [
        _row(
            status, answer.get("description", ""), ", ".join(name for name in answer.get("headers", ()) if name != _ID)
        )
        for status, answer in answers.items()
    ]
    first = next((answer for status, answer in answers.items() if status.startswith("2")), {})
    table = _table("Answers", ("Status", "Meaning", "Headers"), rows)
    return table + _example("An answer:", first.get("content", {}))


def _resolved(description: Description, part: Description) -> Description:
    """A part of the description, or what it refers to."""
    while "$ref" in part:
        value: Any = description
        for step in part["$ref"].removeprefix("#/").split("/"):
            value = value[step]
        part = value
    return part


def _meaning(entry: Description) -> str:
    schema = entry.get("schema", {})
    says = entry.get("description") or schema.get("description") or schema.get("title", "")
    examples = entry.get("examples") or schema.get("examples") or ()
    return f"{says} (for example {examples[0]})" if isinstance(examples, list) and examples else str(says)


def _row(*cells: str) -> str:
    first, *rest = cells
    further_cells = "".join(f'<td class="kern-table__cell">{escape(cell)}</td>' for cell in rest)
    return f'<tr><th scope="row" class="kern-table__cell"><code>{escape(first)}</code></th>{further_cells}</tr>'


def _table(caption: str, headings: tuple[str, ...], rows: list[str]) -> str:
    if not rows:
        return ""
    heads = "".join(f'<th scope="col" class="kern-table__header">{head or "Needed"}</th>' for head in headings)
    return (
        '<div class="scrolling" tabindex="0">'
        f'<table class="kern-table kern-table--small"><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
