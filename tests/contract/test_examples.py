"""Does each example tell its story? The first finding of each section, worked out by hand from the rows of the file.

The reasoning stands beside each expectation; the README of each example has it in full. Row 1 is the heading.
"""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from app.analysis.interface import sections
from app.findings import Finding
from app.network.pairs.pair_state import PairStates
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import make_report, results_for_report

ANY_DAY = date(2024, 9, 1)
"""Every example names its own day, so this one is never used."""


@pytest.fixture(scope="module")
def findings():
    def of(example: str) -> dict[str, tuple[Finding, ...]]:
        network, _ = network_of(Path("examples") / example, as_of=ANY_DAY)
        return {result.analysis: result.findings for result in results_for_report(network)}

    return {name: of(name) for name in ("essener-konsens", "pio-oberbarmen", "campus-marxloh", "nrw-esf-essen")}


def ids(finding: Finding) -> set[str]:
    return {subject.id for subject in finding.subjects}


def first(findings: tuple[Finding, ...], **wanted: str) -> Finding:
    return next(
        finding for finding in findings if all(getattr(finding, name) == value for name, value in wanted.items())
    )


FIRST = [
    # Angebote 7 and 8 match in everything; A12 and A13 have a written agreement since 2012 (Zusammenarbeit 3).
    ("essener-konsens", "strengths", "clear", "documented", {"O06", "O07"}),
    # Angebote 2 and 3: same area, group, theme; O02 lies within O01; A10 and A11 say no (Zusammenarbeit 2).
    ("essener-konsens", "parallel-offers", "clear", "absent", {"O01", "O02"}),
    # Kennzahlen 3: 7.5 % against a median of 6.0 %; no offer; list confirmed on 2024-07-15 (Vollständigkeit 3).
    ("essener-konsens", "coverage", "clear", "recorded", {"altenessen-nord"}),
    # "nein" in Zusammenarbeit 4; one shared cell from Angebote 15 and Projekte 5; A24 knows both (Zusammenarbeit 5, 6).
    ("essener-konsens", "missing-links", "clear", "absent", {"A14", "A26"}),
    # Gremien 4 with confirmed members (Vollständigkeit 11) has no housing company; A19 is one and works there.
    ("essener-konsens", "missing-kinds", "clear", "recorded", {"G03"}),
    # Gebiete 4 names no mediator, confirmed in Vollständigkeit 5; four actors; need among the first four of ten.
    ("essener-konsens", "unbridged-areas", "clear", "recorded", {"altenessen-nord"}),
    # Gremien 6: no chair, no moderator; its list of members is not confirmed.
    ("essener-konsens", "unmediated-groups", "possible", "not_recorded", {"G05"}),
    # angebote 14 and 15; agreement since 2015 (zusammenarbeit 5).
    (
        "pio-oberbarmen",
        "strengths",
        "clear",
        "documented",
        {"naehwerkstatt-garnspule--werkstatt-garnspule-ggmbh", "radwerkstatt-talsohle--fahrradhof-talsohle-ggmbh"},
    ),
    # angebote 4 and 5 match, "nein" in zusammenarbeit 2; only possible, since "migrants" is no leaf of the target groups.
    (
        "pio-oberbarmen",
        "parallel-offers",
        "possible",
        "absent",
        {
            "ankommen-im-beruf--kulturverein-sonnenfaden-e-v",
            "sprache-und-beruf--bildungswerk-schwebeblick-e-v",
        },
    ),
    # kennzahlen 19: 13.0 %, the highest of seven; list confirmed on 2024-06-28 (vollstaendigkeit 2).
    ("pio-oberbarmen", "coverage", "clear", "recorded", {"wichlinghausen-sued"}),
    # gremien 3 with confirmed members (vollstaendigkeit 8).
    ("pio-oberbarmen", "missing-kinds", "clear", "recorded", {"stadtteilkonferenz-oberbarmen"}),
    # gebiete 5 names no mediator, confirmed (vollstaendigkeit 5); three actors; a funding area (foerdergebiete 2).
    ("pio-oberbarmen", "unbridged-areas", "clear", "recorded", {"wichlinghausen-nord"}),
    # gremien 4: no chair, no moderator, list not confirmed.
    ("pio-oberbarmen", "unmediated-groups", "possible", "not_recorded", {"runder-tisch-wichlinghausen"}),
    ("campus-marxloh", "strengths", "clear", "documented", {"O08", "O09"}),
    ("campus-marxloh", "parallel-offers", "clear", "absent", {"O01", "O02"}),
    # Kennzahlen 7: 15.0 % against a median of 11.0 %; list confirmed on 2024-06-14 (Vollständigkeit 2).
    ("campus-marxloh", "coverage", "clear", "recorded", {"bruckhausen"}),
    # "nein" in Zusammenarbeit 3; Projekte 3 and Angebote 17 share a cell; B02 knows both (Zusammenarbeit 6, 7).
    ("campus-marxloh", "missing-links", "clear", "absent", {"B07", "B15"}),
    # Gremien 3 with confirmed members (Vollständigkeit 10) has no housing company; B09 is one.
    ("campus-marxloh", "missing-kinds", "clear", "recorded", {"G02"}),
    # Gebiete 8 names no mediator, confirmed (Vollständigkeit 5); three actors; in the funding area (Fördergebiete 2).
    ("campus-marxloh", "unbridged-areas", "clear", "recorded", {"bruckhausen"}),
    ("campus-marxloh", "unmediated-groups", "possible", "not_recorded", {"G03"}),
]


