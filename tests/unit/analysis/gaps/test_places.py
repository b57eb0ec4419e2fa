"""Places: open ones with room, shared ones, areas without a contact point."""

import pytest

from app.analysis.gaps.places import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, network, offer, place, project, tie

CITY = (area("E", kind="city"), area("D1", part_of="E", kind="quarter"), area("D2", part_of="E", kind="quarter"))
HALL = place("hall", area="D1", functions="contact_point", established=True, open_to_others="yes", operators="O")
USED = offer("o", "A", areas="D1", place="hall")
CHECK = checked("place_use", "hall", "place")


def findings_of(*records, **parameters):
    result = ANALYSIS(network(*CITY, *records), parameters)
    return {finding.message.code: finding for finding in result.findings}


def test_an_open_place_with_one_user_could_take_in_more():
    result = findings_of(HALL, USED, CHECK, actor("B", active_in="D1"), actor("C", active_in="D2"))["unused"]

    assert (result.band, result.rests_on, result.card) == ("clear", "recorded", "close")
    assert [user.id for user in result.message.arguments["users"]] == ["A"]
    assert [who.id for who in result.message.arguments["candidates"]] == ["B"]  # neither the user nor the operator
    assert [who.id for who in result.message.arguments["operators"]] == ["O"]
    assert [(subject.kind, subject.id) for subject in result.subjects] == [("place", "hall")]


def test_who_has_no_place_is_named_first():
    housed = offer("b", "B", areas="D1", place="school")
    result = findings_of(HALL, USED, housed, place("school"), actor("C", active_in="D1"))["unused_unchecked"]
    assert [who.id for who in result.message.arguments["candidates"]] == ["C", "B"]


def test_a_place_of_another_kind_is_no_contact_point():
    people = [actor(actor_id, active_in="D1") for actor_id in "ABC"]
    assert "no_contact_point_unchecked" in findings_of(*people, place("room", area="D1", functions="event_venue"))


def test_without_a_check_how_it_is_used_is_a_question():
    result = findings_of(HALL, USED)["unused_unchecked"]
    assert (result.band, result.rests_on, result.card) == ("possible", "not_recorded", "ask")


@pytest.mark.parametrize(
    "change", [{"open_to_others": "no"}, {"open_to_others": "unknown"}, {"established": None}, {"established": False}]
)
def test_a_place_that_is_not_open_and_established_is_no_hint(change):
    values = {"area": "D1", "established": True, "open_to_others": "yes", "functions": "contact_point"} | change
    assert findings_of(place("hall", **values), USED, CHECK) == {}


def test_what_has_ended_is_no_use_and_two_users_are_enough():
    two = (USED, project("p", "B", areas="D1", place="hall"), tie("A", "B", strength=4))
    assert findings_of(HALL, *two, CHECK) == {}
    assert "unused" in findings_of(HALL, USED, project("p", "B", areas="D1", place="hall", end="2023"), CHECK)


def test_who_shares_a_place_is_asked_about_or_brought_together():
    two = (HALL, USED, offer("p", "B", place="hall"))
    assert findings_of(*two)["shared_unknown"].rests_on == "unknown"

    result = findings_of(*two, offer("q", "C", place="hall"), tie("A", "B", status="denied"))["shared"]
    assert (result.band, result.card) == ("clear", "agree")
    assert [argument.id for argument in result.message.arguments["told_actors"]] == ["A", "B"]  # C was not asked


@pytest.mark.parametrize(
    ("bases", "judged", "answered"),
    [(("survey", "survey"), False, True), (("stated", "stated"), True, False), (("survey", "stated"), False, False)],
)
def test_who_said_that_users_do_not_coordinate_is_told(bases, judged, answered):
    """Both said so themselves, or the coordinator did; of the two pairs, not of one."""
    users = (HALL, USED, *(offer(name, name, place="hall") for name in "BC"))
    denied = (tie(*pair, status="denied", basis=basis) for pair, basis in zip(("AB", "BC"), bases, strict=True))
    arguments = findings_of(*users, *denied)["shared"].message.arguments
    assert (arguments["told_judged"], arguments["told_answered"]) == (judged, answered)


def test_a_place_without_an_area_is_not_looked_at():
    (left_out,) = ANALYSIS(network(*CITY, HALL, place("loose"))).not_looked_at
    assert (left_out.code, left_out.ids) == ("places_without_area", ("loose",))


def test_users_of_whom_some_coordinate_are_told_by_pairs():
    """A and C coordinate: "A, B, C and D do not coordinate" would be false. A loose tie is contact, never "no cooperation"."""
    users = (HALL, USED, *(offer(name, name, place="hall") for name in "BCD"))
    ties = (tie("A", "B", status="denied"), tie("C", "D", strength=2), tie("A", "C", strength=4))
    result = findings_of(*users, *ties)["shared"]
    words = sentences("places", result.message, "de", rests_on="", stand="heute", audience="internal")
    assert "stimmen sich A und B sowie C und D bisher nicht ab" in words.what


def test_what_some_share_is_named_where_not_all_are_known_to_work_together():
    joint = project("joint", "A", partners="B")
    result = findings_of(HALL, USED, offer("p", "B", place="hall"), offer("q", "C", place="hall"), joint)[
        "shared_unknown"
    ]

    assert [work.id for work in result.message.arguments["joint"]] == ["joint"]
    assert "joint" in [source.id for source in result.evidence]
    words = sentences("places", result.message, "de", rests_on="", stand="heute", audience="partners")
    assert "einige von ihnen arbeiten in „joint“ zusammen, aber ob alle voneinander wissen" in words.what


def test_coordinated_users_and_one_organisation_are_no_hint():
    two = (HALL, USED, offer("p", "B", place="hall"))
    assert findings_of(*two, tie("A", "B", strength=3)) == {}
    assert findings_of(*two, actor("A", unit_of="B")) == {}


def test_an_area_without_a_contact_point_needs_a_complete_list():
    people = [actor(actor_id, active_in="D1") for actor_id in "ABC"]
    assert findings_of(*people[:2]) == {}
    assert findings_of(*people)["no_contact_point_unchecked"].rests_on == "not_recorded"
    without = findings_of(checked("places", "D1"))["no_contact_point"]
    assert (without.band, [(subject.kind, subject.id) for subject in without.subjects]) == ("clear", [("area", "D1")])
    assert findings_of(*people, HALL, USED, offer("p", "A B", place="hall"), CHECK) == {}


def test_where_no_place_is_recorded_none_is_called_another_one():
    without = findings_of(checked("places", "D1"))["no_contact_point"]
    words = sentences("places", without.message, "de", rests_on="", stand="heute", audience="internal")
    assert words.what_to_do.endswith("besprechen, ob ein Ort dort diese Aufgabe übernehmen kann.")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("audience", ["internal", "partners"])
@pytest.mark.parametrize(
    "records",
    [
        (HALL, USED),
        (HALL, CHECK, checked("places", "D2")),
        (HALL, USED, offer("p", "B", place="hall"), *(actor(actor_id, active_in="D2") for actor_id in "XYZ")),
        (HALL, USED, offer("p", "B", place="hall"), tie("A", "B", status="denied")),
    ],
)
def test_every_finding_can_be_said(records, audience, lang):
    result = findings_of(*records).values()
    assert result
    for entry in result:
        words = sentences("places", entry.message, lang, rests_on="", stand="heute", audience=audience)
        assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
