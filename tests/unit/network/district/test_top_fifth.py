"""The top fifth of areas by an indicator, and how many people live there."""

import pytest

from app.network.district.need import Needs
from app.network.district.top_fifth import top_fifth
from tests.factories import area, indicator, network, observation

UNEMPLOYED = indicator("u", "count", direction="more_need", target_group="unemployed")


def fifth(*values):
    areas = [area(f"D{n}", kind="quarter") for n, _ in enumerate(values)]
    observations = [observation("u", entry.id, value) for entry, value in zip(areas, values, strict=True)]
    return top_fifth(Needs(network(*areas, UNEMPLOYED, *observations)), UNEMPLOYED)


def test_one_of_five_areas_is_the_top_fifth():
    result = fifth(50, 40, 30, 20, 60)
    assert (result.areas, result.known) == ({"D4"}, 5)
    assert result.people == pytest.approx(30)  # 60 of 200


def test_of_ten_areas_two_are():
    assert fifth(*range(10, 100, 10), 100).areas == {"D8", "D9"}


@pytest.mark.parametrize("values", [(50, 40, 30, 20), (50, 50, 30, 20, 10), (20,) * 10, (50, 40, 30, 20, 5)])
def test_few_known_or_equal_areas_have_none(values):
    result = fifth(*values)
    assert (result.areas, result.people) == (frozenset(), None)
