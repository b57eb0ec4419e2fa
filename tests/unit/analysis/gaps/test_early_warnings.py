"""Early warnings: what ends within the time looked ahead, and what would be left."""

from dataclasses import replace
from datetime import date

import pytest

from app.analysis.gaps.early_warnings import ANALYSIS
from app.records.dates import PartialDate
from app.report.texts import sentences
from tests.factories import AS_OF, actor, area, checked, funding_area, grant, network, offer, programme, project

WORK = {"areas": "D1", "target_groups": "families", "themes": "sport"}
COURSE = offer("course", "A", **WORK)


def warned(*records, **parameters):
    return ANALYSIS(network(area("D1"), *records), parameters)


def test_a_grant_that_ends_within_a_year_is_told_with_what_would_be_left():
    (findings,) = warned(COURSE, grant("g", "esf", "A", offers="course", end="2025-03-31")).findings

    assert (findings.message.code, findings.band, findings.rests_on, findings.card) == (
        "grant",
        "clear",
        "recorded",
        "close",
    )
    assert [argument.id for argument in findings.message.arguments["alone_areas"]] == ["D1"]
    assert findings.message.arguments["decide_by"] == date(2024, 12, 31)  # three months before
    # 211 of the 365 days from 2024-09-01 are left: 0.5 * (1 - 211/365), and nothing else is there
    assert findings.contributions == {"soon": pytest.approx(0.5 * (1 - 211 / 365)), "alone": 0.5}
    assert findings.cluster is None


def test_another_offer_for_the_same_people_on_the_same_theme_is_left():
    ending = grant("g", "esf", "A", offers="course", end="2025-03-31")
    (findings,) = warned(COURSE, offer("club", "B", **WORK), ending).findings
    assert findings.contributions["alone"] == 0


def test_only_those_people_are_named_for_whom_nothing_else_is_left():
    course = offer("course", "A", areas="D1 D2", target_groups="families children", themes="sport")
    club = offer("club", "B", areas="D2", target_groups="children", themes="sport")
    (findings,) = warned(area("D2"), course, club, grant("g", "esf", "A", offers="course", end="2025-03-31")).findings

    arguments = findings.message.arguments
    named = {(where.id, who.code) for where in arguments["alone_areas"] for who in arguments["alone_groups"]}
    # the club leaves something to children in D2; of the other three no more than two fit one sentence
    assert len(named) == 2
    assert ("D2", "children") not in named


@pytest.mark.parametrize(("end", "expected"), [("2025-09-01", True), ("2025-09-02", False), ("2024-08-31", False)])
def test_the_last_day_looked_at_is_twelve_months_ahead(end, expected):
    assert bool(warned(COURSE, grant("g", "esf", "A", offers="course", end=end)).findings) is expected


@pytest.mark.parametrize(
    "grant_values", [{"end": "2026"}, {"start": "2025-04-01", "end": "2027"}, {"start": "2025-04-01"}]
)
def test_a_grant_that_goes_on_or_follows_leaves_a_part(grant_values):
    ending = grant("g", "esf", "A", offers="course", end="2025-03-31")
    (findings,) = warned(COURSE, ending, grant("h", "efre", "A", offers="course", **grant_values)).findings
    assert (findings.message.code, findings.unknowns) == ("grant_in_part", ())
    assert findings.contributions["alone"] == 0


@pytest.mark.parametrize(
    ("work", "values"),
    [
        ("club", {"start": "2025-04-01", "end": "2027"}),  # for another work
        ("course", {"start": "2024-10-01", "end": "2025-03-31"}),  # ends on the same day
    ],
)
def test_a_grant_to_begin_for_another_work_or_not_beyond_the_end_follows_nothing(work, values):
    grants = (
        grant("g", "esf", "A", offers="course", end="2025-03-31"),
        grant("h", "efre", "A", offers=work, **values),
    )
    (finding,) = warned(COURSE, offer("club", "B", areas="D1"), *grants).findings
    assert (finding.message.code, finding.unknowns) == ("grant", ("follow_up",))


