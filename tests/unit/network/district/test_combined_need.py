"""Combined need: means of z-scores by hand, ranks, and what is withheld."""

import pytest

from app.network.district.combined_need import combined_need, indicator_levels, top_fifths
from app.network.district.need import Needs
from tests.factories import area, indicator, network, observation

AREAS = tuple(area(name, kind="quarter") for name in ("D1", "D2", "D3"))
U = indicator("u", "count", direction="more_need", target_group="unemployed")
C = indicator("c", "count", direction="more_need", target_group="children")


def needs(*numbers, indicators=(U, C), **values):
    """Rows of numbers of D1, D2, D3, one row an indicator; None is not recorded."""
    observations = [
        observation(entry.id, place.id, number)
        for entry, row in zip(indicators, numbers, strict=True)
        for place, number in zip(AREAS, row, strict=True)
        if number is not None
    ]
    return network(*AREAS, *indicators, *observations, **values)


def test_the_mean_of_the_z_scores_by_hand():
    """u: 20, 40, 60 have mean 40 and spread √(800/3); c: 30, 60, 30 have mean 40 and spread √200."""
    u, c = 20 / (800 / 3) ** 0.5, 10 / 200**0.5
    result = combined_need(needs((20, 40, 60), (30, 60, 30)))
    scores = [result[name].score for name in ("D1", "D2", "D3")]
    assert scores == [pytest.approx((-u - c) / 2), pytest.approx((0 + 2 * c) / 2), pytest.approx((u - c) / 2)]
    assert [result[name].rank for name in ("D1", "D2", "D3")] == [3, 1, 2]
    assert {need.among for need in result.values()} == {3}
    assert result["D2"].parts == {"u": 0, "c": pytest.approx(2 * c)}
    assert (result["D2"].low, result["D2"].high) == (0, pytest.approx(2 * c))


def test_equal_areas_share_a_rank_and_a_single_indicator_has_no_bounds():
    need = combined_need(needs((50, 50, 20), indicators=(U,)))
    assert [need[name].rank for name in ("D1", "D2", "D3")] == [1, 1, 3]
    assert (need["D1"].low, need["D1"].high) == (None, None)


def test_where_all_are_equal_the_score_is_0():
    assert {need.score for need in combined_need(needs((50, 50, 50), indicators=(U,))).values()} == {0.0}


def test_an_indicator_without_a_record_does_not_count_for_the_area():
    need = combined_need(needs((20, 40, 60), (30, 60, None)))
    assert need["D3"].parts.keys() == {"u"}
    assert need["D3"].score == need["D3"].parts["u"]


def test_without_any_record_nothing_is_known():
    need = combined_need(needs((20, 40, None), indicators=(U,)))["D3"]
    assert (need.score, need.rank, need.withheld) == (None, None, "not_recorded")


def test_one_hidden_number_hides_the_whole():
    need = combined_need(needs((20, 40, 60), (3, 60, 30)))
    assert (need["D1"].score, need["D1"].withheld, need["D1"].parts) == (None, "suppressed", {})
    assert {need[name].among for name in ("D2", "D3")} == {2}


def test_levels_are_shares_only_where_every_figure_has_its_base():
    entries = [observation("u", "D1", 100, base=1000), observation("u", "D2", 100, base=500)]
    assert indicator_levels(Needs(network(*AREAS, U, *entries)), U) == {"D1": 10, "D2": 20}
    bare = network(*AREAS, U, *entries, observation("u", "D3", 50))
    assert indicator_levels(Needs(bare), U) == {"D1": 100, "D2": 100, "D3": 50}


def test_the_upper_fifths_count_among_those_with_a_score():
    areas = [area(f"D{at}", kind="quarter") for at in range(10)]
    observations = [observation("u", place.id, 20 + 10 * at) for at, place in enumerate(areas)]
    need = combined_need(network(*areas, U, *observations))
    assert top_fifths(need, 1) == {"D8", "D9"}
    assert top_fifths(need, 2) == {"D6", "D7", "D8", "D9"}
    assert top_fifths({}, 5) == frozenset()
