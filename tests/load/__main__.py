"""``python -m tests.load``: reads and writes at 1, 2 and 5 times of what the service can answer; into docs/reliability.md.

An analysis of another city is computed meanwhile.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from app.client import Netzblick
from app.clock import today
from tests.benchmarks.city import City
from tests.benchmarks.intake_rows import workbook
from tests.faults.page import machine, table, write
from tests.faults.scenarios import own_database
from tests.faults.served import Served, on, served
from tests.load.attack import VEGETA, Answer, Attack

WORKSPACE = "load"
HERE = f"/v1/workspaces/{WORKSPACE}"
READS = (f"{HERE}/actors?limit=20", HERE, f"{HERE}/actors/treff-7", "/v1/workspaces")
ACTORS = 500
CLIENTS = 8
WARM_SECONDS = 20.0
CAPACITY_SECONDS = 8.0
LOAD_SECONDS = 20.0
FACTORS = (0.5, 1, 2, 5)
ALLOWED = frozenset({200, 201, 429, 503})
READ_SECONDS = 0.5
RECOVERY_SECONDS = 5.0
GROWTH_MEGABYTES = 60
ANALYSIS = "/v1/workspaces/other/analyses/core-periphery"
LONG = {"parameters": {"rewirings": 800}}
"""About a minute of one core for a city of a thousand organisations."""

COLUMNS = (
    "load", "sent a second", "answered 2xx", "429", "503", "others", "reads: half within ms", "reads: 99 % within ms",
    "writes: 99 % within ms", "refusals: 99 % within ms", "memory MB", "well again after s",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """What clients saw at one load, and the service's memory at its end."""

    name: str
    rate: int
    answers: Sequence[Answer]
    megabytes: float
    recovery: float

    def within(self, share: float, *, read: bool) -> float:
        """Milliseconds in which that share of what was answered 2xx was there."""
        return _within(share, [answer for answer in self.answers if answer.read is read and answer.status < 300])

    def refused_within(self, share: float) -> float:
        """Milliseconds in which that share of what was refused was told so."""
        return _within(share, [answer for answer in self.answers if answer.status == httpx.codes.TOO_MANY_REQUESTS])


def _within(share: float, answers: Sequence[Answer]) -> float:
    latencies = sorted(answer.seconds for answer in answers)
    return latencies[min(int(len(latencies) * share), len(latencies) - 1)] * 1000 if latencies else float("nan")


def measured(service: Served) -> list[LoadOutcome]:
    """The capacity, then every load."""
    with Netzblick(service.address) as netzblick:
        rows = "".join(f"treff-{number};Treff {number};Verein\n" for number in range(ACTORS))
        city = netzblick.create_workspace(WORKSPACE, "Last")
        city.import_file("akteure.csv", f"ID;Name;Art\n{rows}".encode(), sheet="Akteure")
        other = netzblick.create_workspace("other", "Die andere Stadt")
        other.import_file("stadt.xlsx", workbook(City(1_000))[0])
        attack = Attack(service.address, READS, f"{HERE}/actors")
        attack.closed_loop(CLIENTS, WARM_SECONDS)
        capacity = len(attack.closed_loop(CLIENTS, CAPACITY_SECONDS)) / CAPACITY_SECONDS
        return [_loaded(service, attack, factor, capacity) for factor in FACTORS]


def _loaded(service: Served, attack: Attack, factor: float, capacity: float) -> LoadOutcome:
    rate = round(factor * capacity)
    with httpx.Client(base_url=service.address, timeout=30.0, trust_env=False) as client, _analysis_under_way(client):
        begun = time.time()
        answers = attack.open_loop(rate, LOAD_SECONDS)
        recovery = _recovered(client, begun + LOAD_SECONDS)
    assert service.process is not None
    megabytes = psutil.Process(service.process.pid).memory_info().rss / 2**20
    return LoadOutcome(name=f"{factor:g} ×", rate=rate, answers=answers, megabytes=megabytes, recovery=recovery)


@contextmanager
def _analysis_under_way(client: httpx.Client) -> Iterator[None]:
    """An analysis of the other city that outlasts the load, ended afterwards."""
    run = client.post(ANALYSIS, json=LONG, headers={"Prefer": "respond-async"}).raise_for_status().headers["location"]
    try:
        yield
        assert client.get(run).json()["status"] == "running", "the analysis was over before the load"
    finally:
        client.delete(run).raise_for_status()


def _recovered(client: httpx.Client, ended: float) -> float:
    """Seconds from the end of the load until ten requests in a row are answered quickly."""
    row = 0
    while row < 10:
        begun = time.perf_counter()
        answer = client.get(READS[row % len(READS)])
        row = row + 1 if answer.is_success and time.perf_counter() - begun < READ_SECONDS else 0
    return time.time() - ended


def _row(seen: LoadOutcome) -> tuple[object, ...]:
    statuses = Counter(answer.status for answer in seen.answers)
    good = statuses[200] + statuses[201]
    others = sum(statuses.values()) - good - statuses[429] - statuses[503]
    latencies = (seen.within(0.5, read=True), seen.within(0.99, read=True), seen.within(0.99, read=False))
    return (
        seen.name,
        seen.rate,
        good,
        statuses[429],
        statuses[503],
        others,
        *(f"{latency:.0f}" for latency in (*latencies, seen.refused_within(0.99))),
        f"{seen.megabytes:.0f}",
        f"{seen.recovery:.1f}",
    )


def faults(loads: Sequence[LoadOutcome]) -> list[str]:
    """What is not as promised."""
    missed = []
    for seen in loads:
        strange = {answer.status for answer in seen.answers} - ALLOWED
        if strange:
            missed.append(f"{seen.name}: answers {sorted(strange)}")
        if not seen.within(0.99, read=True) <= READ_SECONDS * 1000:
            missed.append(f"{seen.name}: 99 % of reads took {seen.within(0.99, read=True):.0f} ms")
        if seen.recovery > RECOVERY_SECONDS:
            missed.append(f"{seen.name}: well again after {seen.recovery:.1f} s")
    if loads[-1].megabytes - loads[0].megabytes > GROWTH_MEGABYTES:
        missed.append(f"memory grew from {loads[0].megabytes:.0f} to {loads[-1].megabytes:.0f} MB")
    return missed


def main() -> int:
    """0: all is as promised."""
    if not VEGETA.exists():
        print("not run: vegeta is not there; make load builds it with Go", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="netzblick-load-") as folder:
        home = Path(folder) / "service"
        home.mkdir()
        with own_database(Path(folder) / "database") as database, served(home, on(database)) as service:
            loads = measured(service)
    missed = faults(loads)
    text = f"{machine(today())} Clients, service and database share the CPUs.\n\n{table(COLUMNS, map(_row, loads))}"
    write("load", "\n".join([text, *(f"\nNot as promised: {fault}." for fault in missed)]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
