"""What does a row say? Its cells as values, before names are looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.formats.tables import Cell, Unreadable, column_letter
from app.intake.cells import Reading, Value, read_cell
from app.intake.problems import Place, Problems
from app.intake.sheets.headings import SheetTable
from app.intake.sheets.sheet import Column, Sheet
from app.intake.values.texts import BadValueError
from app.records.sources import SourceRef

Spots = Mapping[str, tuple[str, str]]
"""Letter and heading of the column of a field."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: what is ``given`` by field, and where (letter and heading) for problems.

    ``sound`` is False when a cell of it was rejected: it still answers to its name, but becomes no record.
    """

    sheet: Sheet
    source: SourceRef
    given: Mapping[str, Value]
    spots: Spots
    sound: bool = True

    def place(self, field: str | None = None) -> Place:
        """Where a field stands; the row alone where the field has no column."""
        return Place(self.source, *self.spots.get(field or "", (None, None)))

    def text(self, field: str) -> str | None:
        """The text of a field; None when it is not given or cleared."""
        value = self.given.get(field)
        return value if isinstance(value, str) else None

    def texts(self, field: str) -> tuple[str, ...]:
        """The texts of a field that takes several."""
        value = self.given.get(field)
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one column; the same text twice is read once."""

    index: int
    column: Column
    spot: tuple[str, str]
    seen: dict[str, Reading]

    def read(self, cell: Cell, lang: str) -> Reading:
        if not isinstance(cell, str):
            return read_cell(self.column, cell, lang)
        if cell not in self.seen:
            self.seen[cell] = read_cell(self.column, cell, lang)
        return self.seen[cell]


def read_rows(sheet_table: SheetTable, problems: Problems) -> list[Row]:
    """Every row of a table; whatever cannot be read is rejected at its place."""
    table = sheet_table.table
    readers = [
        _Reader(index, column, (column_letter(index), table.headings[index]), {})
        for index, column in sheet_table.columns.items()
    ]
    spots = {reader.column.field: reader.spot for reader in readers}
    complete = sheet_table.complete
    rows = []
    for number, cells in table.rows:
        source = SourceRef(table.file, table.sheet, number)
        before = len(problems.rejected)
        given = _given(readers, cells, source, problems)
        _reject_overhang(len(table.headings), cells, source, problems)
        rows.append(Row(sheet_table.sheet, source, given, spots, sound=complete and len(problems.rejected) == before))
    return rows


def _given(
    readers: Sequence[_Reader], cells: Sequence[Cell], source: SourceRef, problems: Problems
) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for reader in readers:
        cell = cells[reader.index] if reader.index < len(cells) else ""
        if isinstance(cell, Unreadable):
            _tell_unreadable(cell, reader.column, Place(source, *reader.spot), problems)
        elif cell != "":
            _read_into(given, reader, cell, source, problems)
        elif reader.column.required:
            problems.reject("missing", Place(source, *reader.spot))
    return given


def _tell_unreadable(cell: Unreadable, column: Column, place: Place, problems: Problems) -> None:
    """Such a cell is never taken as empty where that would say something else than the person sees."""
    refusal, notice = (
        ("formula_error", "formula_error.left_out")
        if cell.error
        else ("formula_without_value", "formula_without_value.left_out")
    )
    if column.says_something_when_empty:
        problems.reject(refusal, place, value=cell.shown(problems.lang))
    else:
        problems.notice(notice, place, value=cell.shown(problems.lang))


def _read_into(given: dict[str, Value], reader: _Reader, cell: Cell, source: SourceRef, problems: Problems) -> None:
    try:
        reading = reader.read(cell, problems.lang)
    except BadValueError as bad:
        problems.reject(bad.key, Place(source, *reader.spot), suggestion=bad.suggestion, **bad.arguments)
        return
    for notice in reading.notices:
        problems.notice(notice, Place(source, *reader.spot))
    if reader.column.required and reading.value in {None, ()}:
        problems.reject("missing", Place(source, *reader.spot))
    elif reading.given:
        given[reader.column.field] = reading.value


def _reject_overhang(width: int, cells: Sequence[Cell], source: SourceRef, problems: Problems) -> None:
    for index in range(width, len(cells)):
        if cells[index] != "":
            problems.reject("no_heading.row", Place(source, column_letter(index)))
