"""Every sentence of every edition, in both languages and for all readers, holds against the records.

The examples and made cities are walked from the first to the last line. Names, days and counts are looked up in the
records by a count of its own, never by the functions that made the sentence.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from app.analysis.interface import analysis
from app.findings import Evidence, Finding, Subject
from app.network.graph.network import Network
from app.records.cooperations import BASES, KINDS, STATUSES
from app.records.dates import PartialDate, months_later
from app.records.records import TOPICS
from app.records.vocabulary import vocabulary
from app.report.cards import CardWriter
from app.report.report import Card, Report
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import AUDIENCES, report_of, results_for_report
from tests.lively_city import lively_city

EXAMPLES = Path(__file__).parents[2] / "examples"
CITIES = ("essener-konsens", "pio-oberbarmen", "campus-marxloh", "nrw-esf-essen", 1, 2, 3, 4, 5, 6)
LANGUAGES = ("de", "en")
EDITIONS = ("kurz", "bericht", "sitzung")
VOCABULARIES = (
    "theme",
    "target_group",
    "actor_kind",
    "place_kind",
    "offer_form",
    "role_model_basis",
    "programme",
    "indicator",
)

_QUOTED = {"de": re.compile(r"„([^“]*)“"), "en": re.compile(r"“([^”]*)”")}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAY = {
    "de": re.compile(r"\b(\d{2})\.(\d{2})\.(\d{4})\b"),
    "en": re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b"),
}
_WORDS = {
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
OWN_QUOTES = {"Vollständigkeit", "Bericht", "nicht eingetragen", "not recorded", "Completeness", "Report", "ja", "nein"}
"""Quoted words that are no names: sheets, pages, answers."""


@cache
def network_with_results(name: str | int) -> tuple[Network, tuple[Any, ...]]:
    """The network of an example or of a made city, with the results of the report; made once, tests run in any order."""
    if isinstance(name, int):
        result = lively_city(name)
    else:
        folder = EXAMPLES / name
        mapping = folder / "mapping.toml"
        source = folder / "essen.csv" if mapping.exists() else folder
        text = mapping.read_text("utf-8") if mapping.exists() else None
        result, _ = network_of(source, as_of=date(2024, 9, 1), mapping=text)
    return result, results_for_report(result)


@pytest.fixture(params=CITIES, ids=str)
def city(request) -> tuple[Network, tuple[Any, ...]]:
    return network_with_results(request.param)


def _reports(city) -> Iterator[Report]:
    result, results = city
    for lang, audience, edition in product(LANGUAGES, AUDIENCES, EDITIONS):
        yield report_of(results, result, title="T", lang=lang, audience=audience, edition=edition)
    for subject in (
        result.actors[0].id,
        *(record.id for record in (*result.records.areas[1:2], *result.records.working_groups[:1])),
    ):
        yield report_of(results, result, title="T", lang="de", audience="internal", edition="steckbrief", about=subject)


@cache
def written_about(name: str | int) -> list[Report]:
    """Every edition for all readers in both languages, and three Steckbriefe."""
    return list(_reports(network_with_results(name)))


@pytest.fixture
def written(request, city) -> list[Report]:
    return written_about(request.node.callspec.params["city"])


def test_others_than_the_coordinator_read_no_row_of_her_file(written):
    for report in (report for report in written if report.audience != "internal"):
        lines = [line for section in report.sections for card in section.cards for line in card.evidence]
        assert not any(line.file or line.sheet or line.row for line in lines)


def test_a_finding_cites_nothing_twice(city):
    for finding in (finding for result in city[1] for finding in result.findings):
        assert len(set(finding.evidence)) == len(finding.evidence), finding


def records(seen: Network) -> Iterator[Any]:
    for topic in TOPICS:
        yield from seen.actors if topic == "actors" else getattr(seen.records, topic)
    yield from seen.records.actors


def plain(text: str) -> str:
    """A text without the quotes that change inside of others, and without runs of blanks."""
    return " ".join(re.sub(r"[„“”‚‘’\"']", "", text).split())


def names_of(seen: Network) -> set[str]:
    """Everything the records or the vocabularies call something, and every text that somebody wrote."""
    texts = {
        value
        for record in records(seen)
        for field in fields(record)
        if isinstance(value := getattr(record, field.name), str)
    }
    for name in VOCABULARIES:
        texts |= {label for term in vocabulary(name).terms.values() for label in (term.de, term.en)}
    return {plain(text) for text in texts} | {plain(text) for text in OWN_QUOTES}


def told(card: Card) -> str:
    return " ".join((card.title, card.what, card.why, card.what_to_do, *card.additions))


def sentences(report: Report) -> Iterator[str]:
    for section in report.sections:
        yield from (told(card) for card in section.cards)
        yield from section.lines


def test_every_name_in_quotes_is_one_of_the_records(city, written):
    known = names_of(city[0])
    for report in written:
        for sentence in sentences(report):
            for name in _QUOTED[report.lang].findall(sentence):
                assert plain(name) in known, (name, sentence)


def test_every_organisation_that_is_named_has_to_do_with_the_card(city, written):
    """Subjects and evidence, what these belong to, who is at work in their areas, and their partners."""
    outcome, results = city
    findings = {finding.key: finding for result in results for finding in result.findings}
    names = {actor.name: actor.id for actor in outcome.records.actors}
    related = Related(outcome)
    for report in written:
        for section in report.sections:
            for card in section.cards:
                near = related.to(findings[card.key])
                for name in names_in(told(card), names):
                    assert names[name] in near, (card.analysis, name, told(card))


def names_in(text: str, names: Mapping[str, str]) -> list[str]:
    """The organisations a text names; a name inside a longer one is not named by it."""
    entries = []
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            entries.append(name)
            text = text.replace(name, " ")
    return entries


class Related:
    """What belongs to the records of a finding, by the records alone."""

    def __init__(self, seen: Network) -> None:
        self.seen = seen
        self.partners: dict[str, set[str]] = {}
        for a, b in zip(seen.ties.a.tolist(), seen.ties.b.tolist(), strict=True):
            self.partners.setdefault(seen.actors[a].id, set()).add(seen.actors[b].id)
            self.partners.setdefault(seen.actors[b].id, set()).add(seen.actors[a].id)
        self.by_id = {(topic, record.id): record for topic in TOPICS for record in getattr(seen.records, topic, ())}

    def records_of(self, finding: Finding) -> Iterator[Any]:
        for subject in (*finding.subjects, *_subjects(finding.message.arguments.values())):
            yield self.by_id.get((f"{subject.kind}s", subject.id))
        for evidence in finding.evidence:
            yield self.by_id.get((f"{evidence.kind}s", evidence.id))

    def to(self, finding: Finding) -> set[str]:
        actors = {subject.id for subject in finding.subjects if subject.kind == "actor"}
        areas = {subject.id for subject in finding.subjects if subject.kind == "area"}
        themes: set[str] = set()
        actors |= {actor for evidence in finding.evidence for actor in evidence.pair}
        for record in filter(None, self.records_of(finding)):
            actors |= {actor for name in _ACTOR_FIELDS for actor in getattr(record, name, ())}
            areas |= {*getattr(record, "areas", ()), *filter(None, [getattr(record, "area", None)])}
            themes |= {*getattr(record, "themes", ())}
        tree = self.seen.area_tree
        wider = {around for area in areas for around in (area, *tree.ancestors(area), *tree.descendants(area))}
        beside = {part for area in wider for part in self._beside(area)}
        actors |= {actor.id for actor in self.seen.actors if {actor.home_area, *actor.active_in} & (wider | beside)}
        for record in (*self.seen.records.offers, *self.seen.records.projects):
            if {*record.areas} & (wider | beside) or themes & {*record.themes}:
                actors |= {*record.actors}
        for record in self.seen.records.areas:
            if record.id in wider | beside:
                actors |= {*record.mediated_by}
        return actors.union(*(self.partners.get(actor, set()) for actor in actors))

    def _beside(self, area: str) -> set[str]:
        tree = self.seen.area_tree
        siblings = {part for around in tree.ancestors(area)[:1] for part in tree.descendants(around)}
        return siblings | {record.id for record in self.seen.records.areas if area in record.neighbours}


_ACTOR_FIELDS = (
    "leads",
    "partners",
    "members",
    "chairs",
    "moderators",
    "operators",
    "recipients",
    "mediated_by",
    "participants",
)


def _subjects(values: Any) -> Iterator[Subject]:
    for value in values:
        if isinstance(value, Subject):
            yield value
        elif isinstance(value, tuple):
            yield from _subjects(value)


def days_in(text: str, lang: str) -> list[date]:
    if lang == "de":
        return [date(int(year), int(month), int(day)) for day, month, year in _DAY["de"].findall(text)]
    return [date(int(year), _MONTHS.index(month) + 1, int(day)) for day, month, year in _DAY["en"].findall(text)]


def days_of(seen: Network) -> set[date]:
    """The day of the data, every first and last day of a record, and three months before an end."""
    days = {seen.as_of}
    for record in records(seen):
        for field in fields(record):
            value = getattr(record, field.name)
            if isinstance(value, PartialDate):
                days |= {value.first, value.last, months_later(value.last, -3)}
    return days


def test_every_day_is_one_of_the_records(city, written):
    days = days_of(city[0])
    for report in written:
        for sentence in sentences(report):
            assert {*days_in(sentence, report.lang)} <= days, sentence


def test_no_day_to_come_is_past_and_every_confirmed_list_is_of_its_day(city, written):
    outcome, results = city
    findings = {finding.key: finding for result in results for finding in result.findings}
    checks = {check.id: check for check in outcome.records.inventory_checks}
    for report in written:
        for section in report.sections:
            for card in section.cards:
                advice = re.split(r"(?:Zu beachten|Please note): ", card.what_to_do)[0]
                assert all(day >= outcome.as_of for day in days_in(advice, report.lang)), card.what_to_do
                on = re.search(
                    r"(?:am (\S+) (?:als vollständig )?bestätigte)|(?:confirmed (?:complete )?on (\d+ \w+ \d+))",
                    card.why,
                )
                if on:
                    cited = [
                        checks[evidence.id]
                        for evidence in findings[card.key].evidence
                        if evidence.kind == "inventory_check"
                    ]
                    assert {*days_in(on[0], report.lang)} <= {
                        check.checked_on.last for check in cited if check.complete
                    }


# --- counts ------------------------------------------------------------------------------------------------------


def numbers_in(text: str, lang: str) -> list[int]:
    """Numbers of a sentence outside of names, days and years."""
    bare = _DAY[lang].sub(" ", _QUOTED[lang].sub(" ", text))
    words = re.findall(r"\b\w+\b", bare.lower())
    digits = [
        int(number.replace(".", "").replace(",", ""))
        for number in re.findall(r"(?<![\w.,])\d+(?:[.,]\d{3})*(?![\w])", bare)
    ]
    return [_WORDS[lang].index(word) + 2 for word in words if word in _WORDS[lang]] + digits


def test_every_number_of_a_card_is_one_that_was_counted(city, written):
    """No text brings a number of its own; that the numbers counted are right, the next test says."""
    outcome, results = city
    findings = {finding.key: finding for result in results for finding in result.findings}
    in_names = {int(number) for text in names_of(outcome) for number in re.findall(r"\d+", text) if len(number) < 10}
    for report in written:
        for section in report.sections:
            for card in section.cards:
                counted = {*_counts(findings[card.key].message.arguments.values())} | in_names | _of_terms(report.lang)
                text = " ".join((card.what, card.why, *card.additions))
                assert {*numbers_in(text, report.lang)} <= counted | {12, 16, 18}, (numbers_in(text, report.lang), text)


def _counts(values: Any) -> Iterator[int]:
    for value in values:
        if isinstance(value, tuple):
            yield len(value)
            yield len(value) - 6
            yield from _counts(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield value


def _of_terms(lang: str) -> set[int]:
    labels = (term.label(lang) for name in VOCABULARIES for term in vocabulary(name).terms.values())
    return {number for label in labels for number in numbers_in(label, lang)}


Recount = Callable[[Network, Finding], int]


def _areas_within(seen: Network, finding: Finding, name: str = "area") -> set[str]:
    value = finding.message.arguments[name]
    areas = [
        subject.id for subject in (value if isinstance(value, tuple) else (value,)) if isinstance(subject, Subject)
    ]
    return {within for area in areas for within in (area, *seen.area_tree.descendants(area))}


def _running(seen: Network) -> list[Any]:
    works = (*seen.records.offers, *seen.records.projects)
    return [work for work in works if work.period.active_on(seen.as_of)]


def _at_work(seen: Network, areas: set[str]) -> set[str]:
    """Organisations with a seat, a field of work, or a running offer or project in one of some areas."""
    actors = {actor.id for actor in seen.actors if {actor.home_area, *actor.active_in} & areas}
    works = {actor for work in _running(seen) if {*work.areas} & areas for actor in work.actors}
    return actors | (works & seen.position.keys())


def _of_kind(finding: Finding, kind: str) -> int:
    return len({evidence.id for evidence in finding.evidence if evidence.kind == kind})


RECOUNTS: Mapping[tuple[str, str], Recount] = {
    ("parallel-offers", "n"): lambda _, one: sum(
        _of_kind(one, kind) for kind in ("offer", "project", "working_group") if kind == one.subjects[0].kind
    ),
    ("missing-links", "offers"): lambda _, one: _of_kind(one, "offer"),
    ("missing-links", "projects"): lambda _, one: _of_kind(one, "project"),
    ("unbridged-areas", "actors"): lambda seen, one: len(_at_work(seen, _areas_within(seen, one))),
    ("joint-projects", "actors"): lambda seen, one: len(_at_work(seen, _areas_within(seen, one))),
    ("places", "actors"): lambda seen, one: len(_at_work(seen, _areas_within(seen, one))),
    ("unpooled-funding", "n"): lambda _, one: _of_kind(one, "grant"),
    ("unmediated-groups", "members"): lambda seen, one: len(
        {*seen.record("working_groups", one.subjects[0].id).actors} & seen.position.keys()
    ),
    ("early-warnings", "works"): lambda seen, one: sum(
        bool({*work.areas} & _areas_within(seen, one)) for work in _running(seen)
    ),
    ("places", "users"): lambda seen, one: len(
        {who for work in _running(seen) if work.place == one.message.arguments["place"].id for who in work.actors}
        & seen.position.keys()
    ),
    ("coverage", "offers"): lambda seen, one: len(_served(seen, one)),
    ("strengths", "years"): lambda seen, one: (
        seen.as_of.year - one.message.arguments["since"] if one.message.arguments["since"] else 0
    ),
}
"""A count of its own for what is counted from records; measures and shares have tests of their own."""


def _served(seen: Network, finding: Finding) -> list[str]:
    """Running offers that name the very group and theme and reach the area: itself, a part, a wider area or the city."""
    area, people, theme = (finding.message.arguments[name] for name in ("area", "group", "theme"))
    around = {area.id, *seen.area_tree.ancestors(area.id)}
    return [
        offer.id
        for offer in seen.records.offers
        if offer.period.active_on(seen.as_of)
        and people.code in offer.target_groups
        and theme.code in offer.themes
        and ({*offer.areas} & around or offer.area_mode == "citywide")
    ]


def test_every_count_is_that_of_the_records(city):
    outcome, results = city
    for result in results:
        for finding in result.findings:
            for (name, argument), recount in RECOUNTS.items():
                value = finding.message.arguments.get(argument)
                if finding.analysis == name and type(value) is int and finding.message.code != "unknown_funding":
                    assert value == recount(outcome, finding), (name, argument, finding.message)


# --- grounds -----------------------------------------------------------------------------------------------------


def test_every_ground_is_that_of_the_records(city):
    """Papers, rows, answers and the coordinator's own view, looked up in the ties of the pair."""
    outcome, results = city
    for finding in (entry for result in results for entry in result.findings if result.analysis == "missing-links"):
        first, second = (outcome.position[subject.id] for subject in finding.subjects)
        ties = [
            number
            for number, pair in enumerate(zip(outcome.ties.a.tolist(), outcome.ties.b.tolist(), strict=True))
            if set(pair) == {first, second} and KINDS[int(outcome.ties.kind[number])] != "funding"
        ]
        grounds = {_ground(outcome, number) for number in ties}
        denied = {STATUSES[int(outcome.ties.status[number])] for number in ties} == {"denied"}
        if denied and any({subject.id for subject in finding.subjects} <= {*work.actors} for work in _running(outcome)):
            grounds = {"contradicted"}  # a row says that the two share work, a statement that they do not
        if finding.rests_on in ("unknown", "absent") and not grounds:
            continue  # silence, or two who left each other out of a list: its own tests say which
        assert finding.rests_on in grounds, (finding.subjects, finding.rests_on, grounds)


