"""Missing kinds: who is expected in a group, who is there, and who could be asked."""

import pytest

from app.analysis.gaps.missing_kinds import ANALYSIS
from app.errors import InvalidInput
from app.report.texts import sentences
from tests.factories import actor, area, checked, group, network, occasion, offer, project, tie

DECK = {
    "housing_company",
    "school",
    "social_education",
    "civic_association",
    "religious_community",
    "migrant_organisation",
    "neighbourhood_initiative",
}
CITY = (area("E", kind="city"), *(area(area_id, part_of="E", kind="quarter") for area_id in ("D1", "D2")))
MEMBERS = (
    actor("school", kinds="school", active_in="D1"),
    actor("club", kinds="sports_club", active_in="D1"),
    actor("care", kinds="welfare_association", active_in="D1"),
)
CONFERENCE = group("g", "school club care", kind="district_conference", areas="D1", themes="health")
COMPLETE = checked("members", "g", "working_group")
ACTORS_COMPLETE = checked("actors", "D1")
HOUSING = actor("flats", kinds="housing_company", active_in="D1")


def missing(*records, **parameters):
    return ANALYSIS(network(*CITY, *MEMBERS, *records), {"area_profile": "none"} | parameters)


def by_kind(result):
    return {finding.message.arguments["kind"].code: finding for finding in result.findings}


def test_expected_is_the_profile_without_the_kind_groups_of_members():
    # the sports club is a civic association, the welfare association does social work
    present = {"school", "civic_association", "social_education"}
    assert set(by_kind(missing(CONFERENCE))) == DECK - present


def test_a_group_about_the_labour_market_expects_other_kinds():
    labour = group("g", "school club care", kind="working_group", themes="labour_training")
    assert {"jobcenter", "trade_union", "bank"} <= set(by_kind(missing(labour)))


def test_another_list_can_be_chosen_for_a_group_or_none():
    assert "jobcenter" in by_kind(missing(CONFERENCE, group_profiles=["g=deck_labour"]))
    assert missing(CONFERENCE, group_profiles=["g=none"]).findings == ()


@pytest.mark.parametrize("text", ["g", "g=deck", "h=deck_labour"])
def test_a_choice_for_no_group_or_list_is_refused(text):
    with pytest.raises(InvalidInput, match="names no group or no list"):
        missing(CONFERENCE, group_profiles=[text])


def test_missing_but_known_is_clear():
    kind = by_kind(missing(CONFERENCE, COMPLETE, HOUSING))["housing_company"]

    assert (kind.band, kind.rests_on, kind.card, kind.message.code) == ("clear", "recorded", "close", "known")
    assert kind.message.arguments["candidate"].id == "flats"
    assert (kind.score, kind.unknowns) == (0.5, ())


def test_nobody_recorded_is_possible_and_open_unless_the_actors_are_confirmed_too():
    open_ = by_kind(missing(CONFERENCE, COMPLETE))["housing_company"]
    sure = by_kind(missing(CONFERENCE, COMPLETE, ACTORS_COMPLETE))["housing_company"]

    assert (open_.band, open_.rests_on, open_.message.code) == ("possible", "not_recorded", "nobody")
    assert (sure.band, sure.rests_on, sure.message.code) == ("possible", "recorded", "nobody")
    assert (open_.unknowns, sure.unknowns) == (("actors_not_confirmed",), ())


def test_a_list_that_nobody_confirmed_proves_nothing():
    kind = by_kind(missing(CONFERENCE, HOUSING))["housing_company"]

    assert (kind.band, kind.rests_on, kind.card) == ("possible", "not_recorded", "ask")
    assert kind.message.code == "unconfirmed"
    assert kind.message.arguments["candidate"].id == "flats"


def test_a_member_of_unknown_kind_could_be_the_missing_one():
    more = group("g", "school club care who", kind="district_conference", areas="D1")
    kind = by_kind(missing(more, COMPLETE, HOUSING, actor("who")))["housing_company"]

    assert (kind.band, kind.rests_on, kind.message.code) == ("possible", "unknown", "unconfirmed")
    assert kind.message.arguments["without_kind"] == 1
    left_out = {entry.code: entry.ids for entry in missing(more, COMPLETE, HOUSING, actor("who")).not_looked_at}
    assert left_out["actors_without_kind"] == ("who",)


