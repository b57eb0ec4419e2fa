"""Similarity of offers: the values worked out in docs/analyses/parallel-offers.md, and each rule on its own."""

import random
from datetime import date
from itertools import combinations

import pytest

from app.network.district.taxonomy_similarity import match
from app.network.graph.units import Organisations
from app.network.pairs.candidate_pairs import candidate_pairs
from app.network.pairs.overlap import Overlap, Service, Window, overlap
from app.network.pairs.similar_pairs import comparable, similar_pairs
from app.records.areas import AreaTree
from app.records.vocabulary import vocabulary
from tests.factories import AS_OF, actor, area, network, offer, project, tie

CITY = (
    area("E"),
    area("D1", part_of="E"),
    area("D2", part_of="E"),
    area("D1a", part_of="D1"),
    area("D1b", part_of="D1"),
)
SAME = {"areas": "D1", "target_groups": "long_term_unemployed", "themes": "labour_training", "start": "2024"}
S1 = offer("s1", "A", **SAME | {"start": "2024-01-01", "end": "2025-12-31"})
S2 = {"start": "2024-07-01", "end": "2026-06-30"}


def compared(one: Service, other: Service, day: date = AS_OF) -> Overlap:
    found = overlap(one, other, AreaTree(CITY), Window(day))
    assert found == overlap(other, one, AreaTree(CITY), Window(day)), "the order of the two makes a difference"
    return found


def two(one: dict[str, str], other: dict[str, str]) -> Overlap:
    return compared(offer("s1", "A", **SAME | one), offer("s2", "B", **SAME | other))


def areas_of(one: str, other: str) -> Overlap:
    return two({"areas": one}, {"areas": other})


# --- time -------------------------------------------------------------------------------------------------------


def test_toy_both_ends_known():
    found = compared(S1, offer("s2", "B", **SAME | S2))
    assert found.time == 549 / 730
    assert round(found.similarity, 4) == 0.9312  # the fourth root of .752055 is .931242
    assert (found.until, found.open_ended) == (date(2025, 12, 31), False)


def test_toy_one_end_open():
    found = compared(S1, offer("s2", "B", **SAME | {"start": "2024-07-01"}))
    assert found.time == 549 / 731
    assert round(found.similarity, 4) == 0.9309
    assert (found.until, found.open_ended) == (date(2025, 12, 31), True)


def test_toy_disjoint_years():
    found = compared(S1, offer("s2", "B", **SAME | {"start": "2026", "end": "2027"}))
    assert (found.time, found.similarity, found.days_ahead) == (0, 0, 0)


def test_an_open_end_reaches_five_years():
    # 2024-09-01 .. 2029-09-01 is five years and a day, and all of it shared
    assert two({"start": "2024-09-01"}, {"start": "2024-09-01"}).days_ahead == 5 * 365 + 1 + 1


def test_an_open_end_on_a_leap_day():
    first, last = Window(date(2024, 2, 29)).span(offer("s"))
    assert (date.fromordinal(first), date.fromordinal(last)) == (date(2019, 2, 28), date(2029, 2, 28))


def test_the_window_keeps_the_day_of_the_month():
    assert date.fromordinal(Window(date(2024, 7, 31)).span(offer("s"))[1]) == date(2029, 7, 31)


def test_days_before_the_day_are_not_ahead():
    found = two({"start": "2020", "end": "2024-09-30"}, {"start": "2020"})
    assert (found.days_ahead, found.until) == (30, date(2024, 9, 30))


def test_without_any_date_time_is_left_out_of_the_mean():
    found = two({"start": None}, {})
    assert (found.time, found.missing, found.similarity) == (None, ("time",), 1)


# --- area -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "share", "shared", "wider"),
    [
        ("D1", "D1", 1, ("D1",), False),
        ("D1", "D2", 0, (), False),
        ("D1 D2", "D2", 1, ("D2",), False),  # min-overlap
        ("D1a D2", "D1b D2", 1 / 2, ("D2",), False),
        ("D1", "D1a", 1, ("D1a",), True),
        ("E", "D1a D2", 1, ("D1a", "D2"), True),  # depth makes no difference
        ("D1 D1a", "D1a", 1, ("D1a",), False),
        ("D1a", "D1b", 0, (), False),  # neighbours under one roof do not meet
        ("X", "X", 1, ("X",), False),  # an area nobody recorded
    ],
)
def test_area(one, other, share, shared, wider):
    found = areas_of(one, other)
    assert (found.area, found.areas, found.wider_area) == (share, shared, wider)


def test_citywide_meets_only_citywide():
    city = {"area_mode": "citywide", "areas": ""}
    assert two(city, city).area == 1
    assert two(city, {}).similarity == 0
    assert two(city, {"areas": ""}).similarity == 0


