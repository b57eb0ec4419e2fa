"""Trust and value: told in groups, and never so that anybody's answer can be worked out."""

import pytest

from app.analysis.interface import analysis
from tests.factories import actor, network, report, wave

trust = analysis("trust")
PUBLIC = "P1 P2 P3 P4"
CIVIC = "C1 C2 C3 C4"
RATERS = "R1 R2 R3 R4 R5"
OLD = "2023"
NEW = "2024"


def actors(public=PUBLIC, civic=CIVIC, **values):
    return (
        *(actor(name, sphere="public", **values) for name in public.split()),
        *(actor(actor_id, sphere="civic") for actor_id in civic.split()),
    )


def rated(raters, actors_rated, scores, *, wave_id="w", question="trust_reliability"):
    """Each rater gives each actor the same score."""
    return [
        report(wave_id, by, about, strength=3, **{question: score})
        for by, score in zip(raters.split(), scores, strict=True)
        for about in actors_rated.split()
    ]


def values(*records, **parameters):
    result = trust(network(*records, wave("w", RATERS)), {"group_by": "sphere", **parameters})
    return {measure.subject.id if measure.subject else "all": measure.value for measure in result.measures}


def test_every_rater_counts_once():
    """Four raters give 4, one gives 2 and rates more often: (4 · 4 + 2) / 5 = 3.6."""
    result = rated(RATERS, "P1 P2 P3", [4, 4, 4, 4, 2]) + rated("R5", "P4", [2])
    outcome = trust(network(*actors(civic=""), wave("w", RATERS), *result), {"group_by": "sphere"})

    assert [(measure.value, measure.parts) for measure in outcome.measures] == [(3.6, {"raters_at_least": 5})] * 2
    assert outcome.summary == {"groups": 1, "told": 2}


@pytest.mark.parametrize(
    ("raters", "about", "scores"),
    [
        ("R1 R2 R3 R4", PUBLIC, [4, 3, 2, 1]),
        (RATERS, "P1 P2", [4, 3, 2, 1, 1]),
        (RATERS, PUBLIC, [3, 3, 3, 3, 3]),
    ],
    ids=["four raters", "two rated", "unanimous"],
)
def test_few_and_unanimous_answers_are_never_told_and_for_one_reason(raters, about, scores):
    result = network(*actors(civic=""), wave("w", RATERS), *rated(raters, about, scores))

    measures = trust(result, {"group_by": "sphere"}).measures
    assert {(entry.value, entry.reason) for entry in measures} == {(None, "confidential")}
    assert all(measure.parts == {} for measure in measures)


def test_a_group_that_could_be_worked_out_from_the_others_takes_one_of_them_along():
    """Of civic bodies only four rate: public ones and all together would give their mean away.

    Means of the raters of both: (4 + 3.5 + 2.5 + 2 + 1) / 5 = 2.6, and with a fifth rater of civic ones 14 / 5 = 2.8.
    """
    public = rated(RATERS, PUBLIC, [4, 3, 2, 1, 1])
    assert values(*actors(), *public) == {"all": 2.2, "public": 2.2, "civic": None}

    few = rated("R1 R2 R3 R4", CIVIC, [4, 4, 3, 3])
    assert values(*actors(), *public, *few) == {"all": 2.6, "public": None, "civic": None}

    enough = rated(RATERS, CIVIC, [4, 4, 3, 3, 3])
    assert values(*actors(), *public, *enough) == {"all": 2.8, "public": 2.2, "civic": 3.4}


def test_groups_of_another_kind_do_not_tell_what_one_kind_hides():
    """All public bodies but P4 are schools: schools and public bodies together would tell about P4 alone."""
    school = [actor(actor_id, sphere="public", kinds="school") for actor_id in ["P1", "P2", "P3"]]
    entries = (*school, actor("P4", sphere="public"), *rated(RATERS, PUBLIC, [4, 3, 2, 1, 1]))

    assert values(*entries)["public"] == 2.2
    by_kind = trust(network(*entries, wave("w", RATERS)), {"group_by": "kind_group"}).measures
    assert [entry.value for entry in by_kind] == [2.2, None]


def two_waves(before, after, scores):
    return (
        *actors(civic=""),
        wave("old", before, date=OLD),
        wave("w", after, date=NEW),
        *rated(before, PUBLIC, [4, 3, 2, 1, 1], wave_id="old"),
        *rated(after, PUBLIC, scores),
    )


def test_a_later_wave_tells_nothing_about_the_few_who_came_or_went():
    same = network(*two_waves(RATERS, RATERS, [4, 4, 4, 4, 1]))
    joined = network(*two_waves(RATERS, f"{RATERS} R6", [4, 4, 4, 4, 1, 1]))
    others = network(*two_waves(RATERS, "S1 S2 S3 S4 S5", [4, 4, 4, 4, 1]))

    assert [trust(entry).measures[0].value for entry in (same, joined, others)] == [3.4, None, 3.4]
    assert trust(network(*two_waves(RATERS, RATERS, [1] * 5), as_of="2023-06-01")).measures[0].value == 2.2


def test_nobody_is_rated_alone():
    assert "actor" not in trust.parameters.__dataclass_fields__
    one_person = actors(civic="", one_person=True)
    result = network(*one_person, wave("w", RATERS), *rated(RATERS, PUBLIC, [4, 3, 2, 1, 1]))
    assert [measure.value for measure in trust(result).measures] == [None]


@pytest.mark.parametrize(("dimension", "question"), [("mission", "trust_mission"), ("resources", "value_resources")])
def test_each_question_is_told_apart(dimension, question):
    entries = (*actors(civic=""), *rated(RATERS, PUBLIC, [4, 3, 2, 1, 1], question=question))
    assert values(*entries, dimension=dimension)["all"] == 2.2
    assert values(*entries)["all"] is None
