"""Faults, each while three writers work: what happened to what they wrote, and how soon all was well again."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from app.embedded.server import start, stop
from app.settings import Settings
from app.store.integrity import check_workspace
from tests.database import HEAP, DatabaseUnderTest
from tests.faults.proxy import FAULTS, line_to
from tests.faults.served import Served, on, served
from tests.faults.writers import HERE, WORKSPACE, Ledger, Verdict, Writers, verdict, writing
from tests.storing import storing

BUSY_SECONDS = (0.3, 1.5)
"""How long writers work between two faults; drawn, so that each meets them at another moment."""

FAULT_SECONDS = 4.0
ROOM_MEGABYTES = 900
"""Neo4j sets aside 256 MB for its log when it starts, and a little more for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one scenario showed. ``recovery`` are seconds until the service could work again, one a fault.

    ``not_run`` says why it could not be tried on this machine.
    """

    name: str
    verdict: Verdict = field(default_factory=lambda: Verdict(writes=0, lost=0, torn=0, doubled=0))
    statuses: Counter[int] = field(default_factory=Counter)
    unexpected: tuple[str, ...] = ()
    faults_of_history: int = 0
    recovery: tuple[float, ...] = ()
    not_run: str = ""


async def database_killed(home: Path, rounds: int) -> Outcome:
    """kill -9 of the embedded database; the service that owns it starts it again."""
    with served(home, _embedded()) as service:
        recovery = []
        async with writing(service.address) as writers:
            for _ in range(rounds):
                await _busy(writers)
                pid = service.database_pid
                os.kill(pid, signal.SIGKILL)
                await _until(lambda pid=pid: _started_anew(service, pid))
                recovery.append(await asyncio.to_thread(service.await_ready))
        return await _outcome("kill -9 of the database", service, writers, service.database, recovery)


async def service_killed(home: Path, database: DatabaseUnderTest, rounds: int) -> Outcome:
    """kill -9 of the service; its manager starts it again."""
    with served(home, on(database)) as service:
        recovery = []
        async with writing(service.address) as writers:
            for _ in range(rounds):
                await _busy(writers)
                service.kill()
                await asyncio.to_thread(service.start)
                recovery.append(await asyncio.to_thread(service.await_ready))
        return await _outcome("kill -9 of the service", service, writers, database, recovery)


async def service_ended(home: Path, database: DatabaseUnderTest, rounds: int) -> Outcome:
    """SIGTERM under load; ``recovery`` is how long the service takes to end."""
    with served(home, on(database)) as service:
        ends = []
        async with writing(service.address) as writers:
            for _ in range(rounds):
                await _busy(writers)
                ends.append(await asyncio.to_thread(service.terminate))
                await asyncio.to_thread(service.start)
        return await _outcome("SIGTERM under load", service, writers, database, ends)


async def database_frozen(home: Path, rounds: int) -> Outcome:
    """SIGSTOP of the database, for longer than any deadline of a request, and SIGCONT."""
    with served(home, _embedded() | _deadlines(1.0)) as service:
        recovery = []
        async with writing(service.address) as writers:
            for _ in range(rounds):
                await _busy(writers)
                os.kill(service.database_pid, signal.SIGSTOP)
                await asyncio.sleep(FAULT_SECONDS)
                os.kill(service.database_pid, signal.SIGCONT)
                recovery.append(await asyncio.to_thread(service.await_ready))
        return await _outcome("SIGSTOP of the database", service, writers, service.database, recovery)


async def line_fails(home: Path, database: DatabaseUnderTest, rounds: int) -> Outcome:
    """Every fault of a line between service and database, one after another."""
    port = urlsplit(database.url).port
    assert port is not None
    async with line_to(port) as line:
        settings = on(database, f"bolt://127.0.0.1:{line.port}") | _deadlines(2.0)
        service = await asyncio.to_thread(_begun, home, settings)
        try:
            recovery = []
            async with writing(service.address) as writers:
                for fault in FAULTS * rounds:
                    await _busy(writers)
                    await line.set(fault)
                    await asyncio.sleep(FAULT_SECONDS)
                    await line.set("none")
                    recovery.append(await asyncio.to_thread(service.await_ready))
            return await _outcome(f"line: {', '.join(FAULTS)}", service, writers, database, recovery)
        finally:
            await asyncio.to_thread(service.terminate)


async def disk_full(home: Path) -> Outcome:
    """A disk that fills up: writes are refused before the database panics, reading goes on, and room heals it."""
    name = "disk nearly full"
    with _small_disk(home) as mounted:
        if not mounted:
            return Outcome(name=name, not_run="this machine lets nobody mount a small disk")
        with served(home, _embedded() | {"NETZBLICK_FREE_MEGABYTES": "100"}) as service:
            async with writing(service.address) as writers:
                await _busy(writers)
                filler = _filled(home, leave=50 * 2**20)
                await _until(lambda: writers.ledger.statuses[507] > 0)
                async with httpx.AsyncClient(base_url=service.address, trust_env=False) as client:
                    read = (await client.get(f"{HERE}/actors")).status_code
                filler.unlink()
            outcome = await _outcome(name, service, writers, service.database, [])
            assert read == httpx.codes.OK, "reading goes on"
            return outcome


def _embedded() -> dict[str, str]:
    return {"NETZBLICK_CACHE": str(Settings().cache), "NETZBLICK_NEO4J_MEGABYTES": str(HEAP)}


def _deadlines(seconds: float) -> dict[str, str]:
    return {"NETZBLICK_READ_SECONDS": str(seconds), "NETZBLICK_WRITE_SECONDS": str(2 * seconds)}


def _begun(home: Path, settings: dict[str, str]) -> Served:
    service = Served.on_free_port(home, settings)
    service.start()
    return service


async def _busy(writers: Writers) -> None:
    """Writers work for a while; on a busy machine a database that has just started needs long for its first write."""
    acknowledged = len(writers.ledger.acknowledged)
    await _until(lambda: len(writers.ledger.acknowledged) > acknowledged)
    await asyncio.sleep(random.uniform(*BUSY_SECONDS))


async def _until(holds: Callable[[], bool], seconds: float = 180.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for is another process
            await asyncio.sleep(0.1)


def _started_anew(service: Served, pid: int) -> bool:
    try:
        return service.database_pid != pid
    except AssertionError:
        return False


async def _outcome(
    name: str, service: Served, writers: Writers, database: DatabaseUnderTest, recovery: list[float]
) -> Outcome:
    ledger: Ledger = writers.ledger
    return Outcome(
        name=name,
        verdict=await verdict(service.address, ledger),
        statuses=ledger.statuses,
        unexpected=tuple(ledger.unexpected),
        faults_of_history=await asyncio.to_thread(_faults, database),
        recovery=tuple(recovery),
    )


def _faults(database: DatabaseUnderTest) -> int:
    """What ``db check`` finds."""
    with storing(database) as store:
        return len(store(check_workspace, WORKSPACE).faults)


def _filled(folder: Path, *, leave: int) -> Path:
    """A file that takes all room but so many bytes."""
    filler = folder / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - leave)
    return filler


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    options = ["-t", "tmpfs", "-o", f"size={ROOM_MEGABYTES}m", "tmpfs", str(folder)]
    mounted = subprocess.run(["mount", *options], check=False, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def own_database(home: Path) -> Iterator[DatabaseUnderTest]:
    """A database that outlives the services that use it."""
    running = start(home, Settings().cache, Settings().maven_url, outlive=True, heap=HEAP)
    try:
        yield DatabaseUnderTest(running.server.url, running.server.user, running.server.password_file)
    finally:
        stop(home, force=True)