@pytest.mark.parametrize(("example", "analysis", "band", "rests_on", "subjects"), FIRST)
def test_the_first_finding_is_the_one_worked_out_by_hand(findings, example, analysis, band, rests_on, subjects):
    result = findings[example][analysis][0]
    assert (result.band, result.rests_on) == (band, rests_on)
    assert ids(result) == subjects


CARDS = [
    ("essener-konsens", "introduce", {"A14", "A26"}),
    ("pio-oberbarmen", "introduce", {"kulturverein-sonnenfaden-e-v", "zweite-reihe-e-v"}),  # zusammenarbeit 3
    ("campus-marxloh", "introduce", {"B07", "B15"}),  # Zusammenarbeit 3
]


@pytest.mark.parametrize(("example", "card", "subjects"), CARDS)
def test_the_first_card_of_a_kind_is_the_one_worked_out_by_hand(findings, example, card, subjects):
    assert ids(first(findings[example]["missing-links"], card=card)) == subjects


def test_what_nobody_was_asked_about_is_asked_first(findings):
    entries = [ids(finding) for finding in findings["essener-konsens"]["missing-links"] if finding.card == "ask"]
    assert {"A13", "A19"} in entries[:5]  # "weiß nicht" in Zusammenarbeit 9; they share the caretakers of Katernberg


def test_the_legally_plural_pair_is_wanted_side_by_side(findings):
    plural = next(
        finding for finding in findings["essener-konsens"]["parallel-offers"] if ids(finding) == {"O18", "O19"}
    )
    assert plural.message.code == "wanted"


@pytest.mark.parametrize("hidden", [{"O06", "O07"}, {"O35"}])
def test_coordinated_and_ended_offers_are_no_hint(findings, hidden):
    assert not any(hidden <= ids(finding) for finding in findings["essener-konsens"]["parallel-offers"])


def test_members_of_a_small_group_are_not_introduced(findings):
    # "nein" in Zusammenarbeit 7 and 4, but both in G02 (Gremien 3), or in G01 (Gremien 2), on other themes.
    for example, pair in (("essener-konsens", {"A17", "A27"}), ("campus-marxloh", {"B02", "B11"})):
        assert not any(ids(finding) == pair for finding in findings[example]["missing-links"])


def test_the_public_list_finds_the_four_counselling_centres_and_takes_no_date_for_an_agreement(findings):
    # Four providers run "Erwerbslosenberatung"; the two of "Jugend in Arbeit plus" have the dates of one call.
    codes = {entry.message.code for entry in findings["nrw-esf-essen"]["parallel-offers"]}
    assert codes == {"coordination_unknown"}
    assert all(finding.rests_on == "unknown" for finding in findings["nrw-esf-essen"]["parallel-offers"])


@pytest.mark.parametrize("example", ["essener-konsens", "pio-oberbarmen", "campus-marxloh"])
def test_no_promised_section_is_empty(example):
    network, title = network_of(Path("examples") / example, as_of=ANY_DAY)
    report = make_report(network, title=title, lang="de", audience="internal")
    filled = {section.code for section in report.sections if section.cards}
    assert filled == {*sections(), "unknown"}


@pytest.mark.parametrize("example", ["essener-konsens", "pio-oberbarmen", "campus-marxloh"])
def test_every_card_says_where_it_was_read(example):
    network, title = network_of(Path("examples") / example, as_of=ANY_DAY)
    report = make_report(network, title=title, lang="de", audience="internal")
    cards = [card for section in report.sections for card in section.cards]
    lines = [line for card in cards for line in card.evidence]
    assert not [line for line in lines if not (line.file and line.sheet and line.row)]
    assert all(card.evidence for card in cards)


def test_a_survey_is_cited_by_its_own_row_and_answers_by_none():
    """Row 2 of befragungen.csv; antworten 4 says no, and of no pair both left each other out."""
    network = network_of(Path("examples/pio-oberbarmen"), as_of=ANY_DAY)[0]
    states = (network.view(PairStates)(*pair) for pair in combinations(network.position, 2))
    of_findings = (finding.evidence for result in results_for_report(network) for finding in result.findings)
    cited = {
        proof for member in (*(state.evidence for state in states), *of_findings) for proof in member if proof.source
    }
    surveyed = {(item.field, item.source.row) for item in cited if item.source.file == "befragungen.csv"}
    assert ("denied", 2) in surveyed
    assert {row for _, row in surveyed} == {2}
    assert "absent" not in {field for field, _ in surveyed}
    assert not [entry for entry in cited if entry.source.file == "antworten.csv"]
