"""Does each example show the gaps its README works out by hand? Findings by id; row 1 of a sheet is the heading."""

from datetime import date
from pathlib import Path

import pytest

from app.analysis.interface import analysis
from app.findings import Finding
from app.network.graph.dyad_census import dyad_census
from app.network.pairs.pair_state import PairStates
from app.usecases.imports.read_file import network_of

ANY_DAY = date(2024, 9, 1)
"""Every example names its own day, so this one is never used."""

ESSEN, PIO, MARXLOH = "essener-konsens", "pio-oberbarmen", "campus-marxloh"


@pytest.fixture(scope="module")
def findings_by_subject():
    """The findings of one analysis about one example, each example read once."""
    networks = {entry: network_of(Path("examples") / entry, as_of=ANY_DAY)[0] for entry in (ESSEN, PIO, MARXLOH)}

    def of(example: str, name: str) -> dict[tuple[str, frozenset[str]], Finding]:
        findings = analysis(name)(networks[example]).findings
        return {(entry.message.code, frozenset(subject.id for subject in entry.subjects)): entry for entry in findings}

    return of


EXPECTED = [
    # Fördermittel 4: until 2025-03-31, no second offer on the theme in Altenessen-Nord.
    (ESSEN, "early-warnings", "grant", {"O08"}, "clear"),
    (ESSEN, "early-warnings", "mediator", {"A15"}, "clear"),  # Akteure 15: until 2025-04-30
    (ESSEN, "early-warnings", "funding_area", {"foerdergebiet-altendorf"}, "clear"),  # Fördergebiete 2: 2025-12-31
    # foerdermittel 2 and 3: both until 2025-06-30.
    (PIO, "early-warnings", "grant", {"pio-perspektiven-in-oberbarmen--jobcenter-wuppertal"}, "clear"),
    (PIO, "early-warnings", "funding_area", {"foerdergebiet-oberbarmen-und-wichlinghausen"}, "clear"),
    (MARXLOH, "early-warnings", "grant_in_part", {"P01"}, "clear"),  # Fördermittel 3 ends 2025-06-30, 2 goes on
    (MARXLOH, "early-warnings", "grant", {"O02"}, "clear"),  # "Zukunftswerkstatt" until 2025-07-31
    (MARXLOH, "early-warnings", "grant", {"P04"}, "clear"),  # Fördermittel 7: until 2025-02-28
    (MARXLOH, "early-warnings", "funding_area", {"foerdergebiet-marxloh"}, "clear"),  # until 2026-06-30
    # Two programmes, recipients say no (Fördermittel 2, 3; foerdermittel 4, 5; Fördermittel 4, 5).
    (ESSEN, "unpooled-funding", "apart", {"altendorf", "A10", "A11"}, "clear"),
    (
        PIO,
        "unpooled-funding",
        "apart",
        {
            "oberbarmen-schwarzbach",
            "bildungswerk-schwebeblick-e-v",
            "kulturverein-sonnenfaden-e-v",
            "jobcenter-wuppertal",  # beside them; nobody said anything about it
        },
        "clear",
    ),
    (MARXLOH, "unpooled-funding", "apart", {"marxloh", "B05", "B06"}, "clear"),
    (ESSEN, "places", "unused", {"halle-am-foerderturm"}, "clear"),  # Orte 7, use confirmed in Vollständigkeit 13
    (ESSEN, "places", "no_contact_point", {"altenessen-nord"}, "clear"),  # Vollständigkeit 7
    (ESSEN, "places", "shared_unknown", {"treffpunkt-wetterschacht", "A20", "A21", "A23"}, "possible"),  # Orte 5
    (PIO, "places", "unused", {"stadtteilcafé-spindel"}, "clear"),  # orte 4, vollstaendigkeit 9
    (PIO, "places", "no_contact_point", {"wichlinghausen-sued"}, "clear"),  # vollstaendigkeit 10
    (MARXLOH, "places", "unused", {"jugendhaus-kranbahn"}, "clear"),  # Orte 3, Vollständigkeit 11
    (MARXLOH, "places", "no_contact_point", {"bruckhausen"}, "clear"),  # Vollständigkeit 7
    (ESSEN, "responsibilities", "several", {"O26"}, "clear"),  # Angebote 27: A12 and A23
    (ESSEN, "responsibilities", "nobody", {"P07"}, "possible"),  # Projekte 8
    (PIO, "responsibilities", "nobody", {"gesund-im-quartier--frauenzentrum-webstuhl-e-v"}, "possible"),  # projekte 4
    (MARXLOH, "responsibilities", "nobody", {"P03"}, "possible"),  # Projekte 4
    (ESSEN, "role-models", "suits", {"P01", "altenessen-nord"}, "clear"),  # Vollständigkeit 4
    (PIO, "role-models", "suits", {"platz-fuer-alle--info-stelle-marktlaterne", "wichlinghausen-sued"}, "clear"),
    (MARXLOH, "role-models", "suits", {"P01", "bruckhausen"}, "clear"),  # Vollständigkeit 8
    (ESSEN, "participation", "no_group", {"altenessen-nord"}, "clear"),  # Vollständigkeit 6
    (PIO, "participation", "undecided", {"wichlinghausen-nord"}, "clear"),  # gremien 4 informs, list confirmed
    (MARXLOH, "participation", "no_group", {"bruckhausen"}, "clear"),  # Vollständigkeit 6
    (ESSEN, "funding-areas", "ends", {"foerdergebiet-altendorf"}, "clear"),  # Fördergebiete 2
    (ESSEN, "funding-areas", "no_concept", {"foerdergebiet-essen-nord"}, "possible"),  # Fördergebiete 3
    (ESSEN, "joint-projects", "none", {"altenessen-nord"}, "clear"),  # Vollständigkeit 4
    (ESSEN, "failure-points", "mediator_unsure", {"A16"}, "possible"),  # Gebiete 5, 9, lists not confirmed
    (ESSEN, "failure-points", "provider", {"A11"}, "clear"),  # O09, Angebote 10
    (ESSEN, "failure-points", "provider", {"A14"}, "clear"),  # O08, Angebote 9
    (PIO, "failure-points", "mediator_unsure", {"info-stelle-marktlaterne"}, "possible"),  # gebiete 3, 4
    (ESSEN, "need-concentration", "several", {"katernberg"}, "clear"),  # Kennzahlen 8, 18, 28, 38
]


