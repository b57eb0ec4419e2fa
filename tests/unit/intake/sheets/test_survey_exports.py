"""Exports of survey programs: read where nobody can doubt who speaks of whom, else refused with what to do."""

import pytest

from app.errors import InvalidInput
from app.intake.intake import Intake
from tests.intake_files import AKTEURE, Grid, intake_of

HEAD = ("Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Welche Organisation vertreten Sie?")
WITH = "Mit wem arbeiten Sie zusammen?"
NAMES = ("AWO", "Caritas", "Jugendamt")


def export(
    *rows: tuple[str, ...], head: tuple[str, ...] = HEAD, names: tuple[str, ...] = NAMES, asks: str = WITH
) -> Grid:
    answers = (("1", "2025-03-01 10:00:00", "5", *row) for row in rows)
    return ((*head, *(f"{asks} [{name}]" for name in names)), *answers)


ROWS = (("AWO", "", "Ja", "Nein"), ("Caritas", "Ja", "", "N/A"), ("Jugendamt", "nein", "Ja", ""))


def said(taken: Intake) -> dict[tuple[str, str], tuple[int | None, bool]]:
    assert taken.rejected == ()
    return {(report.by, report.about): (report.strength, report.unsure) for report in taken.records.tie_reports}


def test_an_array_of_limesurvey_is_read_as_a_survey_and_no_answer_is_not_known() -> None:
    taken = intake_of({"akteure": AKTEURE, "Befragung Nord": export(*ROWS)})
    assert said(taken) == {
        ("awo", "caritas"): (None, False),
        ("awo", "jugendamt"): (0, False),
        ("caritas", "awo"): (None, False),
        ("caritas", "jugendamt"): (None, True),
        ("jugendamt", "awo"): (0, False),
        ("jugendamt", "caritas"): (None, False),
    }
    (wave,) = taken.records.waves
    assert (wave.name, str(wave.date), wave.mode) == ("Befragung Nord", "2025-03-01", "roster")
    assert wave.asked_about == wave.answered_by == ("awo", "caritas", "jugendamt")
    assert [notice.code for notice in taken.notices] == ["survey_read"]


def test_answers_that_were_begun_and_never_sent_are_left_out_and_counted() -> None:
    """Who gave up and answered again later answers once."""
    begun = (("4", "", "1", "AWO", "Nein", "Nein", "Nein"), ("5", "", "1", "Kita Nord", "Ja", "Ja", "Nein"))
    sent = export(*ROWS)
    whole = intake_of({"akteure": AKTEURE, "Befragung Nord": (*sent, *begun)})
    assert said(whole) == said(intake_of({"akteure": AKTEURE, "Befragung Nord": sent}))
    told = {notice.code: notice.message for notice in whole.notices}
    assert told.keys() == {"survey_read", "survey_given_up"}
    assert told["survey_given_up"].endswith(": 2.")


CODES = export(*ROWS, names=("SQ001", "SQ002", "SQ003"))
NOBODY = export(*ROWS, head=(*HEAD[:3], "Wie lange gibt es Sie?"))
TWICE = export(*ROWS, ROWS[0])
PLANNED = export(*ROWS, asks="Mit wem möchten Sie künftig zusammenarbeiten?")
GRADES = export(("AWO", "", "3", "1"), ("Caritas", "2", "", "4"))
FORMS = (
    ("Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Ihre Einrichtung", "Mit wem arbeiten Sie zusammen?"),
    ("2025-03-01", "2025-03-01", "anonymous", "", "AWO", "Caritas;"),
)
GOOGLE = (
    ("Zeitstempel", "Wie heißt Ihre Organisation?", "Mit wem kooperieren Sie?"),
    ("2025/03/01 10:00:12", "AWO", "Caritas, Jugendamt"),
)


@pytest.mark.parametrize(
    ("grid", "wanted"),
    [
        (CODES, "Vollständiger Fragetext"),
        (NOBODY, "antwortende Einrichtung"),
        (TWICE, "jede einmal"),
        (PLANNED, "genau eine Frage"),
        (GRADES, "genau eine Frage"),
        (FORMS, "unpivot"),
        (GOOGLE, "unpivot"),
    ],
)
def test_what_leaves_a_doubt_is_refused_with_what_to_do_and_beside_others_told(grid: Grid, wanted: str) -> None:
    with pytest.raises(InvalidInput, match="Umfrageprogramms") as raised:
        intake_of({"ergebnisse": grid})
    assert wanted in (raised.value.hint or "")
    taken = intake_of({"akteure": AKTEURE, "ergebnisse": grid})
    (notice,) = [notice for notice in taken.notices if notice.sheet == "ergebnisse"]
    assert (notice.code, wanted in notice.message, taken.questions) == ("survey_not_read", True, ())


def test_a_list_that_a_form_collected_is_a_list() -> None:
    rows = (
        ("Zeitstempel", "Einrichtung", "Art", "Wo?", "Seit wann?"),
        ("2025-03-01", "Kita Nord", "Kita", "hier", "2019"),
    )
    assert [actor.name for actor in intake_of({"formular": rows}).records.actors] == ["Kita Nord"]