def test_fewer_than_three_members_are_too_little_data():
    result = missing(group("g", "school club", kind="district_conference"), COMPLETE)

    assert result.findings == ()
    assert {entry.code: entry.ids for entry in result.not_looked_at}["groups_with_few_members"] == ("g",)
    assert {entry.code: entry.ids for entry in missing(CONFERENCE).not_looked_at}["groups_with_few_members"] == ()


def test_members_who_have_ended_are_not_there():
    over = actor("flats", kinds="housing_company", end="2023")
    full = group("g", "school club care flats", kind="district_conference", areas="D1")

    assert "housing_company" in by_kind(missing(full, COMPLETE, over))


def test_candidates_are_active_in_the_areas_of_the_group():
    elsewhere = actor("flats", kinds="housing_company", active_in="D2")
    assert by_kind(missing(CONFERENCE, COMPLETE, elsewhere))["housing_company"].message.code == "nobody"


MEETING = occasion("o", "2024-10-10", working_group="g")


def courtyards(end):
    return project("p", "flats", areas="D1", themes="health_promotion", end=end)


def test_a_candidate_is_still_there_when_the_group_meets():
    leaving, staying = (
        by_kind(missing(CONFERENCE, COMPLETE, MEETING, actor("flats", kinds="housing_company"), courtyards(end)))
        for end in ("2024-10-10", "2024-10-11")
    )
    assert leaving["housing_company"].message.arguments["candidate"] is None
    assert leaving["housing_company"].message.arguments["leaving"].id == "flats"
    words = sentences("missing-kinds", leaving["housing_company"].message, "de", audience="internal", neutral=False)
    assert words.what.endswith("bekannt ist uns in D1 nur flats, nach den eingetragenen Daten bis 10.10.2024.")
    assert staying["housing_company"].message.arguments["candidate"].id == "flats"
    assert staying["housing_company"].message.arguments["leaving"] is None


def test_a_candidate_works_on_the_theme_when_the_group_meets():
    themes = [
        by_kind(missing(CONFERENCE, COMPLETE, MEETING, HOUSING, courtyards(end)))["housing_company"].message
        for end in ("2024-10-10", None)
    ]
    assert [message.arguments["same_theme"] for message in themes] == [False, True]


def test_of_those_who_leave_the_one_who_stays_longest_is_named():
    """Who ends itself, ends there; a member of the group is none that could be asked."""
    over = [
        actor(name, kinds="housing_company", active_in="D1", end=end)
        for name, end in (("a", "2024-11-30"), ("b", "2024-12-31"))
    ]
    arguments = by_kind(missing(CONFERENCE, COMPLETE, *over))["housing_company"].message.arguments
    assert (arguments["leaving"].id, f"{arguments['leaving_on']:%d.%m.%Y}") == ("b", "31.12.2024")


def test_a_contact_comes_before_a_theme_and_a_theme_before_the_id():
    flats = [actor(actor_id, kinds="housing_company", active_in="D1") for actor_id in ("a", "b", "c")]
    theme = offer("s", "b", areas="D1", themes="health_promotion", target_groups="tenants")
    first = by_kind(missing(CONFERENCE, COMPLETE, *flats))["housing_company"]
    second = by_kind(missing(CONFERENCE, COMPLETE, *flats, theme))["housing_company"]
    third = by_kind(missing(CONFERENCE, COMPLETE, *flats, theme, tie("c", "club", status="confirmed")))[
        "housing_company"
    ]

    assert [entry.message.arguments["candidate"].id for entry in (first, second, third)] == ["a", "b", "c"]
    assert third.message.arguments["contact"].id == "club"
    assert third.score == pytest.approx(0.5 + 0.3)
    assert second.score == pytest.approx(0.5 + 0.2)


