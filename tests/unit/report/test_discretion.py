"""Can nobody but the coordinator tell from a report who said no?"""

import re
from datetime import date
from pathlib import Path

import pytest

from app.analysis.interface import analysis
from app.findings import Audience
from app.records.records import Record
from app.report.discretion import readable
from app.report.forms import markdown
from app.report.report import Card, Report
from app.report.texts import sentences
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import make_report
from tests.factories import AS_OF, actor, area, grant, group, network, offer, place, tie

EXAMPLES = ("essener-konsens", "pio-oberbarmen", "campus-marxloh")


def report(example: str, audience: str, lang: str = "de") -> Report:
    network, title = network_of(Path("examples") / example, as_of=date(2024, 9, 1))
    return make_report(network, title=title, lang=lang, audience=audience)


def cards(made: Report, *sections: str) -> list[Card]:
    return [card for section in made.sections if section.code in sections for card in section.cards]


@pytest.mark.parametrize("example", EXAMPLES)
def test_partners_read_about_a_no_what_they_read_about_the_unknown(example):
    pairs = [card for card in cards(report(example, "partners"), "links", "similar") if card.kind == "ask"]
    # every example has a "nein" between offers or actors and a pair of which nothing is recorded
    assert len(pairs) >= 2
    assert {(card.certainty, card.rests_on) for card in pairs} == {
        ("möglicher Hinweis", "eine Zusammenarbeit ist nicht eingetragen")
    }


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize(("lang", "expected"), [("de", "Auskunft, dass"), ("en", "statement that the two")])
def test_only_the_coordinator_reads_that_somebody_denied(example, lang, expected):
    def words(audience: str) -> str:
        return " ".join(f"{card.what} {card.why}" for card in cards(report(example, audience, lang), "links"))

    assert expected in words("internal")
    assert expected not in words("partners")


@pytest.mark.parametrize("example", EXAMPLES)
def test_partners_are_cited_no_row_of_a_pair_that_said_no(example):
    details = [
        line.detail
        for section in report(example, "partners").sections
        for card in section.cards
        for line in card.evidence
        if line.kind == "Zusammenarbeit"
    ]
    assert not {"nach Auskunft keine Zusammenarbeit", "von einer Seite genannt", "unterschiedlich angegeben"} & set(
        details
    )


WORK = {"areas": "D1", "target_groups": "unemployed", "themes": "labour_training", "start": "2024-01", "end": "2026-12"}
SPORT = {"areas": "D1", "themes": "sport"}
MONEY = [grant(f"g{who}", f"programme-{who}", who, offers=f"o{who}") for who in "ABC"]
HALL = place("hall", area="D1", operators=("A",), functions=("meeting_centre",))
SIDE_BY_SIDE = [
    ("parallel-offers", [offer("oA", "A", **WORK), offer("oB", "B", **WORK)]),
    ("parallel-offers", [group("gA", "A", **SPORT), group("gB", "B", **SPORT)]),
    ("parallel-places", [HALL, place("house", area="D1", operators=("B",), functions=("meeting_centre",))]),
    ("unpooled-funding", [*MONEY, *(offer(f"o{who}", who, **WORK) for who in "ABC")]),
    ("places", [HALL, *(offer(f"o{who}", who, place="hall") for who in "ABC")]),
    (
        "missing-links",
        [offer("oA", "A", **WORK), offer("oB", "B", **WORK | {"themes": "labour_placement"}), actor("C"), actor("D")],
    ),
]


@pytest.mark.parametrize(("name", "records"), SIDE_BY_SIDE)
def test_partners_read_the_same_whether_somebody_said_no_or_nothing(name, records):
    """Where three stand side by side, not even who of them said no."""

    def read(*more: Record, audience: Audience) -> list[tuple[object, ...]]:
        findings = analysis(name)(network(area("D1"), *records, *more)).findings
        return [
            (
                entry.subjects,
                entry.score,
                entry.band,
                entry.rests_on,
                entry.message,
                entry.evidence,
                entry.unknowns,
                entry.card,
            )
            for entry in readable(findings, audience)
        ]

    no = tie("A", "B", status="denied")
    assert read(no, audience="internal") != read(audience="internal")
    assert read(no, audience="partners") == read(audience="partners") != []


def test_hints_withheld_are_never_said_not_to_exist():
    made = {section.code: section for section in report("essener-konsens", "public").sections}
    assert "similar" not in made
    (line,) = [line for line in made["empty"].lines if "Ähnliche Angebote" in line]
    assert "öffentlichen Fassung" in line
    assert made["strengths"].cards


def test_without_a_confirmed_list_nothing_is_said_to_be_complete():
    made = {section.code: section for section in report("nrw-esf-essen", "internal").sections}
    (line,) = [line for line in made["empty"].lines if line.startswith("Wo niemand vermittelt")]
    assert "Das wissen wir nicht" in line


def test_only_the_coordinator_reads_how_many_pairs_are_known():
    """Known pairs less recorded cooperations are those that said no; 464 of 496 pairs of the example are not known."""
    readers = [
        name for name in ("internal", "partners", "public") if "464" in markdown.render(report(EXAMPLES[0], name))
    ]
    assert readers == ["internal"]


def test_what_is_not_known_about_a_concept_is_not_called_cooperation():
    card = next(
        entry
        for entry in cards(report(EXAMPLES[0], "partners"), "money")
        if entry.title.endswith("Gibt es ein Konzept?")
    )
    assert card.rests_on == "nicht bekannt"


@pytest.mark.parametrize(("name", "records"), SIDE_BY_SIDE)
@pytest.mark.parametrize(
    ("basis", "expected"), [("stated", "Einschätzung der Koordination"), ("survey", "Auskunft|Auskünft")]
)
def test_the_coordinators_own_no_is_never_called_an_answer(name, records, basis, expected):
    if name == "unpooled-funding":
        records = [record for record in records if not getattr(record, "id", "").endswith("C")]
    no = [tie("A", label, status="denied", basis=basis) for label in "BC"] + [
        tie("B", "C", status="denied", basis=basis)
    ]
    findings = analysis(name)(network(area("D1"), *records, *no)).findings
    written = [
        sentences(name, finding.message, "de", rests_on="", stand=AS_OF, audience="internal") for finding in findings
    ]
    assert written
    for words in written:
        text = f"{words.what} {words.why}"
        assert re.search(expected, text), text
        assert basis == "survey" or not re.search("nach Auskunft|auf der Auskunft|vorliegenden Auskünft", text), text