@pytest.mark.parametrize(("example", "name", "code", "subjects", "band"), EXPECTED)
def test_the_gap_worked_out_by_hand_is_found(findings_by_subject, example, name, code, subjects, band):
    assert findings_by_subject(example, name)[code, frozenset(subjects)].band == band


FIRST = [
    (ESSEN, "early-warnings", {"O32"}),  # Angebote 33: until 2025-02-28, the offers of Altenessen-Nord are confirmed
    (ESSEN, "places", {"halle-am-foerderturm"}),
    (ESSEN, "role-models", {"P01", "altenessen-nord"}),
    (ESSEN, "participation", {"altenessen-nord"}),
    (ESSEN, "failure-points", {"A14"}),
    (ESSEN, "need-concentration", {"katernberg"}),
    (PIO, "early-warnings", {"erfahrung-gefragt--zweite-reihe-e-v"}),  # angebote 6: until 2025-02-28
    (PIO, "places", {"stadtteilcafé-spindel"}),
    (MARXLOH, "places", {"jugendhaus-kranbahn"}),
    (MARXLOH, "role-models", {"P01", "bruckhausen"}),
]


@pytest.mark.parametrize(("example", "name", "subjects"), FIRST)
def test_the_first_gap_is_the_one_worked_out_by_hand(findings_by_subject, example, name, subjects):
    assert next(iter(findings_by_subject(example, name)))[1] == subjects


@pytest.mark.parametrize(
    ("example", "project", "area", "difference"),
    [(ESSEN, "P01", "altenessen-nord", 0.36), (MARXLOH, "P01", "bruckhausen", 0.23)],
)
def test_the_difference_of_areas_is_the_one_of_the_readme(findings_by_subject, example, project, area, difference):
    finding = findings_by_subject(example, "role-models")["suits", frozenset({project, area})]
    assert finding.message.arguments["distance"] == difference
    assert len(finding.message.arguments["indicators"]) == 4


def test_need_comes_together_in_katernberg_by_all_four_indicators(findings_by_subject):
    finding = findings_by_subject(ESSEN, "need-concentration")["several", frozenset({"katernberg"})]
    assert (finding.message.arguments["top"], finding.message.arguments["compared"]) == (4, 4)
    assert [entry.source.row for entry in finding.evidence] == [38, 8, 18, 28]


def test_the_grants_side_by_side_in_oberbarmen_run_beside_pio(findings_by_subject):
    (finding,) = findings_by_subject(PIO, "unpooled-funding").values()
    assert "biwaq" in {entry.id for entry in finding.message.arguments["told_beside"]}
    assert finding.message.arguments["told_until"] == date(2025, 12, 31)


def test_the_survey_in_oberbarmen_tells_one_more_pair_and_silence_none(findings_by_subject):
    network = network_of(Path("examples") / PIO, as_of=ANY_DAY)[0]
    women, advice = "frauenzentrum-webstuhl-e-v", "beratungsstelle-fadenkreuz-ggmbh"
    school, stairs = "schule-am-garnmarkt", "initiative-bunte-treppen"

    counts = dyad_census(network).counts
    assert (counts.known - counts.by_joint_work, counts.pairs) == (15 + 1, 120)  # zusammenarbeit, antworten
    assert PairStates(network)(women, advice).rests_on == "confirmed"  # antworten 2 and 3
    assert not any(network.is_absent(*pair) for pair in ((women, stairs), (advice, stairs), (advice, school)))
    state = PairStates(network)(women, school)  # "nein" in antworten 5
    assert (state.coordinated, state.rests_on) == ("no", "absent")


def test_two_programmes_of_one_recipient_are_no_gap(findings_by_subject):
    assert not any("B01" in subjects for _, subjects in findings_by_subject(MARXLOH, "unpooled-funding"))


def test_on_the_campus_those_who_say_no_are_named(findings_by_subject):
    (finding,) = (entry for (code, _), entry in findings_by_subject(MARXLOH, "places").items() if code == "shared")
    assert {"B05", "B06"} <= {subject.id for subject in finding.subjects}


@pytest.mark.parametrize("example", [ESSEN, PIO, MARXLOH])
def test_what_depends_on_one_organisation_is_for_the_coordinator_only(findings_by_subject, example):
    assert {entry.audience for entry in findings_by_subject(example, "failure-points").values()} == {"internal"}
