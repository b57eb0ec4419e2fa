"""Role models: similar areas by z-scores, without such a project."""

from datetime import date
from math import sqrt

import pytest

from app.analysis.gaps.role_models import ANALYSIS
from app.report.texts import sentences
from tests.factories import area, checked, indicator, network, observation, occasion, offer, project

QUARTERS = ("D1", "D2", "D3", "D4")
CITY = (area("E", kind="city"), *(area(quarter, part_of="E", kind="quarter") for quarter in QUARTERS))
NAMES = ("u", "v", "w")
SHARES = {"D1": 30.0, "D2": 28.0, "D3": 12.0, "D4": 10.0}
NEED = (
    *(indicator(entry, direction="more_need", target_group="families", may_be_passed_on=True) for entry in NAMES),
    *(observation(name, where, share, base=5000) for name in NAMES for where, share in SHARES.items()),
)
WORK = {"areas": "D1", "target_groups": "families", "themes": "sport"}
MODEL = project("m", "A", partners="B", role_model="evaluated", role_model_why="Alle machen mit", **WORK)
CHECK = checked("projects", "D2")


def findings_of(*records, **parameters):
    return ANALYSIS(network(*CITY, *records), parameters).findings


def test_the_similar_area_without_such_a_project_is_named():
    answer = ANALYSIS(network(*CITY, *NEED, MODEL, CHECK))
    (result,) = answer.findings

    assert answer.summary == {"role_models": 1, "suits": 1}
    assert (result.message.code, result.band, result.rests_on) == ("suits", "clear", "recorded")
    assert [subject.id for subject in result.subjects] == ["m", "D2"]
    # All three shares are alike: mean 20, variance (100 + 64 + 64 + 100) / 4 = 82, so z differs by 2 / sqrt(82).
    assert result.score == pytest.approx(1 - 2 / sqrt(82))
    assert result.message.arguments["distance"] == 0.22
    assert {f"{name}/{where}" for name in NAMES for where in ("D1", "D2")} <= {source.id for source in result.evidence}


def test_without_a_check_there_may_be_one_already():
    (result,) = findings_of(*NEED, MODEL)
    assert (result.message.code, result.band, result.rests_on, result.card) == (
        "suits_unchecked",
        "possible",
        "not_recorded",
        "ask",
    )


def test_only_what_shares_theme_and_target_group_is_such_a_project():
    by_name = {"areas": "D2", "target_groups": "families", "themes": "sport"}
    assert findings_of(*NEED, MODEL, CHECK, project("n", "C", **by_name)) == ()
    assert len(findings_of(*NEED, MODEL, CHECK, project("n", "C", **by_name | {"themes": "health"}))) == 1
    assert len(findings_of(*NEED, MODEL, CHECK, project("n", "C", **by_name | {"target_groups": "refugees"}))) == 1
    assert len(findings_of(*NEED, MODEL, CHECK, project("n", "C", **by_name, end="2023"))) == 1


def test_a_running_offer_of_the_kind_is_known_too():
    by_name = {"areas": "D2", "target_groups": "families", "themes": "sport"}
    for end, running in ((None, ["n"]), ("2023", [])):
        (result,) = findings_of(*NEED, MODEL, CHECK, offer("n", "C", **by_name, end=end))
        assert [subject.id for subject in result.message.arguments["running"]] == running
        additions = sentences("role-models", result.message, "de", rests_on="", stand="", audience="internal").additions
        assert any("laufen" in text or "läuft" in text for text in additions) == bool(running)


OTHERS = {"areas": "D1", "target_groups": "older_people", "themes": "sport", "role_model": "award"}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((), False),
        ((project("n", "C", areas="D2", target_groups="older_people", themes="health"),), True),
        ((project("n", "C", areas="E", target_groups="older_people", themes="health"),), True),  # of the whole city
        ((project("n", "C", areas="D3", target_groups="older_people", themes="health"),), False),
        ((project("n", "C", areas="D2", target_groups="older_people", themes="health", end="2023"),), False),
        (
            (indicator("o", "count", direction="more_need", target_group="older_people"), observation("o", "D3", 300)),
            False,
        ),
        (
            (indicator("o", "count", direction="more_need", target_group="older_people"), observation("o", "D2", 300)),
            True,
        ),
    ],
)
def test_a_project_suits_only_where_its_people_are(records, expected):
    """The indicators count families; somebody must be known there for whom the project is."""
    result = findings_of(*NEED, *records, project("m", "A", **OTHERS), distance=1.5)
    assert ("D2" in {subject.id for entry in result for subject in entry.subjects}) is expected


def test_a_project_for_everybody_or_for_nobody_named_suits_any_similar_area():
    for groups in ("residents", ""):
        (result,) = findings_of(*NEED, project("m", "A", **OTHERS | {"target_groups": groups}))
        assert result.subjects[1].id == "D2"
        assert result.message.arguments["groups"] == ()


