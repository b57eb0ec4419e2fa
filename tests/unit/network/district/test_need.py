"""Need: how many people of a group live in an area, as far as that may be told."""

import pytest

from app.network.district.combined_need import combined_need, top_fifths
from app.network.district.comparable_areas import comparable_areas, quarters
from app.network.district.need import Needs
from tests.factories import area, indicator, network, observation

QUARTERS = tuple(area(area_id, part_of="E", kind="quarter") for area_id in ("D1", "D2", "D3", "D4"))
CITY = (area("E", kind="city"), *QUARTERS)
MORE = {"direction": "more_need", "target_group": "unemployed"}


def needs(*records):
    return Needs(network(*CITY, *records))


def test_of_a_share_the_people_are_the_share_of_the_base():
    result = needs(indicator("u", **MORE), observation("u", "D1", 12.5, base=800))

    assert result.people["unemployed"] == {"D1": 100}
    assert result.levels("unemployed") == {"D1": 12.5}


def test_the_newest_value_counts_and_a_hidden_one_is_not_replaced_by_an_older():
    old = observation("u", "D1", 90, ref_date="2021-12-31", id="old")
    new = observation("u", "D1", None, suppressed=True, ref_date="2022-12-31", id="new")
    later = observation("u", "D1", 70, ref_date="2025-12-31", id="later")

    assert needs(indicator("u", "count", **MORE), old, later).people == {"unemployed": {"D1": 90}}
    assert needs(indicator("u", "count", **MORE), old, new).people == {"unemployed": {}}


@pytest.mark.parametrize("direction", ["context", "less_need"])
def test_only_more_need_is_need(direction):
    result = indicator("u", "count", direction=direction, target_group="unemployed")
    assert needs(result, observation("u", "D1", 90)).primary == {}


def test_the_primary_indicator_is_the_one_known_in_most_areas():
    a, b = indicator("a", "count", **MORE), indicator("b", "count", **MORE)
    result = needs(a, b, observation("a", "D1", 50), observation("b", "D1", 60), observation("b", "D2", 70))

    assert result.primary["unemployed"].id == "b"
    assert needs(a, b, observation("a", "D1", 50), observation("b", "D1", 60)).primary["unemployed"].id == "a"


def test_areas_are_compared_by_counts_when_one_has_no_base():
    count = indicator("u", "count", **MORE)
    result = needs(count, observation("u", "D1", 50, base=500), observation("u", "D2", 60))

    assert not result.compared_by_share("unemployed")
    assert result.levels("unemployed") == {"D1": 50, "D2": 60}


def test_shares_without_base_are_listed():
    result = needs(indicator("u", **MORE), observation("u", "D1", 12), observation("u", "D2", None, suppressed=True))
    assert result.without_base == ("u/D1",)


def test_areas_are_those_most_statistics_are_about():
    inner = area("D1a", part_of="D1", kind="block")
    values = [observation("u", where, 50) for where in ("E", "D1", "D2", "D1a")]

    assert comparable_areas(network(*CITY, inner, *values)) == ("D1", "D2", "D3", "D4")


def test_without_statistics_areas_are_those_that_contain_no_other():
    inner = area("D1a", part_of="D1", kind="block")
    assert comparable_areas(network(*CITY, inner)) == ("D1a", "D2", "D3", "D4")


def test_a_city_is_no_quarter():
    assert comparable_areas(network(area("E", kind="city"))) == ("E",)
    assert quarters(network(area("E", kind="city"))) == ()


def combined(*records):
    return combined_need(network(*CITY, *records))


def test_combined_need_is_the_mean_of_z_scores():
    # u: 10, 20, 30 - mean 20, standard deviation 8.165: -1.2247, 0, 1.2247; v the other way round for D1 and D2
    u, v = indicator("u", "count", **MORE), indicator("v", "count", **MORE)
    values = {"u": {"D1": 10, "D2": 20, "D3": 30}, "v": {"D1": 20, "D2": 10, "D3": 30}}
    result = combined(u, v, *(observation(i, a, value) for i, by in values.items() for a, value in by.items()))

    assert result["D3"].score == pytest.approx(1.2247, abs=1e-4)
    assert result["D1"].score == pytest.approx(-1.2247 / 2, abs=1e-4)
    assert (result["D1"].low, result["D1"].high) == (pytest.approx(-1.2247, abs=1e-4), pytest.approx(0, abs=1e-9))
    assert [result[name].rank for name in ("D3", "D1", "D2", "D4")] == [1, 2, 2, None]
    assert result["D4"].withheld == "not_recorded"


def test_one_hidden_part_hides_the_combined_need():
    u, v = indicator("u", "count", **MORE), indicator("v", "count", **MORE)
    result = combined(u, v, observation("u", "D1", 50), observation("u", "D2", 60), observation("v", "D1", 5))

    assert (result["D1"].score, result["D1"].parts, result["D1"].withheld) == (None, {}, "suppressed")
    assert result["D2"].score is not None


def test_equal_areas_have_no_need_above_the_mean():
    result = combined(indicator("u", "count", **MORE), observation("u", "D1", 50), observation("u", "D2", 50))
    assert [result["D1"].score, result["D2"].score] == [0, 0]


def test_the_top_two_fifths_are_whole_places_with_equals():
    values = {"D1": 40, "D2": 30, "D3": 30, "D4": 10}
    result = combined(
        indicator("u", "count", **MORE), *(observation("u", entry, value) for entry, value in values.items())
    )

    assert top_fifths(result, 2) == {"D1"}  # two fifths of four areas: one place
    assert top_fifths(result, 3) == {"D1", "D2", "D3"}  # two places, and the third is equal to the second


def test_of_two_kinds_with_as_many_values_the_smaller_areas_are_compared():
    """One borough and one quarter in it are counted; the ids would choose the borough."""
    city = (area("E", kind="city"), area("z", kind="borough", part_of="E"), area("q", kind="quarter", part_of="z"))
    values = (observation("u", "z", 50), observation("u", "q", 40))
    assert comparable_areas(network(*city, indicator("u", "count", **MORE), *values)) == ("q",)
