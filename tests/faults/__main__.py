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
    Outcome,
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
        outcomes = _all_scenarios(Path(folder), rounds)
    write("faults", f"{machine(today())}\n\n{table(COLUMNS, map(_row, outcomes))}")
    bad = [entry for entry in outcomes if entry.unexpected or entry.faults_of_history or not entry.verdict.is_clean]
    for entry in bad:
        print(entry.name, *entry.unexpected[:10], sep="\n  ")
    return 1 if bad else 0


def _all_scenarios(folder: Path, rounds: int) -> list[Outcome]:
    few = max(rounds // 10, 1)
    outcomes = [
        _run(database_killed(_new(folder, "killed"), rounds)),
        _run(database_frozen(_new(folder, "frozen"), few)),
        _run(disk_full(_new(folder, "disk"))),
    ]
    for number, (scenario, times) in enumerate(
        ((service_killed, rounds), (service_ended, few), (line_fails, few)), start=1
    ):
        with own_database(_new(folder, f"database-{number}")) as database:
            outcomes.append(_run(scenario(_new(folder, f"service-{number}"), database, times)))
    return outcomes


def _run(scenario: Coroutine[Any, Any, Outcome]) -> Outcome:
    outcome = asyncio.run(scenario)
    print(outcome.name, outcome.verdict, dict(outcome.statuses), flush=True)
    return outcome


def _new(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def _row(outcome: Outcome) -> tuple[object, ...]:
    if outcome.not_run:
        return (outcome.name, f"not run: {outcome.not_run}", *[""] * (len(COLUMNS) - 2))
    verdict = outcome.verdict
    answers = ", ".join(f"{status or 'none'}: {count}" for status, count in sorted(outcome.statuses.items()))
    longest = f"{max(outcome.recovery):.1f}" if outcome.recovery else "–"
    times = len(outcome.recovery) or 1
    return (
        outcome.name,
        times,
        verdict.writes,
        verdict.lost,
        verdict.torn,
        verdict.doubled,
        outcome.faults_of_history,
        answers,
        longest,
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
