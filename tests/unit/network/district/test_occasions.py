"""The next occasion: after the day, and where most of those who should meet are expected."""

from datetime import timedelta

import pytest

from app.network.district.occasions import expected_at, next_audience, next_occasion
from tests.factories import AS_OF, group, network, occasion

SEPTEMBER = occasion("september", "2024-09-20")
OCTOBER = occasion("october", "2024-10-20", participants="A")
NOVEMBER = occasion("november", "2024-11-20", participants="A B")
ROUND_TABLE = occasion("table", "2024-12-20", working_group="g")


@pytest.mark.parametrize(
    ("actors", "found"),
    [("AB", "november"), ("A", "october"), ("C", "table"), ("Z", "september"), ("", "september")],
)
def test_most_of_them_are_expected_then_it_is_soon(actors, found):
    district = network(ROUND_TABLE, NOVEMBER, OCTOBER, SEPTEMBER, group("g", "C"))
    assert next_occasion(district, actors).id == found


def test_what_is_over_is_no_occasion():
    assert next_occasion(network(occasion("over", "2024-08-31", participants="A")), "A") is None
    assert next_occasion(network(), "A") is None


def test_members_of_the_group_that_meets_are_expected():
    meeting = occasion("o", "2024-10-01", working_group="g", participants="A")
    assert expected_at(network(meeting, group("g", "B", chairs="C"), group("other", "D")), meeting) == {*"ABC"}


@pytest.mark.parametrize(("actors", "found"), [("AB", "september"), ("A", "november"), ("C", "september")])
def test_work_is_told_to_others_not_among_themselves(actors, found):
    district = network(ROUND_TABLE, NOVEMBER, OCTOBER, SEPTEMBER, group("g", "C"))
    assert next_audience(district, actors).id == found


def test_without_another_occasion_it_is_told_there():
    assert next_audience(network(OCTOBER), "A").id == "october"
    assert next_audience(network(), "A") is None


def test_a_meeting_of_today_is_not_the_next():
    today, tomorrow = occasion("today", f"{AS_OF}"), occasion("tomorrow", f"{AS_OF + timedelta(days=1)}")
    assert next_occasion(network(today), "A") is None
    assert next_occasion(network(today, tomorrow), "A").id == "tomorrow"
