"""Problem details (RFC 9457) of every error: never the input, a stack trace or a query."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Match

from app.errors import (
    DatabaseUnavailable,
    DeadlineExceeded,
    InvalidInput,
    NetzblickError,
    Problem,
    QueueFull,
    UnknownName,
)
from app.records.schema import LONGEST_NAME
from app.records.spelling import near_names
from app.records.vocabulary import vocabulary
from app.web.refusals import (
    Internal,
    KeyInUse,
    MalformedBody,
    MalformedHead,
    MethodNotAllowed,
    NotFound,
    SlowBody,
    SlowHead,
    TooBusy,
    TooManyFailures,
)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
MOST_ERRORS = 50
"""What is wrong beyond these places is counted: nobody mends it line by line."""

_OF_PYDANTIC = re.compile("^(Value error, |(Input|String|List|Tuple) (?=should ))")
"""How its messages begin; the pointer says what they are about."""

_LONGEST_POINTER = 200
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

_USUAL_HINTS = {
    DeadlineExceeded.slug: "ask for less at once, or again when less is going on",
    Internal.slug: "tell whoever runs the service the request_id: it leads to the log",
    MalformedBody.slug: "send UTF-8 JSON (RFC 7493): each name once, finite numbers, at most 32 levels",
    MalformedHead.slug: "send what is long in the body",
    NotFound.slug: "see /docs",
    SlowBody.slug: "send it again, in parts if it is large",
    SlowHead.slug: "send it again",
    UnknownName.slug: "look it up in the list it belongs to",
}
"""What to do about an error that names neither a place nor a hint of its own."""

_IN_JSON = {
    "bool_parsing": "is neither true nor false",
    "bool_type": "is neither true nor false",
    "dict_type": "is no object",
    "extra_forbidden": "is no field here",
    "int_from_float": "is no whole number",
    "int_parsing": "is no whole number",
    "int_type": "is no whole number",
    "list_type": "is no array",
    "missing": "is needed",
    "model_attributes_type": "is no object",
    "string_type": "is no string",
    "tuple_type": "is no array",
}
"""Messages of pydantic that name types of Python or its own terms, in the words of JSON."""


class ProblemError(BaseModel):
    """One thing wrong with the input: where it is, what it is, what to do."""

    pointer: str | None = Field(None, description="JSON Pointer (RFC 6901) into the body, or the name of a parameter")
    code: str = Field(description="stable name of the kind of error")
    detail: str = Field(description="what is wrong, in words")
    suggestion: str | None = Field(None, description="what could be meant")
    file: str | None = Field(None, description="file of an import")
    sheet: str | None = Field(None, description="its sheet")
    row: int | None = Field(None, description="its row as a spreadsheet counts")
    column: str | None = Field(None, description="its column")


class ProblemDetails(BaseModel):
    """An error as RFC 9457 has it."""

    type: str = Field(
        description="address of the explanation of this kind of error", examples=["/problems/stale-version"]
    )
    title: str = Field(description="the kind of error in words", examples=["stale version"])
    status: int = Field(description="the HTTP status", examples=[412])
    detail: str = Field(description="what happened", examples=["actor awo has version 3, not 2"])
    hint: str | None = Field(None, description="what to do about it")
    request_id: str | None = Field(None, description="name of this request in the log of the service")
    errors: list[ProblemError] = Field(
        default_factory=list, description=f"what is wrong, the first {MOST_ERRORS} places"
    )
    more: int | None = Field(None, description="how many places more are wrong", examples=[12])


UNKNOWN_CODE = "unknown_code"
"""The type of the error about a code that its vocabulary does not have; its context names the vocabulary."""


def details_of(error: NetzblickError, request_id: str | None) -> ProblemDetails:
    """An error as problem details."""
    return ProblemDetails(
        type=f"/problems/{error.slug}",
        title=error.slug.replace("-", " "),
        status=error.status,
        detail=error.detail,
        hint=error.hint or (None if error.problems else _USUAL_HINTS.get(error.slug)),
        request_id=request_id,
        errors=[problem_entry(problem) for problem in error.problems[:MOST_ERRORS]],
        more=max(len(error.problems) - MOST_ERRORS, 0) or None,
    )


def problem_entry(problem: Problem) -> ProblemError:
    """One problem, as answers tell it."""
    return ProblemError(
        pointer=problem.pointer,
        code=problem.code,
        detail=problem.message,
        suggestion=problem.suggestion,
        file=problem.file,
        sheet=problem.sheet,
        row=problem.row,
        column=problem.column,
    )


def problem_response(
    error: NetzblickError, request_id: str | None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer to a request that failed."""
    retry = (
        {"Retry-After": str(RETRY_AFTER_SECONDS)}
        if isinstance(error, DatabaseUnavailable | KeyInUse | QueueFull | TooBusy | TooManyFailures)
        else {}
    )
    content = details_of(error, request_id).model_dump(exclude_none=True)
    return JSONResponse(content, error.status, headers={**retry, **(headers or {})}, media_type=MEDIA_TYPE)


