"""Bodies of requests: a limit before reading, a deadline while reading, a content type that must fit."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.errors import InvalidInput, TooLarge
from app.web.access import Needs
from app.web.problems import problems_of
from app.web.refusals import MalformedBody, SlowBody, UnsupportedMediaType
from app.web.strict_json import strict_json

JSON_LIMIT = 2**20
IMPORT_LIMIT = 64 * 2**20
PATIENCE_SECONDS = 30.0
"""A body that takes longer is somebody holding the line."""

_AT_ONCE = 2**14
"""Bytes of a body that is read before anybody could be kept waiting."""

JSON_TYPES = ("application/json", "application/merge-patch+json")


async def read_body(request: Request, limit: int, *, patience: float = PATIENCE_SECONDS) -> bytes:
    """The whole body.

    Raises:
        TooLarge: it says that it is larger, or turns out to be; the rest is not read.
        SlowBody: it did not arrive within ``patience`` seconds.
        UnsupportedMediaType: it is compressed.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise UnsupportedMediaType("the body is compressed", hint="send it without Content-Encoding")
    if _declared_length(request) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(patience):
            return await _read(request, limit)
    except TimeoutError as error:
        raise SlowBody(f"the body did not arrive within {patience:g} seconds") from error


async def _read(request: Request, limit: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
    return b"".join(parts)


def _declared_length(request: Request) -> int:
    declared = request.headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdigit()):
        raise MalformedBody("Content-Length is no number")
    return int(declared)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"the body is larger than {limit // 2**20} MiB", hint="send less at once")


def media_type(request: Request, known: tuple[str, ...], *, charset: str | None = "utf-8") -> str:
    """The content type of a body without its parameters.

    Args:
        request: the request.
        known: those that are read here.
        charset: the only one that may be named; None: any, the content is looked at.

    Raises:
        UnsupportedMediaType: there is none, or none of ``known``, or it names another charset.
    """
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    charsets = [
        parameter.partition("=")[2].strip(' "') for parameter in parameters if parameter.strip().startswith("charset")
    ]
    if media.strip() not in known or (charset is not None and any(parameter != charset for parameter in charsets)):
        raise UnsupportedMediaType("this content type is not read here", hint=f"send {' or '.join(known)}")
    return media.strip()


class StrictRequest(Request):
    """A request whose JSON body was read already."""

    def __init__(self, original: Request, body: bytes, value: Any) -> None:
        super().__init__(original.scope, original.receive)
        self._body = body
        self._value = value

    async def json(self) -> Any:
        """Parsed body, which FastAPI validates against the schema."""
        return self._value


async def _value(body: bytes) -> Any:
    """The value of a body; a large one is read beside the event loop."""
    return strict_json(body) if len(body) <= _AT_ONCE else await asyncio.to_thread(strict_json, body)


class StrictRoute(APIRoute):
    """A route that reads its JSON body strictly before FastAPI looks at it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI, given a body that was checked."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def read_strictly(request: Request) -> Response:
            media_type(request, JSON_TYPES)
            body = await read_body(request, JSON_LIMIT)
            value = await _value(body)
            if len(body) > _AT_ONCE:
                await self.let_in(request)
                await asyncio.to_thread(self._check, value)
            return await handle(StrictRequest(request, body, value))

        return read_strictly

    async def let_in(self, request: Request) -> None:
        """Refuse those who may not ask, before anything is done for them."""
        for entry in self.dependencies:
            if isinstance(entry.dependency, Needs):
                await entry.dependency(request)

    def _check(self, value: Any) -> None:
        """Refuse a large body that does not fit its schema: thousands of errors take as long as an analysis."""
        assert self.body_field is not None
        _, errors = self.body_field.validate(value, {}, loc=("body",))
        if errors:
            raise InvalidInput("the request does not fit its schema", problems=problems_of(errors))
