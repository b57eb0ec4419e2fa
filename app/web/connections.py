"""Connections on which requests arrive: their heads in time and in order, else they are told so and let go."""

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from app.errors import NetzblickError
from app.web.headers import SAFE_HEADERS
from app.web.problems import problem_response
from app.web.refusals import MalformedHead, SlowHead

HEAD_SECONDS = 10.0
"""A request must have sent its head by then; who sends it letter by letter holds up a connection."""

LINGER_SECONDS = 1.0
"""So long what still arrives is thrown away: closed at once, the connection would be reset before the answer is read."""


class _Joined:
    """Writes of a connection, the head of an answer together with what follows: each costs both sides a call of the system."""

    def __init__(self, transport: asyncio.Transport, connection: "Connection") -> None:
        self._transport = transport
        self._connection = connection
        self._begun: object = None
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write; what is written first since an answer was begun is its head, which waits."""
        cycle = self._connection.cycle
        if cycle is not self._begun and cycle.response_started:
            self._begun, self._head = cycle, data
        else:
            self._transport.write(self._head + data)
            self._head = b""


class Connection(H11Protocol):
    """A connection that is closed, with problem details, when the head of a request is late or cannot be read."""

    _late: asyncio.TimerHandle | None = None
    _let_go = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Expect a request."""
        super().connection_made(_Joined(transport, self))  # type: ignore[arg-type]  # as far as uvicorn asks
        self._expect()

    def data_received(self, data: bytes) -> None:
        """A part of a request: the whole of its head is expected in the same time as from the beginning."""
        if self._let_go:
            return
        super().data_received(data)
        if not self._waits_for_head:
            self._be_content()
        elif self._late is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is expected any more."""
        self._be_content()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  # as uvicorn has it
        """What came is no HTTP/1.1, or its head is larger than the server reads."""
        self._refuse(MalformedHead("the address and headers of the request are no HTTP/1.1, or larger than 64 KiB"))

    @property
    def _waits_for_head(self) -> bool:
        return bool(getattr(self.cycle, "response_complete", True))  # there is no cycle before the first request

    def _expect(self) -> None:
        self._late = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _be_content(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _hang_up(self) -> None:
        if self._waits_for_head:
            self._refuse(
                SlowHead(f"the address and headers of the request did not arrive within {HEAD_SECONDS:g} seconds")
            )

    def _refuse(self, refused: NetzblickError) -> None:
        """Answer and close; an answer that was begun is cut off instead, since nothing may stand in its middle."""
        if self.transport.is_closing():
            return
        if not self._waits_for_head and self.cycle.response_started:
            self.transport.close()
            return
        answer = problem_response(refused, None, {**SAFE_HEADERS, "Connection": "close"})
        head = f"HTTP/1.1 {answer.status_code} {HTTPStatus(answer.status_code).phrase}\r\n".encode()
        lines = b"".join(b"%s: %s\r\n" % header for header in answer.raw_headers)
        self.transport.write(head + lines + b"\r\n" + bytes(answer.body))
        self.transport.write_eof()
        self._let_go = True
        self.loop.call_later(LINGER_SECONDS, self.transport.close)
