"""Does a filled workbook say what was written into it, and only for its own sheet?"""

import io
from dataclasses import replace

import openpyxl
import pytest

from app.feedback.answer import Answer
from app.feedback.deliveries import deliveries
from app.feedback.filled_workbook import read_filled
from app.feedback.opening import Opener
from app.feedback.sheet import Entry, Partner, Question, Sheet
from app.feedback.workbook import workbook
from app.formats.files import InputFile
from tests.factories import actor, records, wave
from tests.feedback import AT, SEAL, sheet_of

SHEET = replace(
    sheet_of("A"),
    partners=(Partner(id="B", name="Werkhof", recorded=True), Partner(id="C", name="=1+1")),
    offers=(Entry(id="s1", name="Sprachcafé", facts=(("Gebiet", "Altendorf"),)),),
    questions=(Question(key="q1", title="Sprachcafé", text="Ist es abgestimmt?"),),
)


def filled(sheet: Sheet, answers: dict[str, tuple[str, ...]], additions: tuple[str, ...] = ()) -> bytes:
    """The workbook with the cells from column C on of the rows whose name begins so."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet, SEAL)))
    page = book.active
    blank = [row for row in page.iter_rows(min_col=1, max_col=2) if row[0].value == "addition"]
    for row, name in zip(blank, additions, strict=False):
        row[1].value = name
    for row in page.iter_rows(min_row=2, max_col=5):
        for start, values in answers.items():
            if str(row[1].value or "").startswith(start) and row[0].value:
                for cell, value in zip(row[2:], values, strict=False):
                    cell.value = value or None
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def answer_of(content: bytes) -> Answer:
    read = read_filled("bogen.xlsx", content, SEAL, "de")
    assert read is not None
    return read.answer


def test_what_is_written_into_the_cells_is_read_back():
    content = filled(
        SHEET,
        {
            "Werkhof": ("ja", "stimmen sich ab"),
            "=1+1": ("weiß nicht",),
            "Sprachcafé\nGebiet": ("gibt es nicht mehr", "06/2024", "zu wenig Raum"),
            "Sprachcafé\nIst": ("", "", "Ja, mit dem Werkhof."),
            "Ist die Liste Ihrer": ("nein", "", "Nähkurs"),
            "Bemerkung": ("", "", "Gern mehr."),
            "Ausgefüllt am": ("20.08.2024",),
        },
        ("Nähstube", "Tafel"),
    )
    answer = answer_of(content)
    assert [(record.id, record.answer, record.strength) for record in answer.partners] == [
        ("B", "yes", 3),
        ("C", "unknown", None),
    ]
    assert [record.name for record in answer.additions] == ["Nähstube", "Tafel"]
    assert [(record.id, record.state, record.end, record.text) for record in answer.offers] == [
        ("s1", "ended", "06/2024", "zu wenig Raum")
    ]
    assert [(record.key, record.text) for record in answer.questions] == [("q1", "Ja, mit dem Werkhof.")]
    assert (answer.offers_complete.answer, answer.offers_complete.missing) == ("no", "Nähkurs")
    assert (answer.remark, answer.answered) == ("Gern mehr.", "2024-08-20T23:59:59Z")


def test_an_empty_workbook_says_nothing_and_a_word_nobody_knows_is_never_yes():
    assert not answer_of(workbook(SHEET, SEAL)).says_something
    read = read_filled("bogen.xlsx", filled(SHEET, {"Werkhof": ("ab und zu",)}), SEAL, "de")
    assert read is not None
    assert ([record.answer for record in read.answer.partners], read.unclear) == (["unknown"], ["ab und zu"])


def test_rows_of_another_sheet_and_a_sheet_under_another_name_are_refused():
    stored = records(actor("A"), actor("B"), actor("C"), wave("herbst", "A B", mode="recall"))

    def refusals(content: bytes) -> list[str]:
        opener = Opener(workspace="stadt", seal=SEAL, records=stored, known=(), now=AT, lang="de")
        _, refused = opener.open(deliveries((InputFile("bogen.xlsx", content),), "de"))
        return [problem.code for problem in refused]

    good = filled(SHEET, {"Werkhof": ("ja",)})
    assert refusals(good) == []
    assert refusals(changed(good, '"subject": "A"', '"subject": "B"')) == ["feedback_sheet"]
    assert refusals(changed(good, " B", " C", start="partner")) == ["feedback_rows"]
    assert refusals(changed(good, "{", "", start="netzblick")) == ["feedback_damaged"]
    assert refusals(workbook(SHEET, SEAL)) == ["feedback_empty"]


def changed(content: bytes, old: str, new: str, start: str = "") -> bytes:
    """The workbook with something else in the hidden column."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (cell,) in book.active.iter_rows(max_col=1):
        if str(cell.value or "").startswith(start):
            cell.value = str(cell.value or "").replace(old, new) or None
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["organisation", "area"])
def test_a_workbook_is_protected_but_for_what_is_to_be_filled_in(kind):
    sheet = replace(SHEET, id=replace(SHEET.id, kind=kind))
    page = openpyxl.load_workbook(io.BytesIO(workbook(sheet, SEAL))).active
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    open_cells = [cell for row in page.iter_rows() for cell in row if not cell.protection.locked]
    assert open_cells
    assert all(cell.value is None for cell in open_cells)
