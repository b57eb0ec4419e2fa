"""What does a row say? Its cells as values, before names are looked up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.intake import answers, dates, numbers, texts
from app.intake.headings import SheetTable
from app.intake.privacy import without_contact_data, without_persons
from app.intake.problems import Place, Problems
from app.intake.sheet import Column, Kind, Sheet
from app.intake.tables import Cell, column_letter
from app.intake.texts import BadValueError
from app.model.dates import PartialDate
from app.model.source import SourceRef
from app.model.vocabulary import vocabulary

Value = str | float | bool | PartialDate | tuple[str, ...] | None
"""A value as given; None: cleared with ``-``, or open (``laufend``)."""

Spots = Mapping[str, tuple[str, str]]
"""Letter and heading of the column of a field."""

CLEAR = frozenset({"-", "–"})


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


def read_rows(sheet_table: SheetTable, problems: Problems) -> list[Row]:
    """Every row of a table; whatever cannot be read is rejected at its place."""
    table = sheet_table.table
    spots = {
        column.field: (column_letter(index), table.headings[index]) for index, column in sheet_table.columns.items()
    }
    return [_row(sheet_table, number, cells, spots, problems) for number, cells in table.rows]


def _row(of: SheetTable, number: int, cells: tuple[Cell, ...], spots: Spots, problems: Problems) -> Row:
    source = SourceRef(of.table.file, of.table.sheet, number)
    before = len(problems.rejected)
    given: dict[str, Value] = {}
    for index, column in of.columns.items():
        cell = cells[index] if index < len(cells) else ""
        if cell != "":
            _read_into(given, column, cell, Place(source, *spots[column.field]), problems)
        elif column.required:
            problems.reject("missing", Place(source, *spots[column.field]))
    for index in range(len(of.table.headings), len(cells)):
        if cells[index] != "":
            problems.reject("no_heading", Place(source, column_letter(index)))
    return Row(of.sheet, source, given, spots, sound=len(problems.rejected) == before)


def _read_into(given: dict[str, Value], column: Column, cell: Cell, place: Place, problems: Problems) -> None:
    try:
        value = _value(column, cell, place, problems)
    except BadValueError as bad:
        problems.reject(bad.key, place, suggestion=bad.suggestion, **bad.arguments)
        return
    if value is None or value == ():
        if column.required:
            problems.reject("missing", place)
        elif _is_clear(cell) or column.kind in {Kind.START, Kind.END}:
            given[column.field] = value
    else:
        given[column.field] = value


def _is_clear(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in CLEAR


def _value(column: Column, cell: Cell, place: Place, problems: Problems) -> Value:
    """The value of a cell; None (or nothing of several) where it is cleared, or where nothing may be kept."""
    if column.kind is not Kind.STATISTIC and _is_clear(cell):
        return () if column.many else None
    if column.kind in _TYPED:
        return _TYPED[column.kind](cell)
    text = texts.text_of(cell)
    if column.kind is Kind.CODE:
        return _codes(column, text, problems.lang)
    return _words(column, _without_private_data(column.kind, text, place, problems))


def _words(column: Column, text: str) -> Value:
    if column.kind is Kind.TEXT:
        return texts.prose(text) or None
    if column.many:
        return tuple(map(texts.name, texts.split(text))) if text else ()
    return texts.name(text) or None


def _without_private_data(kind: Kind, text: str, place: Place, problems: Problems) -> str:
    kept = without_contact_data(text)
    if kept != text:
        problems.notice("contact_dropped", place)
    if kind is Kind.TEXT and (named := without_persons(kept)) != kept:
        problems.notice("person_dropped", place)
        return named.strip(" …")
    return kept


def _codes(column: Column, text: str, lang: str) -> Value:
    if column.many:
        return tuple(dict.fromkeys(_code(column.of or "", each, lang) for each in texts.split(text) if each))
    one = texts.single(text)
    return _code(column.of or "", one, lang) if one else None


@lru_cache(maxsize=10_000)
def _code(name: str, text: str, lang: str) -> str:
    if name == "tie_status" and (answer := answers.read_answer(text)) is not None:
        return answer
    term = vocabulary(name).find(text)
    if term is None:
        near = [term.de if lang == "de" else term.en for term in vocabulary(name).suggest(text)]
        raise BadValueError("unknown_value", value=text, suggestion=near[0] if near else None)
    return term.code


_TYPED: Mapping[Kind, Callable[[Cell], Value]] = {
    Kind.DATE: dates.read_date,
    Kind.START: dates.read_start,
    Kind.END: dates.read_end,
    Kind.YES_NO: answers.read_yes_no,
    Kind.NUMBER: numbers.read_amount,
    Kind.STATISTIC: numbers.read_statistic,
    Kind.ID: texts.read_id,
}
