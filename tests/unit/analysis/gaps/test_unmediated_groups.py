"""Unmediated groups: who leads, moderates and connects them."""

import pytest

from app.analysis.gaps.unmediated_groups import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, group, network, occasion

ACTORS = (actor("A", kinds="school"), actor("B", kinds="bank"), actor("C", kinds="police"))
COMPLETE = checked("members", "g", "working_group")
SECOND_GROUP = group("h", "A", chairs=("A",))


def codes(*records, **parameters):
    findings = ANALYSIS(network(*ACTORS, *records), parameters).findings
    return {entry.message.code: entry for entry in findings if entry.subjects[0].id == "g"}


def test_a_group_without_chair_and_moderator_is_clear_when_its_list_is_confirmed():
    result = codes(group("g", "A B C"), COMPLETE, SECOND_GROUP)

    assert set(result) == {"chair", "mediator"}
    lacks = {name for name, value in result["chair"].message.arguments.items() if name.startswith("no_") and value}
    assert lacks == {"no_chair", "no_mediator"}
    assert {(entry.band, entry.rests_on, entry.card) for entry in result.values()} == {("clear", "recorded", "close")}


@pytest.mark.parametrize(("end", "code"), [("2024-06-29", "chair"), ("2024-08-31", "chair_unchecked")])
def test_who_moderated_until_lately_is_named_and_a_list_from_before_confirms_nothing(end, code):
    result = codes(group("g", "A B", moderators="M"), actor("M", end=end), COMPLETE, SECOND_GROUP)[code]
    what = sentences("unmediated-groups", result.message, "de", rests_on="", stand="", audience="internal").what
    assert "seit dem Ende von M am" in what


def test_without_a_check_it_is_a_question():
    result = codes(group("g", "A B C"), SECOND_GROUP)

    assert set(result) == {"chair_unchecked", "mediator_unchecked"}
    assert {(entry.band, entry.rests_on, entry.card) for entry in result.values()} == {
        ("possible", "not_recorded", "ask")
    }


@pytest.mark.parametrize("role", ["chairs", "moderators"])
def test_a_chair_or_a_moderator_is_enough(role):
    result = codes(group("g", "A B C", **{role: ("B",)}), COMPLETE, SECOND_GROUP)

    assert set(result) == {"mediator"}
    assert result["mediator"].band == "possible"  # somebody leads


def test_a_chair_who_has_ended_leads_no_more():
    assert "chair" in codes(group("g", "A B C", chairs=("X",)), COMPLETE, SECOND_GROUP, actor("X", end="2023"))


@pytest.mark.parametrize("mediation", [actor("M", mediator=True), area("D", mediated_by="M")])
def test_a_mediator_among_the_members_counts(mediation):
    assert set(codes(group("g", "A B C M"), COMPLETE, SECOND_GROUP, mediation)) == {"chair"}


def test_members_of_one_kind_are_told_apart_from_members_of_unknown_kind():
    alike = (actor("X", kinds="daycare"), actor("Y", kinds="family_centre"), actor("Z", kinds="daycare"))
    unknown = actor("Z")

    assert "kinds" in codes(group("g", "X Y Z", chairs=("X",)), COMPLETE, *alike)  # all social or educational work
    assert "kinds" not in codes(group("g", "X Y Z", chairs=("X",)), COMPLETE, *alike[:2], unknown)


def test_a_member_in_another_group_is_a_connection():
    led = group("g", "A B C", chairs=("B",))

    assert "interlock" in codes(led, COMPLETE, group("h", "X"))
    assert "interlock" not in codes(led, COMPLETE, SECOND_GROUP)
    assert "interlock" not in codes(led, COMPLETE, SECOND_GROUP, group("i", "X"))  # one of two is enough
    assert "interlock" not in codes(led, COMPLETE)  # there is no other group to be connected with
    assert "interlock" not in codes(led, COMPLETE, group("h", "X", end="2023"))


def test_of_few_members_only_their_roles_are_looked_at():
    result = ANALYSIS(network(group("g", "A"), group("h", "X", chairs=("X",))))

    assert {finding.message.code for finding in result.findings if finding.subjects[0].id == "g"} == {
        "chair_unchecked",
        "mediator_unchecked",
    }
    assert {entry.code: entry.ids for entry in result.not_looked_at} == {"groups_with_few_members": ("g", "h")}


def test_groups_without_a_chair_are_counted_and_three_members_are_enough():
    result = ANALYSIS(network(*ACTORS, group("g", "A B C"), group("f", "A B C"), group("h", "A B C", chairs=("A",))))
    assert result.summary == {"groups": 3, "without_chair": 2}
    assert [entry.count for entry in result.not_looked_at] == [0]


def test_a_group_without_members_is_no_group_to_speak_about():
    assert codes(group("g")) == {}


@pytest.mark.parametrize(
    ("day", "silent"),
    [("2023-08-31", True), ("2023-09-01", False), ("2024-05", False), ("2024-12-01", False), ("2023", False)],
)
def test_a_meeting_within_twelve_months_or_planned_is_enough(day, silent):
    result = codes(group("g", "A B C", chairs=("A",)), SECOND_GROUP, COMPLETE, occasion("o", day, working_group="g"))
    assert ("meeting" in result) is silent


def test_of_several_meetings_the_last_counts():
    meetings = (occasion("old", "2022-05-01", working_group="g"), occasion("new", "2024-05-01", working_group="g"))
    assert "meeting" not in codes(group("g", "A B C"), SECOND_GROUP, *meetings)


def test_without_any_recorded_meeting_nothing_is_said_about_meetings():
    assert "meeting" not in codes(group("g", "A B C"), SECOND_GROUP, occasion("festival", "2024-05-01"))
    result = codes(group("g", "A B C"), SECOND_GROUP, COMPLETE, occasion("o", "2024-05-01", working_group="h"))[
        "meeting"
    ]
    assert (result.band, result.rests_on) == ("possible", "not_recorded")  # there is no list of meetings to confirm


def test_a_young_group_may_wait_for_its_meeting():
    meets = occasion("o", "2024-05-01", working_group="h")
    assert "meeting" not in codes(group("g", "A B C", start="2024-06"), SECOND_GROUP, meets)
    assert "meeting" not in codes(group("g", "A B C", start="2023-09-02"), SECOND_GROUP, meets)
    assert "meeting" in codes(group("g", "A B C", start="2023-09-01"), SECOND_GROUP, meets)


def test_a_group_that_has_ended_is_not_looked_at():
    assert codes(group("g", "A B C", end="2023"), SECOND_GROUP) == {}


def test_findings_about_one_group_are_one_card():
    assert {code.cluster for code in codes(group("g", "A B C"), SECOND_GROUP).values()} == {"unmediated-groups/g"}


def test_the_mediator_of_the_area_and_other_groups_are_named():
    further = (group("h", "A", areas="D"), group("i", "A", areas="D"))
    records = (area("D", mediated_by="M N"), group("g", "A B C", areas="D"), *further)
    arguments = codes(*records, COMPLETE)["chair"].message.arguments

    assert [entry.id for entry in (*arguments["mediators"], *arguments["other_groups"])] == ["M", "h"]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("check", [(COMPLETE,), ()])
@pytest.mark.parametrize("members", ["A B C", "X Y Z", "A"])
def test_every_finding_can_be_said(members, check, lang):
    alike = [actor(actor_id, kinds="school") for actor_id in "XYZ"]
    for finding in codes(group("g", members), group("h", "Q"), *alike, *check).values():
        words = sentences("unmediated-groups", finding.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(entry.endswith(".") for entry in (words.what, words.why, words.what_to_do, *words.additions))
