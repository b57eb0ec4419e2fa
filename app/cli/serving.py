"""The service on its port: found free, announced when it answers, ended in order."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import closing, suppress

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.errors import InvalidInput

PORTS_TRIED = 20
PATIENCE_SECONDS = 10
"""What is still under way then is ended: a service manager waits little longer."""


HEADER_SECONDS = 10.0
"""A request must have sent its headers by then; who sends them letter by letter holds up a connection."""

_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class HeadersInTime(H11Protocol):
    """A connection that is closed when the headers of a request do not arrive in time."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Expect a request."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """A part of a request: the whole of its headers is expected in the same time as from the beginning."""
        super().data_received(data)
        if not self._waits_for_headers:
            self._be_content()
        elif self._late is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is expected any more."""
        self._be_content()
        super().connection_lost(exc)

    @property
    def _waits_for_headers(self) -> bool:
        return bool(getattr(self.cycle, "response_complete", True))  # there is no cycle before the first request

    def _expect(self) -> None:
        self._late = self.loop.call_later(HEADER_SECONDS, self._hang_up)

    def _be_content(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _hang_up(self) -> None:
        if self._waits_for_headers and not self.transport.is_closing():
            self.transport.write(_LATE)
            self.transport.close()


class AnnouncedServer(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, app: FastAPI, announce: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=HeadersInTime,
                log_config=None,  # as app/web/logs.py has it
                access_log=False,
                server_header=False,
                proxy_headers=False,  # the address that connects is trusted or not, never one that a header names
                timeout_graceful_shutdown=PATIENCE_SECONDS,
            )
        )
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then announce it."""
        await super().startup(sockets)
        self._announce()


def serve_until_interrupt(app: FastAPI, host: str, first_port: int, announce: Callable[[str], None]) -> None:
    """Serve an application; ``announce`` is told its address as soon as it answers there.

    Raises:
        InvalidInput: no port is free.
    """
    with closing(listener_on(host, first_port)) as listener:
        host_in_address = f"[{host}]" if ":" in host else host
        address = f"http://{host_in_address}:{listener.getsockname()[1]}/"
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it is ended
            AnnouncedServer(app, lambda: announce(address)).run(sockets=[listener])


def listener_on(host: str, first: int) -> socket.socket:
    """A socket on the first port from there on that nobody has; 0: any.

    Raises:
        InvalidInput: no port is free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + PORTS_TRIED, 2**16)):
        try:
            listener = socket.create_server((host, port), family=family)
        except OSError:
            continue
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else the body of an answer waits 40 ms
        return listener
    raise InvalidInput(f"no free port from {first} on", hint="name another one with NETZBLICK_PORT")
