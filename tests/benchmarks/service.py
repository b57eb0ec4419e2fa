"""What does somebody who reads notice while somebody else asks a hard question? The real service on a real Neo4j."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

from app.embedded.server import Server
from tests.benchmarks.city import City
from tests.benchmarks.database import database
from tests.benchmarks.graph import QUICK, SIZES
from tests.benchmarks.intake_rows import workbook
from tests.benchmarks.load import Load, ask, for_seconds, load
from tests.benchmarks.measure import Outcome, Section

WORKSPACE = "bench"
HERE = f"/v1/workspaces/{WORKSPACE}"
READS = (HERE, f"{HERE}/actors?limit=20", f"{HERE}/offers?limit=20", "/v1/workspaces", "/livez")
ANALYSES = ("missing-links", "strengths", "parallel-offers", "betweenness", "places", "coverage")
FIRST = ("density",)
WRITES = 3
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
QUIET_SECONDS = 5.0


@dataclass(slots=True)
class Service:
    """A running one; ``late`` are moments and seconds by which its event loop was late, once it has ended."""

    port: int
    process: psutil.Process
    late: list[tuple[float, float]] = field(default_factory=list)

    def longest_stall(self, begun: float, ended: float) -> float:
        """Milliseconds, between two moments of the monotonic clock."""
        return max((late for at, late in self.late if begun <= at <= ended), default=0.0) * 1000

    @property
    def seconds(self) -> float:
        """CPU seconds of its process and of its workers so far."""
        family = (self.process, *self.process.children(recursive=True))
        return sum(times.user + times.system for times in (process.cpu_times() for process in family))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader saw in a span of the monotonic clock."""

    reads: Load
    begun: float
    ended: float


def measure(*, quick: bool) -> Outcome:
    """A city is imported; reads alone, then reads while analyses run one after another."""
    actors, ties = QUICK["S"] if quick else SIZES["S"]
    content, rows = workbook(City(actors, ties / actors))
    with database() as server, _service(server) as service:
        imported = asyncio.run(_import(service.port, content))
        questions = asyncio.run(_questions(service))
        quiet = asyncio.run(_quiet(service.port, 0.5 if quick else QUIET_SECONDS))
        first = asyncio.run(_while_asked(service.port, FIRST))
        busy = asyncio.run(_while_asked(service.port, ANALYSES))
    by_name = {"alone": quiet, "while the first question is answered": first, "while analyses run": busy}
    figures = {
        "service/stall": max(service.longest_stall(item.begun, item.ended) for item in (first, busy)),
        "service/requests alone": quiet.reads.per_second,
        "service/p99 alone": quiet.reads.within(0.99),
        "service/p99 busy": busy.reads.within(0.99),
        "service/rows imported": rows / imported,
        "service/first question": questions["the first after the import"],
        "service/question after a write": questions["after one more organisation"],
    }
    reads = tuple(_row(name, service, entry) for name, entry in by_name.items())
    sections = (_imports((rows, imported, round(rows / imported))), _questions_section(questions), _reads(reads))
    return Outcome(sections, figures=figures)


def _row(name: str, service: Service, seen: Seen) -> tuple[str | float | int, ...]:
    stall = service.longest_stall(seen.begun, seen.ended)
    reads = seen.reads
    latencies = (reads.within(share) for share in (0.5, 0.99, 1.0))
    return (name, reads.seconds, len(reads.latencies), reads.per_second, *latencies, stall)


def _imports(row: tuple[float | int, ...]) -> Section:
    return Section(
        title="Importing over HTTP",
        text="The workbook of a city S in one request to the service: checked, compared with what is there, written to a real Neo4j with history, all or nothing. Seconds by the clock.",
        columns=("rows", "s", "rows a second"),
        rows=(row,),
    )


def _questions_section(seconds: Mapping[str, float]) -> Section:
    return Section(
        title="The first question, and the first after a change",
        text="`density` of the city S, seconds of CPU of the service and its workers: records are loaded from Neo4j and made a network first; after a change it is the least of a few.",
        columns=("asked", "s"),
        rows=tuple(seconds.items()),
    )


def _reads(rows: tuple[tuple[str | float | int, ...], ...]) -> Section:
    return Section(
        title="Reading while analyses run",
        text="Eight clients on loopback read the workspace and lists of actors and offers of a city S, each again as soon as it is answered; the service, Neo4j and the clients share the CPUs. "
        "The first question loads the network and the analyses. Then "
        f"a ninth client asks {len(ANALYSES)} questions that were never asked before ({', '.join(f'`{analysis}`' for analysis in ANALYSES)}). Milliseconds by the clock; "
        "*stall* is the longest time that the event loop of the service answered nobody while its process computed.",
        columns=("reads", "s", "requests", "a second", "half within ms", "99 % within ms", "all within ms", "stall ms"),
        rows=rows,
    )


@contextmanager
def _service(server: Server) -> Iterator[Service]:
    """In a process of its own, on a free port; its stalls are known after it has ended."""
    command = [sys.executable, "-m", "tests.benchmarks.served"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(server)) as process:
        service = Service(int(process.stdout.readline()), psutil.Process(process.pid))
        try:
            yield service
        finally:
            output, _ = process.communicate()
    service.late.extend(json.loads(output))


def _environment(server: Server) -> Mapping[str, str]:
    return os.environ | {
        "NETZBLICK_NEO4J_URL": server.url,
        "NETZBLICK_NEO4J_USER": server.user,
        "NETZBLICK_NEO4J_PASSWORD_FILE": str(server.password_file),
        "NETZBLICK_READ_SECONDS": "600",
        "NETZBLICK_WRITE_SECONDS": "600",
    }


async def _import(port: int, content: bytes) -> float:
    """Seconds for the workbook."""
    await _asked(port, "/v1/workspaces", b'{"id": "%s", "name": "Musterstadt"}' % WORKSPACE.encode())
    begun = time.perf_counter()
    await _asked(port, f"{HERE}/imports", content, XLSX)
    return time.perf_counter() - begun


async def _questions(service: Service) -> dict[str, float]:
    """Seconds of the service for the first question, for one asked again, and for the first after a write."""
    question = f"{HERE}/analyses/{FIRST[0]}"

    async def asked() -> float:
        before = service.seconds
        await _asked(service.port, question, b"{}")
        return service.seconds - before

    first, again = await asked(), await asked()
    after_writes = []
    for number in range(WRITES):
        await _asked(service.port, f"{HERE}/actors", b'{"id": "neu-%d", "name": "Neuer Treff %d"}' % (number, number))
        after_writes.append(await asked())
    return {"the first after the import": first, "again": again, "after one more organisation": min(after_writes)}


async def _quiet(port: int, seconds: float) -> Seen:
    await for_seconds(port, READS, 0.5)
    begun = time.monotonic()
    reads = await for_seconds(port, READS, seconds)
    return Seen(reads, begun, time.monotonic())


async def _while_asked(port: int, analyses: Sequence[str]) -> Seen:
    until = asyncio.Event()
    begun = time.monotonic()
    reading = asyncio.create_task(load(port, READS, until))
    for analysis in analyses:
        await _asked(port, f"{HERE}/analyses/{analysis}", b"{}")
    until.set()
    return Seen(await reading, begun, time.monotonic())


async def _asked(port: int, path: str, body: bytes, media_type: str = "application/json") -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    status, content = await ask(reader, writer, path, body, media_type)
    assert status in (200, 201), (path, status, content[:500])
    writer.close()
    await writer.wait_closed()
