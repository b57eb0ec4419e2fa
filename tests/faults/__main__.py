"""``python -m tests.faults [ROUNDS]``: every scenario at length; prints what happened and writes it into docs/reliability.md."""

import asyncio
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from app.clock import today
from tests.faults.page import machine, table, write
from tests.faults.scenarios import (
    Told,
    database_frozen,
    database_killed,
    disk_full,
    line_fails,
    own_database,
    service_ended,
    service_killed,
)

ROUNDS = 30
COLUMNS = (
    "fault",
    "times",
    "acknowledged",
    "lost",
    "torn",
    "doubled",
    "faults of history",
    "answers",
    "seconds, longest",
)


def main(rounds: int) -> int:
    """0: nothing was lost, torn, doubled or answered otherwise than by a fault."""
    with tempfile.TemporaryDirectory(prefix="netzblick-faults-") as folder:
        told = _all(Path(folder), rounds)
    write("faults", f"{machine(today())}\n\n{table(COLUMNS, map(_row, told))}")
    bad = [entry for entry in told if entry.unexpected or entry.faults_of_history or not entry.verdict.is_clean]
    for entry in bad:
        print(entry.name, *entry.unexpected[:10], sep="\n  ")
    return 1 if bad else 0


def _all(folder: Path, rounds: int) -> list[Told]:
    few = max(rounds // 10, 1)
    told = [
        _run(database_killed(_new(folder, "killed"), rounds)),
        _run(database_frozen(_new(folder, "frozen"), few)),
        _run(disk_full(_new(folder, "disk"))),
    ]
    for number, (scenario, times) in enumerate(
        ((service_killed, rounds), (service_ended, few), (line_fails, few)), start=1
    ):
        with own_database(_new(folder, f"database-{number}")) as database:
            told.append(_run(scenario(_new(folder, f"service-{number}"), database, times)))
    return told


def _run(scenario: Coroutine[Any, Any, Told]) -> Told:
    told = asyncio.run(scenario)
    print(told.name, told.verdict, dict(told.statuses), flush=True)
    return told


def _new(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def _row(told: Told) -> tuple[object, ...]:
    if told.not_run:
        return (told.name, f"not run: {told.not_run}", *[""] * (len(COLUMNS) - 2))
    verdict = told.verdict
    answers = ", ".join(f"{status or 'none'}: {count}" for status, count in sorted(told.statuses.items()))
    longest = f"{max(told.recovery):.1f}" if told.recovery else "–"
    times = len(told.recovery) or 1
    return (
        told.name,
        times,
        verdict.writes,
        verdict.lost,
        verdict.torn,
        verdict.doubled,
        told.faults_of_history,
        answers,
        longest,
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
