"""Days some months away."""

from datetime import date

import pytest

from app.records.dates import months_later


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 9, 1), 12, date(2025, 9, 1)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),  # leap year
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(9999, 6, 15), 7, date.max),
        (date(1, 6, 15), -6, date.min),
    ],
)
def test_the_day_of_the_month_stays_or_becomes_the_last(day, months, expected):
    assert months_later(day, months) == expected
