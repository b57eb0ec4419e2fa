"""Which of our sheets is this table, and which of our columns are its headings?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from app.errors import InvalidInput
from app.formats.messages import sentence
from app.formats.tables import RemarkKind, Table, column_letter
from app.intake.problems import Place, Problems
from app.intake.sheets.sheet import Column, Sheet
from app.intake.sheets.sheets import CONTACT_HEADINGS, IGNORED_SHEETS, SHEETS
from app.records.sources import SourceRef
from app.records.spelling import folded

_REMARK = re.compile(r"\([^)]*\)|\*")
_CLOSE_ENOUGH = 70
HEADING_ROW = 1


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table whose meaning is known: ``columns`` by their index in the rows."""

    sheet: Sheet
    table: Table
    columns: Mapping[int, Column]

    @property
    def complete(self) -> bool:
        """Whether every required column is there; without one no row becomes a record."""
        return all(column in self.columns.values() for column in self.sheet.columns if column.required)


def recognise(tables: Sequence[Table], problems: Problems) -> tuple[SheetTable, ...]:
    """The tables that are sheets of ours; unknown sheets and headings are rejected with a suggestion.

    Raises:
        InvalidInput: not one table is a sheet of ours.
    """
    asked = [table for table in tables if _key(table.sheet) not in _ignored()]
    found = [(table, _sheets().get(_key(table.sheet))) for table in asked]
    if not any(sheet for _, sheet in found):
        names = ", ".join(table.sheet for table in tables) or "–"
        raise InvalidInput(
            sentence("no_sheet", problems.lang, sheets=names), hint=sentence("no_sheet.hint", problems.lang)
        )
    known = []
    for table, sheet in found:
        if sheet is None:
            _reject_sheet(table, problems)
        else:
            columns = _columns(sheet, table, problems)
            known.append(SheetTable(sheet, table, columns))
            _tell_remarks(table, columns, problems)
    return tuple(known)


def _tell_remarks(table: Table, columns: Mapping[int, Column], problems: Problems) -> None:
    """Say what the person sees in the cells that are read and their values do not tell."""
    for remark in table.remarks:
        (first_row, first_column), (last_row, last_column) = remark.first, remark.last
        read = [index for index in columns if first_column <= index <= last_column]
        if last_row <= table.heading_row or not read:
            continue
        row = table.heading_row if remark.kind is RemarkKind.HIDDEN_COLUMN else max(first_row, table.heading_row + 1)
        letter = None if remark.kind is RemarkKind.HIDDEN_ROW else column_letter(read[0])
        place = Place(SourceRef(table.file, table.sheet, row), letter, table.headings[read[0]] if letter else None)
        problems.notice(remark.kind.value, place, first=row, last=last_row, cells=remark.name())


def _reject_sheet(table: Table, problems: Problems) -> None:
    names = [sheet.title(problems.lang) for sheet in SHEETS]
    place = Place(SourceRef(table.file, table.sheet, HEADING_ROW))
    problems.reject("unknown_sheet", place, suggestion=_closest(table.sheet, names), value=table.sheet)


def _columns(sheet: Sheet, table: Table, problems: Problems) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for index, heading in enumerate(table.headings):
        place = Place(SourceRef(table.file, table.sheet, HEADING_ROW), column_letter(index), heading)
        column = _headings(sheet.topic).get(_key(heading))
        if column is None:
            _refuse_heading(sheet, table, index, place, problems)
        elif column in columns.values():
            problems.reject("duplicate_heading", place, value=heading)
        else:
            columns[index] = column
    _reject_missing(sheet, table, columns, problems)
    return columns


def _refuse_heading(sheet: Sheet, table: Table, index: int, place: Place, problems: Problems) -> None:
    heading = table.headings[index]
    if _key(heading) in _contacts():
        problems.notice("column_dropped", place)
    elif heading:
        names = [column.heading(problems.lang) for column in sheet.columns]
        problems.reject("unknown_heading", place, suggestion=_closest(heading, names), value=heading)
    elif any(index < len(row) and str(row[index]).strip() for _, row in table.rows):
        problems.reject("no_heading", place)


def _reject_missing(sheet: Sheet, table: Table, columns: Mapping[int, Column], problems: Problems) -> None:
    place = Place(SourceRef(table.file, table.sheet, HEADING_ROW))
    for column in sheet.columns:
        if column.required and column not in columns.values():
            problems.reject("missing_heading", place, value=column.heading(problems.lang))


def _closest(text: str, names: Sequence[str]) -> str | None:
    match = process.extractOne(text, names, scorer=fuzz.WRatio, processor=folded, score_cutoff=_CLOSE_ENOUGH)
    return match[0] if match else None


@cache
def _sheets() -> Mapping[str, Sheet]:
    return {_key(name): sheet for sheet in SHEETS for name in (sheet.de, sheet.en, sheet.topic, *sheet.variants)}


@cache
def _ignored() -> frozenset[str]:
    return frozenset(map(_key, IGNORED_SHEETS))


@cache
def _contacts() -> frozenset[str]:
    return frozenset(map(_key, CONTACT_HEADINGS))


@cache
def _headings(topic: str) -> Mapping[str, Column]:
    """Headings in both languages, field names and variants; a variant never hides the proper heading of another."""
    sheet = next(sheet for sheet in SHEETS if sheet.topic == topic)
    proper = {_key(name): column for column in sheet.columns for name in (column.de, column.en, column.field)}
    variants = {_key(name): column for column in sheet.columns for name in column.variants}
    return variants | proper


@cache
def _key(name: str) -> str:
    """The spelling in which names of sheets and headings are compared: letters and digits only, ``ä`` as ``ae``."""
    spelled = _REMARK.sub("", name.casefold()).replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return "".join(char for char in folded(spelled) if char.isalnum())
