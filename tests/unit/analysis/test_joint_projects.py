"""Joint projects: areas with enough actors and no project of several."""

import pytest

from app.analysis.joint_projects import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, network, offer, project

CITY = (
    area("E", kind="city"),
    area("D1", part_of="E", kind="quarter", neighbours=("D2",)),
    area("D2", part_of="E", kind="quarter"),
)
PEOPLE = [actor(one, active_in="D1") for one in "ABC"]


def found(*records, **parameters):
    return ANALYSIS(network(*CITY, *records), parameters).findings


def test_a_complete_list_without_a_joint_project_is_clear():
    (one,) = found(*PEOPLE, checked("projects", "D1"))
    assert (one.subjects[0].id, one.message.code, one.band) == ("D1", "none", "clear")


def test_without_a_check_it_is_a_question():
    (one,) = found(*PEOPLE)
    assert (one.message.code, one.rests_on, one.card) == ("none_unchecked", "not_recorded", "ask")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"areas": "D1"}, False),
        ({"areas": "E"}, False),  # for the whole city, so for the quarter too
        ({"areas": "D2"}, True),
        ({"areas": "D1", "end": "2023"}, True),
        ({"areas": "D1", "partners": ()}, True),  # of one actor
    ],
)
def test_only_a_running_project_of_several_there_counts(values, told):
    joint = project("p", "A", **{"partners": "B"} | values)
    assert bool(found(*PEOPLE, joint)) is told


def test_few_actors_are_expected_to_have_none():
    assert found(*PEOPLE[:2]) == ()


def test_those_with_most_to_do_there_and_an_example_next_door_are_named():
    (one,) = found(*PEOPLE, offer("o", "C", areas="D1"), project("p", "X", partners="Y", areas="D2"))
    assert [each.id for each in one.message.arguments["busiest"]] == ["C"]
    assert one.message.arguments["near"].id == "p"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("more", [(), (checked("projects", "E"),)])
def test_every_finding_can_be_said(more, lang):
    (one,) = found(*PEOPLE, *more)
    words = sentences("joint-projects", one.message, lang, rests_on="", stand="heute", audience="internal")
    assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
