"""The embedded database takes a share of the machine's memory, within bounds."""

from pathlib import Path

import pytest

from app.embedded import memory
from app.embedded.memory import Memory, default_heap


@pytest.mark.parametrize(("machine", "heap"), [(1_024, 512), (4_096, 1_536), (8_192, 3_072), (65_536, 4_096)])
def test_the_heap_follows_the_machine(machine: int, heap: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(memory, "_machine", lambda: machine)

    assert default_heap() == heap


def test_a_container_counts_instead_of_its_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "_CONTAINER_LIMIT", limit)
    whole = memory._machine()
    limit.write_text("max\n")
    assert memory._machine() == whole
    limit.write_text(f"{700 * 2**20}\n")
    assert memory._machine() == min(whole, 700)


def test_transactions_leave_a_part_of_the_heap():
    sizes = Memory.of(1_536)

    assert sizes.transaction < sizes.transactions < sizes.heap
    assert sizes.transaction > 40_000 * 16 // 1024  # MiB: 40,000 rows of 16 kB at most
