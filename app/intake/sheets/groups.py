"""Entries over several rows: a name that stands once above further values, and values that hold until the next one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.formats.tables import Cell, RemarkKind, Row, Table
from app.intake.problems import place_of
from app.intake.questions import Questions
from app.intake.sheets.headings import SheetTable
from app.intake.sheets.sheet import Column, Kind
from app.records.schema import Topic

ONE_ROW_EACH: tuple[Topic, ...] = (
    "areas",
    "actors",
    "places",
    "funding_areas",
    "offers",
    "projects",
    "working_groups",
)
"""Topics with one record for each name, in the order in which names become known."""


def with_groups(sheet_table: SheetTable, questions: Questions) -> SheetTable:
    """The sheet with the rows that go on with the entry above, and with empty cells filled where somebody says so."""
    filled = _filled_down(sheet_table, questions)
    return replace(filled, further=frozenset(_further_rows(filled, questions)))


def _further_rows(sheet_table: SheetTable, questions: Questions) -> Iterator[int]:
    fields = {column.field: index for index, column in sheet_table.columns.items()}
    if sheet_table.sheet.topic not in ONE_ROW_EACH or "name" not in fields:
        return
    entries = _Entries(sheet_table, fields["name"], fields.get("id"))
    above: Row | None = None
    last = 0
    for number, cells in sheet_table.table.rows:
        if above is not None and entries.go_on(above, (number, cells), questions, directly=number == last + 1):
            yield number
        elif _cell(cells, entries.name) != "":
            above = (number, cells)
        last = number


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of a sheet by the index of their ``name`` and, where there is one, of their ``id``."""

    sheet_table: SheetTable
    name: int
    id: int | None

    def go_on(self, above: Row, row: Row, questions: Questions, *, directly: bool) -> bool:
        """Whether a row goes on with the entry above; where that is not certain, somebody is asked.

        It does where it has no name, or one merged with that above, and adds nothing but further values.
        """
        number, cells = row
        if _is_merged(self.sheet_table.table, self.name, above[0], number):
            return self._names_nobody_else(above[1], cells)
        if _cell(cells, self.name) != "" or (self.id is not None and _cell(cells, self.id) != ""):
            return False
        if directly and self._names_nobody_else(above[1], cells) and self._adds_to_lists(cells):
            return True
        table = self.sheet_table.table
        place = place_of(table, number, self.name)
        subject = f"{self.sheet_table.sheet.topic}:{number}"
        head, choices = _cell(above[1], self.name), ("yes", "no")
        answer = questions.ask("further_row", subject, place, choices, default="no", value=head, above=above[0])
        return answer == "yes"

    def _names_nobody_else(self, above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
        """Whether a row of an offer names no other organisation: "Sprachcafé" may be two offers of two."""
        by_other = (index for index, column in self._columns() if column.field == "leads")
        return self.sheet_table.sheet.topic != "offers" or all(
            _cell(cells, index) in {"", _cell(above, index)} for index in by_other
        )

    def _adds_to_lists(self, cells: Sequence[Cell]) -> bool:
        """Whether every filled cell takes several values; beside a kind it could be an entry whose name is missing."""
        return all(
            _cell(cells, index) == "" or (column.is_list and (column.kind is Kind.REFERENCE or not column.asked_for))
            for index, column in self._columns()
        )

    def _columns(self) -> Iterator[tuple[int, Column]]:
        return ((index, column) for index, column in self.sheet_table.columns.items() if index != self.name)


def _filled_down(sheet_table: SheetTable, questions: Questions) -> SheetTable:
    """The sheet with the value above in the empty cells of its first columns, where somebody says that it holds there.

    So people write who offers what: the organisation once, and below it one row for each offer.
    """
    columns = dict(_leading(sheet_table.columns))
    above: dict[int, Cell] = {}
    rows = []
    for number, cells in sheet_table.table.rows:
        filled = list(cells)
        said = {column.field for index, column in columns.items() if _cell(cells, index) != ""}
        for index, column in columns.items():
            if _cell(cells, index) != "":
                above[index] = cells[index]
            elif (
                index in above
                and column.field not in said
                and _holds_here(sheet_table, number, index, column, above[index], questions)
            ):
                filled[index] = above[index]
        rows.append((number, tuple(filled)))
    return replace(sheet_table, table=replace(sheet_table.table, rows=tuple(rows)))


def _leading(columns: Mapping[int, Column]) -> Iterator[tuple[int, Column]]:
    """The first columns that are asked for in every row, up to the name."""
    for index, column in sorted(columns.items()):
        if not column.asked_for or column.kind is Kind.NAME:
            return
        yield index, column


def _holds_here(
    sheet_table: SheetTable, number: int, index: int, column: Column, value: Cell, questions: Questions
) -> bool:
    table = sheet_table.table
    place = place_of(table, number, index)
    subject = f"{sheet_table.sheet.topic}:{column.field}"
    heading, choices = table.headings[index], ("yes", "no")
    return questions.ask("value_above", subject, place, choices, default="no", value=value, heading=heading) == "yes"


def _is_merged(table: Table, index: int, above: int, number: int) -> bool:
    """Whether the cells of two rows in a column are one."""
    return any(
        remark.kind is RemarkKind.MERGED
        and remark.first[0] <= above < number <= remark.last[0]
        and remark.first[1] <= index <= remark.last[1]
        for remark in table.remarks
    )


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else ""
