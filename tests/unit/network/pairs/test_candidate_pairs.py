"""Candidate pairs: those that meet in every dimension both name, found without comparing all pairs."""

import pytest

from app.network.pairs.candidate_pairs import candidate_pairs
from app.network.pairs.similar_pairs import comparable
from app.records.areas import AreaTree
from tests.cities import city_of_offers
from tests.factories import area, offer

TREE = AreaTree((area("E"), area("D1", part_of="E"), area("D2", part_of="E"), area("D1a", part_of="D1")))
FULL = {"areas": "D1", "target_groups": "families", "themes": "counselling"}


def meet(**values) -> bool:
    services = [offer("s1", "A", **FULL), offer("s2", "B", **FULL | values)]
    first, second = candidate_pairs(services, TREE)
    return list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 1)]


@pytest.mark.parametrize(
    ("values", "meets"),
    [
        ({}, True),
        ({"areas": "D1a"}, True),  # a part
        ({"areas": "E"}, True),  # the whole
        ({"areas": "D2"}, False),  # beside it
        ({"areas": "D2 D1"}, True),
        ({"areas": "D1 D1"}, True),  # named twice
        ({"areas": ""}, True),  # not recorded meets everything
        ({"areas": "", "area_mode": "citywide"}, False),  # citywide meets citywide alone
        ({"target_groups": "single_parents"}, True),  # a child of families
        ({"target_groups": "unemployed"}, False),
        ({"target_groups": ""}, True),
        ({"themes": "counselling_debt"}, True),
        ({"themes": "sport"}, False),
        ({"themes": ""}, True),
        ({"target_groups": "", "themes": ""}, False),  # a place alone makes nothing similar
        ({"areas": "", "themes": ""}, False),
    ],
)
def test_two_meet_in_every_dimension_that_both_name(values, meets):
    assert meet(**values) is meets


def test_two_citywide_offers_meet():
    everywhere = FULL | {"areas": "", "area_mode": "citywide"}
    first, second = candidate_pairs([offer("s1", "A", **everywhere), offer("s2", "B", **everywhere)], TREE)
    assert (first.tolist(), second.tolist()) == ([0], [1])


def test_without_services_there_are_no_pairs():
    first, second = candidate_pairs([], TREE)
    assert (len(first), len(second)) == (0, 0)


def test_two_thousand_offers_need_one_in_fifty_of_the_pairs():
    # measured: 0.6 %; ten times as many offers are then a hundred times fewer looks than pairs
    city = city_of_offers(2000, seed=3)
    first, second = candidate_pairs(comparable(city, "offers"), AreaTree(city.records.areas))
    assert (first < second).all()
    assert len(first) < 2000 * 1999 / 2 / 50
