"""Tables whose numbers are written the English way: there ``10,502`` is ten thousand and ``12.345`` about twelve."""

import re
from collections.abc import Collection
from dataclasses import replace

from app.formats.tables import Cell, Table
from app.intake.problems import Problems, place_of
from app.intake.values.numbers import number_text
from app.intake.values.texts import Notice

_ENGLISH = re.compile(r"-?\d+\.(?:\d{1,2}|\d{4,})|-?0\.\d+|-?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})")
_GERMAN = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,})|-?0,\d+|-?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")
"""Numbers that can only be written in the one way."""

_EITHER = re.compile(r"(?P<number>-?[1-9]\d{0,2}[.,]\d{3})(?P<unit>\s*(?:%|‰|€|EUR|Euro)?)")


def with_numbers_as_meant(table: Table, of_numbers: Collection[int], problems: Problems) -> Table:
    """The table with its numbers as typed where they are written the English way throughout, which is told.

    Args:
        table: with its headings.
        of_numbers: the columns that hold numbers.
        problems: of the import.
    """
    texts = {
        cell.strip()
        for _, cells in table.rows
        for index, cell in enumerate(cells)
        if index in of_numbers and isinstance(cell, str)
    }
    english = min(filter(_ENGLISH.fullmatch, texts), default=None)
    if english is None or any(map(_GERMAN.fullmatch, texts)) or not any(map(_EITHER.fullmatch, texts)):
        return table
    rows = []
    for number, cells in table.rows:
        read = tuple(_read_english(cell) if at in of_numbers else cell for at, cell in enumerate(cells))
        for index, (text, cell) in enumerate(zip(cells, read, strict=True)):
            if cell is not text:
                shown = number_text(cell) if isinstance(cell, float) else cell
                notice = Notice("english_numbers", {"value": text, "read": shown, "other": english})
                column = ("english_numbers", table.file, table.sheet, index)
                problems.tell(notice, place_of(table, number, index), once=column)
        rows.append((number, read))
    return replace(table, rows=tuple(rows))


def _read_english(cell: Cell) -> Cell:
    """What a cell says whose number could be written in either way."""
    if not isinstance(cell, str) or (match := _EITHER.fullmatch(cell.strip())) is None:
        return cell
    number = float(match["number"].replace(",", ""))
    return f"{number_text(number)}{match['unit']}" if match["unit"].strip() else number
