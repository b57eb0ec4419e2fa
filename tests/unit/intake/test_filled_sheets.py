"""The filled-in workbook: every kind of cell in the words of its language, names where they mean one record alone."""

import pytest

from app.formats.tables import Cell
from app.intake.filled_sheets import filled_sheets
from app.records.records import Record
from app.records.vocabulary import Lang
from tests.factories import (
    actor,
    area,
    checked,
    grant,
    indicator,
    observation,
    offer,
    programme,
    project,
    records,
    report,
    wave,
)

YOUTH = indicator("jugend", "count", source_note="Statistikstelle", may_be_passed_on=True)
SHARE = indicator("quote")
NORD = area("nord", kind="district")


def cell(heading: str, *given: Record, lang: Lang = "de") -> Cell:
    """The cell under a heading in the last row of the only sheet that has it."""
    (table,) = (table for table in filled_sheets(records(*given), lang) if heading in table.headings)
    _, cells = table.rows[-1]
    return cells[table.headings.index(heading)]


@pytest.mark.parametrize(
    ("value", "suppressed", "expected"), [(12.0, False, 12.0), (None, True, "*"), (None, False, "-")]
)
def test_a_hidden_value_is_a_star_and_an_unknown_one_a_dash(
    value: float | None, suppressed: bool, expected: Cell
) -> None:
    assert cell("Wert", NORD, YOUTH, observation("jugend", "nord", value, suppressed=suppressed)) == expected


@pytest.mark.parametrize(
    ("statistic", "lang", "expected"),
    [(YOUTH, "de", "Anzahl"), (SHARE, "de", "Prozent"), (YOUTH, "en", "count"), (SHARE, "en", "percent")],
)
def test_the_unit_stands_beside_the_value(statistic: Record, lang: Lang, expected: str) -> None:
    heading = "Einheit" if lang == "de" else "Unit"
    assert cell(heading, NORD, statistic, observation(statistic.id, "nord", 3.0), lang=lang) == expected


def test_what_belongs_to_the_statistic_stands_in_the_rows_of_its_values() -> None:
    given = (NORD, YOUTH, observation("jugend", "nord", 3.0))
    assert (cell("Quelle", *given), cell("Weitergabe erlaubt", *given)) == ("Statistikstelle", "ja")


def test_a_grant_names_projects_and_offers_by_their_ids() -> None:
    given = (project("p1", "A", name="Kurs"), offer("o1", "A", name="Kurs"), programme("esf"))
    assert cell("Projekt oder Angebot", *given, grant("g", "esf", "A", projects="p1", offers="o1")) == "p1; o1"


@pytest.mark.parametrize(
    ("strength", "unsure", "answer", "grade"),
    [(2, False, "ja", "2"), (None, False, "ja", ""), (0, False, "nein", ""), (None, True, "weiß nicht", "")],
)
def test_an_answer_is_yes_no_or_unknown_with_its_grade(
    strength: int | None, unsure: bool, answer: str, grade: str
) -> None:
    given = (wave("w", "A B"), report("w", "A", "B", strength, unsure=unsure))
    assert (cell("Arbeiten zusammen", *given), cell("Stärke", *given)) == (answer, grade)


def test_a_name_that_could_mean_two_is_written_as_an_id() -> None:
    given = (actor("A", name="Treff"), actor("B", name="Haus; Hof"), actor("C", name="treff"), actor("D", name="Hof"))
    offers = [cell("Akteur", *given, offer("o", leads)) for leads in "ABCD"]
    assert offers == ["A", "B", "C", "Hof"]


def test_a_confirmed_list_names_its_area() -> None:
    assert cell("Gebiet oder Gremium oder Ort", NORD, checked("offers", "nord")) == "nord"