def _ground(seen: Network, number: int) -> str:
    status, basis = STATUSES[int(seen.ties.status[number])], BASES[int(seen.ties.basis[number])]
    if status == "denied":
        return "stated" if basis == "stated" else "absent"
    return "recorded" if status == "stated" and basis != "stated" else status


def test_what_is_said_to_be_documented_cites_a_paper_and_not_a_row_alone(city):
    """A tie with a reference, a grant, a statistic with its source, or a role model that names where it was found."""
    outcome, results = city
    for finding in (entry for result in results for entry in result.findings if entry.rests_on == "documented"):
        assert any(_is_paper(outcome, evidence) for evidence in finding.evidence), finding


def _is_paper(seen: Network, evidence: Evidence) -> bool:
    if evidence.kind == "project":
        return bool(seen.record("projects", evidence.id).role_model_source)
    return evidence.kind in ("observation", "grant") or evidence.field == "documented"


LISTS_OF = {
    "coverage": "offers",
    "participation": "working_groups",
    "joint-projects": "projects",
    "role-models": "projects",
}


def test_a_list_counts_as_confirmed_only_by_its_newest_check(city):
    outcome, results = city
    for finding in (entry for result in results for entry in result.findings if entry.analysis in LISTS_OF):
        where = next((subject.id for subject in finding.subjects if subject.kind == "area"), None)
        if where is None:
            continue
        theme = finding.message.arguments.get("theme") if finding.analysis == "coverage" else None
        themes = {None} if theme is None else {None, theme.code, *vocabulary("theme").ancestors(theme.code)}
        checks = [
            check
            for check in outcome.records.inventory_checks
            if check.record_kind == LISTS_OF[finding.analysis]
            and check.subject_kind == "area"
            and check.subject in {where, *outcome.area_tree.ancestors(where)}
            and check.theme in themes
            and check.checked_on.first <= outcome.as_of
        ]
        newest = max(checks, key=lambda check: (check.checked_on.last, not check.complete, check.id), default=None)
        confirmed = newest is not None and newest.complete
        assert (finding.rests_on == "not_recorded") == (not confirmed), finding
        assert confirmed or finding.band == "possible"


