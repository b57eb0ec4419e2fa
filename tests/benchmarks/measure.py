"""How long did it take, and how much memory? The least CPU time of interleaved runs on a noisy machine."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from math import inf
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    """The least seconds of all rounds, and the result of the first."""

    seconds: float
    result: Any


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the page; cells are numbers or words."""

    title: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | int, ...], ...]


OURS = "Netzblick"


@dataclass(frozen=True, slots=True)
class KernelRun:
    """Seconds of CPU by tool, those of ``sampled`` ones extrapolated; ``peak_mib`` of our kernel above its arguments.

    ``work`` in ``unit`` is what the seconds should grow with.
    """

    kernel: str
    size: str
    work: float
    unit: str
    seconds: Mapping[str, float]
    peak_mib: float
    sampled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one part gives: tables, runs of kernels, and ``figures`` by name that goals are about."""

    sections: tuple[Section, ...] = ()
    kernels: tuple[KernelRun, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> str:
        """To be handed from one process to another."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of_json(cls, text: str) -> "Outcome":
        """What :meth:`as_json` wrote."""
        content = json.loads(text)
        sections = [
            Section(item["title"], item["text"], tuple(item["columns"]), tuple(map(tuple, item["rows"])))
            for item in content["sections"]
        ]
        kernels = [KernelRun(**{**entry, "sampled": tuple(entry["sampled"])}) for entry in content["kernels"]]
        return cls(tuple(sections), tuple(kernels), content["figures"])


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """All parts as one; tables of the same title become one."""
    parts = list(outcomes)
    tables: dict[str, Section] = {}
    for entry in (section for part in parts for section in part.sections):
        rows = (*tables[entry.title].rows, *entry.rows) if entry.title in tables else entry.rows
        tables[entry.title] = Section(entry.title, entry.text, entry.columns, rows)
    return Outcome(
        sections=tuple(tables.values()),
        kernels=tuple(run for part in parts for run in part.kernels),
        figures={name: value for part in parts for name, value in part.figures.items()},
    )


def interleaved(
    candidates: Mapping[str, Callable[[], Any]],
    rounds: int,
    clock: Callable[[], float] = time.process_time,
    *,
    slow: float = inf,
) -> dict[str, Timing]:
    """Run the candidates in turn, so that whatever else the machine does meets all of them alike.

    Who needed more than ``slow`` seconds at first runs every second round, more than five times that, never again.
    """
    best = {name: once(candidate, clock) for name, candidate in candidates.items()}
    for number in range(1, rounds):
        limit = slow if number % 2 else 5 * slow
        for name in [entry for entry in candidates if best[entry].seconds <= limit]:
            timing = once(candidates[name], clock)
            best[name] = Timing(min(best[name].seconds, timing.seconds), best[name].result)
    return best


def once(candidate: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> Timing:
    """One run."""
    begun = clock()
    result = candidate()
    return Timing(clock() - begun, result)


def peak_mib() -> float:
    """The most memory this process ever had resident."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
