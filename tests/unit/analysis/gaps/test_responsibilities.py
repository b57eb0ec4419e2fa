"""Responsibilities: joint work with several leads, or with none."""

import pytest

from app.analysis.gaps.responsibilities import ANALYSIS
from app.report.texts import sentences
from tests.factories import area, network, offer, project


def codes(*records, **parameters):
    findings = ANALYSIS(network(area("D1"), *records), parameters).findings
    return {finding.subjects[0].id: finding.message.code for finding in findings}


def test_two_leads_and_none_are_told():
    two, none = offer("o", "A B"), project("p", partners="A B")
    assert codes(two, none, project("q", "A", partners="B")) == {"o": "several", "p": "nobody"}


def test_a_lead_nobody_entered_is_only_possible():
    findings = ANALYSIS(network(area("D1"), offer("o", "A B"), project("p", partners="A B"))).findings
    assert {finding.message.code: finding.band for finding in findings} == {"several": "clear", "nobody": "possible"}


def test_the_more_lead_or_could_lead_the_sooner_it_is_told():
    """Two of three lead the offer; any of the three could lead the project."""
    records = (offer("o", "A B", partners="C"), project("p", partners="A B C"))
    findings = ANALYSIS(network(area("D1"), *records)).findings
    assert {finding.subjects[0].id: finding.score for finding in findings} == {"o": 2, "p": 3}


@pytest.mark.parametrize(
    "record",
    [
        project("p", partners="A"),  # one alone leads
        project("p", partners="A B", end="2023"),  # has ended
        project("p", partners="A B", end="2024-12-31"),  # ends before anybody could settle it
        offer("o", partners="A B"),  # no offer names a lead: the list does not know leads
    ],
)
def test_no_hint_where_no_lead_is_missing(record):
    assert codes(record) == {}


def test_an_offer_without_a_lead_counts_where_others_have_one():
    assert codes(offer("o", partners="A B"), offer("led", "A")) == {"o": "nobody"}


def test_the_number_of_actors_that_need_a_lead_can_be_set():
    assert codes(project("p", partners="A B"), actors=3) == {}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_finding_can_be_said(lang):
    findings = ANALYSIS(network(area("D1"), offer("o", "A B", areas="D1"), project("p", partners="A B"))).findings
    assert len(findings) == 2
    for finding in findings:
        words = sentences("responsibilities", finding.message, lang, rests_on="", stand="heute", audience="partners")
        assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
