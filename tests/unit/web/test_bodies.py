"""Is a body read within its limits, whatever is sent and however slowly?"""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request

from app.errors import TooLarge
from app.web.bodies import read_body
from app.web.refusals import SlowBody


def request(parts: AsyncIterator[bytes], **headers: str) -> Request:
    async def receive() -> dict:
        part = await anext(parts, None)
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "headers": raw}, receive)


async def pieces(*sizes: int, pause: float = 0) -> AsyncIterator[bytes]:
    for size in sizes:
        await asyncio.sleep(pause)
        yield b"x" * size


def test_pieces_are_put_together():
    assert asyncio.run(read_body(request(pieces(3, 4)), 7)) == b"xxxxxxx"


def test_what_comes_after_the_limit_is_not_read():
    source = pieces(5, 5, 5)

    async def read() -> bytes | None:
        with pytest.raises(TooLarge):
            await read_body(request(source), 7)
        return await anext(source, None)

    assert asyncio.run(read()) == b"xxxxx"


def test_a_length_over_the_limit_is_enough():
    with pytest.raises(TooLarge):
        asyncio.run(read_body(request(pieces(), content_length="8"), 7))


def test_who_dawdles_is_sent_away():
    with pytest.raises(SlowBody):
        asyncio.run(read_body(request(pieces(1, 1, 1, pause=0.2)), 7, patience=0.3))
