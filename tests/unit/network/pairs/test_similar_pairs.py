"""Pairs of similar offers: which are compared, which are left out, and what is known of their actors."""

from itertools import combinations

import pytest

from app.network.graph.units import Organisations
from app.network.pairs.overlap import Window, overlap
from app.network.pairs.similar_pairs import comparable, incomplete, similar_pairs
from app.records.areas import AreaTree
from tests.cities import city_of_offers
from tests.factories import AS_OF, actor, area, group, network, offer, project, tie

CITY = (area("E"), area("D1", part_of="E"))
SAME = {"areas": "D1", "target_groups": "long_term_unemployed", "themes": "labour_training", "start": "2024"}
S1 = offer("s1", "A", **SAME | {"start": "2024-01-01", "end": "2025-12-31"})


def found_in(*records) -> list[tuple[str, str]]:
    return [pair.ids for pair in similar_pairs(network(*CITY, *records), "offers")]


def test_two_actors_with_the_same():
    assert found_in(S1, offer("s2", "B", **SAME)) == [("s1", "s2")]


def test_a_common_actor_in_any_role_is_no_pair():
    assert found_in(S1, offer("s2", "B", partners="A", **SAME)) == []


@pytest.mark.parametrize(
    ("actors", "pairs"),
    [
        ((actor("A", unit_of="B"), actor("B")), 0),
        ((actor("A", unit_of="X"), actor("B", unit_of="X")), 0),
        ((actor("A", unit_of="Y"), actor("Y", unit_of="X"), actor("B", unit_of="X")), 0),
        ((actor("A", affiliated_to="X"), actor("B", affiliated_to="X")), 1),
        ((actor("A", unit_of="X", kinds="social_office"), actor("B", unit_of="X", kinds="public_order")), 1),
        ((actor("A", unit_of="X", kinds="social_office"), actor("B", unit_of="X", kinds="school")), 0),
    ],
)
def test_one_organisation_is_no_pair_but_two_departments_are(actors, pairs):
    assert len(found_in(S1, offer("s2", "B", **SAME), *actors)) == pairs


def test_ninety_shared_days_from_the_day_on():
    # 2024-09-01 + 89 days = 2024-11-29 is the ninetieth day
    assert found_in(S1, offer("s2", "B", **SAME | {"end": "2024-11-29"})) == [("s1", "s2")]
    assert found_in(S1, offer("s2", "B", **SAME | {"end": "2024-11-28"})) == []


def test_what_ends_on_the_day_or_keeps_one_of_its_actors_is_still_compared():
    entries = (offer("last", "A", end=str(AS_OF)), offer("gone", "A", end="2024-08-31"), offer("left", "B C"))
    assert [offer.id for offer in comparable(network(*entries, actor("B", end="2023")), "offers")] == ["last", "left"]


def test_spread_over_machines_no_candidate_is_lost():
    class InOrder:
        def in_order(self, job, shared, parts):
            return [job(shared, part) for part in parts]

    seen = network(*CITY, S1, offer("s2", "B", **SAME))
    assert [pair.ids for pair in similar_pairs(seen, "offers", places=InOrder())] == [("s1", "s2")]


def test_what_starts_later_is_compared_before_it_starts():
    assert found_in(S1, offer("s2", "B", **SAME | {"start": "2025"})) == [("s1", "s2")]


def test_actors_that_no_longer_exist_offer_nothing():
    assert found_in(S1, offer("s2", "B", **SAME), actor("B", end="2023")) == []


def test_projects_are_compared_with_projects_alone():
    records = (project("p1", "A", **SAME), project("p2", "B", **SAME), offer("s1", "C", **SAME))
    everything = network(*records)
    assert [pair.ids for pair in similar_pairs(everything, "projects")] == [("p1", "p2")]
    assert similar_pairs(everything, "offers") == ()


@pytest.mark.parametrize(
    ("ties", "coordinated", "rests_on"),
    [
        ((), "unknown", "unknown"),
        ((("A", "B", "denied"),), "unknown", "unknown"),  # A2 is a lead as well, and nobody asked it
        ((("A", "B", "denied"), ("A2", "B", "denied")), "no", "absent"),
        ((("A", "B", "denied"), ("A2", "B", "denied"), ("P", "B", "one_sided")), "no", "absent"),
        ((("P", "B", "confirmed"),), "yes", "confirmed"),  # a partner is enough
    ],
)
def test_offers_of_several_actors(ties, coordinated, rests_on):
    first, entries = offer("s1", "A A2", partners="P", **SAME), offer("s2", "B", **SAME)
    known = [tie(a, b, status=status, strength=None if status == "denied" else 3) for a, b, status in ties]
    (pair,) = similar_pairs(network(first, entries, *known), "offers")
    assert (pair.state.coordinated, pair.state.rests_on) == (coordinated, rests_on)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_pairs_as_by_looking_at_each(seed):
    city = city_of_offers(250, seed)
    window, tree, same = Window(AS_OF), AreaTree(city.records.areas), Organisations(city).same_organisation
    naive = {
        (first.id, combination.id)
        for first, combination in combinations(comparable(city, "offers"), 2)
        if not same(first.leads[0], combination.leads[0])
        and (result := overlap(first, combination, tree, window)).similarity >= 0.5
        and result.days_ahead >= 90
    }
    assert {pair.ids for pair in similar_pairs(city, "offers")} == naive
    assert naive


def test_a_working_group_is_joint_work_of_its_members_led_by_who_chairs_it():
    tasks = {"areas": "D1", "themes": "labour_training"}
    net = network(*CITY, group("g1", "A", chairs=("C",), **tasks), group("g2", "B", moderators=("M", "C2"), **tasks))
    (pair,) = similar_pairs(net, "working_groups")
    assert (pair.service_a.leads, pair.service_a.partners) == (("C",), ("A",))
    assert (pair.service_b.leads, pair.service_b.partners) == (("M", "C2"), ("B",))


def test_what_lacks_a_field_is_named_by_the_field():
    records = (
        offer("bare", "A"),
        offer("citywide", "A", area_mode="citywide", target_groups="families", themes="sport", start="2020"),
        offer("over", "A", end="2023"),
        group("g", "A"),
    )
    lacking = {gap.code: gap.ids for gap in incomplete(network(*CITY, *records), "offers")}
    assert lacking == {
        "offers_without_area": ("bare",),
        "offers_without_target_group": ("bare",),
        "offers_without_theme": ("bare",),
        "offers_without_dates": ("bare",),
    }
    of_groups = incomplete(network(*CITY, *records), "working_groups")
    assert [(gap.code, gap.count) for gap in of_groups] == [
        ("working_groups_without_area", 1),
        ("working_groups_without_theme", 1),
    ]
