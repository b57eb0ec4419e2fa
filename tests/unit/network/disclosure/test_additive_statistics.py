"""Statistics that add up: recognised by the numbers, and what a missing one must be."""

from datetime import date

import pytest

from app.network.disclosure.additive_statistics import AdditiveSum, additive_sums, statistic_families

DAY = date(2023, 12, 31)
WOMEN, MEN, ALL = (10, 20, 30), (5, 6, 7), (15, 26, 37)


def counts(**numbers):
    """Numbers of the areas 0, 1, 2 by statistic; None is not known."""
    return {
        name: {(str(at), DAY): float(number) for at, number in enumerate(row) if number is not None}
        for name, row in numbers.items()
    }


def sums(**numbers):
    return [(additive.whole, additive.parts) for additive in additive_sums(counts(**numbers))]


def test_all_are_women_and_men():
    assert sums(women=WOMEN, men=MEN, all=ALL) == [("all", ("men", "women"))]


@pytest.mark.parametrize(("off", "expected"), [(1, True), (1.5, False)])
def test_a_difference_of_one_person_is_rounding(off, expected):
    assert bool(sums(women=WOMEN, men=MEN, all=(15 + off, 26, 37))) is expected


def test_one_place_alone_could_be_an_accident():
    assert sums(women=(10, None, None), men=MEN, all=ALL) == []
    assert sums(women=(10, 20, None), men=MEN, all=ALL) == [("all", ("men", "women"))]


def test_the_same_numbers_under_two_names_are_a_sum_of_one_part_both_ways():
    assert sums(a=WOMEN, b=WOMEN) == [("a", ("b",)), ("b", ("a",))]


def test_what_is_greater_anywhere_is_no_part():
    assert sums(women=(10, 20, 39), men=MEN, all=ALL) == []
    assert sums(women=(10, 20, 39), men=(5, 6, None), all=ALL) == [], "also where another part is not known"


def test_a_part_may_be_greater_by_the_person_that_is_rounding():
    assert sums(a=(11, 21, 31), b=WOMEN) == [("a", ("b",)), ("b", ("a",))]


def test_four_parts_are_looked_for_and_five_are_not():
    parts = {f"p{at}": (1 + 10 * at, 2 + 30 * at, 4 + 70 * at) for at in range(1, 6)}
    four = [sum(row) for row in zip(*list(parts.values())[:4], strict=True)]
    five = [sum(row) for row in zip(*parts.values(), strict=True)]
    assert ("w", ("p1", "p2", "p3", "p4")) in sums(w=four, **parts)
    assert not any(whole == "w" for whole, _ in sums(w=five, **parts))


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ({"women": 10.0, "all": 15.0}, ("men", 5.0)),
        ({"women": 10.0, "men": 5.0}, ("all", 15.0)),
        ({"women": 10.0}, None),
        ({"women": 10.0, "men": 5.0, "all": 15.0}, None),
    ],
)
def test_a_single_missing_number_follows_from_the_others(numbers, missing):
    assert AdditiveSum("all", ("men", "women")).missing(numbers) == missing


def test_families_are_joined_by_sums():
    joined = [AdditiveSum("all", ("men", "women")), AdditiveSum("people", ("all", "children"))]
    assert statistic_families(["alone", "women", "men", "all", "people", "children"], joined) == [
        ("all", "children", "men", "people", "women"),
        ("alone",),
    ]
