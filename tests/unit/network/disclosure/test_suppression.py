"""Suppression: from which numbers about people anything may be derived."""

import pytest

from app.network.disclosure.suppression import Figure, counts_people, figure, threshold
from tests.factories import indicator, observation

COUNT = indicator("u", "count")
SHARE = indicator("u", "share")


@pytest.mark.parametrize(("value", "expected"), [(10, Figure(10, None)), (9.99, "suppressed"), (0, "suppressed")])
def test_a_count_is_told_from_the_threshold_on(value, expected):
    assert figure(COUNT, observation("u", "D", value)) == expected


@pytest.mark.parametrize(("base", "expected"), [(100, Figure(20, 20)), (99, "suppressed"), (None, "not_recorded")])
def test_a_share_is_told_where_enough_people_are_behind_it(base, expected):
    assert figure(SHARE, observation("u", "D", 20, base=base)) == expected


def test_a_share_of_few_people_is_hidden_although_the_base_is_large():
    assert figure(SHARE, observation("u", "D", 0.9, base=1000)) == "suppressed"  # 9 people


def test_a_count_with_a_base_has_a_share():
    assert figure(COUNT, observation("u", "D", 50, base=200)) == Figure(50, 25)


@pytest.mark.parametrize("base", [99, 99.9, 1])
def test_a_count_of_a_small_base_is_hidden(base):
    assert figure(COUNT, observation("u", "D", 50, base=base)) == "suppressed"


@pytest.mark.parametrize("value", [None, 0, 5, 5000])
def test_what_its_source_hides_is_hidden_whatever_the_file_says(value):
    assert figure(COUNT, observation("u", "D", value, suppressed=True)) == "suppressed"


def test_nothing_recorded_is_not_hidden():
    assert figure(COUNT, None) == "not_recorded"
    assert figure(COUNT, observation("u", "D", None)) == "not_recorded"


@pytest.mark.parametrize(
    ("own", "raised", "fewest"),
    [(10, "source", 10), (3, "source", 3), (1, "source", 3), (3, "10", 10), (20, "10", 20), (20, "50", 50)],
)
def test_a_statistic_says_how_few_are_too_few_and_a_question_only_raises_it(own, raised, fewest):
    counted = indicator("u", "count", smallest_count=own)
    assert threshold(counted, raised) == fewest
    assert figure(counted, observation("u", "D", fewest), raised) == Figure(fewest, None)
    assert figure(counted, observation("u", "D", fewest - 0.1), raised) == "suppressed"


def test_an_index_counts_nobody():
    index = indicator("social_index", "share")
    assert not counts_people(index)
    assert figure(index, observation("social_index", "D", 20, base=1000)) == "not_recorded"
