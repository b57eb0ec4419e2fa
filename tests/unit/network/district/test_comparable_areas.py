"""Comparable areas: one kind, side by side, none inside another."""

from app.network.district.comparable_areas import comparable_areas, quarters
from tests.factories import area, network, observation

CITY = (
    area("E", kind="city"),
    area("B1", kind="borough", part_of="E"),
    area("B2", kind="borough", part_of="E"),
    area("D1", kind="district", part_of="B1"),
    area("D2", kind="district", part_of="B1"),
    area("D3", kind="district", part_of="B2"),
)


def compared(*records, **values):
    return comparable_areas(network(*CITY, *records, **values))


def test_without_statistics_the_areas_that_contain_none():
    assert compared() == ("D1", "D2", "D3")


def test_the_kind_that_most_statistics_are_about_also_without_a_value():
    assert compared(observation("u", "B1", 5), observation("u", "E", 5)) == ("B1", "B2")
    observations = [observation("u", name, 5) for name in ("B1", "D1", "D2", "E")]
    assert compared(*observations) == ("D1", "D2", "D3")


def test_of_two_equally_frequent_kinds_the_smaller_areas():
    assert compared(observation("u", "B1", 5), observation("u", "D1", 5)) == ("D1", "D2", "D3")


def test_a_statistic_of_later_or_of_an_unknown_area_does_not_count():
    later = observation("u", "B1", 5, ref_date="2025-01-01")
    assert compared(later, observation("u", "nowhere", 5)) == ("D1", "D2", "D3")
    assert compared(later, as_of="2025-01-01") == ("B1", "B2")


def test_of_areas_of_one_kind_that_lie_in_each_other_the_smallest_with_a_value():
    inner = area("D1a", kind="district", part_of="D1")
    assert compared(inner, observation("u", "D1", 5), observation("u", "D1a", 5)) == ("D1a", "D2", "D3")
    assert compared(inner, observation("u", "D1", 5)) == ("D1", "D2", "D3")
    assert compared(inner, observation("u", "D2", 5)) == ("D1", "D2", "D3"), "of those without a value the largest"


def test_quarters_are_less_than_a_city():
    assert quarters(network(area("E", kind="city"), area("R", kind="region"), area("D", kind="district"))) == ("D",)
