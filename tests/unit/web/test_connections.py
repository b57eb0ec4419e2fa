"""Heads of requests that are late, too large or no HTTP get problem details, and the connection ends."""

import asyncio
import json
import socket
from collections.abc import Sequence

import pytest
import uvicorn
from fastapi import FastAPI, Request

from app.web import connections
from app.web.connections import Connection

SECONDS = 20.0
"""Nothing here lasts so long, unless an end never comes."""

WHOLE = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHo"


def answered(*parts: bytes) -> bytes:
    """All that comes back until the connection ends; a second part is sent when a whole first one is answered."""
    app = FastAPI()

    @app.post("/")
    @app.get("/")
    async def hello(request: Request) -> str:
        await request.body()
        return "hello"

    async def served(listener: socket.socket) -> bytes:
        server = uvicorn.Server(uvicorn.Config(app, http=Connection, log_config=None))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            return await asyncio.wait_for(_exchanged(listener.getsockname()[1], parts), SECONDS)
        finally:
            server.should_exit = True
            await serving

    with socket.create_server(("127.0.0.1", 0)) as listener:
        return asyncio.run(served(listener))


async def _exchanged(port: int, parts: Sequence[bytes]) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    read = b""
    for part in parts:
        writer.write(part)
        read += await reader.readuntil(b'"hello"') if part == WHOLE else b""
    read += await reader.read()
    writer.close()
    return read


def problem(answer: bytes) -> dict[str, object]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert b"connection: close" in head.lower()
    details: dict[str, object] = json.loads(body)
    return details


@pytest.mark.parametrize("parts", [(), (HALF,), (HALF[:9], HALF[9:])])
def test_a_late_head_is_told_so(monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]):
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    answer = answered(*parts)

    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert problem(answer)["type"] == "/problems/slow-head"


def test_the_request_before_a_late_one_is_answered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    first, _, second = answered(WHOLE, HALF).partition(b'"hello"')

    assert first.startswith(b"HTTP/1.1 200 ")
    assert second.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 2**17 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 2**17,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # how TLS begins
        b"GET / HTTP/1.1\r\n\r\n",
        b"Guten Tag\r\n\r\n",
    ],
    ids=["long address", "long header", "TLS", "no host", "no HTTP"],
)
def test_what_is_no_head_is_told_so(head: bytes):
    answer = answered(head)

    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert problem(answer)["type"] == "/problems/malformed-head"


def test_a_body_that_breaks_off_in_a_wrong_way_is_told_so():
    answer = answered(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nnot a number\r\n")

    assert problem(answer)["type"] == "/problems/malformed-head"


def test_head_and_body_of_an_answer_are_sent_together(monkeypatch: pytest.MonkeyPatch):
    """Each time costs both sides a call of the system, and those who are refused in a crowd are many."""
    transport = asyncio.selector_events._SelectorSocketTransport
    sent: list[bytes] = []
    write = transport.write
    monkeypatch.setattr(transport, "write", lambda self, data: (sent.append(data), write(self, data)))

    answered(WHOLE, WHOLE, HALF[:1] + b"\0\r\n\r\n")

    assert [part[-7:] for part in sent if part.startswith(b"HTTP/1.1 200")] == [b'"hello"'] * 2
