"""Kinds named in answers: who names what, and how strong both say it is."""

import numpy as np

from app.network.graph.named_kinds import NamedKinds
from app.records.cooperations import KINDS

AGREEMENT, UNNAMED = KINDS.index("agreement"), KINDS.index("other")


def named_kinds(*rows: tuple[int, int, int, int]) -> NamedKinds:
    """Rows of pair, side, kind and strength."""
    return NamedKinds(*np.array(rows, np.int64).reshape(-1, 4).T)


def test_a_kind_both_name_has_the_smaller_strength():
    kinds = named_kinds((0, 0, AGREEMENT, 4), (0, 1, AGREEMENT, 2)).kinds()
    assert (kinds.pair.tolist(), kinds.by_both.tolist(), kinds.strength.tolist()) == ([0], [True], [2])


def test_a_strength_that_only_one_gives_is_that_one():
    assert named_kinds((0, 0, UNNAMED, 0), (0, 1, UNNAMED, 3)).kinds().strength.tolist() == [3]


def test_two_who_name_different_kinds_agree_on_a_kind_not_said():
    kinds = named_kinds((0, 0, AGREEMENT, 3), (0, 1, KINDS.index("joint_offer"), 4)).with_common_kind(1).kinds()
    both = kinds.where(kinds.by_both)
    assert both.kind.tolist() == [UNNAMED]
    assert both.strength.tolist() == [3]


def test_the_closest_strength_of_each_side_is_the_greatest_it_gives():
    assert named_kinds((0, 0, AGREEMENT, 2), (0, 0, UNNAMED, 4), (1, 1, UNNAMED, 1)).closest(2).tolist() == [
        [4, 0],
        [0, 1],
    ]
