"""Memory of the embedded database: how much of this machine's, and what of it one transaction may take."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SMALLEST = 512
"""MiB of heap with which Neo4j still runs well."""

_LARGEST = 4096
_SHARE = 3 / 8
"""Of the machine's memory: the service, analyses in processes of their own and a browser need the rest."""

_MEGABYTE = 2**20
_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True, slots=True)
class Memory:
    """Sizes in MiB: ``heap`` of Java, ``transaction`` for one, ``transactions`` for all at a time."""

    heap: int
    transaction: int
    transactions: int

    @classmethod
    def of(cls, heap: int) -> Self:
        """The memory of a database with so much heap; a quarter stays for everything but transactions."""
        return cls(heap, transaction=heap * 11 // 16, transactions=heap * 3 // 4)


def default_heap() -> int:
    """MiB of heap for this machine or container: 512 with 1.3 GiB or less, 1,536 with 4 GiB, never more than 4,096."""
    return min(max(int(_machine() * _SHARE), SMALLEST), _LARGEST)


def _machine() -> int:
    """MiB that there are."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _CONTAINER_LIMIT.read_text("ascii").strip() if _CONTAINER_LIMIT.exists() else "max"
    return min(physical, int(limit) if limit.isdecimal() else physical) // _MEGABYTE