def test_what_goes_on_is_told_until_its_last_end():
    grants = (
        grant("g", "esf", "A", offers="course", end="2025-03-31"),
        grant("h", "efre", "A", offers="course", end="2026-06-30"),
        grant("i", "land", "A", offers="course", end="2027-06-30"),
        grant("j", "city", "A", offers="course"),
    )
    part = next(finding for finding in warned(COURSE, *grants).findings if finding.message.code == "grant_in_part")
    assert (part.message.arguments["until"], part.message.arguments["open_ended"]) == (date(2027, 6, 30), True)


def test_the_largest_part_for_which_nothing_else_is_left_is_named():
    """Families in D1 and D2, and children in D3: no sentence holds all three, and two are more than one."""
    where = (area("D2"), area("D3"))
    course = offer("course", "A", areas="D1 D2 D3", target_groups="families children", themes="sport")
    clubs = (
        offer("club", "B", areas="D1 D2", target_groups="children", themes="sport"),
        offer("choir", "B", areas="D3", target_groups="families", themes="sport"),
    )
    ending = grant("g", "esf", "A", offers="course", end="2025-03-31")
    (finding,) = warned(*where, course, *clubs, ending).findings
    assert [argument.id for argument in finding.message.arguments["alone_areas"]] == ["D1", "D2"]
    assert [argument.code for argument in finding.message.arguments["alone_groups"]] == ["families"]


def test_of_two_ends_the_first_is_told_and_how_long_the_other_runs():
    """ "Both end on 2025-03-31" would be false of the second."""
    grants = (
        grant("g", "esf", "A", offers="course", end="2025-03-31"),
        grant("h", "efre", "A", offers="course", end="2025-06-30"),
    )
    (finding,) = warned(COURSE, *grants).findings
    assert (finding.message.code, str(finding.message.arguments["until"])) == ("grant_in_part", "2025-06-30")
    assert [programme.id for programme in finding.message.arguments["programmes"]] == ["esf"]


def test_an_end_is_told_beside_a_grant_without_one():
    grants = (grant("g", "esf", "A", offers="course", end="2025-03-31"), grant("h", "efre", "A", offers="course"))
    findings = warned(COURSE, *grants).findings
    assert {finding.message.code for finding in findings} == {"grant_in_part", "end_unknown"}
    assert len({finding.cluster for finding in findings} - {None}) == 1, "both are about one project: one card"
    (part,) = (finding for finding in findings if finding.message.code == "grant_in_part")
    words = sentences("early-warnings", part.message, "de", rests_on="", stand=AS_OF, audience="internal")
    assert "von einer anderen Förderung ist das Ende nicht eingetragen" in words.why


def test_a_grant_without_an_end_is_a_question():
    (findings,) = warned(COURSE, grant("g", "esf", "A", offers="course")).findings
    assert (findings.message.code, findings.band, findings.rests_on, findings.card, findings.unknowns) == (
        "end_unknown",
        "possible",
        "unknown",
        "ask",
        ("end_of_grant",),
    )
    assert findings.score == 0, "nobody knows whether it is near"


LAST = offer("last", "A", **WORK, end="2025-03-31")


def test_the_last_offer_for_some_people_is_told_a_year_before_it_ends():
    """Nobody recorded a grant for it: a list of offers alone tells what will be missing."""
    (finding,) = warned(LAST).findings
    assert (finding.message.code, finding.band, finding.rests_on, finding.card) == (
        "last_work",
        "possible",
        "recorded",
        "close",
    )
    assert (finding.message.arguments["end"], finding.message.arguments["decide_by"]) == (
        date(2025, 3, 31),
        date(2024, 12, 31),
    )
    words = sentences("early-warnings", finding.message, "de", rests_on="", stand=AS_OF, audience="internal")
    assert words.what == (
        "„last“ endet nach den eingetragenen Daten am 31.03.2025; danach ist in D1 für Familien zum Thema "
        "Sport und Bewegung nichts weiter eingetragen."
    )
    assert warned(replace(LAST, end=PartialDate.parse("2025-09-02"))).findings == ()


def test_that_it_is_the_last_is_certain_where_the_list_of_offers_is_confirmed():
    (finding,) = warned(LAST, checked("offers", "D1")).findings
    assert (finding.band, [record.kind for record in finding.evidence]) == ("clear", ["offer", "inventory_check"])


