"""A line between service and database that fails in the ways lines fail."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Literal

Fault = Literal["none", "refused", "black hole", "reset", "latency", "bandwidth", "slow close"]
FAULTS: tuple[Fault, ...] = ("refused", "black hole", "reset", "latency", "bandwidth", "slow close")

LATENCY_SECONDS = 0.4
BYTES_PER_SECOND = 4_000
_SIZE = 65_536
_TICK_SECONDS = 0.05
_RST = struct.pack("ii", 1, 0)
"""Linger for no time: closing sends RST."""


class Proxy:
    """Passes bytes on. ``fault`` may be changed while connections are open and counts for these too.

    refused: open connections end, and nobody listens. black hole: bytes are swallowed. reset: every connection ends with RST.
    latency: each part comes later. bandwidth: few bytes a second. slow close: the far end closes, and the near end is told late.
    """

    def __init__(self, port: int) -> None:
        self.port = 0
        self.fault: Fault = "none"
        self._far = port
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def set(self, fault: Fault) -> None:
        """Fail in this way from now on."""
        if self._server is not None and fault == "refused":
            self._server.close()
            self._server = None
        self.fault = fault
        if fault in ("refused", "reset"):
            for writer in tuple(self._open):
                _cut(writer)
        if self._server is None and fault != "refused":
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        await self.set("refused")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.fault == "reset":
            _cut(writer)
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._far)
        self._open |= {writer, far_writer}
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._pass_on(reader, far_writer))
                ways.create_task(self._pass_on(far_reader, writer))
        except* (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            if self.fault == "slow close":
                await asyncio.sleep(10 * LATENCY_SECONDS)
            self._open -= {writer, far_writer}
            for end in (writer, far_writer):
                end.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_SIZE):
            while self.fault == "black hole":  # noqa: ASYNC110 - connections of any age look at the same fault
                await asyncio.sleep(_TICK_SECONDS)
            if self.fault == "latency":
                await asyncio.sleep(LATENCY_SECONDS)
            if self.fault == "bandwidth":
                await asyncio.sleep(len(data) / BYTES_PER_SECOND)
            writer.write(data)
            await writer.drain()
        raise ConnectionResetError  # the other way ends with this one


def _cut(writer: asyncio.StreamWriter) -> None:
    """End a connection with RST, as a firewall or a crashed machine does."""
    with suppress(OSError, AttributeError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
    writer.transport.abort()


@asynccontextmanager
async def line_to(port: int) -> AsyncIterator[Proxy]:
    """A line to a port of this machine."""
    proxy = Proxy(port)
    await proxy.set("none")
    try:
        yield proxy
    finally:
        await proxy.close()
