"""Places: open ones with room, shared ones, areas without a contact point."""

import pytest

from app.analysis.gaps.places import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, network, offer, place, project, tie

CITY = (area("E", kind="city"), area("D1", part_of="E", kind="quarter"), area("D2", part_of="E", kind="quarter"))
HALL = place("hall", area="D1", functions="contact_point", established=True, open_to_others="yes", operators="O")
USED = offer("o", "A", areas="D1", place="hall")
CHECK = checked("place_use", "hall", "place")


def found(*records, **parameters):
    result = ANALYSIS(network(*CITY, *records), parameters)
    return {one.message.code: one for one in result.findings}


def test_an_open_place_with_one_user_could_take_in_more():
    one = found(HALL, USED, CHECK, actor("B", active_in="D1"), actor("C", active_in="D2"))["unused"]

    assert (one.band, one.rests_on, one.card) == ("clear", "recorded", "close")
    assert [user.id for user in one.message.arguments["users"]] == ["A"]
    assert [who.id for who in one.message.arguments["candidates"]] == ["B"]  # neither the user nor the operator


def test_without_a_check_how_it_is_used_is_a_question():
    one = found(HALL, USED)["unused_unchecked"]
    assert (one.band, one.rests_on, one.card) == ("possible", "not_recorded", "ask")


@pytest.mark.parametrize(
    "change", [{"open_to_others": "no"}, {"open_to_others": "unknown"}, {"established": None}, {"established": False}]
)
def test_a_place_that_is_not_open_and_established_is_no_hint(change):
    values = {"area": "D1", "established": True, "open_to_others": "yes", "functions": "contact_point"} | change
    assert found(place("hall", **values), USED, CHECK) == {}


def test_what_has_ended_is_no_use_and_two_users_are_enough():
    two = (USED, project("p", "B", areas="D1", place="hall"), tie("A", "B", strength=4))
    assert found(HALL, *two, CHECK) == {}
    assert "unused" in found(HALL, USED, project("p", "B", areas="D1", place="hall", end="2023"), CHECK)


def test_who_shares_a_place_is_asked_about_or_brought_together():
    two = (HALL, USED, offer("p", "B", place="hall"))
    assert found(*two)["shared_unknown"].rests_on == "unknown"

    told = found(*two, offer("q", "C", place="hall"), tie("A", "B", status="denied"))["shared"]
    assert (told.band, told.card) == ("clear", "agree")
    assert [one.id for one in told.message.arguments["told_actors"]] == ["A", "B"]  # C was not asked


def test_what_some_share_is_named_where_not_all_are_known_to_work_together():
    joint = project("joint", "A", partners="B")
    one = found(HALL, USED, offer("p", "B", place="hall"), offer("q", "C", place="hall"), joint)["shared_unknown"]

    assert [work.id for work in one.message.arguments["joint"]] == ["joint"]
    assert "joint" in [each.id for each in one.evidence]
    words = sentences("places", one.message, "de", rests_on="", stand="heute", audience="partners")
    assert "einige von ihnen arbeiten in „joint“ zusammen, ob alle voneinander wissen" in words.what


def test_coordinated_users_and_one_organisation_are_no_hint():
    two = (HALL, USED, offer("p", "B", place="hall"))
    assert found(*two, tie("A", "B", strength=3)) == {}
    assert found(*two, actor("A", unit_of="B")) == {}


def test_an_area_without_a_contact_point_needs_a_complete_list():
    people = [actor(one, active_in="D1") for one in "ABC"]
    assert found(*people[:2]) == {}
    assert found(*people)["no_contact_point_unchecked"].rests_on == "not_recorded"
    assert found(checked("places", "D1"))["no_contact_point"].band == "clear"
    assert found(*people, HALL, USED, offer("p", "A B", place="hall"), CHECK) == {}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("audience", ["internal", "partners"])
@pytest.mark.parametrize(
    "records",
    [
        (HALL, USED),
        (HALL, CHECK, checked("places", "D2")),
        (HALL, USED, offer("p", "B", place="hall"), *(actor(one, active_in="D2") for one in "XYZ")),
        (HALL, USED, offer("p", "B", place="hall"), tie("A", "B", status="denied")),
    ],
)
def test_every_finding_can_be_said(records, audience, lang):
    some = found(*records).values()
    assert some
    for one in some:
        words = sentences("places", one.message, lang, rests_on="", stand="heute", audience=audience)
        assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
