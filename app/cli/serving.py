"""The service on its port: found free, announced when it answers, ended in order."""

import socket
from collections.abc import Callable
from contextlib import closing, suppress

import uvicorn
from fastapi import FastAPI

from app.errors import InvalidInput
from app.refusals import said
from app.web.connections import Connection

PORTS_TRIED = 20
PATIENCE_SECONDS = 10
"""What is still under way then is ended: a service manager waits little longer."""


class AnnouncedServer(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, app: FastAPI, announce: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
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
    raise InvalidInput(said("no_free_port", first=first), hint=said("name_another_port"))
