"""How much memory and CPU time do a process and all that it started take, and those that it lets compute?"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event


@dataclass
class Used:
    """Most memory of two groups of processes, and CPU seconds of both, as far as a look every third of a second sees.

    ``driver_bytes`` are of a process and the Java that it started, ``executor_bytes`` of everything else that computes
    for it: the processes of Python below it, and what workers of a cluster started.
    """

    driver_bytes: int = 0
    executor_bytes: int = 0
    seconds: dict[int, float] = field(default_factory=dict)

    def look(self, pid: int, workers: Iterable[int]) -> None:
        """One look at a process and at the workers of its cluster."""
        family = set(_family(pid))
        driver = {member for member in family if member == pid or _is_java(member)}
        started = {member for worker in workers for member in _family(worker) if member != worker}
        executors = family - driver | started
        self.driver_bytes = max(self.driver_bytes, sum(map(_resident, driver)))
        self.executor_bytes = max(self.executor_bytes, sum(map(_resident, executors)))
        self.seconds |= {member: seconds for member in driver | executors if (seconds := _cpu(member)) is not None}

    def watch(self, pid: int, workers: Iterable[int], ended: Event) -> None:
        """Look until it has ended."""
        while not ended.wait(0.3):
            self.look(pid, workers)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        children += [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in set(map(int, children)):
        yield from _family(child)


def _is_java(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == "java"
    except OSError:
        return False


def _resident(pid: int) -> int:
    """Its own memory, and its part of what it shares with others."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def _cpu(pid: int) -> float | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
