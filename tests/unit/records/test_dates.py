"""Days some months away."""

from datetime import date

import pytest

from app.records.dates import PartialDate, months_later, whole_months


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


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-07-01", "2024-12-31", 6),
        ("2024-07-01", "2024-12-30", 5),
        ("2024-07-15", "2025-01-14", 6),
        ("2024-07-15", "2025-01-13", 5),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-01-01", "2024-01-01", 0),
        ("2024-01-01", "2023-01-01", 0),
        ("9999-12-01", "9999-12-31", 1),
    ],
)
def test_both_days_of_a_span_count_in_its_months(first, last, months):
    assert whole_months(date.fromisoformat(first), date.fromisoformat(last)) == months


@pytest.mark.parametrize("text", ["0052", "0999-05", "0001-01-01", "2024"])
def test_a_date_is_written_as_it_is_read_again(text: str) -> None:
    """Also of years before 1000: a record with another spelling could not be read any more."""
    assert str(PartialDate.parse(text)) == text