def install_handlers(app: FastAPI) -> None:
    """Every refusal of the application is answered with problem details; ``defects`` answers the rest."""
    app.add_exception_handler(NetzblickError, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, on_http_error)


def _request_id(request: Request) -> str | None:
    return getattr(request.state, "request_id", None)


async def _on_refusal(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, NetzblickError)
    return problem_response(error, _request_id(request))


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    refused = InvalidInput("the request does not fit its schema", problems=problems_of(error.errors()))
    return problem_response(refused, _request_id(request))


async def on_http_error(request: Request, error: Exception) -> JSONResponse:
    """Answer to what the router itself refuses: an unknown address, or a method it has not."""
    assert isinstance(error, HTTPException)
    if error.status_code == MethodNotAllowed.status:
        allowed = _allowed(request)
        refused = MethodNotAllowed("this address has no such method", hint=f"there is {allowed}")
        return problem_response(refused, _request_id(request), {"Allow": allowed})
    return problem_response(NotFound("there is nothing at this address"), _request_id(request))


def _allowed(request: Request) -> str:
    """All methods of the address: each is a route of its own, of which the router names the first alone."""
    methods = [method for method in _METHODS if _answered(request, method)]
    return ", ".join(["HEAD", *methods] if "GET" in methods else methods)


def _answered(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


def problems_of(
    errors: Sequence[Any], place: Sequence[str | int] = (), *, suggested: int = MOST_ERRORS
) -> tuple[Problem, ...]:
    """Errors of pydantic as problems.

    Args:
        errors: of one body.
        place: where in the body what was checked stands.
        suggested: for how many of them, the first, the nearest code is looked for; nobody reads of more.
    """
    return tuple(_problem(error, place, suggest=number < suggested) for number, error in enumerate(errors))


def _problem(error: Mapping[str, Any], place: Sequence[str | int], *, suggest: bool) -> Problem:
    """Messages of our own checks stand behind a prefix of pydantic; none of them repeats the input."""
    message = _IN_JSON.get(error["type"]) or _OF_PYDANTIC.sub("", str(error["msg"]))
    near = _NEAREST[error["type"]](error) if suggest and error["type"] in _NEAREST else None
    if near is not None:
        message += f"; did you mean {near}?"
    return Problem(code=error["type"], message=message, pointer=_pointer((*place, *error["loc"])), suggestion=near)


def _nearest_code(error: Mapping[str, Any]) -> str | None:
    terms, code = vocabulary(error["ctx"]["vocabulary"]), str(error["input"])
    near = terms.find(code) or next(iter(terms.suggest(code)), None)
    return near.code if near else None


def _nearest_choice(error: Mapping[str, Any]) -> str | None:
    choices = re.findall("'([^']*)'", error["ctx"]["expected"])
    sent = error["input"]
    return next(iter(near_names(sent[:LONGEST_NAME], choices)), None) if isinstance(sent, str) else None


_NEAREST: Mapping[str, Callable[[Mapping[str, Any]], str | None]] = {
    UNKNOWN_CODE: _nearest_code,
    "literal_error": _nearest_choice,
}
"""Where an error names what there is: which of it could be meant."""


def _pointer(location: Sequence[str | int]) -> str:
    """Where in the body as a JSON Pointer; a parameter by its name."""
    place, *path = location
    if place != "body":
        return ".".join(str(part) for part in path)
    steps = [str(part).replace("~", "~0").replace("/", "~1") for part in path]
    return "".join(f"/{step}" for step in steps)[:_LONGEST_POINTER]
