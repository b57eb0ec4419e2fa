"""Which date does a cell mean? ``2023``, ``05/2023``, ``17.05.2023``, ``seit 2019``, ``laufend``."""

import re
from datetime import date, datetime
from functools import lru_cache

from app.formats.tables import Cell
from app.intake.values.texts import BadValueError, single, text_of
from app.records.dates import PartialDate

OPEN = frozenset({"laufend", "ongoing", "unbefristet", "offen", "open", "heute", "fortlaufend", "bis auf weiteres"})
_BEFORE_START = re.compile(r"(?:seit|ab|von|since|from)\s+", re.IGNORECASE)
_BEFORE_END = re.compile(r"(?:bis(?: zum)?|until|to)\s+", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{4})")
_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")


def read_date(cell: Cell) -> PartialDate:
    """The date of a cell with the precision it was given.

    Raises:
        BadValueError: it is no date, or a day that does not exist.
    """
    return _day(cell) if isinstance(cell, date) else _parse(single(text_of(cell)))


def read_start(cell: Cell) -> PartialDate | None:
    """The beginning of a period; None where the cell says that it is running."""
    return _read_bound(cell, _BEFORE_START)


def read_end(cell: Cell) -> PartialDate | None:
    """The end of a period; None where the cell says that it is open."""
    return _read_bound(cell, _BEFORE_END)


def _read_bound(cell: Cell, word: re.Pattern[str]) -> PartialDate | None:
    if isinstance(cell, date):
        return _day(cell)
    text = single(text_of(cell))
    return None if text.casefold() in OPEN else _parse(word.sub("", text, count=1))


def _day(cell: date) -> PartialDate:
    return PartialDate.of_day(cell.date() if isinstance(cell, datetime) else cell)


@lru_cache(maxsize=20_000)
def _parse(text: str) -> PartialDate:
    try:
        return PartialDate.parse(_iso(text))
    except ValueError as error:
        raise BadValueError("date", value=text) from error


def _iso(text: str) -> str:
    text = _MIDNIGHT.sub("", text)
    if match := _DAY.fullmatch(text):
        day, month, year = match.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if match := _YEAR_MONTH.fullmatch(text):
        month, year = match.groups()
        return f"{year}-{month:0>2}"
    return text
