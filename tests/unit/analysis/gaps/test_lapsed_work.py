"""Lapsed work: what ended in the last year without a word about what follows is asked about, never called a gap."""

import pytest

from app.analysis.gaps.lapsed_work import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, grant, network, offer, project

AREAS = (area("E", kind="city"), area("N", part_of="E"), area("S", part_of="E"))
SPORT = {"areas": "N", "target_groups": "children", "themes": "sport"}
CLUB = offer("s1", "A", name="Turnclub", end="2024-06-30", **SPORT)


def lapsed(*records, **parameters):
    return ANALYSIS(network(*AREAS, *records), parameters).findings


def ids(findings):
    return [tuple(subject.id for subject in finding.subjects) for finding in findings]


@pytest.mark.parametrize(
    ("end", "is_asked"),
    [("2023-08-31", False), ("2023-09-01", True), ("2024-08-31", True), ("2024-09-01", False), (None, False)],
)
def test_what_ended_in_the_last_twelve_months_is_asked_about(end, is_asked):
    """The day of the data is the 1st of September 2024; what ends on it still runs."""
    assert bool(lapsed(offer("s1", "A", end=end, **SPORT))) is is_asked


def test_it_is_a_question_that_rests_on_what_is_not_known():
    (finding,) = lapsed(CLUB)
    assert (finding.band, finding.rests_on, finding.card) == ("possible", "unknown", "ask")
    assert [(evidence.kind, evidence.id) for evidence in finding.evidence] == [("offer", "s1")]


@pytest.mark.parametrize(
    "since",
    [
        offer("s2", "A", name="turnclub", areas="S", start="2024-09-15"),
        offer("s2", "B", name="Bolzplatz", **SPORT),
        offer("s2", "B", name="Bolzplatz", start="2025-01-01", **SPORT),
        project("p", "B", name="Bolzplatz", end="2024-09-01", **SPORT),
        grant("g", "esf", "A", offers="s1", end="2024-12-31"),
        checked("offers", "N", checked_on="2024-07-01"),
        actor("A", end="2024-07-31"),
    ],
    ids=["same name", "other offer", "offer to begin", "project", "grant", "confirmed list", "actor is over"],
)
def test_what_something_is_told_of_since_is_not_asked_about(since):
    assert lapsed(CLUB, since) == ()


@pytest.mark.parametrize(
    "beside",
    [
        offer("s2", "B", name="Turnclub", areas="S", target_groups="children", themes="sport"),
        offer("s2", "B", name="Bolzplatz", end="2024-07-31", **SPORT),
        grant("g", "esf", "A", offers="s1", end="2024-08-31"),
        checked("offers", "N", checked_on="2024-06-30"),
        checked("offers", "N", checked_on="2024-07-01", complete=False),
        checked("offers", "N", checked_on="2024-07-01", theme="health"),
    ],
    ids=["elsewhere", "also over", "grant is over", "list from before", "list not complete", "list of another theme"],
)
def test_what_tells_nothing_of_it_leaves_the_question(beside):
    assert ("s1",) in ids(lapsed(CLUB, beside))


def test_work_of_which_nobody_knows_for_whom_it_was_is_asked_about():
    assert ids(lapsed(offer("s1", "A", end="2024-06-30", areas="N"), offer("s2", "B", **SPORT))) == [("s1",)]


def test_an_organisation_is_asked_once_and_who_offered_last_first():
    findings = lapsed(
        offer("s1", "A", name="Turnclub", end="2024-01-31", **SPORT),
        project("p1", "A", name="Ferien", end="2024-03-31", areas="S", target_groups="children", themes="sport"),
        offer("s2", "B", end="2024-08-31", areas="S", target_groups="families", themes="health"),
    )
    assert ids(findings) == [("s2",), ("p1", "s1")]
    words = sentences("lapsed-work", findings[1].message, "de", stand="01.09.2024", audience="internal")
    assert words.title == "A: zwei Angebote und Projekte ausgelaufen, geht es weiter?"
    assert "„Ferien“ (bis 31.03.2024) und „Turnclub“ (bis 31.01.2024); ob" in words.what


def test_the_key_stays_when_more_of_an_organisation_runs_out():
    first = lapsed(CLUB)
    assert [finding.key for finding in first] == [
        finding.key for finding in lapsed(CLUB, offer("s2", "A", end="2024-07-31", **SPORT))
    ]


def test_of_many_five_are_named_and_the_others_counted():
    many = [offer(f"s{at}", "A", name=f"Kurs {at}", end=f"2024-0{at}-15", **SPORT) for at in range(1, 8)]
    (finding,) = lapsed(*many)
    what = sentences("lapsed-work", finding.message, "en", stand="2024", audience="partners").what
    assert what.count("(until") == 5
    assert "and two more;" in what


@pytest.mark.parametrize(
    ("lang", "audience", "why", "what_to_do"),
    [
        ("de", "internal", "seither ist in N für Kinder zum Thema Sport und Bewegung nichts anderes", "tragen Sie"),
        ("de", "partners", "seither ist in N", "an die Koordination weiter."),
        ("en", "internal", "nothing else is recorded since for children in N on sport", "record the new end"),
    ],
)
def test_a_single_work_tells_for_whom_nothing_is_recorded_since(lang, audience, why, what_to_do):
    (finding,) = lapsed(CLUB)
    words = sentences("lapsed-work", finding.message, lang, stand="2024", audience=audience)
    assert why in words.why
    assert what_to_do in words.what_to_do
