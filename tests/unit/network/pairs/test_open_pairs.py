"""Masks of pairs that need no suggestion: they coordinate, are one organisation, or have similar work."""

import numpy as np
import pytest

from app.network.pairs.link_features import TERMS, LinkEvidence
from app.network.pairs.open_pairs import OpenPairs
from tests.factories import actor, network, offer, project, tie

SAME = {"areas": "D1", "target_groups": "long_term_unemployed", "themes": "labour_training"}
ACTORS = [actor(letter) for letter in "ABCD"]


def pairs(net, *letters):
    """Pairs by two letters each, as the search for links hands them over."""
    ends = [np.array([net.position[pair[at]] for pair in letters], np.int64) for at in (0, 1)]
    return LinkEvidence(*ends, np.zeros((len(letters), len(TERMS))))


def coordinated(*records):
    net = network(*ACTORS, *records)
    return OpenPairs(net).coordinated(pairs(net, "AB", "CD")).tolist()


@pytest.mark.parametrize(
    ("records", "coordinates"),
    [
        ([], False),
        ([tie("A", "B", status="confirmed", basis="survey", strength=3)], True),
        ([tie("A", "B", status="confirmed", basis="survey", strength=2)], False),  # they know each other, no more
        ([tie("A", "B", kind="agreement", status="documented", basis="document")], True),
        ([tie("A", "B", status="denied")], False),
        ([tie("A", "B", status="unknown")], False),
        ([offer("s", "A", partners="B")], True),
        ([project("p", "A B")], True),
        ([project("p", "A B", end="2023"), tie("A", "C")], False),
    ],
)
def test_a_tie_that_says_yes_or_common_work_coordinates(records, coordinates):
    assert coordinated(*records) == [coordinates, False]


@pytest.mark.parametrize(
    ("units", "is_same"),
    [
        ([], False),
        ([actor("A", unit_of="B"), actor("B")], True),
        ([actor("A", unit_of="X"), actor("B", unit_of="X")], True),
        ([actor("A", unit_of="X"), actor("B", unit_of="Y")], False),
        ([actor("A", affiliated_to="B"), actor("B")], False),
    ],
)
def test_units_of_one_organisation_are_one(units, is_same):
    net = network(*(units or [actor("A"), actor("B")]), actor("C"), actor("D"))
    assert OpenPairs(net).same_organisation(pairs(net, "AB", "CD")).tolist() == [is_same, False]


def test_pairs_with_similar_work_are_those_of_any_two_of_their_actors():
    """A and the partner P on one side, B on the other; C's offer is for others."""
    same = SAME | {"target_groups": "families"}
    net = network(offer("s1", "A", partners="P", **SAME), offer("s2", "B", **SAME), offer("s3", "C", **same))
    assert OpenPairs(net).have_similar_work(pairs(net, "AB", "BP", "AC", "BC", "AP")).tolist() == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_projects_count_as_similar_work_and_coordinated_work_does_not():
    works = project("p1", "A", **SAME), project("p2", "B", **SAME)
    apart, together = network(*works), network(*works, tie("A", "B", status="confirmed", basis="survey", strength=3))
    assert OpenPairs(apart).have_similar_work(pairs(apart, "AB")).tolist() == [True]
    assert OpenPairs(together).have_similar_work(pairs(together, "AB")).tolist() == [False]
