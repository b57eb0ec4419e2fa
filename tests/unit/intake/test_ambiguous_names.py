"""A name that several records have, or none: told at its cell, and nothing is guessed."""

import pytest

from app.intake.intake import Intake
from tests.factories import area, group, indicator, offer, place, programme, project, records
from tests.intake_files import AKTEURE, Grid, intake_of

AREAS = (area("nord", name="Nord"), area("sued", name="Süd"))
CHECKS = ("Gebiet oder Gremium oder Ort", "Was", "Geprüft am", "Vollständig")
GRANTS = ("Programm", "Empfänger", "Projekt oder Angebot", "Betrag", "Art", "Seit")
VALUES = ("Kennzahl", "Gebiet", "Stichtag", "Wert", "Einheit")
GRANT = ("ESF", "AWO", "", "1000", "", "2024")


def read(sheet: str, heading: tuple[str, ...], *rows: tuple[str, ...], stored=()) -> Intake:
    sheets: dict[str, Grid] = {"akteure": AKTEURE, sheet: (heading, *rows)}
    return intake_of(sheets, records(*AREAS, *stored))


def refused(intake: Intake) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.row, problem.column) for problem in intake.rejected]


def aside(intake: Intake) -> list[tuple[str, int | None, str | None]]:
    """The rows set aside; nothing is refused."""
    assert intake.rejected == ()
    ending = "Der Eintrag wurde nicht übernommen."
    notices = (notice for notice in intake.notices if notice.message.endswith(ending))
    return [(notice.code, notice.row, notice.column) for notice in notices]


def questions_of(intake: Intake) -> list[tuple[str, str | None, list[str]]]:
    """Kind, column and answers of each question."""
    return [
        (question.kind, question.places[0].column, [choice.value for choice in question.choices])
        for question in intake.questions
    ]


def noticed(intake: Intake) -> set[str]:
    return {notice.code for notice in intake.notices}


# --- lists that were checked ------------------------------------------------------------------------------------------

CHECKED = ("Nord", "Angebote", "2024-06-30", "ja")


def test_the_subject_of_a_check_is_an_area_a_body_or_a_place():
    stored = group("runde", name="Runde Nord"), place("haus", name="Haus Nord")
    rows = [(subject, *CHECKED[1:]) for subject in ("Nord", "Runde Nord", "Haus Nord")]
    intake = read("vollständigkeit", CHECKS, *rows, stored=stored)
    assert refused(intake) == []
    subjects = {(check.subject_kind, check.subject) for check in intake.records.inventory_checks}
    assert subjects == {("area", "nord"), ("working_group", "runde"), ("place", "haus")}


def test_a_subject_that_is_an_area_and_a_place_is_asked_about():
    intake = read("vollständigkeit", CHECKS, CHECKED, stored=[place("haus", name="Nord")])
    assert aside(intake) == [("ambiguous", 2, "A")]
    assert "eine dieser IDs ein: nord, haus." in intake.notices[0].message


@pytest.mark.parametrize("row", [("", *CHECKED[1:]), ("Nord", "", *CHECKED[2:])])
def test_a_check_without_subject_or_list_is_set_aside(row):
    intake = read("vollständigkeit", CHECKS, row)
    assert [code for code, _, _ in aside(intake)] == ["missing"]
    assert intake.records.inventory_checks == ()


# --- grants -----------------------------------------------------------------------------------------------------------


def test_a_grant_without_a_programme_is_set_aside():
    intake = read("fördermittel", GRANTS, ("", *GRANT[1:]))
    assert aside(intake) == [("missing", 2, "A")]
    assert intake.records.grants == ()


def test_a_programme_of_which_there_are_two_is_asked_about():
    stored = programme("esf-a", name="ESF"), programme("esf-b", name="ESF")
    intake = read("fördermittel", GRANTS, GRANT, stored=stored)
    assert (refused(intake), intake.records.grants) == ([], ())
    assert questions_of(intake) == [("which_of", "A", ["programmes:esf-a", "programmes:esf-b", "leave_out"])]


FUNDED = ("ESF", "AWO", "Lotsen", "1000", "", "2024")


def funded(*stored) -> Intake:
    return read("fördermittel", GRANTS, FUNDED, stored=stored)


def test_of_several_funded_by_that_name_that_of_the_recipient_is_meant():
    (given,) = funded(offer("a", "awo", name="Lotsen"), project("b", "caritas", name="Lotsen")).records.grants
    assert (given.offers, given.projects) == (("a",), ())


def test_where_the_recipient_has_none_or_both_of_them_it_is_asked():
    none = funded(offer("a", "x", name="Lotsen"), project("b", "y", name="Lotsen"))
    both = funded(offer("a", "awo", name="Lotsen"), project("b", "awo", name="Lotsen"))
    for intake in (none, both):
        assert refused(intake) == []
        assert questions_of(intake) == [("which_of", "C", ["projects:b", "offers:a", "leave_out"])]


def test_what_is_funded_and_unknown_is_asked_about_with_what_is_near():
    intake = funded(project("b", "awo", name="Lotsenn"))
    assert refused(intake) == []
    assert questions_of(intake) == [("which_of", "C", ["projects:b", "leave_out"])]


# --- statistics -------------------------------------------------------------------------------------------------------

VALUE = ("Arbeitslose", "Nord", "2023", "300", "Personen")


def test_a_value_without_an_indicator_is_set_aside():
    intake = read("kennzahlen", VALUES, ("", *VALUE[1:]))
    assert aside(intake) == [("missing", 2, "A")]
    assert intake.records.observations == ()


def test_an_indicator_of_which_there_are_two_is_asked_about():
    stored = indicator("u1", name="Arbeitslose"), indicator("u2", name="Arbeitslose")
    assert aside(read("kennzahlen", VALUES, VALUE, stored=stored)) == [("ambiguous", 2, "A")]


def test_without_a_unit_the_stored_indicator_says_how_a_number_is_read():
    counted = indicator("u", "count", name="Arbeitslose")
    intake = read("kennzahlen", VALUES, (*VALUE[:4], ""), stored=[counted])
    assert refused(intake) == []
    assert [(observation.indicator, observation.value) for observation in intake.records.observations] == [("u", 300)]


def test_an_unknown_unit_is_told():
    assert "unit_unknown" in noticed(read("kennzahlen", VALUES, (*VALUE[:3], "12", "Fässer")))


def test_count_and_share_of_one_indicator_contradict_each_other():
    intake = read("kennzahlen", VALUES, VALUE, ("Arbeitslose", "Süd", "2023", "12", "Prozent"))
    assert refused(intake) == [("contradiction", 3, "E")]


# --- surveys ----------------------------------------------------------------------------------------------------------


def test_a_wave_whose_name_gives_no_id_is_refused():
    intake = read("befragungen", ("Name", "Datum", "Art"), ("???", "2024", "Liste"))
    assert refused(intake) == [("name_not_known", 2, "A")]
