"""Which day lies so many months ahead?"""

import calendar
from datetime import MAXYEAR, MINYEAR, date

_YEAR = 12


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier when negative), or the last day of a shorter month.

    Where the calendar ends, its first or last day.
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if year < MINYEAR else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
