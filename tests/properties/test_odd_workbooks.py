"""Are known records read from workbooks with oddities, or told at the odd cell: never a third thing?"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from xml.sax.saxutils import escape

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.formats.files import InputFile, read_tables
from app.intake.intake import Intake, take_in
from app.intake.sheets.sheets import SHEETS
from tests.intake_files import csv_file, ods_file, zipped
from tests.trials import trials

Grid = Sequence[Sequence[object]]
CELLS = ("error", "formula", "merged", "struck", "percent", "hidden_row", "hidden_column", "garbled", "date as name")
ENCODINGS = {"windows": "cp1252", "unicode text": "utf-16"}
TABLES = (
    *ENCODINGS,
    "tabs",
    "plain",
    "titles",
    "empty column",
    "sum",
    "own column",
    "hidden sheet",
    "further sheet",
    "year in the name",
)
FORMATS = {
    "xlsx": {*CELLS, *TABLES} - {*ENCODINGS, "tabs"},
    "ods": {*CELLS, *TABLES} - {*ENCODINGS, "tabs", "hidden sheet"},
    "csv": {
        *ENCODINGS,
        "tabs",
        "error",
        "garbled",
        "plain",
        "titles",
        "empty column",
        "sum",
        "own column",
        "year in the name",
    },
}
AREAS = ("Nordstadt", "Weststadt", "Hafen", "Ost")
ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#NAME?")


@dataclass(frozen=True)
class Oddity:
    """What is odd about a sheet, and where (row and column from 1) if it is one cell."""

    kind: str
    sheet: str
    row: int
    column: int
    error: str = "#N/A"


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[str, dict[str, Grid], Oddity]:
    count = draw(st.integers(2, 5))
    names = [f"Verein {letter}" for letter in "ABCDE"[:count]]
    actors = [
        (name, "Bürgerverein", f"V{at}", draw(st.sampled_from(AREAS)), draw(st.sampled_from(("2019", "05/2020"))))
        for at, name in enumerate(names)
    ]
    ties = [(names[0], name, draw(st.sampled_from(("ja", "nein", "weiß nicht")))) for name in names[1:]]
    values = [("Quote", area, "2023", float(draw(st.integers(2, 99)))) for area in AREAS]
    sheets: dict[str, Grid] = {
        "Akteure": [("Name", "Art", "Kurzname", "Aktiv in", "Seit"), *actors],
        "Zusammenarbeit": [("Akteur A", "Akteur B", "Arbeiten zusammen"), *ties],
        "Kennzahlen": [("Kennzahl", "Gebiet", "Stichtag", "Wert"), *values],
    }
    form = draw(st.sampled_from(sorted(FORMATS)))
    kind = draw(st.sampled_from(sorted(FORMATS[form])))
    sheet = {"percent": "Kennzahlen", "date as name": "Akteure"}.get(kind) or draw(st.sampled_from(sorted(sheets)))
    row = draw(st.integers(2, len(sheets[sheet])))
    column = {"percent": 4, "date as name": 1}.get(kind) or draw(st.integers(1, len(sheets[sheet][0])))
    return form, sheets, Oddity(kind, sheet, row, column, draw(st.sampled_from(ERRORS)))


def prepared(sheets: Mapping[str, Grid], odd: Oddity) -> dict[str, list[list[object]]]:
    """The sheets as they look; what needs the format itself comes later."""
    grids = {title: [list(row) for row in grid] for title, grid in sheets.items()}
    grid = grids[odd.sheet]
    if odd.kind == "titles":
        grid[:0] = [["Stand: Mai 2024"], []]
    elif odd.kind == "empty column":
        grid[:] = [["", *row] for row in grid]
    elif odd.kind == "sum":
        grid += [[], [f"Summe: {len(grid) - 1}"]]
    elif odd.kind == "own column":
        grid[:] = [[*row, "Telefonzeiten" if at == 0 else f"n{at}"] for at, row in enumerate(grid)]
    elif odd.kind == "further sheet":
        grids["Auswertung"] = [["Jahr", "Zahl"], ["2024", "3"]]
    elif odd.kind == "garbled":
        grid[odd.row - 1][odd.column - 1] = "Bf€rg"
    elif odd.kind == "error":
        grid[odd.row - 1][odd.column - 1] = odd.error
    if odd.kind == "year in the name":
        grids[f"{odd.sheet} 2024"] = grids.pop(odd.sheet)
    return grids


def written(form: str, sheets: Mapping[str, Grid], odd: Oddity) -> list[InputFile]:
    grids = prepared(sheets, odd)
    if form == "csv":
        encoding, delimiter = ENCODINGS.get(odd.kind, "utf-8"), "\t" if odd.kind in {"tabs", "unicode text"} else ";"
        return [csv_file(title, grid, encoding=encoding, delimiter=delimiter) for title, grid in grids.items()]
    return [xlsx(grids, odd) if form == "xlsx" else ods(grids, odd)]


def xlsx(grids: Mapping[str, Grid], odd: Oddity) -> InputFile:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, grid in grids.items():
        page = book.create_sheet(title)
        for row in grid:
            page.append([None if value == "" else value for value in row])
    if odd.sheet in grids:
        mark(book[odd.sheet], odd)
    if odd.kind == "hidden sheet":
        book.create_sheet("Akteure alt").sheet_state = "hidden"
        book["Akteure alt"].append(["Name", "Art"])
    buffer = io.BytesIO()
    book.save(buffer)
    return InputFile("mappe.xlsx", buffer.getvalue())


def mark(page: Worksheet, odd: Oddity) -> None:
    cell = page.cell(odd.row, odd.column)
    if odd.kind == "error":
        cell.data_type = "e"
    elif odd.kind == "formula":
        cell.value = f'="{cell.value}"&""'
    elif odd.kind == "merged":
        page.merge_cells(start_row=odd.row, end_row=page.max_row, start_column=odd.column, end_column=odd.column)
    elif odd.kind == "date as name":
        cell.value, cell.number_format = date(2024, 1, 4), "d.m."
    elif odd.kind == "struck":
        cell.font = Font(strike=True)
    elif odd.kind == "percent":
        cell.value, cell.number_format = float(str(cell.value)) / 100, "0.0%"
    elif odd.kind == "hidden_row":
        page.row_dimensions[odd.row].hidden = True
    elif odd.kind == "hidden_column":
        page.column_dimensions[cell.column_letter].hidden = True


def ods(grids: Mapping[str, Grid], odd: Oddity) -> InputFile:
    file = ods_file(dict(grids))
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{ods_columns(grid, odd) if title == odd.sheet else ""}'
        + "".join(ods_row(grid, at, odd if title == odd.sheet else None) for at in range(len(grid)))
        + "</table:table>"
        for title, grid in grids.items()
    )
    content = bytes(entries["content.xml"]).decode()  # type: ignore[arg-type]
    start, end = content.index("<table:table "), content.rindex("</table:table>") + len("</table:table>")
    content = content[:start] + tables + content[end:]
    style = '<style:style style:name="weg"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    content = content.replace(
        "<office:body>", f"<office:automatic-styles>{style}</office:automatic-styles><office:body>"
    )
    spaces = 'xmlns:style="urn:s" xmlns:calcext="urn:c" office:version="1.2">'
    return replace(file, content=zipped(entries | {"content.xml": content.replace('office:version="1.2">', spaces, 1)}))


def ods_columns(grid: Grid, odd: Oddity) -> str:
    hidden = ' table:visibility="collapse"'
    return "".join(
        f"<table:table-column{hidden if odd.kind == 'hidden_column' and at == odd.column else ''}/>"
        for at in range(1, max(map(len, grid)) + 1)
    )


def ods_row(grid: Grid, at: int, odd: Oddity | None) -> str:
    hidden = ' table:visibility="collapse"' if odd and odd.kind == "hidden_row" and at + 1 == odd.row else ""
    cells = "".join(ods_cell(grid, at, column, odd) for column in range(len(grid[at])))
    return f"<table:table-row{hidden}>{cells}</table:table-row>"


def ods_cell(grid: Grid, at: int, column: int, odd: Oddity | None) -> str:
    if odd and odd.kind == "merged" and column + 1 == odd.column and at + 1 > odd.row:
        return "<table:covered-table-cell/>"
    here = odd is not None and (at + 1, column + 1) == (odd.row, odd.column)
    return ods_value(grid[at][column], odd if here else None, len(grid))


def ods_value(value: object, odd: Oddity | None, rows: int) -> str:
    kind = odd.kind if odd else "plain"
    attributes = {
        "merged": f' table:number-rows-spanned="{rows - odd.row + 1 if odd else 1}"',
        "struck": ' table:style-name="weg"',
    }.get(kind, "")
    if kind == "formula":
        return '<table:table-cell table:formula="of:=1"/>'
    if odd and kind == "error":
        shown = f'calcext:value-type="error"><text:p>{odd.error}</text:p>'
        return f'<table:table-cell office:value-type="string" office:string-value="" {shown}</table:table-cell>'
    if kind == "date as name":
        return '<table:table-cell office:value-type="date" office:date-value="2024-01-04"><text:p>4.1.</text:p></table:table-cell>'
    if kind == "percent":
        return f'<table:table-cell office:value-type="percentage" office:value="{float(str(value)) / 100}"/>'
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"{attributes}/>'
    shown = f"<text:p>{escape(str(value))}</text:p>" if value else ""
    typed = ' office:value-type="string"' if value else ""
    return f"<table:table-cell{typed}{attributes}>{shown}</table:table-cell>"


def bare(taken: Intake) -> dict[str, list[object]]:
    return {topic: [replace(record, source=None) for record in entry] for topic, entry in taken.records}


def told_at(taken: Intake, odd: Oddity) -> bool:
    letter = "ABCDEFG"[odd.column - 1]
    rows = {odd.row, 1 if odd.kind == "hidden_column" else odd.row}
    problems = (*taken.rejected, *taken.notices)
    return any(
        problem.sheet == odd.sheet and problem.row in rows and problem.column in {letter, None} for problem in problems
    )


@settings(max_examples=trials(150), deadline=None)
@given(workbooks())
def test_records_are_read_or_the_odd_cell_is_told(workbook: tuple[str, dict[str, Grid], Oddity]) -> None:
    form, sheets, odd = workbook
    known = bare(take_in(read_tables([csv_file(title, grid) for title, grid in sheets.items()])))
    taken = take_in(read_tables(written(form, sheets, odd)))
    if odd.kind in TABLES:
        assert (bare(taken), taken.rejected) == (known, ())
    elif odd.kind in {"percent", "struck", "hidden_row", "hidden_column"}:
        assert bare(taken) == known
        assert odd.kind == "percent" or told_at(taken, odd)
    else:
        assert told_at(taken, odd) or (odd.kind == "merged" and bare(taken) == known)


def test_every_kind_of_oddity_has_a_sheet_of_ours() -> None:
    assert {"Akteure", "Zusammenarbeit", "Kennzahlen"} <= {sheet.de for sheet in SHEETS}
