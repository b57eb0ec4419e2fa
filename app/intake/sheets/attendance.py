"""Lists of attendance, a row for each organisation and a column for each date, and calendars of bodies as sheets Termine."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.formats.tables import Cell, Table
from app.intake.problems import Problems, place_of
from app.intake.sheets.actors_sheet import ACTORS
from app.intake.sheets.entries import is_sum
from app.intake.sheets.further_sheets import OCCASIONS
from app.intake.sheets.headings import LAST_HEADING_ROW, meaning
from app.intake.sheets.titles import title_of
from app.intake.values.dates import read_date
from app.intake.values.texts import BadValueError
from app.records.answer_words import NO_WORDS, YES_WORDS
from app.records.dates import PartialDate

_PRESENT = YES_WORDS | {"anwesend", "a", "da", "teilgenommen", "+", "•", "present", "attended"}
_ABSENT = (
    NO_WORDS
    | {
        "-",
        "–",
        "—",
        "/",
        "e",
        "entsch",
        "entsch.",
        "entschuldigt",
        "u",
        "unentschuldigt",
        "abwesend",
        "abgesagt",
        "fehlt",
    }
    | {"verhindert", "absent", "excused"}
)
_FEWEST_DATES = 2
_BESIDE_THE_TITLE = re.compile(
    r"[\s,:–-]*\b(?:anwesenheit(?:en)?|teilnahme|teilnehmende|teilnehmer(?:innen)?|attendance)(?:s?listen?)?\b[\s,:–-]*|[\s,:(–-]*\b(?:19|20)\d\d\b\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """A list of attendance under its headings: the column of the ``organisations``, those of ``dates``, and its ``title``."""

    table: Table
    organisations: int
    dates: tuple[int, ...]
    title: str


def attendance_list(table: Table) -> AttendanceList | None:
    """The list that a table is; None where it is another: organisations, two dates, and who was there on each."""
    for number, headings in table.possible_headings(LAST_HEADING_ROW):
        dates = tuple(index for index, text in enumerate(headings) if _is_day(text))
        organisations = next((index for index, text in enumerate(headings) if _names_organisations(text)), None)
        if organisations is not None and len(dates) >= _FEWEST_DATES:
            listed = table.headed_by(number)
            if all(_says_who_was_there(listed, index) for index in dates):
                return AttendanceList(listed, organisations, dates, _title(table, number))
    return None


def occasion_tables(attendance: AttendanceList, problems: Problems) -> Iterator[Table]:
    """A table for each date with its one occasion; what says neither that somebody was there nor that not is told."""
    table = attendance.table
    problems.notice("attendance_read", place_of(table), count=len(attendance.dates), value=attendance.title)
    headings = tuple(OCCASIONS.column(field).de for field in ("name", "date", "participants"))
    for index in attendance.dates:
        present = "\n".join(_present(attendance, index, problems))
        row = (table.heading_row, (attendance.title, table.headings[index], present))
        spots = ((None, None), table.spot(index), table.spot(index))
        yield replace(table, headings=headings, rows=(row,), spots=spots, remarks=())


def as_calendar(table: Table) -> Table | None:
    """A calendar of bodies that calls its dates *Termin*, with *Datum* as their heading; None where a table is another."""
    fields = _fields(table)
    if "working_group" not in fields or "date" in fields or "name" not in fields:
        return None
    at = fields.index("name")
    days = [_is_day(_text(cells, at)) for _, cells in table.rows if _text(cells, at)]
    if not days or 2 * sum(days) < len(days):
        return None
    headings = (*table.headings[:at], OCCASIONS.column("date").de, *table.headings[at + 1 :])
    return replace(table, headings=headings, spots=table.all_spots())


def with_names_of_bodies(table: Table, problems: Problems) -> Table:
    """A calendar of meetings with a column for their names: where it has none, they are called after the body that meets."""
    fields = _fields(table)
    if "name" in fields or "working_group" not in fields:
        return table
    body, width = fields.index("working_group"), len(table.headings)
    problems.notice("named_after_body", place_of(table, index=body), value=table.headings[body])
    rows = tuple(
        (number, (*cells, *("" for _ in range(width - len(cells))), cells[body] if body < len(cells) else ""))
        for number, cells in table.rows
    )
    spots = (*table.all_spots(), table.spot(body))
    return replace(table, headings=(*table.headings, OCCASIONS.column("name").de), rows=rows, spots=spots)


def _fields(table: Table) -> list[str]:
    """The field of an occasion that each heading means; empty where it means none."""
    return [heading.columns[0].field if (heading := meaning(OCCASIONS, text)) else "" for text in table.headings]


def _present(attendance: AttendanceList, index: int, problems: Problems) -> Iterator[str]:
    for number, cells in _entries(attendance.table):
        word, name = _word(cells, index), _text(cells, attendance.organisations)
        if word in _PRESENT and name:
            yield name
        elif word and word not in _ABSENT:
            place = place_of(attendance.table, number, index)
            problems.notice("attendance_unread", place, value=_text(cells, index))


def _says_who_was_there(table: Table, index: int) -> bool:
    """Whether most cells of a column are words of attendance, one of them of presence."""
    words = [word for _, cells in _entries(table) if (word := _word(cells, index))]
    known = sum(word in _PRESENT or word in _ABSENT for word in words)
    return not words or (2 * known >= len(words) and any(word in _PRESENT for word in words))


def _entries(table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    return (row for row in table.rows if not is_sum(row[1]))


def _names_organisations(heading: str) -> bool:
    own_heading = meaning(ACTORS, heading) if heading else None
    return own_heading is not None and own_heading.columns[0].field == "name"


def _is_day(heading: str) -> bool:
    try:
        day = read_date(heading).value if heading else None
    except BadValueError:
        return False
    return isinstance(day, PartialDate) and day.first == day.last


def _title(table: Table, heading_row: int) -> str:
    """What the meetings are called: by the line above the headings, else by sheet or file."""
    above = [" ".join(filter(None, table.headings))] if heading_row > table.heading_row else []
    title = above[0] if above else title_of(table, OCCASIONS) or table.sheet
    return _BESIDE_THE_TITLE.sub(" ", title.replace("_", " ")).strip(" ,:-–()") or title


def _word(cells: Sequence[Cell], index: int) -> str:
    return _text(cells, index).casefold()


def _text(cells: Sequence[Cell], index: int) -> str:
    if index >= len(cells):
        return ""
    cell = cells[index]
    return f"{cell:g}" if isinstance(cell, float) else " ".join(str(cell).split())
