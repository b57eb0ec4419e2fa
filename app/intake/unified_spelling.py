"""One organisation written in two ways in a foreign list: the first spelling counts everywhere, and it is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from app.formats.tables import Table
from app.intake.problems import Place, Problems, place_of
from app.intake.sheets.sheet import Column, Kind
from app.intake.sheets.sheets import SHEETS
from app.records.spelling import folded, slug

_SEPARATOR = ";"


def unified_spelling(tables: Sequence[Table], problems: Problems) -> tuple[Table, ...]:
    """The same tables with one spelling of each name that would give the same id, as it first stands."""
    first: dict[tuple[str, str], str] = {}
    for topic, name, _ in (entry for table in tables for entry in _names(table)):
        first.setdefault((topic, slug(name)), name)
    noticed: set[tuple[str, str]] = set()
    for table in tables:
        for topic, name, place in _names(table):
            first_spelling = first[topic, slug(name)]
            if folded(first_spelling) != folded(name) and (topic, name) not in noticed:
                noticed.add((topic, name))
                problems.notice("mapping_spelling", place, value=name, other=first_spelling)
    return tuple(_respelled(table, first) for table in tables)


def columns_of(target: str) -> Mapping[str, Column]:
    """The columns of one of our sheets by every heading they answer to; empty for another sheet."""
    return _columns_by_sheet().get(folded(target), _NO_COLUMNS)


_NO_COLUMNS: Mapping[str, Column] = {}


@cache
def _columns_by_sheet() -> Mapping[str, Mapping[str, Column]]:
    return {
        folded(name): {heading: column for column in sheet.columns for heading in _headings(column)}
        for sheet in SHEETS
        for name in (sheet.topic, sheet.de, sheet.en, *sheet.variants)
    }


def _headings(column: Column) -> Sequence[str]:
    return (*column.variants, column.field, column.en, column.de)


def _topic(target: str, column: Column | None) -> str | None:
    """Whose name a column holds, None: nobody's."""
    if column is None:
        return None
    if column.kind is Kind.REFERENCE:
        return column.of
    topic = next((sheet.topic for sheet in SHEETS if columns_of(target) is columns_of(sheet.de)), None)
    return topic if column.field == "name" and topic in {"actors", "areas", "places"} else None


def _names(table: Table) -> Iterator[tuple[str, str, Place]]:
    columns = columns_of(table.target)
    for at, heading in enumerate(table.headings):
        column = columns.get(heading)
        topic = _topic(table.target, column)
        if topic is None or column is None:
            continue
        for number, cells in table.rows:
            for name in _parts(str(cells[at]), column):
                yield topic, name, place_of(table, number)


def _respelled(table: Table, first: Mapping[tuple[str, str], str]) -> Table:
    columns = [columns_of(table.target).get(heading) for heading in table.headings]
    topics = [_topic(table.target, column) for column in columns]

    def cell(text: str, at: int) -> str:
        topic, column = topics[at], columns[at]
        if topic is None or column is None or not text:
            return text
        return f"{_SEPARATOR} ".join(first[topic, slug(name)] for name in _parts(text, column))

    rows = tuple((number, tuple(cell(str(text), at) for at, text in enumerate(cells))) for number, cells in table.rows)
    return replace(table, rows=rows)


def _parts(text: str, column: Column) -> Sequence[str]:
    parts = text.replace("\n", _SEPARATOR).split(_SEPARATOR) if column.is_list else [text]
    return [part.strip() for part in parts if part.strip()]
