"""Which service does the browser ask? The real application on the tests' database, on a free port of this machine."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from app.main import create_app
from app.settings import Settings
from app.web.connections import Connection

PATIENCE_SECONDS = 30.0


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of the application while it runs."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_level="warning", ws="none", http=Connection)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server)}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)


def _port(server: uvicorn.Server) -> int:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not server.started:
        assert time.monotonic() < deadline, "the service did not start"
        time.sleep(0.02)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port
