"""Need concentration: areas in the top fifth by several indicators."""

from dataclasses import replace
from datetime import date

import pytest

from app.analysis.gaps.need_concentration import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, group, indicator, network, observation

QUARTERS = ("D1", "D2", "D3", "D4", "D5", "D6")
CITY = (area("E", kind="city"), *(area(quarter, part_of="E", kind="quarter") for quarter in QUARTERS))
GROUPS = {"c": "children", "u": "unemployed", "y": "young_adults"}
SHARES = {
    "c": (30, 20, 15, 12, 10, 8),
    "u": (16, 12, 10, 9, 8, 7),
    "y": (5, 9, 4, 3, 2, 1),
}


def need(*, passed_on=True, left_out=(), **changed):
    """Three indicators of which D1 leads two and D2 one; ``changed`` are other values of D1."""
    made = (
        indicator(name, direction="more_need", target_group=GROUPS[name], may_be_passed_on=passed_on) for name in GROUPS
    )
    values = {
        (member, where): {"value": share, "base": 1000}
        for member in GROUPS
        for where, share in zip(QUARTERS, SHARES[member], strict=True)
    }
    values |= {(entry, "D1"): item for entry, item in changed.items()}
    observations = (observation(*key, **value) for key, value in values.items() if key not in left_out)
    return (*made, *observations)


def answer(*records, **parameters):
    return ANALYSIS(network(*CITY, *records), parameters)


def test_an_area_that_leads_two_of_three_indicators_is_told():
    (findings,) = answer(*need()).findings

    assert (findings.subjects[0].id, findings.score, findings.band, findings.rests_on) == ("D1", 2, "clear", "recorded")
    assert [argument.id for argument in findings.message.arguments["indicators"]] == ["c", "u"]
    assert findings.message.arguments["compared"] == 3
    assert [source.id for source in findings.evidence] == ["c/D1", "u/D1"]
    assert [group.code for group in findings.message.arguments["groups"]] == ["children", "unemployed"]
    # of the people in the top fifths 30 of 95 and 16 of 62 hundredths: 32 % and 26 %
    assert (findings.message.arguments["least"], findings.message.arguments["most"]) == (26, 32)


def test_how_many_must_come_together_is_a_parameter():
    assert [finding.subjects[0].id for finding in answer(*need(), indicators=1).findings] == ["D1", "D2"]
    assert answer(*need(), indicators=3).findings == ()


def test_the_part_of_the_people_in_the_top_fifth_is_measured():
    shares = {measure.subject.id: measure.value for measure in answer(*need()).measures}
    # Every base is 1000, so people are in proportion to shares; each sum is that of a row of SHARES.
    assert shares == pytest.approx({"c": 100 * 30 / 95, "u": 100 * 16 / 62, "y": 100 * 9 / 24})


@pytest.mark.parametrize(
    "hidden", [{"value": None, "suppressed": True}, {"value": 0.9, "base": 1000}, {"value": 50, "base": 99}]
)
def test_an_area_with_one_hidden_value_is_not_told_about(hidden):
    result = answer(*need(y=hidden))

    assert result.findings == ()
    assert [(entry.code, entry.ids) for entry in result.not_looked_at] == [("areas_with_hidden_need", ("D1",))]


def test_a_value_that_is_not_recorded_makes_it_possible():
    (findings,) = answer(*need(left_out={("y", "D1")})).findings
    assert (findings.band, findings.unknowns, findings.message.arguments["compared"]) == (
        "possible",
        ("need_not_recorded",),
        2,
    )


def test_with_fewer_than_five_known_areas_there_is_no_top_fifth():
    few = [entry for entry in need() if not entry.id.endswith(("/D5", "/D6"))]
    result = answer(*few)

    assert result.findings == ()
    assert {(measure.value, measure.reason) for measure in result.measures} == {(None, "no-top-fifth")}


@pytest.mark.parametrize(("passed_on", "audience"), [(True, "partners"), (False, "internal")])
def test_what_may_not_be_passed_on_stays_inside(passed_on, audience):
    (findings,) = answer(*need(passed_on=passed_on)).findings
    assert findings.audience == audience


def test_one_statistic_that_may_not_be_passed_on_keeps_all_inside():
    (finding,) = answer(need(passed_on=False)[0], *need()[1:]).findings
    assert finding.audience == "internal"


@pytest.mark.parametrize(("noted", "rests_on"), [("c", "recorded"), ("cu", "documented")])
def test_it_is_documented_where_all_statistics_name_their_source(noted, rests_on):
    named = [replace(entry, source_note="Amt" if entry.id in noted else None) for entry in need()[:3]]
    (finding,) = answer(*named, *need()[3:]).findings
    assert (finding.rests_on, finding.message.arguments["sources"]) == (rests_on, ("Amt",))


def test_the_newest_day_of_the_statistics_is_told():
    (finding,) = answer(*need(c={"value": 30, "base": 1000, "ref_date": "2022-12-31"})).findings
    assert finding.message.arguments["day"] == date(2023, 12, 31)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("more", [(), (group("g", "A", areas="D1"),), (actor("M", mediator=True, active_in="D1"),)])
@pytest.mark.parametrize("indicators", [1, 2])
def test_every_finding_can_be_said(more, lang, indicators):
    findings = answer(*need(), *more, indicators=indicators).findings[-1]
    words = sentences("need-concentration", findings.message, lang, rests_on="", stand="heute", audience="internal")
    assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
