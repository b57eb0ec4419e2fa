"""Do partners in a list of organisations become cooperations, once each, and is nothing read into silence?"""

import pytest

from app.records.records import Records
from tests.factories import actor, tie
from tests.intake_files import Grid, intake_of

NAMES = ("AWO", "Caritas", "Jugendamt")


def listed(*partners: str, heading: str = "Kooperationspartner") -> Grid:
    """A list of the organisations with a column of their partners."""
    rows = [(name, "Verein", cell) for name, cell in zip(NAMES, partners, strict=True)]
    return (("Name", "Art", heading), *rows)


def pairs(intake) -> list[tuple[str, str, str, str]]:
    return [(told.actor_a, told.actor_b, told.status, told.basis) for told in intake.records.cooperations]


@pytest.mark.parametrize(
    "heading", ["Kooperationspartner", "Zusammenarbeit mit", "Arbeitet zusammen mit", "Partner", "works with"]
)
def test_partners_in_a_list_are_cooperations_once_each(heading):
    intake = intake_of({"akteure": listed("Caritas, Jugendamt", "awo", "", heading=heading)})

    assert pairs(intake) == [("awo", "caritas", "stated", "stated"), ("awo", "jugendamt", "stated", "stated")]
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [("partners_read", 2, "C")]
    assert [told.source.row for told in intake.records.cooperations] == [2, 2]


@pytest.mark.parametrize("cell", ["", "-", "keine", "k. A.", "diverse", "AWO"])
def test_who_names_nobody_is_recorded_with_nobody(cell):
    intake = intake_of({"akteure": listed(cell, "", "")})

    assert (pairs(intake), intake.rejected, intake.questions) == ([], (), ())
    assert len(intake.notices) == (cell not in ("", "-"))


def test_the_sheet_of_cooperations_says_more_and_a_no_contradicts():
    headings = ("Akteur A", "Akteur B", "Arbeiten zusammen", "Stärke")
    for answer, strength, rejected in (("ja", "3", []), ("nein", "", [("partner_denied", 2, "C")])):
        sheets = {
            "akteure": listed("Caritas", "", ""),
            "zusammenarbeit": (headings, ("Caritas", "AWO", answer, strength)),
        }
        intake = intake_of(sheets)
        assert [(problem.code, problem.row, problem.column) for problem in intake.rejected] == rejected
        assert len(intake.records.cooperations) == 1


@pytest.mark.parametrize("answers", [("ja", "nein"), ("nein", "ja")])
def test_of_several_kinds_any_no_contradicts_a_list_of_partners(answers):
    """Whichever row stands last."""
    kinds = ("Informationsaustausch", "gemeinsames Projekt")
    rows = [("Caritas", "AWO", kind, answer) for kind, answer in zip(kinds, answers, strict=True)]
    headings = ("Akteur A", "Akteur B", "Art", "Arbeiten zusammen")
    intake = intake_of({"akteure": listed("Caritas", "", ""), "zusammenarbeit": (headings, *rows)})
    assert [(problem.code, problem.row, problem.column) for problem in intake.rejected] == [("partner_denied", 2, "C")]
    assert f"Zeile {answers.index('nein') + 2} " in intake.rejected[0].message


def test_what_follows_a_contradiction_in_a_cell_is_refused_with_it():
    """The row is refused: its further partners, known or not, become nothing and break nothing."""
    sheets = {
        "akteure": listed("Caritas, Jugendamt", "", ""),
        "zusammenarbeit": (("Akteur A", "Akteur B", "Arbeiten zusammen"), ("Caritas", "AWO", "nein")),
    }
    assert [problem.code for problem in intake_of(sheets).rejected] == ["partner_denied"]


def test_a_partner_that_is_not_listed_is_asked_about():
    intake = intake_of({"akteure": listed("Polizei", "", "")})
    assert (pairs(intake), [question.key for question in intake.questions]) == ([], ["add:actors:polizei"])

    added = intake_of({"akteure": listed("Polizei", "", "")}, answers={"add:actors:polizei": "new"})
    assert pairs(added) == [("awo", "polizei", "stated", "stated")]


def test_what_is_known_better_stays_and_a_second_reading_changes_nothing():
    stored = Records(
        actors=tuple(actor(name.lower(), name=name, kinds="association", sphere="civil_society") for name in NAMES),
        cooperations=(tie("awo", "caritas", status="confirmed", basis="survey", strength=3),),
    )
    intake = intake_of({"akteure": listed("Caritas", "", "")}, stored)

    assert [change for change in intake.changed if change.topic == "cooperations"] == []
    assert pairs(intake) == [("awo", "caritas", "confirmed", "survey")]
