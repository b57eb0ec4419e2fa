"""Similarity of offers: the values worked out in docs/analyses/parallel-offers.md, and each rule on its own."""

from datetime import date

import pytest

from app.network.pairs.overlap import Overlap, Service, Window, overlap
from app.records.areas import AreaTree
from tests.factories import AS_OF, area, offer

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


def compared(values_a: Service, values_b: Service, day: date = AS_OF) -> Overlap:
    result = overlap(values_a, values_b, AreaTree(CITY), Window(day))
    assert result == overlap(values_b, values_a, AreaTree(CITY), Window(day)), "the order of the two makes a difference"
    return result


def two(values_a: dict[str, str], values_b: dict[str, str]) -> Overlap:
    return compared(offer("s1", "A", **SAME | values_a), offer("s2", "B", **SAME | values_b))


def areas_of(values_a: str, values_b: str) -> Overlap:
    return two({"areas": values_a}, {"areas": values_b})


# --- time -------------------------------------------------------------------------------------------------------


def test_toy_both_ends_known():
    result = compared(S1, offer("s2", "B", **SAME | S2))
    assert result.time == 549 / 730
    assert round(result.similarity, 4) == 0.9312  # the fourth root of .752055 is .931242
    assert (result.until, result.open_ended) == (date(2025, 12, 31), False)


def test_toy_one_end_open():
    result = compared(S1, offer("s2", "B", **SAME | {"start": "2024-07-01"}))
    assert result.time == 549 / 731
    assert round(result.similarity, 4) == 0.9309
    assert (result.until, result.open_ended) == (date(2025, 12, 31), True)


def test_toy_disjoint_years():
    result = compared(S1, offer("s2", "B", **SAME | {"start": "2026", "end": "2027"}))
    assert (result.time, result.similarity, result.days_ahead) == (0, 0, 0)


def test_an_open_end_reaches_five_years():
    # 2024-09-01 .. 2029-09-01 is five years and a day, and all of it shared
    assert two({"start": "2024-09-01"}, {"start": "2024-09-01"}).days_ahead == 5 * 365 + 1 + 1


def test_an_open_end_on_a_leap_day():
    first, last = Window(date(2024, 2, 29)).span(offer("s"))
    assert (date.fromordinal(first), date.fromordinal(last)) == (date(2019, 2, 28), date(2029, 2, 28))


def test_the_window_keeps_the_day_of_the_month():
    assert date.fromordinal(Window(date(2024, 7, 31)).span(offer("s"))[1]) == date(2029, 7, 31)


def test_days_before_the_day_are_not_ahead():
    result = two({"start": "2020", "end": "2024-09-30"}, {"start": "2020"})
    assert (result.days_ahead, result.until) == (30, date(2024, 9, 30))


def test_without_any_date_time_is_left_out_of_the_mean():
    result = two({"start": None}, {})
    assert (result.time, result.missing, result.similarity) == (None, ("time",), 1)


# --- area -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values_a", "values_b", "share", "shared", "wider"),
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
def test_area(values_a, values_b, share, shared, wider):
    result = areas_of(values_a, values_b)
    assert (result.area, result.areas, result.wider_area) == (share, shared, wider)


def test_citywide_meets_only_citywide():
    city = {"area_mode": "citywide", "areas": ""}
    assert (two(city, city).area, two(city, city).wider_area) == (1, False)
    assert two(city, {}).similarity == 0
    assert two(city, {"areas": ""}).similarity == 0


# --- target group and theme -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values_a", "values_b", "share", "exact"),
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
def test_theme(values_a, values_b, share, exact):
    result = two({"themes": values_a}, {"themes": values_b})
    assert (result.theme, result.exact) == (pytest.approx(share), exact)


@pytest.mark.parametrize(
    ("values_a", "values_b", "share"),
    [
        ("residents", "residents", 1),
        ("residents", "families", 0),
        ("families", "single_parents", 0.5 / 1.5),
        ("single_parents", "expectant_parents", 0),
        ("families children", "single_parents children_u3", 1 / 3),
    ],
)
def test_target_group(values_a, values_b, share):
    assert two({"target_groups": values_a}, {"target_groups": values_b}).target_group == pytest.approx(share)


def test_a_place_alone_makes_nothing_similar():
    bare = {"target_groups": "", "themes": ""}
    assert two(bare, bare).similarity == 0
    assert two({"themes": ""}, {"target_groups": ""}).similarity == 0
    assert two({"areas": ""}, {}).missing == ("area",)


def test_two_known_dimensions_are_enough_and_their_mean_is_told():
    nowhere = {"areas": "", "start": None, "end": None}
    assert two(nowhere, nowhere).similarity == 1
    assert two(nowhere, nowhere).wider_area is False


def test_one_shared_day_of_two_single_days_is_all_of_them():
    fair = {"start": "2024-10-01", "end": "2024-10-01"}
    assert two(fair, fair).time == 1
