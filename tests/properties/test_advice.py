"""Advice that can be followed: who, what and when a hint proposes is there when it is needed, in made cities.

The window is that of the doc pages: nobody is proposed who ends within twelve months, nor before the day that is named.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from app.findings import Finding, Subject
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.dates import months_later
from app.records.meetings import Occasion
from app.records.offers import Offer, Project
from app.records.vocabulary import vocabulary
from app.report.cards import CardWriter
from app.report.discretion import readable
from app.usecases.make_report import results_for_report
from tests.factories import actor, area, checked, group, indicator, network, observation, offer, tie
from tests.lively_city import lively_city

SEEDS = range(25)
WINDOW = 12
"""Months: LASTING_MONTHS of the presence, named on the doc pages."""

ADVISERS = {
    "missing-links": ("introducer",),
    "coverage": ("candidates", "near_providers", "mediator"),
    "need-concentration": ("mediator",),
    "missing-kinds": ("candidate",),
    "participation": ("candidates",),
    "unbridged-areas": ("candidates", "near_mediator"),
    "unmediated-groups": ("mediators",),
    "places": ("candidates",),
    "joint-projects": ("busiest",),
    "failure-points": ("candidates",),
    "early-warnings": ("others",),
    "role-models": ("leads",),
}
"""Arguments that name organisations somebody is told to turn to, by analysis."""

BODIES = ("working_group", "other_groups", "table", "body")
DAYS_TO_COME = ("meeting", "occasion_date", "session", "date", "decide_by")


@cache
def city_with_findings(seed: int) -> tuple[Network, list[Finding]]:
    """A made city and its findings; made once, tests run in any order."""
    outcome = lively_city(seed)
    return outcome, [finding for result in results_for_report(outcome) for finding in result.findings]


@pytest.fixture(params=SEEDS)
def city(request) -> tuple[Network, list[Finding]]:
    return city_with_findings(request.param)


def subjects_of(finding: Finding, name: str) -> Iterator[Subject]:
    value = finding.message.arguments.get(name)
    for part in value if isinstance(value, tuple) else (value,):
        if isinstance(part, Subject):
            yield part


def proposed(finding: Finding) -> list[Subject]:
    return [subject for name in ADVISERS.get(finding.analysis, ()) for subject in subjects_of(finding, name)]


def test_nobody_is_proposed_who_is_over_or_ends_within_the_window(city):
    result, findings = city
    known = {record.id: record for record in result.records.actors}
    last = months_later(result.as_of, WINDOW)
    for finding in findings:
        for subject in proposed(finding):
            record = known[subject.id]
            assert record.period.active_on(result.as_of), (finding.analysis, subject)
            assert record.end is None or record.end.last > last, (finding.analysis, subject)


def test_nobody_is_proposed_who_ends_before_the_day_that_is_named(city):
    result, findings = city
    known = {record.id: record for record in result.records.actors}
    for finding in findings:
        days = [day for name in DAYS_TO_COME if isinstance(day := finding.message.arguments.get(name), date)]
        for subject in proposed(finding):
            end = known[subject.id].end
            assert not days or end is None or end.last >= max(days)


def test_every_day_to_come_is_to_come_and_recorded(city):
    result, findings = city
    meetings = {record.date.first for record in result.records.occasions if record.date.first == record.date.last}
    for finding in findings:
        for name in DAYS_TO_COME:
            day = finding.message.arguments.get(name)
            if isinstance(day, date):
                assert day >= result.as_of, (finding.analysis, name)
                assert name == "decide_by" or day in meetings, (finding.analysis, name)


def occasions_of(finding: Finding, seen: Network) -> Iterator[Occasion]:
    by_id = {record.id: record for record in seen.records.occasions}
    yield from (by_id[subject.id] for subject in subjects_of(finding, "occasion"))


def test_an_occasion_that_is_proposed_is_near_and_in_time(city):
    """Four months: NEAR_MONTHS of the occasions, named on the doc pages; later there is nothing left to ask about."""
    result, findings = city
    last = months_later(result.as_of, 4)
    for finding in findings:
        for record in occasions_of(finding, result):
            assert result.as_of < record.date.last <= last
            if finding.analysis == "missing-links":
                works = [result.record(f"{entry.kind}s", entry.id) for entry in finding.evidence]
                for actor_id in (subject.id for subject in finding.subjects):
                    own = [work for work in works if isinstance(work, Offer | Project) and actor_id in work.actors]
                    assert not own or any(work.end is None or work.end.last >= record.date.last for work in own)


def test_nobody_is_asked_to_the_meeting_of_a_closed_group_who_is_not_of_it(city):
    result, findings = city
    groups = {record.id: record for record in result.records.working_groups}
    open_kinds = {"district_conference", "social_space_conference", "round_table", "informal_network"}
    for finding in findings:
        for record in occasions_of(finding, result):
            group_that_meets = groups.get(record.working_group)
            if group_that_meets is not None and group_that_meets.kind not in open_kinds:
                who = subjects_of(finding, "leads" if finding.analysis == "role-models" else "actors")
                asked = {subject.id for subject in (*who, *finding.subjects) if subject.kind == "actor"}
                assert asked <= {*group_that_meets.actors, *record.participants}, (finding.analysis, record)


def test_no_body_is_named_that_is_not_recorded_or_is_over(city):
    result, findings = city
    running = {record.id for record in result.records.working_groups if record.period.active_on(result.as_of)}
    for finding in findings:
        for name in BODIES:
            assert {subject.id for subject in subjects_of(finding, name) if subject.kind == "working_group"} <= running


def test_no_body_is_given_a_task_that_ends_within_the_window(city):
    result, findings = city
    last = months_later(result.as_of, WINDOW)
    ends = {record.id: record.end for record in result.records.working_groups}
    for finding in findings:
        for name in ("working_group", "other_groups") if finding.analysis != "unmediated-groups" else ("other_groups",):
            for subject in subjects_of(finding, name):
                assert ends[subject.id] is None or ends[subject.id].last > last, (finding.analysis, name)


def test_the_coordinator_next_door_comes_before_one_further_away(city):
    result, findings = city
    presence = result.view(Presence)
    for finding in findings:
        for subject in subjects_of(finding, "near_area") if finding.analysis == "unbridged-areas" else ():
            where = finding.subjects[0].id
            beside = [near for near in presence.neighbours(where) if presence.lasting(presence.mediators(near))]
            assert not beside or subject.id in beside


def test_an_offer_that_could_move_runs_and_stays(city):
    result, findings = city
    last = months_later(result.as_of, WINDOW)
    for finding in findings:
        for subject in subjects_of(finding, "near_offer"):
            record = result.record("offers", subject.id)
            assert record.period.active_on(result.as_of)
            assert record.end is None or record.end.last > last


def test_a_place_that_is_proposed_is_not_closed_and_one_not_known_to_be_open_is_asked_about(city):
    result, findings = city
    words = CardWriter(result, "de", "internal")
    for finding in findings:
        for name in ("place", "other_place") if finding.analysis in ("coverage", "places") else ():
            for subject in subjects_of(finding, name) if finding.message.code in ("none", "no_contact_point") else ():
                state = result.record("places", subject.id).open_to_others
                assert state != "no"
                what_to_do = words.card(finding).what_to_do
                if finding.analysis == "coverage" and subject.name in what_to_do:
                    assert ("vorher klären" in what_to_do) == (state != "yes")


def test_others_than_the_coordinator_are_not_asked_to_enter_anything(city):
    result, findings = city
    words = CardWriter(result, "de", "partners")
    asked = [words.card(finding).what_to_do for finding in readable(findings, "partners")]
    assert asked
    assert not [advice for advice in asked if re.search("tragen Sie|ergänzen Sie|prüfen Sie zuerst|halten Sie", advice)]


def test_the_sentence_of_a_missing_offer_names_the_one_that_ended(city):
    result, findings = city
    words = CardWriter(result, "de", "internal")
    for finding in (
        entry for entry in findings if entry.analysis == "coverage" and entry.message.code.startswith("none")
    ):
        where, people, theme = (finding.message.arguments[name] for name in ("area", "group", "theme"))
        over = [
            record
            for record in result.records.offers
            if where.id in record.areas
            and people.code in record.target_groups
            and theme.code in record.themes
            and record.end is not None
            and record.end.last < result.as_of
        ]
        newest = max(over, key=lambda record: (record.end.last, record.id), default=None)
        what = words.card(finding).what
        assert (newest is not None) == ("gab es dort" in what)
        if newest is not None:
            assert what.endswith(f"; bis {newest.end.last:%d.%m.%Y} gab es dort „{newest.name}“.")
            assert newest.id in {evidence.id for evidence in finding.evidence}


def test_nothing_is_proposed_that_the_sentence_itself_denies(city):
    """Not who ends, operates, uses, is missing, provides or is the pair itself; no project or group that is not there."""
    _, findings = city
    for finding in findings:
        spoken_of = {
            subject.id
            for name in ("mediator", "actor", "operators", "users", "a", "b")
            if (finding.analysis, name) not in {("coverage", "mediator"), ("need-concentration", "mediator")}
            for subject in subjects_of(finding, name)
        }
        assert spoken_of.isdisjoint(subject.id for subject in proposed(finding)), finding


def test_candidates_come_by_what_they_share_with_the_place(city):
    result, findings = city
    presence = result.view(Presence)
    housed = {
        who
        for record in (*result.records.offers, *result.records.projects)
        if record.place and record.period.active_on(result.as_of)
        for who in record.actors
    }
    for finding in (entry for entry in findings if entry.analysis == "places"):
        where = finding.message.arguments.get("area")
        if finding.message.code.startswith("unused") and isinstance(where, Subject):
            within = presence.within(where.id)
            works = presence.works_in(within)
            ranks = [(who.id in housed, -works[who.id]) for who in subjects_of(finding, "candidates")]
            assert ranks == sorted(ranks)


def test_who_could_stand_in_is_of_the_area_first(city):
    result, findings = city
    presence = result.view(Presence)
    terms = vocabulary("theme")
    for finding in (entry for entry in findings if entry.message.code == "provider"):
        where, theme = finding.message.arguments["area"].id, finding.message.arguments["theme"].code
        present = {who.id for who in presence.actors_within(where)}
        ranks = [who.id not in present for who in subjects_of(finding, "candidates")]
        assert all(first <= second for first, second in pairwise(ranks))
        themes = {theme, *terms.ancestors(theme), *terms.children(theme)}
        running = [record for _, record in presence.cells.running if themes & {*record.themes}]
        assert all(any(who.id in record.actors for record in running) for who in subjects_of(finding, "candidates"))


def test_the_cities_try_every_rule():
    """A rule that no city ever tries proves nothing."""
    tried: set[tuple[str, str]] = set()
    for seed in SEEDS:
        for result in results_for_report(lively_city(seed)):
            for finding in result.findings:
                names = (
                    *ADVISERS.get(finding.analysis, ()),
                    *BODIES,
                    *DAYS_TO_COME,
                    "near_offer",
                    "place",
                    "ended_offer",
                )
                tried |= {(finding.analysis, name) for name in names if finding.message.arguments.get(name)}
    assert {(analysis, name) for analysis, names in ADVISERS.items() for name in names} <= tried
    assert {("coverage", "ended_offer"), ("coverage", "near_offer"), ("coverage", "place")} <= tried
    assert {("missing-kinds", "meeting"), ("missing-links", "occasion_date"), ("role-models", "date")} <= tried


# --- each rule once by hand --------------------------------------------------------------------------------------


NORTH = (area("city", kind="city"), area("N", part_of="city"), area("M", part_of="city", neighbours="N"))


def test_the_go_between_who_ends_soon_gives_way_to_one_who_stays():
    alike = {"areas": "N", "target_groups": "refugees"}
    offers = (offer("s", "A", themes="health", **alike), offer("t", "B", themes="sport", **alike))
    strengths = {"soon": 4, "stays": 2}
    ties = [tie(end, between, status="confirmed", strength=strengths[between]) for end in "AB" for between in strengths]
    outcome = network(*NORTH, *offers, *ties, tie("A", "B", status="denied"), actor("soon", end="2025-03"))
    links = next(result for result in results_for_report(outcome) if result.analysis == "missing-links")
    [pair] = [finding for finding in links.findings if {subject.id for subject in finding.subjects} == {"A", "B"}]
    assert [who.id for who in subjects_of(pair, "introducer")] == ["stays"]


def test_until_when_there_was_an_offer_is_told():
    need = {"indicator": "u"}
    outcome = network(
        *NORTH,
        indicator(need["indicator"], direction="more_need", target_group="refugees", name="Anteil"),
        observation("u", "N", 20.0, base=5000),
        observation("u", "M", 10.0, base=5000),
        offer("s", "A", areas="M", target_groups="refugees", themes="health"),
        offer("past", "B", name="Startpunkt Nord", areas="N", target_groups="refugees", themes="health", end="2023"),
        checked("offers", "N"),
    )
    [gap] = [
        finding
        for result in results_for_report(outcome)
        if result.analysis == "coverage"
        for finding in result.findings
    ]
    card = CardWriter(outcome, "de", "internal").card(gap)
    assert card.what.endswith("; bis 31.12.2023 gab es dort „Startpunkt Nord“.")
    assert "past" in {evidence.id for evidence in gap.evidence}


def test_a_group_that_ends_is_given_no_task():
    outcome = network(
        *NORTH,
        *(actor(f"a{number}", home_area="N") for number in range(4)),
        group("g", "a1 a2", areas="N", end="2024-12"),
    )
    gaps = [
        finding
        for result in results_for_report(outcome)
        if result.analysis == "unbridged-areas"
        for finding in result.findings
    ]
    assert gaps
    assert not any(list(subjects_of(gap, "working_group")) for gap in gaps)


ALIKE = {"areas": "N", "target_groups": "young_people", "themes": "labour_training"}


@pytest.mark.parametrize(
    ("firm", "form", "compared"),
    [
        ({"kinds": "business"}, "training", True),
        ({"kinds": "business"}, "own_staff", False),
        ({"kinds": "business", "one_person": True}, "training", False),
        ({"kinds": "quarter_management", "one_person": True}, "counselling", True),
    ],
)
def test_what_a_firm_does_for_its_own_people_and_a_sole_trader_sells_is_no_offer_to_others(firm, form, compared):
    outcome = network(
        *NORTH,
        actor("firm", **firm),
        actor("school", kinds="school"),
        offer("theirs", "firm", form=form, **ALIKE),
        offer("ours", "school", **ALIKE),
    )
    results = {result.analysis: result for result in results_for_report(outcome)}
    assert bool(results["parallel-offers"].findings) == compared
    told = {gap.code: gap.ids for gap in results["missing-links"].not_looked_at}
    assert told.get("offers_not_to_others", ()) == (() if compared else ("theirs",))
