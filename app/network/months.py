"""Which day lies so many months ahead?"""

import calendar
from datetime import date

_YEAR = 12


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier when negative), or the last day of a shorter month."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
