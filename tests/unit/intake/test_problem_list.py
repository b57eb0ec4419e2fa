"""The list of problems as a workbook: messages in rows, cells marked where they stand."""

import io
from datetime import date

from python_calamine import CalamineWorkbook

from app.formats.files import InputFile, read_tables
from app.formats.tables import Table
from app.intake.intake import take_in
from app.intake.problem_list import problem_list, problem_workbook
from tests.intake_files import xlsx_file, zipped_entries

GRID = (("Name", "Art", "Seit", "Bis"), ("AWO", "Zirkus", "2024", "2020"), ("@Haus", "Schule", 2020, ""))


def test_every_message_is_a_row_and_every_sheet_keeps_its_values() -> None:
    tables = read_tables([xlsx_file({"Akteure": GRID})])
    taken = take_in(tables, rows_aside=False)
    content = problem_list(tables, taken.rejected, taken.notices, "de")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    messages = book.get_sheet_by_name("Meldungen").to_python()
    assert messages[0] == ["Art", "Datei", "Blatt", "Zeile", "Spalte", "Meldung"]
    assert [(line[0], *line[2:5]) for line in messages[1:]] == [
        ("zu berichtigen", "Akteure", "2", "D"),
        ("Hinweis", "Akteure", "2", "B"),
    ]
    rows = book.get_sheet_by_name("Akteure").to_python()
    assert rows == [
        ["Name", "Art", "Seit", "Bis"],
        ["AWO", "Zirkus", "2024", "2020"],
        ["@Haus", "Schule", 2020.0, ""],
    ]
    comments = next(text for name, text in zipped_entries(content).items() if "comments" in name)
    assert 'ref="B2"' in comments
    assert 'ref="D2"' in comments
    assert "Zirkus" in comments


def test_sheets_of_one_name_and_with_odd_signs_are_told_apart() -> None:
    tables = [*read_tables([xlsx_file({"Akteure": GRID})]), *read_tables([xlsx_file({"Akteure": GRID}, "zwei.xlsx")])]
    content = problem_list(tables, (), (), "en")
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Messages", "Akteure", "Akteure 2"]


def test_files_without_sheets_have_their_messages_alone() -> None:
    content = problem_workbook((InputFile("netz.graphml", b"<graphml/>"),), (), (), "de")
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Meldungen"]


def test_dates_numbers_and_truths_keep_their_kind_in_the_list() -> None:
    table = Table("probe", "Akteure", ("Name", "Seit", "Zahl"), ((2, (True, date(2024, 5, 1), 7.0)),), 1)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(problem_list([table], (), (), "de"))).get_sheet_by_name("Akteure")
    assert rows.to_python()[1] == [True, "2024-05-01", 7.0]
