"""Funding areas: their end, their concept, and what runs inside and outside."""

import pytest

from app.analysis.gaps.funding_areas import ANALYSIS
from app.report.texts import sentences
from tests.factories import area, funding_area, grant, network, offer

CITY = (area("E", kind="city"), area("D1", part_of="E", kind="quarter"), area("D2", part_of="E", kind="quarter"))


def result_of(*records, **parameters):
    return ANALYSIS(network(*CITY, *records), parameters)


@pytest.mark.parametrize(("end", "expected"), [("2026-09-01", True), ("2026-09-02", False), ("2024-08-31", False)])
def test_an_end_within_two_years_is_told(end, expected):
    findings = result_of(funding_area("F", "D1", end=end, concept="Konzept")).findings
    assert [finding.message.code for finding in findings] == (["ends"] if expected else [])


def test_a_concept_nobody_entered_is_a_question():
    (findings,) = result_of(funding_area("F", "D1", end="2030")).findings
    assert (findings.message.code, findings.band, findings.rests_on, findings.card) == (
        "no_concept",
        "possible",
        "unknown",
        "ask",
    )


def test_what_runs_inside_and_outside_is_counted():
    inside, both = offer("o", "A", areas="D1"), offer("p", "A", areas="D1 D2")
    further = offer("q", "A", areas="D1")
    money = [grant(f"of {work}", "esf", "A", offers=work) for work in "opq"]
    summary = result_of(funding_area("F", "D1"), inside, both, further, *money).summary
    assert [summary[f"{what}_{where}"] for what in ("works", "grants") for where in ("inside", "outside")] == [
        3,
        1,
        3,
        1,
    ]


def test_a_funding_area_counts_what_runs_in_it_alone():
    works = (offer("o", "A", areas="D1"), offer("p", "A", areas="D1 D2"), offer("q", "A", areas="D2"))
    both = (funding_area("F", "D1", end="2025", concept="K"), funding_area("G", "D2", end="2025", concept="K"))
    (findings, _) = result_of(*both, *works, *(offer(name, "A", areas="D2") for name in "rs")).findings
    assert (findings.subjects[0].id, findings.message.arguments["works"]) == ("F", 2)


def test_a_funding_area_of_no_recorded_area_is_counted():
    assert result_of(funding_area("F", "elsewhere")).not_looked_at[0].ids == ("F",)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_finding_can_be_said(lang):
    findings = result_of(funding_area("F", "D1", end="2025"), funding_area("G", "D2", end="2025", concept="K")).findings
    assert [entry.message.code for entry in findings] == ["ends", "ends", "no_concept"]
    for finding in findings:
        words = sentences("funding-areas", finding.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
