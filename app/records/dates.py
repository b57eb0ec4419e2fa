"""Dates of year, month or day precision, periods between them, and days so many months apart."""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Self

_YEAR = 12  # months
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precise as it was given: from its ``first`` to its ``last`` day, both inclusive."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2023``, ``2023-05`` or ``2023-05-17``.

        Raises:
            ValueError: for every other form, and for days that do not exist.
        """
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}; write 2023, 2023-05 or 2023-05-17")
        year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
        assert year is not None
        first = date(year, month or 1, day or 1)
        return cls(first, _last_day(year, month, day))

    @classmethod
    def of_day(cls, day: date) -> Self:
        """The date of exactly one day."""
        return cls(day, day)

    def __str__(self) -> str:
        day = self.first.isoformat()  # strftime would write the year 52 with two digits, which nobody reads again
        if self.first == self.last:
            return day
        return day[:4] if (self.first.month, self.last.month) == (1, 12) else day[:7]


def _last_day(year: int, month: int | None, day: int | None) -> date:
    last_month = month or 12
    return date(year, last_month, day or calendar.monthrange(year, last_month)[1])


def date_text(value: PartialDate) -> str:
    """A date as people write it: ``2023``, ``05/2023`` or ``17.05.2023``."""
    year, *rest = str(value).split("-")
    return year if not rest else f"{rest[0]}/{year}" if len(rest) == 1 else f"{rest[1]}.{rest[0]}.{year}"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` (None: since ever) to ``end`` (None: open), both inclusive."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    def active_on(self, day: date) -> bool:
        """Whether the period holds on a day."""
        begun = self.start is None or self.start.first <= day
        return begun and (self.end is None or day <= self.end.last)


def whole_months(first: date, last: date) -> int:
    """Whole months from a first to a last day, both of which count: 1 July to 31 December is six; 0 where it is less."""
    behind = last.toordinal() + 1
    months = max(0, _YEAR * (last.year - first.year) + last.month - first.month + 1)
    while months and months_later(first, months).toordinal() > behind:
        months -= 1
    return months


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier when negative), or the last day of a shorter month.

    Where the calendar ends, its first or last day.
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if year < MINYEAR else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
