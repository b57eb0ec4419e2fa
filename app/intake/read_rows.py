"""Reading of the rows of a sheet: each cell as its column asks, and what is told, set aside or refused on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.formats.tables import Cell, Spot, Table, Unreadable
from app.intake.cells import Reading, Value, read_cell
from app.intake.problems import Place, Problems
from app.intake.rows import Row, Spots, joined
from app.intake.sheets.headings import SheetTable
from app.intake.sheets.sheet import PERIODS, Column, Kind, Sheet
from app.intake.values.texts import BadValueError, Notice
from app.records.sources import SourceRef
from app.records.vocabulary import Lang


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one column, the same text or number only once.

    ``plain`` are the values of cells of which there is nothing to tell, ``read_before`` the readings of the others.
    """

    index: int
    column: Column
    spot: Spot
    plain: dict[str | float, Value]
    read_before: dict[str | float, Reading]

    def read(self, cell: Cell, lang: Lang) -> Reading:
        if not isinstance(cell, str | float):
            return read_cell(self.column, cell, lang)
        if cell in self.read_before:
            return self.read_before[cell]
        reading = read_cell(self.column, cell, lang)
        if reading.is_plain:
            self.plain[cell] = reading.value
        else:
            self.read_before[cell] = reading
        return reading


@dataclass(frozen=True, slots=True)
class _Pass:
    """The readers of one way through the columns of a row, and where their fields stand."""

    readers: Sequence[_Reader]
    spots: Spots


def read_rows(sheet_table: SheetTable, problems: Problems) -> list[Row]:
    """Every entry of a table; whatever cannot be read is told at its place."""
    table = sheet_table.table
    first, *repeated = _passes(sheet_table)
    rows: list[Row] = []
    above_is_kept = False
    for number, cells in table.rows:
        source = SourceRef(table.file, table.sheet, number)
        is_further = number in sheet_table.further
        row = _row(sheet_table, first, cells, source, problems, tell_missing=not is_further)
        for columns in repeated if row is not None else ():
            part = _row(sheet_table, columns, cells, source, problems, tell_missing=False)
            row = row.with_further(part) if row is not None and part is not None else None
        if is_further and above_is_kept and row is not None:
            rows[-1] = joined(rows[-1], row, problems)
        elif not is_further:
            above_is_kept = row is not None
            rows += [] if row is None else [row]
    return [row for row in rows if _stays(row, problems)]


def _stays(row: Row, problems: Problems) -> bool:
    """Whether a row is kept; one whose end lies before its beginning is told and only kept where that refuses the files.

    Which of the two is wrong nobody knows.
    """
    if not row.ends_before_start:
        return True
    before = len(problems.rejected)
    period = {name: row.values[name] for name in ("start", "end")}
    problems.set_row_aside(row.sheet, Notice("end_before_start", period), row.place("end"))
    return len(problems.rejected) > before


def _passes(sheet_table: SheetTable) -> list[_Pass]:
    """Readers of the columns, every field once; columns that stand for the same again come in further passes."""
    passes: list[list[_Reader]] = []
    times: dict[str, int] = {}
    for index, column in _read_columns(sheet_table):
        spot = sheet_table.table.spot(index)
        times[column.field] = at = times.get(column.field, -1) + 1
        passes += [[]] if at == len(passes) else []
        passes[at].append(_Reader(index, column, spot, {}, {}))
    return [_Pass(readers, {reader.column.field: reader.spot for reader in readers}) for readers in passes or [[]]]


def _read_columns(sheet_table: SheetTable) -> Iterator[tuple[int, Column]]:
    """The columns by their index; one of whole periods is read for the beginning and for the end."""
    for index, column in sheet_table.columns.items():
        yield index, column
        if column.kind is Kind.PERIOD_START:
            yield index, replace(sheet_table.sheet.column("end"), kind=Kind.PERIOD_END)


def _row(
    sheet_table: SheetTable,
    columns: _Pass,
    cells: Sequence[Cell],
    source: SourceRef,
    problems: Problems,
    *,
    tell_missing: bool,
) -> Row | None:
    """Row of the values in some columns; None where it is set aside.

    ``tell_missing``: tell which cells are empty.
    """
    before, sheet = len(problems.rejected), sheet_table.sheet
    row_problems = _RowProblems(sheet, source, problems)
    values, readings, blank = _readings(columns.readers, cells, row_problems, tell_missing=tell_missing)
    _refuse_overhang(sheet_table.table, cells, row_problems)
    if row_problems.is_aside:
        return None
    unclear = {field: reading.unclear for field, reading in readings.items() if reading.unclear}
    sound = sheet_table.complete and len(problems.rejected) == before
    return Row(sheet, source, values, columns.spots, sound, unclear, blank)


