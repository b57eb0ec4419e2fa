"""Participation: areas in which residents decide nowhere."""

import pytest

from app.analysis.gaps.participation import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, group, network, project

CITY = (area("E", kind="city"), area("D1", part_of="E", kind="quarter"), area("D2", part_of="E", kind="quarter"))
CHECK = checked("working_groups", "D1")


def codes(*records, **parameters):
    findings = ANALYSIS(network(*CITY, *records), parameters).findings
    return {finding.subjects[0].id: finding.message.code for finding in findings}


def test_a_complete_list_without_a_group_is_clear():
    (findings,) = ANALYSIS(network(*CITY, CHECK)).findings
    assert (findings.message.code, findings.band, findings.rests_on, findings.card) == (
        "no_group",
        "clear",
        "recorded",
        "close",
    )


@pytest.mark.parametrize(
    ("decides", "residents", "expected"),
    [
        ("decides", "majority", False),
        ("decides", "half", False),
        ("decides", "minority", True),
        ("advises", "majority", True),
    ],
)
def test_residents_decide_with_half_of_the_seats_of_a_group_that_decides(decides, residents, expected):
    board = group("g", "A", areas="D1", decides=decides, residents=residents)
    assert codes(CHECK, board) == ({"D1": "undecided"} if expected else {})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "unsaid"),
        ({"decides": "decides"}, "unsaid"),
        ({"residents": "majority"}, "unsaid"),
        ({"residents": "minority"}, "undecided"),
        ({"decides": "informs"}, "undecided"),
    ],
)
def test_what_a_group_does_not_say_is_no_no(values, expected):
    (finding,) = ANALYSIS(network(*CITY, CHECK, group("g", "A", areas="D1", **values))).findings
    known = expected == "undecided"
    assert (finding.message.code, finding.band, finding.rests_on, finding.card) == (
        (expected, "clear", "recorded", "close") if known else (expected, "possible", "unknown", "ask")
    )


@pytest.mark.parametrize(("taking", "expected"), [("co_decide", False), ("co_produce", False), ("consulted", True)])
def test_a_project_they_help_to_shape_answers_the_question(taking, expected):
    people = [actor(actor_id, active_in="D1") for actor_id in "ABC"]
    assert bool(codes(*people, project("p", "A", areas="D1", participation=taking))) is expected
    assert codes(*people, project("p", "A", areas="D1", participation=taking, end="2023"))


def test_who_mediates_there_is_asked_first():
    city = (CITY[0], area("D1", part_of="E", kind="quarter", mediated_by=("Z",)))
    people = [actor(actor_id, active_in="D1") for actor_id in "ABC"]
    (findings,) = ANALYSIS(network(*city, actor("Z"), *people, CHECK)).findings
    assert [argument.id for argument in findings.message.arguments["candidates"]] == ["Z", "A", "B"]


def test_a_project_is_named_beside_a_complete_list_without_a_group():
    (findings,) = ANALYSIS(network(*CITY, CHECK, project("p", "A", areas="D1", participation="co_decide"))).findings
    assert [argument.id for argument in findings.message.arguments["projects"]] == ["p"]


def test_without_a_check_areas_with_three_actors_are_a_question():
    people = [actor(actor_id, active_in="D2") for actor_id in "ABC"]
    assert codes(*people[:2]) == {}
    assert codes(*people) == {"D2": "unchecked"}


def test_groups_that_do_not_say_are_counted():
    result = ANALYSIS(network(*CITY, group("g", "A", areas="D1")))
    assert result.not_looked_at[0].ids == ("g",)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "more",
    [
        (),
        (group("g", "A", areas="D1"),),
        (group("g", "A", areas="D1", decides="informs"), project("p", "B", participation="co_decide")),
    ],
)
def test_every_finding_can_be_said(more, lang):
    people = [actor(actor_id, active_in="D2") for actor_id in "XYZ"]
    findings = ANALYSIS(network(*CITY, CHECK, *people, *more)).findings
    assert len(findings) == 2
    for finding in findings:
        words = sentences("participation", finding.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do, *words.additions))
