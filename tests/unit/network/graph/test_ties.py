"""Ties in columns: sorted, coded, and nothing lost on the way from records or from the database."""

from datetime import date

import numpy as np
import pytest

from app.network.graph.ties import OPEN_END, TieColumns, ties_of
from app.records.cooperations import BASES, KINDS, STATUSES
from app.records.sources import SourceRef
from app.records.vocabulary import vocabulary
from tests.factories import tie

POSITION = {"A": 0, "B": 1, "C": 2}


def columns(*cooperations):
    return TieColumns.of(cooperations)


def test_the_codes_are_those_of_the_vocabularies():
    assert set(STATUSES) == set(vocabulary("tie_status").terms) | {"unknown"}
    assert set(BASES) == set(vocabulary("tie_basis").terms)
    assert set(KINDS) == set(vocabulary("cooperation_kind").terms)


def test_ties_are_sorted_and_each_points_from_the_smaller_position():
    ties = ties_of(
        columns(tie("B", "C"), tie("C", "A", kind="referral"), tie("A", "C", kind="information"), tie("A", "B")),
        POSITION,
    )
    entries = [(a, b, KINDS[kind]) for a, b, kind in zip(ties.a, ties.b, ties.kind, strict=True)]
    assert entries == [(0, 1, "other"), (0, 2, "information"), (0, 2, "referral"), (1, 2, "other")]


def test_a_direction_is_turned_around():
    turned = TieColumns(["B"], ["A"], [2], ["denied"], ["survey"], ["other"], [""], [""], [0], [None])
    ties = ties_of(turned, POSITION)
    assert (ties.a.tolist(), ties.b.tolist()) == ([0], [1])


def test_every_column_says_what_the_record_says():
    known = tie(
        "A",
        "B",
        strength=3,
        status="confirmed",
        basis="survey",
        kind="joint_offer",
        start="2019-05",
        end="2026",
        source=SourceRef("a.xlsx", "Netz", 4),
    )
    ties = ties_of(columns(known, tie("A", "C")), POSITION)
    assert (ties.strength.tolist(), ties.row.tolist()) == ([3, 0], [4, 0])
    assert ties.start.tolist() == [date(2019, 5, 1).toordinal(), 0]
    assert ties.end.tolist() == [date(2026, 12, 31).toordinal(), OPEN_END]
    assert (ties.year(0), ties.year(1)) == (2019, None)
    assert STATUSES[ties.status[0]] == "confirmed"
    assert BASES[ties.basis[0]] == "survey"
    assert (ties.files, ties.file.tolist()) == ((("a.xlsx", "Netz"),), [0, -1])


@pytest.mark.parametrize(
    ("day", "pairs"),
    [
        ("2018-12-31", ["BC"]),
        ("2019-01-01", ["AB", "AC", "BC"]),
        ("2023-04-30", ["AB", "AC", "BC"]),
        ("2023-05-01", ["AB", "AC"]),
        ("2024-07-01", ["AC"]),
    ],
)
def test_what_holds_on_a_day(day, pairs):
    """Dates are as long as their precision: 2019 begins on its first day, 2024-06 ends on its last."""
    ties = ties_of(
        columns(tie("A", "B", start="2019", end="2024-06"), tie("A", "C", start="2019"), tie("B", "C", end="2023-04")),
        POSITION,
    )
    held = ties.where(ties.on(date.fromisoformat(day)))
    assert ["ABC"[a] + "ABC"[b] for a, b in zip(held.a.tolist(), held.b.tolist(), strict=True)] == pairs


def test_masks_and_selection():
    ties = ties_of(
        columns(tie("A", "B", status="denied"), tie("A", "C", kind="funding"), tie("B", "C", basis="co_project")),
        POSITION,
    )
    assert ties.has_status("denied", "stated").tolist() == [True, True, True]
    assert ties.has_status("denied").tolist() == [True, False, False]
    assert ties.has_kind("funding").tolist() == [False, True, False]
    assert ties.has_basis("co_project").tolist() == [False, False, True]
    chosen = ties.where(np.array([False, True, True]))
    assert (len(chosen), chosen.a.tolist(), chosen.b.tolist()) == (2, [0, 1], [2, 2])


def test_without_ties():
    assert len(ties_of(columns(), {})) == 0


def test_a_tie_takes_the_bytes_it_promises():
    ties = ties_of(columns(tie("A", "B")), POSITION)
    arrays = [getattr(ties, name) for name in ties.__slots__ if name != "files"]
    assert sum(array.itemsize for array in arrays) == 26


def test_an_unknown_actor_is_no_position():
    with pytest.raises(KeyError):
        ties_of(columns(tie("A", "Z")), POSITION)


def test_positions_of_others_leave_the_rest():
    ties = ties_of(columns(tie("A", "C", strength=2)), POSITION).renumbered(np.array([5, 6, 7]))
    assert (ties.a.tolist(), ties.b.tolist(), ties.strength.tolist()) == ([5], [7], [2])