# --- one count under one label -----------------------------------------------------------------------------------


def test_header_figure_density_and_confidence_count_the_same_pairs(city):
    result, results = city
    size = len(result.actors)
    pairs = size * (size - 1) // 2
    report = report_of(results, result, title="T", lang="de", audience="internal")
    summary = analysis("density")(result).summary
    assert summary["pairs"] == pairs
    known = pairs - int(summary["unknown"] or 0)
    fact = next(fact.value for fact in report.facts if "möglichen Paaren" in fact.value)
    told_numbers = [int(number.replace(".", "")) for number in re.findall(r"\d+(?:\.\d{3})*", fact)]
    expected = [known, pairs, pairs - known] if 0 < known < pairs else [pairs]  # of none, or of all
    assert told_numbers == expected
    assert ("keinem" in fact, "allen" in fact) == (not known, known == pairs)
    drawn = {figure.title: figure for section in report.sections for figure in section.figures}
    figure = drawn.get("Was über Paare von Einrichtungen bekannt ist")
    if figure is not None:
        assert sum(row.values[0] or 0 for row in figure.rows) == pairs
        assert figure.rows[0].values == (summary["tied"],)
        assert figure.rows[2].values == (summary["unknown"],)
    share = analysis("confidence")(result, {"repetitions": 1}).summary["unknown_pairs"]
    assert share == pytest.approx((pairs - known) / pairs if pairs else 0.0)


