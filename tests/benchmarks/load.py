"""How quickly are requests answered? Clients on loopback that each ask again as soon as they are answered."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Load:
    """Answers in ``seconds``, and how long each took, sorted."""

    seconds: float
    latencies: tuple[float, ...]

    @property
    def per_second(self) -> float:
        """Answered requests."""
        return len(self.latencies) / self.seconds

    def within(self, share: float) -> float:
        """Milliseconds in which that share of the requests was answered."""
        return self.latencies[min(int(len(self.latencies) * share), len(self.latencies) - 1)] * 1000


async def load(port: int, paths: Sequence[str], until: asyncio.Event) -> Load:
    """Ask for the paths in turn until told to stop."""
    latencies: list[float] = []
    begun = time.perf_counter()
    await asyncio.gather(*(_client(port, paths[at % len(paths) :], until, latencies) for at in range(CLIENTS)))
    return Load(time.perf_counter() - begun, tuple(sorted(latencies)))


async def for_seconds(port: int, paths: Sequence[str], seconds: float) -> Load:
    """Ask for so long."""
    until = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, until.set)
    return await load(port, paths, until)


async def _client(port: int, paths: Sequence[str], until: asyncio.Event, latencies: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while not until.is_set():
        for path in paths:
            begun = time.perf_counter()
            status, _ = await ask(reader, writer, path)
            latencies.append(time.perf_counter() - begun)
            assert status == 200, f"{path} answers {status}"
    writer.close()
    await writer.wait_closed()


async def ask(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    path: str,
    body: bytes = b"",
    media_type: str = "application/json",
) -> tuple[int, bytes]:
    """One GET, or a POST with a body, on an open connection: status and content."""
    method = "POST" if body else "GET"
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(int(line.partition(":")[2]) for line in answer.split("\r\n") if line.startswith("content-length:"))
    return int(answer.split()[1]), await reader.readexactly(length)