def test_of_several_contacts_the_closest_is_named():
    """Of those alike the first by id."""
    ties = [tie("flats", member, status="confirmed", strength=3) for member in ("school", "club")]
    alike = by_kind(missing(CONFERENCE, COMPLETE, HOUSING, *ties))["housing_company"]
    closer = tie("flats", "school", status="confirmed", strength=4, kind="referral")
    close = by_kind(missing(CONFERENCE, COMPLETE, HOUSING, *ties, closer))["housing_company"]
    assert [entry.message.arguments["contact"].id for entry in (alike, close)] == ["club", "school"]


def test_a_contact_of_unknown_strength_comes_after_any_known_one():
    ties = (tie("flats", "club", status="confirmed"), tie("flats", "school", status="confirmed", strength=1))
    kind = by_kind(missing(CONFERENCE, COMPLETE, HOUSING, *ties))["housing_company"]
    assert kind.message.arguments["contact"].id == "school"


def test_the_area_of_the_group_in_which_a_candidate_is_active_is_told():
    wide = group("g", "school club care", kind="district_conference", areas="D2 D1")
    kind = by_kind(missing(wide, COMPLETE, HOUSING))["housing_company"]
    assert kind.message.arguments["candidate_area"].id == "D1"


def test_joint_work_makes_a_contact():
    joint = offer("s", "flats", partners="club", areas="D1")
    kind = by_kind(missing(CONFERENCE, COMPLETE, HOUSING, joint))["housing_company"]
    assert kind.message.arguments["contact"].id == "club"


def test_who_is_known_not_to_work_with_anybody_there_has_no_contact():
    """All answers are in: a pair without one is known not to work together."""
    net = network(*CITY, *MEMBERS, CONFERENCE, COMPLETE, HOUSING, closed_world=True)
    kind = by_kind(ANALYSIS(net, {"area_profile": "none"}))["housing_company"]
    assert kind.message.arguments["contact"] is None


@pytest.mark.parametrize("status", ["one_sided", "contradicted", "denied", "unknown"])
def test_a_claim_is_no_contact_to_be_named(status):
    kind = by_kind(missing(CONFERENCE, COMPLETE, HOUSING, tie("flats", "club", status=status)))["housing_company"]

    assert kind.message.arguments["contact"] is None
    assert {source.kind for source in kind.evidence} == {"working_group", "inventory_check", "actor"}


def test_the_next_meeting_of_the_group_is_named():
    meetings = (
        occasion("past", "2024-08-01", working_group="g"),
        occasion("next", "2024-10-01", working_group="g"),
        occasion("other", "2024-09-10"),
    )
    kind = by_kind(missing(CONFERENCE, COMPLETE, HOUSING, *meetings))["housing_company"]
    assert kind.message.arguments["meeting"].isoformat() == "2024-10-01"


def test_an_area_without_a_group_is_a_table_too():
    near = actor("mosque", kinds="religious_community", active_in="D2")
    kind = by_kind(missing(near, ACTORS_COMPLETE, area_profile="deck_quarter"))

    assert kind["religious_community"].message.code == "area_known"
    assert kind["housing_company"].message.code == "area_nobody"
    assert {entry.band for entry in kind.values()} == {"possible"}
    assert kind["religious_community"].score == 0.25  # half of what it counts for a group


def test_about_an_area_that_nobody_confirmed_only_known_candidates_are_named():
    near = actor("mosque", kinds="religious_community", active_in="D2")
    result = by_kind(missing(near, area_profile="deck_quarter"))

    assert {kind: entry.message.code for kind, entry in result.items()} == {"religious_community": "area_unconfirmed"}


def test_an_area_with_a_group_is_asked_about_once():
    subjects = {finding.subjects[0].id for finding in missing(CONFERENCE, area_profile="deck_quarter").findings}
    assert subjects == {"g"}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("checks", [(), (COMPLETE,), (COMPLETE, ACTORS_COMPLETE)])
@pytest.mark.parametrize("records", [(CONFERENCE, HOUSING), (CONFERENCE,), (HOUSING,), (CONFERENCE, actor("x"))])
def test_every_finding_can_be_said(records, checks, lang):
    for finding in missing(*records, *checks, area_profile="deck_quarter").findings:
        words = sentences("missing-kinds", finding.message, lang, rests_on="", stand="", audience="internal")
        assert all(entry.endswith(".") for entry in (words.what, words.why, words.what_to_do))