def test_pairs_known_to_work_together_are_those_of_ties_and_small_joint_work(city):
    """Counted from the rows: a yes that holds on the day, or a running offer or project of at most eight of whom none says no."""
    result, _ = city
    tied, joint, denied = set(), set(), set()
    for number, pair in enumerate(zip(result.ties.a.tolist(), result.ties.b.tolist(), strict=True)):
        status, kind = STATUSES[int(result.ties.status[number])], KINDS[int(result.ties.kind[number])]
        basis = BASES[int(result.ties.basis[number])]
        if (
            status in ("confirmed", "one_sided", "documented", "recorded", "stated")
            and kind != "funding"
            and basis not in ("co_membership", "co_project")
        ):
            tied.add(frozenset(pair))
        if status == "denied":
            denied.add(frozenset(pair))
    for work in _running(result):
        partners = sorted({result.position[actor] for actor in work.actors if actor in result.position})
        if len({*work.actors}) <= 8:
            joint |= {frozenset(pair) for pair in combinations(partners, 2)}
    assert analysis("density")(result).summary["tied"] == len(tied | (joint - denied))


def test_the_facts_are_the_numbers_of_the_lists(city):
    result, results = city
    report = report_of(results, result, title="T", lang="de", audience="internal")
    facts = {fact.label: fact.value for fact in report.facts}
    records_of = result.records
    lists = {
        "Einrichtungen": result.actors,
        "Angebote": records_of.offers,
        "Projekte": records_of.projects,
        "Gremien": records_of.working_groups,
    }
    for label, rows in lists.items():
        count, _, running = facts[label].partition(", davon ")
        assert int(count.replace(".", "")) == len(rows)
        over = [row for row in rows if label in ("Angebote", "Projekte") and not row.period.active_on(result.as_of)]
        numbers = {"": len(rows), "keines laufend": 0, "eines laufend": 1}
        told = numbers[running] if running in numbers else int(running.removesuffix(" laufend").replace(".", ""))
        assert told == len(rows) - len(over)


def test_the_card_on_paper_is_the_card_of_the_finding(city):
    """What a reader sees of a card are the words of its finding, and headings of others about the same area or group."""
    outcome, results = city
    words = CardWriter(outcome, "de", "internal")
    by_key = {finding.key: words.card(finding) for result in results for finding in result.findings}
    report = report_of(results, outcome, title="T", lang="de", audience="internal")
    for section in report.sections:
        for card in section.cards:
            own = by_key[card.key]
            further = card.additions[len(own.additions) :]
            assert replace(card, additions=own.additions) == own
            assert card.additions[: len(own.additions)] == own.additions
            about_it = {
                other.title
                for other in by_key.values()
                if other.subjects[0] == card.subjects[0] or other.analysis == card.analysis
            }
            headings = [heading for text in further for heading in text.removeprefix("Außerdem dazu: ").split(" · ")]
            assert card.kind in ("ask", "close") or not further
            assert all(
                heading.startswith("und ") or any(title.endswith(heading) for title in about_it) for heading in headings
            )
