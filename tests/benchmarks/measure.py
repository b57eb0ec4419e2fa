"""How long did it take, and how much memory? The least CPU time of interleaved runs on a noisy machine."""

import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


def interleaved(
    candidates: Mapping[str, Callable[[], Any]], rounds: int, clock: Callable[[], float] = time.process_time
) -> dict[str, Timing]:
    """Run the candidates in turn, so that whatever else the machine does meets all of them alike."""
    best: dict[str, Timing] = {}
    for _ in range(rounds):
        for name, candidate in candidates.items():
            timing = once(candidate, clock)
            known = best.get(name)
            best[name] = timing if known is None else Timing(min(known.seconds, timing.seconds), known.result)
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