def test_what_fits_in_part_is_named_and_makes_it_possible_at_most():
    near = offer("near", "B", **(WORK | {"target_groups": "residents"}), name="Sport für alle")
    (finding,) = warned(LAST, checked("offers", "D1"), near).findings
    words = sentences("early-warnings", finding.message, "de", rests_on="", stand=AS_OF, audience="internal")
    assert finding.band == "possible"
    assert words.additions[0].startswith("Zum Teil passen könnten „Sport für alle“")


@pytest.mark.parametrize(
    "beside",
    [
        offer("other", "B", **WORK),
        project("follows", "B", **WORK, start="2025-01-01", end="2026"),
        grant("g", "esf", "A", offers="last", end="2026"),
        grant("g", "esf", "A", offers="last", start="2025-04-01"),
        offer("next", "A", **WORK, start="2025-04-01"),
    ],
)
def test_what_another_stands_beside_follows_or_pays_for_is_not_the_last(beside):
    assert warned(LAST, beside).findings == ()


def test_what_begins_later_and_ends_before_follows_nothing():
    short = offer("short", "B", **WORK, start="2024-10-01", end="2025-02")
    (finding,) = warned(LAST, short).findings
    assert finding.subjects[0].id == "last"


def test_a_grant_for_nothing_that_runs_is_not_looked_at():
    result = warned(project("old", "A", end="2023"), grant("g", "esf", "A", projects="old", end="2025"))
    assert result.findings == ()
    assert result.not_looked_at[0].ids == ("g",)


def test_a_funding_area_is_told_two_years_ahead():
    (findings,) = warned(COURSE, funding_area("F", "D1", end="2026-08-31")).findings
    assert (findings.message.code, findings.message.arguments["works"]) == ("funding_area", 1)
    assert findings.contributions["alone"] == 0
    assert findings.cluster, "what is said of this end elsewhere stands on the same card"
    assert warned(funding_area("F", "D1", end="2026-09-02")).findings == ()


def test_a_mediator_is_told_nine_months_ahead_with_who_else_mediates():
    quarter = area("D1", mediated_by="M N")
    (findings,) = ANALYSIS(network(quarter, actor("M", end="2025-05"), actor("N"))).findings
    assert findings.subjects[0].id == "M"
    assert [argument.id for argument in findings.message.arguments["others"]] == ["N"]
    (alone,) = ANALYSIS(network(area("D1", mediated_by="M"), actor("M", end="2025-05"))).findings
    assert alone.contributions["alone"] == 0.5


def test_who_mediates_nowhere_may_end_and_who_mediates_without_an_end_stays():
    people = (actor("A", end="2025-03"), actor("M", mediator=True))
    assert ANALYSIS(network(area("D1", mediated_by="N"), *people)).findings == ()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_finding_can_be_said(lang):
    result = warned(
        COURSE,
        project("fair", "B", areas="D1"),
        grant("g", "esf", "A", offers="course", end="2025-03"),
        grant("h", "esf", "B", projects="fair"),
        offer("part", "C"),
        grant("i", "esf", "C", offers="part", end="2025-03"),
        grant("j", "efre", "C", offers="part", end="2026"),
        funding_area("F", "D1", end="2025"),
        actor("M", mediator=True, end="2025-03"),
        offer("last", "D", areas="D1", target_groups="refugees", themes="sport", end="2025-03"),
    )
    assert len({item.message.code for item in result.findings}) == 6
    for finding in result.findings:
        words = sentences("early-warnings", finding.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(entry.endswith(".") for entry in (words.what, words.why, words.what_to_do, *words.additions))


@pytest.mark.parametrize(
    ("end", "decide_by"), [("2024-12-02", date(2024, 9, 2)), ("2024-12-01", None), ("2024-10-01", None)]
)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_day_in_the_past_is_proposed(end, decide_by, lang):
    """A decision takes three months: on 1 September it is too late for what ends on 1 December."""
    finding = next(
        entry
        for entry in ANALYSIS(
            network(offer("o", "A", areas="D1"), programme("p"), grant("g", "p", "A", offers="o", end=end))
        ).findings
    )
    assert finding.message.arguments["decide_by"] == decide_by
    words = sentences("early-warnings", finding.message, lang, rests_on="", stand=AS_OF, audience="internal")
    assert ("möglichst bald" in words.what_to_do or " soon" in words.what_to_do) is (decide_by is None)
