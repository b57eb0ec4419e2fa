"""Joint projects: areas with enough actors and no project of several."""

import pytest

from app.analysis.gaps.joint_projects import ANALYSIS
from app.findings import Code
from app.report.texts import sentences
from tests.factories import actor, area, checked, network, offer, project

CITY = (
    area("E", kind="city"),
    area("D1", part_of="E", kind="quarter", neighbours=("D2",)),
    area("D2", part_of="E", kind="quarter"),
)
PEOPLE = [actor(actor_id, active_in="D1") for actor_id in "ABC"]


def findings_of(*records, **parameters):
    return ANALYSIS(network(*CITY, *records), parameters).findings


def test_a_complete_list_without_a_joint_project_is_clear():
    (result,) = findings_of(*PEOPLE, checked("projects", "D1"))
    assert (result.subjects[0].id, result.message.code, result.band) == ("D1", "none", "clear")


def test_without_a_check_it_is_a_question():
    (result,) = findings_of(*PEOPLE)
    assert (result.message.code, result.rests_on, result.card) == ("none_unchecked", "not_recorded", "ask")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"areas": "D1"}, False),
        ({"areas": "E"}, False),  # for the whole city, so for the quarter too
        ({"areas": "D2"}, True),
        ({"areas": "D1", "end": "2023"}, True),
        ({"areas": "D1", "partners": ()}, True),  # of one actor
    ],
)
def test_only_a_running_project_of_several_there_counts(values, expected):
    joint = project("p", "A", **{"partners": "B"} | values)
    assert bool(findings_of(*PEOPLE, joint)) is expected


def test_few_actors_are_expected_to_have_none():
    assert findings_of(*PEOPLE[:2]) == ()


def test_those_with_most_to_do_there_and_an_example_next_door_are_named():
    (result,) = findings_of(*PEOPLE, offer("o", "C", areas="D1"), project("p", "X", partners="Y", areas="D2"))
    assert [argument.id for argument in result.message.arguments["busiest"]] == ["C"]
    assert result.message.arguments["near"].id == "p"


FORMS = (
    offer("o1", "A", partners="B", areas="D1", themes="prevention_violence", form="course"),
    offer("o2", "A", partners="C", areas="E", themes="prevention", form="course"),
    offer("o3", "B", partners="C", areas="D1", themes="sport health", form=None),
    offer("o4", "A", areas="D1", themes="labour_training", form="training"),
    offer("o5", "B", areas="D1", themes="labour_placement", form="placement"),
    project("p1", "A", partners="B", areas="D2", themes="prevention"),
)


def test_forms_of_joint_work_are_counted_by_area_and_theme():
    """Two courses on prevention, one of the whole city, and two themes of an offer without form; o4, o5 are alone."""
    measures = {measure.subject.id: measure for measure in ANALYSIS(network(*CITY, *PEOPLE, *FORMS)).measures}
    assert measures["D1"].value == 2
    assert measures["D1"].parts == {"health/not_recorded": 1, "prevention/course": 2, "sport/not_recorded": 1}
    assert measures["D2"].parts == {"prevention/course": 1, "prevention/project": 1}


def test_an_area_without_joint_work_has_no_form():
    (measures, _) = ANALYSIS(network(*CITY, *PEOPLE)).measures
    assert (measures.value, measures.parts) == (0, {})


def test_what_is_offered_together_and_themes_worked_on_alone_are_named():
    (result,) = findings_of(*PEOPLE, *FORMS)
    assert result.message.arguments["forms"] == (Code("offer_form", "course"),)
    assert result.message.arguments["themes"] == (Code("theme", "labour_market"),)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("more", [(), (checked("projects", "E"),), (checked("projects", "E"), *FORMS), FORMS])
def test_every_finding_can_be_said(more, lang):
    (result,) = findings_of(*PEOPLE, *more)
    words = sentences("joint-projects", result.message, lang, rests_on="", stand="heute", audience="internal")
    assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))


def test_a_joint_project_without_an_area_is_not_looked_at():
    joint = (project("p", "A", partners="B"), project("q", "A", partners="B", areas="D2"))
    (left_out,) = ANALYSIS(network(*CITY, *PEOPLE, *joint)).not_looked_at
    assert (left_out.code, left_out.ids) == ("joint_projects_without_area", ("p",))


def test_who_is_gone_soon_is_not_named_to_begin_one():
    """B ends within the month, and G is gone."""
    ending = (actor("B", active_in="D1", end="2024-09"), actor("G", end="2023"))
    works = [offer(f"of {name}", name, areas="D1") for name in "ABG"]
    (result,) = findings_of(PEOPLE[0], PEOPLE[2], *ending, *works)
    assert [argument.id for argument in result.message.arguments["busiest"]] == ["A"]