def test_areas_further_away_are_named_with_a_greater_distance_only():
    assert [item.subjects[1].id for item in findings_of(*NEED, MODEL, distance=5.0)] == ["D2", "D3", "D4"]
    assert [entry.subjects[1].id for entry in findings_of(*NEED, MODEL, distance=5.0, nearest=1)] == ["D2"]


def test_an_area_exactly_as_far_away_is_named():
    (near,) = findings_of(*NEED, MODEL)
    (edge,) = findings_of(*NEED, MODEL, distance=round(1 - near.score, 9))
    assert (edge.subjects[1].id, edge.score) == ("D2", 0)


def test_of_the_areas_of_a_project_the_nearest_is_compared():
    """D2 is like D1, and D4 like D3."""
    in_two = project("m", "A", role_model="evaluated", **WORK | {"areas": "D1 D3"})
    alike = {entry.subjects[1].id: entry.message.arguments["like"].id for entry in findings_of(*NEED, in_two)}
    assert alike == {"D2": "D1", "D4": "D3"}


def test_areas_of_another_city_are_not_compared():
    second = (area("F", kind="city"), *(area(f"F{at}", part_of="F", kind="quarter") for at in range(1, 5)))
    counted = [
        observation(name, where.replace("D", "F"), share, base=5000)
        for name in NAMES
        for where, share in SHARES.items()
    ]
    assert [entry.subjects[1].id for entry in findings_of(*NEED, MODEL, *second, *counted)] == ["D2"]


@pytest.mark.parametrize(("start", "expected"), [("2024-09-01", True), ("2024-09-02", False)])
def test_a_project_is_a_role_model_from_its_first_day_on(start, expected):
    begun = project("m", "A", role_model="evaluated", start=start, **WORK)
    assert bool(findings_of(*NEED, begun)) is expected


def test_those_who_lead_it_are_named_or_all_who_take_part():
    led = findings_of(*NEED, MODEL)[0]
    together = findings_of(*NEED, project("m", partners="B C", role_model="stated", **WORK))[0]
    assert [[actor.id for actor in entry.message.arguments["leads"]] for entry in (led, together)] == [
        ["A"],
        ["B", "C"],
    ]


def test_the_newest_day_of_the_statistics_compared_is_told():
    older = [observation("u", where, share, base=5000, ref_date="2022-12-31") for where, share in SHARES.items()]
    kept = [entry for entry in NEED if not entry.id.startswith("u/")]
    (result,) = findings_of(*kept, *older, MODEL)
    assert result.message.arguments["day"] == date(2023, 12, 31)


@pytest.mark.parametrize("hidden", ["D1", "D2"])
def test_an_area_with_a_hidden_value_is_not_compared(hidden):
    secret = observation("u", hidden, None, suppressed=True, id="hidden", ref_date="2024-06-30")
    answer = ANALYSIS(network(*CITY, *NEED, secret, MODEL, CHECK))
    assert not any(entry.message.code.startswith("suits") for entry in answer.findings)
    assert answer.not_looked_at[0].ids == (hidden,)


def test_with_fewer_than_three_indicators_it_is_a_question():
    two = [entry for entry in NEED if "w" not in entry.id]
    (result,) = findings_of(*two, MODEL, CHECK)
    assert (result.message.code, result.rests_on, result.card, result.score) == ("unknown", "unknown", "ask", 0)


def test_what_may_not_be_passed_on_stays_inside():
    secret = indicator("u", direction="more_need", target_group="families")
    assert {entry.audience for entry in findings_of(secret, *NEED[1:], MODEL, CHECK)} == {"internal"}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("records", [(*NEED, CHECK), NEED, ()])
@pytest.mark.parametrize("model", [MODEL, project("m", role_model="stated", **WORK)])
def test_every_finding_can_be_said(model, records, lang):
    (result,) = findings_of(*records, model, occasion("fair", "2024-10-05", participants="A"))
    words = sentences("role-models", result.message, lang, rests_on="", stand="heute", audience="internal")
    assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))


def test_one_area_that_can_be_compared_is_enough():
    """A project in D1 and in an area of which nothing is counted was compared, though it suits nowhere."""
    uncounted = area("D9", part_of="E", kind="quarter")
    in_two = project("m", "A", role_model="evaluated", **WORK | {"areas": "D1 D9"})
    in_one = project("m", "A", role_model="evaluated", **WORK | {"areas": "D9"})
    assert findings_of(*NEED, uncounted, in_two, distance=0.1) == ()
    assert [entry.message.code for entry in findings_of(*NEED, uncounted, in_one, distance=0.1)] == ["unknown"]
