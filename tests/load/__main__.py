"""``python -m tests.load``: reads and writes at 1, 2 and 5 times of what the service can answer; into docs/reliability.md.

Open loop: a request is sent when its time has come, whether earlier ones are answered or not, as many independent people do.
"""

import asyncio
import itertools
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from app.clock import today
from tests.faults.page import machine, table, write
from tests.faults.scenarios import own_database
from tests.faults.served import Served, on, served

WORKSPACE = "load"
HERE = f"/v1/workspaces/{WORKSPACE}"
READS = (f"{HERE}/actors?limit=20", HERE, f"{HERE}/actors/treff-7", "/v1/workspaces")
ONE_WRITE_IN = 10
ACTORS = 500
CLIENTS = 8
CAPACITY_SECONDS = 8.0
LOAD_SECONDS = 20.0
FACTORS = (1, 2, 5)
ALLOWED = frozenset({200, 201, 429, 503})
READ_SECONDS = 0.5
RECOVERY_SECONDS = 5.0
GROWTH_MEGABYTES = 60
COLUMNS = (
    "load", "sent a second", "answered 2xx", "429", "503", "others",
    "reads: half within ms", "reads: 99 % within ms", "writes: 99 % within ms", "memory MB", "well again after s",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: was it a read, its status (0: none), seconds from the moment it was due."""

    read: bool
    status: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """What clients saw at one load, and the service's memory at its end."""

    name: str
    rate: float
    answers: Sequence[Answer]
    megabytes: float
    recovery: float

    def within(self, share: float, *, read: bool) -> float:
        """Milliseconds in which that share of what was answered 2xx was there."""
        latencies = sorted(answer.seconds for answer in self.answers if answer.read is read and answer.status < 300)
        return latencies[min(int(len(latencies) * share), len(latencies) - 1)] * 1000 if latencies else float("nan")


class Asking:
    """Sends requests, each tenth of which writes."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._numbers = itertools.count()

    async def ask(self) -> Answer:
        number = next(self._numbers)
        read = number % ONE_WRITE_IN != 0
        due = time.perf_counter()
        try:
            if read:
                answer = await self._client.get(READS[number % len(READS)])
            else:
                answer = await self._client.post(f"{HERE}/actors", json={"name": f"Neu {number} {due}"})
        except httpx.HTTPError:
            return Answer(read, 0, time.perf_counter() - due)
        return Answer(read, answer.status_code, time.perf_counter() - due)


async def measured(service: Served) -> list[LoadOutcome]:
    """The capacity, then every load."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=200)
    async with httpx.AsyncClient(base_url=service.address, timeout=15.0, limits=limits, trust_env=False) as client:
        await _filled(client)
        asking = Asking(client)
        await _capacity(asking, 2.0)
        capacity = await _capacity(asking, CAPACITY_SECONDS)
        return [await _loaded(service, asking, factor, capacity) for factor in FACTORS]


async def _filled(client: httpx.AsyncClient) -> None:
    (await client.post("/v1/workspaces", json={"id": WORKSPACE, "name": "Last"})).raise_for_status()
    rows = "".join(f"treff-{number};Treff {number};Verein\n" for number in range(ACTORS))
    content = f"ID;Name;Art\n{rows}".encode()
    path = f"{HERE}/imports?sheet=Akteure"
    (await client.post(path, content=content, headers={"Content-Type": "text/csv"}, timeout=120)).raise_for_status()


async def _capacity(asking: Asking, seconds: float) -> float:
    """Answers a second that a few clients get who ask again as soon as they are answered."""
    until = time.perf_counter() + seconds

    async def client() -> int:
        count = 0
        while time.perf_counter() < until:
            answer = await asking.ask()
            assert answer.status in (200, 201), answer
            count += 1
        return count

    return sum(await asyncio.gather(*(client() for _ in range(CLIENTS)))) / seconds


async def _loaded(service: Served, asking: Asking, factor: int, capacity: float) -> LoadOutcome:
    rate = factor * capacity
    begun, sent = time.perf_counter(), list[asyncio.Task[Answer]]()
    while (elapsed := time.perf_counter() - begun) < LOAD_SECONDS:
        while len(sent) < elapsed * rate:
            sent.append(asyncio.create_task(asking.ask()))
        await asyncio.sleep(0.002)
    ended = time.perf_counter()
    answers = await asyncio.gather(*sent)
    recovery = await _recovered(asking, ended)
    assert service.process is not None
    megabytes = psutil.Process(service.process.pid).memory_info().rss / 2**20
    actual = len(sent) / LOAD_SECONDS
    return LoadOutcome(name=f"{factor} ×", rate=actual, answers=answers, megabytes=megabytes, recovery=recovery)


async def _recovered(asking: Asking, ended: float) -> float:
    """Seconds from the end of the load until ten requests in a row are answered quickly."""
    row = 0
    while row < 10:
        answer = await asking.ask()
        row = row + 1 if answer.status in (200, 201) and answer.seconds < READ_SECONDS else 0
    return time.perf_counter() - ended


def _row(seen: LoadOutcome) -> tuple[object, ...]:
    statuses = Counter(answer.status for answer in seen.answers)
    good = statuses[200] + statuses[201]
    others = sum(statuses.values()) - good - statuses[429] - statuses[503]
    latencies = (seen.within(0.5, read=True), seen.within(0.99, read=True), seen.within(0.99, read=False))
    return (
        seen.name,
        f"{seen.rate:.0f}",
        good,
        statuses[429],
        statuses[503],
        others,
        *(f"{latency:.0f}" for latency in latencies),
        f"{seen.megabytes:.0f}",
        f"{seen.recovery:.1f}",
    )


def faults(loads: Sequence[LoadOutcome]) -> list[str]:
    """What is not as promised."""
    told = []
    for seen in loads:
        strange = {answer.status for answer in seen.answers} - ALLOWED
        if strange:
            told.append(f"{seen.name}: answers {sorted(strange)}")
        if not seen.within(0.99, read=True) <= READ_SECONDS * 1000:
            told.append(f"{seen.name}: 99 % of reads took {seen.within(0.99, read=True):.0f} ms")
        if seen.recovery > RECOVERY_SECONDS:
            told.append(f"{seen.name}: well again after {seen.recovery:.1f} s")
    if loads[-1].megabytes - loads[0].megabytes > GROWTH_MEGABYTES:
        told.append(f"memory grew from {loads[0].megabytes:.0f} to {loads[-1].megabytes:.0f} MB")
    return told


def main() -> int:
    """0: all is as promised."""
    with tempfile.TemporaryDirectory(prefix="netzblick-load-") as folder:
        home = Path(folder) / "service"
        home.mkdir()
        with own_database(Path(folder) / "database") as database, served(home, on(database)) as service:
            loads = asyncio.run(measured(service))
    missed = faults(loads)
    text = f"{machine(today())} Clients, service and database share the CPUs.\n\n{table(COLUMNS, map(_row, loads))}"
    write("load", "\n".join([text, *(f"\nNot as promised: {fault}." for fault in missed)]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
