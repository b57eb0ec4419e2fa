"""How much memory and CPU time do a process and all that it started take together?"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event


@dataclass
class Used:
    """Most memory of a process and of all it started, and their CPU seconds, as far as a look every third of a second sees."""

    bytes: int = 0
    seconds: dict[int, float] = field(default_factory=dict)

    def look(self, pid: int) -> None:
        """One look."""
        family = list(_family(pid))
        self.bytes = max(self.bytes, sum(map(_resident, family)))
        self.seconds |= {member: seconds for member in family if (seconds := _cpu(member)) is not None}

    def watch(self, pid: int, ended: Event) -> None:
        """Look until it has ended."""
        while not ended.wait(0.3):
            self.look(pid)


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
