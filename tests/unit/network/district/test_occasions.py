"""The next occasion: after the day, within some months, and where most of those who should meet are expected."""

from datetime import date, timedelta

import pytest

from app.network.district.occasions import Occasions, next_meeting
from tests.factories import AS_OF, group, network, occasion

SEPTEMBER = occasion("september", "2024-09-20")
OCTOBER = occasion("october", "2024-10-20", participants="A")
NOVEMBER = occasion("november", "2024-11-20", participants="A B")
ROUND_TABLE = occasion("table", "2024-12-20", working_group="g")


def occasions(*records):
    return network(*records).view(Occasions)


@pytest.mark.parametrize(
    ("actors", "expected"),
    [("AB", "november"), ("A", "october"), ("C", "table"), ("Z", "september"), ("", "september")],
)
def test_most_of_them_are_expected_then_it_is_soon(actors, expected):
    district = occasions(ROUND_TABLE, NOVEMBER, OCTOBER, SEPTEMBER, group("g", "C"))
    assert district.next_for(actors).id == expected


def test_what_is_over_is_no_occasion():
    assert occasions(occasion("over", "2024-08-31", participants="A")).next_for("A") is None
    assert occasions().next_for("A") is None


def test_what_lies_many_months_ahead_is_no_next_step():
    far = occasion("far", "2025-01-02", participants="A")
    assert occasions(far).next_for("A") is None
    assert occasions(far).next_audience("B") is None
    assert occasions(occasion("near", "2025-01-01", participants="A")).next_for("A").id == "near"
    assert next_meeting(network(far)).id == "far"


def test_what_the_two_share_is_not_over_by_then():
    district = occasions(NOVEMBER, OCTOBER)
    assert district.next_for("AB", until=date(2024, 11, 19)).id == "october"
    assert district.next_for("AB", until=date(2024, 10, 19)) is None


@pytest.mark.parametrize(
    ("kind", "open_to_others"),
    [("steering_group", False), ("project_group", False), (None, False), ("district_conference", True)],
)
def test_nobody_is_asked_to_the_meeting_of_a_closed_group(kind, open_to_others):
    district = occasions(ROUND_TABLE, group("g", "A B", kind=kind))
    assert (district.next_for("AC") is not None) == open_to_others
    assert (district.next_audience("C") is not None) == open_to_others
    assert district.next_for("AB").id == "table"


def test_a_group_that_is_over_by_then_does_not_meet():
    assert occasions(ROUND_TABLE, group("g", "A B", kind="round_table", end="2024-11")).next_for("AB") is None


def test_members_of_the_group_that_meets_are_expected():
    meeting = occasion("o", "2024-10-01", working_group="g", participants="A")
    assert occasions(meeting, group("g", "B", chairs="C"), group("other", "D")).expected_at(meeting) == {*"ABC"}


@pytest.mark.parametrize(("actors", "expected"), [("AB", "september"), ("A", "november"), ("C", "september")])
def test_work_is_told_to_others_not_among_themselves(actors, expected):
    district = occasions(ROUND_TABLE, NOVEMBER, OCTOBER, SEPTEMBER, group("g", "C"))
    assert district.next_audience(actors).id == expected


def test_without_another_occasion_it_is_told_there():
    assert occasions(OCTOBER).next_audience("A").id == "october"
    assert occasions().next_audience("A") is None


def test_at_a_festival_people_are_introduced_and_no_work_is_presented():
    festival = occasion("fest", "2024-09-14", participants="A B", kind="festival")
    district = occasions(festival, OCTOBER)
    assert (district.next_for("AB").id, district.next_audience("AB").id) == ("fest", "october")
    assert occasions(festival).next_audience("A") is None


def test_a_meeting_of_today_is_not_the_next():
    today, tomorrow = occasion("today", f"{AS_OF}"), occasion("tomorrow", f"{AS_OF + timedelta(days=1)}")
    assert occasions(today).next_for("A") is None
    assert next_meeting(network(today)) is None
    assert occasions(today, tomorrow).next_for("A").id == "tomorrow"
