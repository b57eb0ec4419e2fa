"""A mapping clicked together: foreign columns beside ours, as they are suggested, chosen, and written as a mapping file."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.formats.tables import Table, headings_of
from app.intake.sheets.headings import LAST_HEADING_ROW, known_headings, meaning
from app.intake.sheets.sheet import Column, Sheet
from app.intake.sheets.sheets import SHEETS
from app.intake.values.lists import enumerated
from app.records.schema import Topic
from app.records.vocabulary import Lang

GROUPED_BY = {"actors": ("name",), "offers": ("name", "leads"), "projects": ("name",), "working_groups": ("name",)}
"""Fields that tell rows of a sheet apart; rows that agree in them become one."""

SAMPLES = 3

FEWEST_KNOWN = 2
"""Headings that have to be known before a sheet is suggested; one alone could mean anything, unless it is all that a record needs."""


class Target(NamedTuple):
    """A column of ours: the topic of its sheet and its field."""

    topic: Topic
    field: str


ACTOR_NAME = Target("actors", "name")


@dataclass(frozen=True, slots=True)
class ForeignColumn:
    """A column of a foreign table with the first values in it and what it could be, or could be at once."""

    heading: str
    samples: tuple[str, ...]
    suggestions: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A foreign table and its columns."""

    file: str
    sheet: str
    columns: tuple[ForeignColumn, ...]

    @property
    def name(self) -> str:
        """Name of the table in a mapping."""
        return self.sheet or self.file


@dataclass(frozen=True, slots=True)
class ChosenTable:
    """A foreign table and the columns of ours that its headings become."""

    name: str
    targets: Mapping[str, Sequence[Target]]


def foreign_table(table: Table) -> ForeignTable:
    """The columns of a table, its headings where most cells of one row are filled, with a suggestion each."""
    headed = _headed(table)
    sheet = max(
        SHEETS, key=lambda sheet: (known_headings(sheet, headed.headings), _is_complete(sheet, headed.headings))
    )
    recognised = known_headings(sheet, headed.headings) >= FEWEST_KNOWN or _is_complete(sheet, headed.headings)
    columns = [
        ForeignColumn(
            heading, _values(headed, index)[:SAMPLES], _suggestions(sheet, headed, index) if recognised else ()
        )
        for index, heading in enumerate(headed.headings)
        if heading and "{" not in heading and "}" not in heading
    ]
    return ForeignTable(table.file, table.sheet, tuple(columns))


def _is_complete(sheet: Sheet, headings: Sequence[str]) -> bool:
    """Whether headings name every column without which no row of a sheet becomes a record."""
    fields = {target.field for heading in headings if heading and (target := _suggestion(sheet, heading))}
    return all(column.field in fields for column in sheet.columns if column.required)


def with_headings(table: Table, names: Iterable[str]) -> Table:
    """The table with the row as its headings, within the first ten, that holds all of some names; else as it is.

    Of headings that stand several times each is another one then: ``Name``, ``Name 2``.
    """
    wanted = set(names)
    for number, headings in _heading_rows(table):
        if wanted <= set(_told_apart(headings)):
            return _with_distinct(table.headed_by(number))
    return _with_distinct(table)


def repeated_headings(table: Table) -> list[str]:
    """The headings of a table that stood several times, before they were told apart."""
    headings = [table.spot(index)[1] for index in range(len(table.headings))]
    return [heading for heading in dict.fromkeys(headings) if heading and headings.count(heading) > 1]


def _with_distinct(table: Table) -> Table:
    headings = _told_apart(table.headings)
    return table if headings == table.headings else replace(table, headings=headings, spots=table.all_spots())


def _told_apart(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings of which one that stands again has a number."""
    distinct: list[str] = []
    for heading in headings:
        number, name = 1, heading
        while name and name in distinct:
            number, name = number + 1, f"{heading} {number + 1}"
        distinct.append(name)
    return tuple(distinct)


def mapping_text(tables: Sequence[ChosenTable], lang: Lang) -> str:
    """The mapping file of what was chosen: a sheet of ours for each that a table feeds.

    The only table is not named, so that the next file may be called otherwise.
    """
    is_named = len(tables) > 1
    return "\n".join(
        _sheet_text(table, sheet, lang, is_named=is_named)
        for table in tables
        for sheet in SHEETS
        if _feeds(table, sheet)
    )


def missing(tables: Iterable[ChosenTable], lang: Lang) -> list[str]:
    """Columns without which no row becomes a record: "Angebote: Akteur"."""
    return [
        f"{sheet.title(lang)}: {column.heading(lang)}"
        for table in tables
        for sheet in SHEETS
        if (fields := _feeds(table, sheet))
        for column in sheet.columns
        if column.required and column.field not in fields
    ]


def _headed(table: Table) -> Table:
    number, _ = max(_heading_rows(table), key=lambda row: sum(map(bool, row[1])))
    return _with_distinct(table.headed_by(number))


def _heading_rows(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    rows = [(number, headings_of(cells)) for number, cells in table.rows if number <= LAST_HEADING_ROW]
    return [(table.heading_row, table.headings), *rows]


def _values(table: Table, index: int) -> tuple[str, ...]:
    values = (str(cells[index]).strip() for _, cells in table.rows if index < len(cells))
    return tuple(dict.fromkeys(value for value in values if value))


def _suggestions(sheet: Sheet, table: Table, index: int) -> tuple[Target, ...]:
    """What a column could be; who offers something, or takes part, is an organisation of its own too, if it is one name."""
    target = _suggestion(sheet, table.headings[index])
    if target is None:
        return ()
    column = sheet.column(target.field)
    names_actors = column.of == "actors" and (column.required or column.expected)
    if names_actors and all(len(enumerated(value)) <= 1 for value in _values(table, index)):
        return (target, ACTOR_NAME)
    return (target,)


def _suggestion(sheet: Sheet, heading: str) -> Target | None:
    known = meaning(sheet, heading)
    return Target(sheet.topic, known.columns[0].field) if known is not None and len(known.columns) == 1 else None


def _feeds(table: ChosenTable, sheet: Sheet) -> dict[str, list[str]]:
    """The foreign headings of each field of a sheet."""
    fields: dict[str, list[str]] = {}
    for heading, targets in table.targets.items():
        for target in targets:
            if target.topic == sheet.topic:
                fields.setdefault(target.field, []).append(heading)
    return fields


def _sheet_text(table: ChosenTable, sheet: Sheet, lang: Lang, *, is_named: bool) -> str:
    fields = _feeds(table, sheet)
    columns = {column: fields[column.field] for column in sheet.columns if column.field in fields}
    lines = ["[[sheets]]", f"target = {_quoted(sheet.title(lang))}"]
    if is_named:
        lines.append(f"source = {_quoted(table.name)}")
    grouped = [column for column in columns if column.field in GROUPED_BY.get(sheet.topic, ())]
    if len(grouped) == len(GROUPED_BY.get(sheet.topic, (None,))):
        lines.append(f"group_by = [{', '.join(_quoted(column.heading(lang)) for column in grouped)}]")
    lines.append("[sheets.columns]")
    lines += [
        f"{_quoted(column.heading(lang))} = {_quoted(_template(column, names))}" for column, names in columns.items()
    ]
    return "\n".join(lines) + "\n"


def _template(column: Column, names: Sequence[str]) -> str:
    """Several foreign columns follow each other: as values of a list, or as words of a text."""
    separator = "; " if column.is_list else " "
    return separator.join(f"{{{name}}}" for name in names)


def _quoted(text: str) -> str:
    """A string of TOML: what JSON writes is one."""
    return json.dumps(text, ensure_ascii=False)
