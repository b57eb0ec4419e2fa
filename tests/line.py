"""How does a connection get lost in the very moment of committing? A line to the database that can be cut there."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from anyio.from_thread import start_blocking_portal

from tests.database import DatabaseUnderTest

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The Bolt message COMMIT, a chunk of its own."""

_SIZE = 65_536


class Line:
    """Passes bytes on. The next ``cuts`` commits go through, but their answers and connections are lost.

    Only transactions in which the bytes ``after`` were sent are meant. A ``dead`` line ends every new connection at once.
    """

    def __init__(self, host: str, port: int) -> None:
        self.url = ""
        self.cuts = 0
        self.after = b""
        self.dead = False
        self._far = (host, port)
        self._open: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        if not self.dead:
            await self._connect(reader, writer)
        writer.close()
        self._open.discard(task)

    async def close(self) -> None:
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._far)
        back = asyncio.create_task(_pass_on(far_reader, writer))
        try:
            await self._until_cut(reader, far_reader, far_writer, back)
        finally:
            back.cancel()
            far_writer.close()
            writer.close()

    async def _until_cut(
        self,
        reader: asyncio.StreamReader,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
        back: asyncio.Task[None],
    ) -> None:
        meant = False
        while data := await reader.read(_SIZE):
            meant = meant or self.after in data
            if not self.cuts or not meant or COMMIT not in data:
                meant = meant and COMMIT not in data
                far_writer.write(data)
                continue
            self.cuts -= 1
            back.cancel()
            await asyncio.wait({back})
            far_writer.write(data)
            await far_reader.read(_SIZE)
            return


@contextmanager
def line_to(server: DatabaseUnderTest) -> Iterator[Line]:
    """A line to the tests' database while it is open."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(_listening(server)) as line:
        yield line


@asynccontextmanager
async def _listening(server: DatabaseUnderTest) -> AsyncIterator[Line]:
    host, port = server.url.removeprefix("bolt://").split(":")
    line = Line(host, int(port))
    listening = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.url = f"bolt://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    yield line
    listening.close()
    await line.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_SIZE):
        writer.write(data)
