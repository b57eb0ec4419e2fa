"""How does a test take the database away and give it back? By a gate of sockets between service and database."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Gate:
    """Passes connections on to an address while it is open; closing it cuts those that are there."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname, parts.port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._passed: list[socket.socket] = []
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"

    def shut(self) -> None:
        """Cut every connection, and each new one at once."""
        self._open = False
        for entry in self._passed:
            with contextlib.suppress(OSError):
                entry.shutdown(socket.SHUT_RDWR)

    def open(self) -> None:
        self._open = True

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if not self._open:
                    client.close()
                    continue
                server = socket.create_connection(self._target)
                self._passed += [client, server]
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=_pump, args=(source, sink), daemon=True).start()

    def close(self) -> None:
        self.shut()
        self._listening.shutdown(socket.SHUT_RDWR)
        for entry in (self._listening, *self._passed):
            entry.close()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(2**16):
            sink.sendall(part)
    for entry in (source, sink):
        with contextlib.suppress(OSError):
            entry.shutdown(socket.SHUT_RDWR)


@contextmanager
def gate(target: str) -> Iterator[Gate]:
    """A gate to a Bolt address."""
    made = Gate(target)
    try:
        yield made
    finally:
        made.close()
