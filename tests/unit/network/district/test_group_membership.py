"""Tables of groups and areas: who is present, who could be, and which kinds are expected."""

import pytest

from app.network.district.group_membership import NO_PROFILE, Tables, meets
from tests.factories import actor, area, checked, group, network, occasion

CITY = (area("E", kind="city"), area("D1", kind="quarter", part_of="E"), area("D2", kind="quarter", part_of="E"))
QUARTER = "deck_quarter"


def tables(*records, chosen=None, area_profile=QUARTER):
    return Tables(network(*CITY, *records), chosen or {}, area_profile)


def test_present_are_active_members_and_candidates_all_of_the_area():
    (table,) = tables(
        group("g", "A", kind="round_table", areas="D1", chairs=("C",)),
        actor("C", kinds="school"),
        actor("B", active_in="D1"),
        actor("F", active_in="D2"),
        actor("G", end="2023", active_in="D1"),
    ).of_groups
    assert [present.id for present in table.present] == ["A", "C"]
    assert [candidate.id for candidate in table.candidates] == ["B"]
    assert table.without_kind == 1  # A's kind is not known


def test_a_group_without_an_area_could_ask_anybody():
    (table,) = tables(group("g", "A", kind="round_table"), actor("B")).of_groups
    assert [candidate.id for candidate in table.candidates] == ["A", "B"]
    assert not table.actors_complete


def test_a_group_has_the_profile_of_its_kind_another_or_none():
    groups = group("board", kind="jobcenter_board"), group("table", kind="round_table"), group("free")
    assert {table.subject.id: table.profile.code for table in tables(*groups).of_groups} == {
        "board": "deck_labour",
        "table": "deck_quarter",
    }
    chosen = tables(*groups, chosen={"board": NO_PROFILE, "free": "deck_labour"}).of_groups
    assert {table.subject.id: table.profile.code for table in chosen} == {
        "free": "deck_labour",
        "table": "deck_quarter",
    }


def test_areas_without_a_group_have_a_table_of_their_own():
    result = tables(group("g", "A", kind="round_table", areas="D1"), actor("B", active_in="D2"))
    (table,) = result.of_areas
    assert (table.subject.id, [present.id for present in table.present]) == ("D2", ["B"])
    assert tables(area_profile=NO_PROFILE).of_areas == ()
    assert [table.subject.id for table in tables().of_areas] == ["D1", "D2"]


def test_missing_are_expected_kinds_that_nobody_has():
    (table,) = tables(group("g", "A", kind="round_table", areas="D1"), actor("A", kinds="school")).of_groups
    assert set(table.missing) == set(table.profile.kinds) - {"school", "social_education"}  # a school meets its group
    assert list(table.missing) == [kind for kind in table.profile.kinds if kind in table.missing]


@pytest.mark.parametrize(("complete", "is_complete"), [(True, True), (False, False), (None, False)])
def test_complete_is_what_the_newest_check_confirms(complete, is_complete):
    checks = [] if complete is None else [checked("members", "g", "working_group", complete=complete)]
    (table,) = tables(group("g", "A", kind="round_table"), *checks).of_groups
    assert table.complete is is_complete
    assert (table.check is None) == (complete is None)


def test_actors_are_complete_where_those_of_every_area_are():
    g = group("g", "A", kind="round_table", areas="D1 D2")
    (half,) = tables(g, checked("actors", "D1")).of_groups
    (both,) = tables(g, checked("actors", "D1"), checked("actors", "D2")).of_groups
    assert (half.actors_complete, both.actors_complete) == (False, True)


def test_the_next_meeting_is_of_the_group_and_not_past():
    meetings = (
        occasion("past", "2024-08-31", working_group="g"),
        occasion("second", "2024-12-01", working_group="g"),
        occasion("next", "2024-10-05", working_group="g"),
        occasion("some day", "2024-09", working_group="g"),  # without a day nobody can come
        occasion("other", "2024-09-02", working_group="h"),
    )
    (table,) = tables(group("g", "A", kind="round_table"), *meetings).of_groups
    assert table.meeting.isoformat() == "2024-10-05"


def test_a_kind_is_met_by_itself_or_its_group():
    caritas = actor("A", kinds="welfare_association")
    assert meets(caritas, "welfare_association")
    assert not meets(caritas, "school")
    assert not meets(actor("B"), "school")
