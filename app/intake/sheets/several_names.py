"""Several names in one cell, as "Deutschkurs; Lernhilfe": one entry, or one for each where somebody says so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.formats.tables import Cell, Row
from app.intake.problems import place_of
from app.intake.questions import Questions
from app.intake.sheets.groups import ONE_ROW_EACH
from app.intake.sheets.headings import SheetTable
from app.records.schema import Topic
from app.records.spelling import slug

_SEPARATOR = re.compile(r"[;•]")
_OR_LINES = re.compile(r"[;•\r\n]")
_LISTED_BY_LINES: frozenset[Topic] = frozenset({"offers", "projects"})
"""Topics of which people write one below the other into a cell; long names of others are broken into lines."""


def with_names_split(sheet_table: SheetTable, questions: Questions) -> SheetTable:
    """The sheet with a row for each name, where a cell holds several and somebody says so; a row with an ID is one entry."""
    fields = {column.field: index for index, column in sheet_table.columns.items()}
    if sheet_table.sheet.topic not in ONE_ROW_EACH or "name" not in fields:
        return sheet_table
    table, index, of_id = sheet_table.table, fields["name"], fields.get("id", -1)
    rows: list[Row] = []
    for number, cells in table.rows:
        names = _names(sheet_table.sheet.topic, cells, index, of_id)
        is_several = len(names) > 1 and _are_several(sheet_table, (number, cells), index, questions)
        rows += (
            [(number, (*cells[:index], name, *cells[index + 1 :])) for name in names]
            if is_several
            else [(number, cells)]
        )
    return replace(sheet_table, table=replace(table, rows=tuple(rows)))


def _names(topic: Topic, cells: Sequence[Cell], index: int, of_id: int) -> tuple[str, ...]:
    cell = cells[index] if index < len(cells) else ""
    if not isinstance(cell, str) or (0 <= of_id < len(cells) and cells[of_id] != ""):
        return ()
    separator = _OR_LINES if topic in _LISTED_BY_LINES else _SEPARATOR
    return tuple(_named(separator.split(cell)))


def _named(parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        if name := part.strip(" \t\r\n-–*·,"):
            yield name


def _are_several(sheet_table: SheetTable, row: Row, index: int, questions: Questions) -> bool:
    text = " ".join(str(row[1][index]).split())
    subject, place = f"{sheet_table.sheet.topic}:{slug(text)}", place_of(sheet_table.table, row[0], index)
    return questions.ask("several_names", subject, place, ("split", "one"), default="one", value=text) == "split"