# --- target group and theme -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "share", "exact"),
    [
        ("labour_training", "labour_training", 1, True),
        ("labour_training", "labour_placement", 0, False),
        ("labour_training sport", "labour_training", 1 / 2, True),
        ("labour_market", "labour_training", 0.5 / 1.5, False),
        ("labour_market", "labour_market", 0.5 / 1.5, False),  # too wide to be sure
        ("counselling", "counselling_debt", 0.5 / 1.5, False),
        ("counselling_debt", "counselling_pregnancy", 0, False),
        ("counselling sport", "counselling_debt sport", 1.5 / 2.5, True),
        ("counselling counselling_debt", "counselling_debt", 1 / 2, True),  # one to one: no second match
        ("health", "health", 1, False),  # has children
        ("sport", "sport", 1, True),  # a top theme without children
        ("sport", "housing", 0, False),
        ("made_up", "made_up", 1, True),
    ],
)
def test_theme(one, other, share, exact):
    found = two({"themes": one}, {"themes": other})
    assert (found.theme, found.exact) == (pytest.approx(share), exact)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("residents", "residents", 1),
        ("residents", "families", 0),
        ("families", "single_parents", 0.5 / 1.5),
        ("single_parents", "expectant_parents", 0),
        ("families children", "single_parents children_u3", 1 / 3),
    ],
)
def test_target_group(one, other, share):
    assert two({"target_groups": one}, {"target_groups": other}).target_group == pytest.approx(share)


def test_parent_and_child_meet_in_the_narrower_group_and_the_wider_theme():
    assert match("target_group", ("families",), ("single_parents",)).shared == ("single_parents",)
    assert match("theme", ("counselling",), ("counselling_debt",)).shared == ("counselling",)


def test_the_assignment_is_the_greatest():
    # taking children–children_u3 first would leave children_3_6 alone: two halves are possible
    codes = ("children", "children_u3"), ("children_u3", "children")
    assert match("target_group", *codes).share == 1
    assert match("target_group", ("children", "families"), ("children_u3", "single_parents")).share == 1 / 3


def test_a_place_alone_makes_nothing_similar():
    bare = {"target_groups": "", "themes": ""}
    assert two(bare, bare).similarity == 0
    assert two({"themes": ""}, {"target_groups": ""}).similarity == 0
    assert two({"areas": ""}, {}).missing == ("area",)


# --- which pairs ------------------------------------------------------------------------------------------------


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


def test_units_in_a_circle_are_one_organisation():
    circle = Organisations(network(actor("A", unit_of="B"), actor("B", unit_of="C"), actor("C", unit_of="B")))
    assert circle.same("A", "C")


def test_ninety_shared_days_from_the_day_on():
    # 2024-09-01 + 89 days = 2024-11-29 is the ninetieth day
    assert found_in(S1, offer("s2", "B", **SAME | {"end": "2024-11-29"})) == [("s1", "s2")]
    assert found_in(S1, offer("s2", "B", **SAME | {"end": "2024-11-28"})) == []


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
    one, other = offer("s1", "A A2", partners="P", **SAME), offer("s2", "B", **SAME)
    known = [tie(a, b, status=status, strength=None if status == "denied" else 3) for a, b, status in ties]
    (pair,) = similar_pairs(network(one, other, *known), "offers")
    assert (pair.state.coordinated, pair.state.rests_on) == (coordinated, rests_on)


# --- without looking at each pair -------------------------------------------------------------------------------


def a_city(offers: int, seed: int):
    """Offers with one or two terms of the vocabularies each, some without place, group or dates."""
    chance = random.Random(seed)
    districts = [area(f"d{at}", part_of="city") for at in range(8)]
    quarters = [area(f"q{at}", part_of=f"d{at % 8}") for at in range(40)]
    places = [one.id for one in (*districts, *quarters)]
    groups, themes = [*vocabulary("target_group").terms], [*vocabulary("theme").terms]
    some = [
        offer(
            f"s{at}",
            f"A{chance.randrange(offers // 3)}",
            area_mode=chance.choice(["areas"] * 9 + ["citywide"]),
            areas=chance.sample(places, chance.choice([0, 1, 1, 2])),
            target_groups=chance.sample(groups, chance.choice([0, 1, 2])),
            themes=chance.sample(themes, chance.choice([0, 1, 2])),
            start=chance.choice([None, "2022", "2024-06"]),
            end=chance.choice([None, "2024-10", "2025", "2027"]),
        )
        for at in range(offers)
    ]
    return network(area("city"), *districts, *quarters, *some)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_pairs_as_by_looking_at_each(seed):
    city = a_city(250, seed)
    window, tree, same = Window(AS_OF), AreaTree(city.records.areas), Organisations(city).same
    naive = {
        (one.id, other.id)
        for one, other in combinations(comparable(city, "offers"), 2)
        if not same(one.leads[0], other.leads[0])
        and (found := overlap(one, other, tree, window)).similarity >= 0.5
        and found.days_ahead >= 90
    }
    assert {pair.ids for pair in similar_pairs(city, "offers")} == naive
    assert naive


def test_two_thousand_offers_need_one_in_fifty_of_the_pairs():
    # measured: 0.6 %; ten times as many offers are then a hundred times fewer looks than pairs
    city = a_city(2000, seed=3)
    first, second = candidate_pairs(comparable(city, "offers"), AreaTree(city.records.areas))
    assert (first < second).all()
    assert len(first) < 2000 * 1999 / 2 / 50