@dataclass(slots=True)
class _RowProblems:
    """Tells what is wrong with the cells of one row of a sheet; the first that sets it aside is enough."""

    sheet: Sheet
    source: SourceRef
    problems: Problems
    is_aside: bool = False

    @property
    def lang(self) -> Lang:
        return self.problems.lang

    def tell(self, notice: Notice, spot: Spot) -> None:
        once = notice.arguments.get("value") if notice.key == "read_as" else None
        self.problems.tell(notice, Place(self.source, *spot), once=once)

    def refuse(self, notice: Notice, spot: Spot) -> None:
        self.problems.refuse(notice, Place(self.source, *spot))

    def set_row_aside(self, notice: Notice, spot: Spot) -> None:
        if not self.is_aside:
            self.problems.set_row_aside(self.sheet, notice, Place(self.source, *spot))
        self.is_aside = self.problems.rows_aside and not self.sheet.silence_tells


def _readings(
    readers: Sequence[_Reader], cells: Sequence[Cell], problems: _RowProblems, *, tell_missing: bool
) -> tuple[dict[str, Value], dict[str, Reading], tuple[str, ...]]:
    """Of a row: the values given, the readings with something to tell, both by field, and the fields that are empty."""
    values: dict[str, Value] = {}
    readings: dict[str, Reading] = {}
    blank = []
    for reader in readers:
        cell = cells[reader.index] if reader.index < len(cells) else ""
        if cell == "":
            blank.append(reader.column.field)
            if tell_missing:
                _tell_missing(reader, problems)
        elif (type(cell) is str or type(cell) is float) and cell in reader.plain:
            values[reader.column.field] = reader.plain[cell]
        elif isinstance(cell, Unreadable):
            _tell_unreadable(cell, reader, problems)
        elif (reading := _reading(reader, cell, problems)) is not None:
            if reading.is_given:
                values[reader.column.field] = reading.value
            if not reading.is_plain:
                readings[reader.column.field] = reading
    return values, readings, tuple(blank)


def _tell_unreadable(cell: Unreadable, reader: _Reader, problems: _RowProblems) -> None:
    """Such a cell is never taken as empty where that would say something else than the person sees."""
    key = "formula_error" if cell.error else "formula_without_value"
    arguments = {"value": cell.text(problems.lang)}
    if reader.column.says_something_when_empty:
        problems.set_row_aside(Notice(key, arguments), reader.spot)
    else:
        problems.tell(Notice(f"{key}.left_out", arguments), reader.spot)


def _reading(reader: _Reader, cell: Cell, problems: _RowProblems) -> Reading | None:
    """What a filled cell gives, with everything that is to be said about it; None where it was told already."""
    column = reader.column
    try:
        reading = reader.read(cell, problems.lang)
    except BadValueError as bad:
        _tell_bad(bad, column, reader.spot, problems)
        return None
    nothing = reading.value in {None, ()}
    for notice in reading.notices:
        if nothing and column.required and notice.left_out:
            problems.set_row_aside(replace(notice, left_out=False), reader.spot)
        else:
            problems.tell(notice, reader.spot)
    if nothing and not any(notice.left_out for notice in reading.notices):
        _tell_missing(reader, problems)
    return reading


def _tell_bad(bad: BadValueError, column: Column, spot: Spot, problems: _RowProblems) -> None:
    """Without what every entry needs there is none, and without another value it could be false.

    Characters that nobody can type say that the file is damaged.
    """
    if bad.key == "hidden_character":
        problems.refuse(bad.as_notice(), spot)
    elif column.required or _falsifies(column, bad):
        problems.set_row_aside(replace(bad.as_notice(), left_out=False), spot)
    else:
        problems.tell(bad.as_notice(), spot)


def _tell_missing(reader: _Reader, problems: _RowProblems) -> None:
    if reader.column.required:
        problems.set_row_aside(Notice("missing"), reader.spot)
    elif reader.column.expected:
        problems.tell(Notice("unknown", {"value": reader.column.heading(problems.lang)}), reader.spot)


def _falsifies(column: Column, bad: BadValueError) -> bool:
    """Whether a record would be wrong without a value that cannot be read.

    An empty date or answer means something, so what stands in its place must be read; a word without any digit
    ("nach Bedarf") says nothing about a date or number. What cannot be an ID is that of no record, so the name tells.
    """
    if bad.key == "bad_id":
        return False
    if bad.key == "formula_error" or column.kind is Kind.NUMBER:
        return column.says_something_when_empty
    if column.kind in PERIODS:
        return any(char.isdigit() for char in str(bad.arguments.get("value", "")))
    return column.kind not in {Kind.YES_NO, Kind.GEOMETRY}


def _refuse_overhang(table: Table, cells: Sequence[Cell], problems: _RowProblems) -> None:
    """Cells beyond the headings say that values stand in wrong columns, in this row and perhaps in others."""
    for index in range(len(table.headings), len(cells)):
        if cells[index] != "":
            problems.refuse(Notice("no_heading.row"), table.spot(index))
