"""Are cells read as people mean them?"""

from datetime import date

import pytest

from app.formats.tables import column_letter
from app.intake.values.answers import read_answer, read_yes_no
from app.intake.values.dates import read_date, read_end, read_start
from app.intake.values.numbers import is_suppressed, read_number
from app.intake.values.texts import BadValueError, split, text_of
from app.records.spelling import folded, slug


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        (2023.0, date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-05", date(2023, 5, 1), date(2023, 5, 31)),
        ("05/2023", date(2023, 5, 1), date(2023, 5, 31)),
        ("5.2023", date(2023, 5, 1), date(2023, 5, 31)),
        ("02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-05-17", date(2023, 5, 17), date(2023, 5, 17)),
        ("17.05.2023", date(2023, 5, 17), date(2023, 5, 17)),
        ("7. 5. 2023", date(2023, 5, 7), date(2023, 5, 7)),
        ("2023-05-17 00:00:00", date(2023, 5, 17), date(2023, 5, 17)),
        (date(2023, 5, 17), date(2023, 5, 17), date(2023, 5, 17)),
    ],
)
def test_date_keeps_its_precision(cell: str | float | date, first: date, last: date) -> None:
    read = read_date(cell)
    assert (read.first, read.last) == (first, last)


def test_words_around_dates() -> None:
    assert str(read_start("seit 2019")) == "2019"
    assert str(read_start("ab 05/2023")) == "2023-05"
    assert str(read_end("bis 17.05.2023")) == "2023-05-17"
    assert read_end("laufend") is None
    assert read_end("ongoing") is None


@pytest.mark.parametrize("cell", ["2023-13", "32.01.2023", "29.02.2023", "seit 2019", "45123", "5/23", "20233"])
def test_what_is_no_date(cell: str) -> None:
    with pytest.raises(BadValueError):
        read_date(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12.000", 12_000.0),
        ("12,5", 12.5),
        ("1.234.567,89", 1_234_567.89),
        ("1,234.5", 1_234.5),
        ("12.5", 12.5),
        ("0.125", 0.125),
        ("84307.5", 84_307.5),
        ("12 000", 12_000.0),
        ("12\u00a0000", 12_000.0),
        ("12,5 %", 12.5),
        ("1.200 €", 1_200.0),
        ("-3", -3.0),
        (12, 12.0),
        (12.345, 12.345),
    ],
)
def test_german_numbers(cell: str | float, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", ["zwölf", "1.2.3", "12,34,5", "", "nan", "inf", "1e5", True, float("inf"), 1e300])
def test_what_is_no_number(cell: str | float | bool) -> None:
    with pytest.raises(BadValueError):
        read_number(cell)


def test_hidden_small_counts_are_recognised() -> None:
    assert all(map(is_suppressed, ("*", ".", "x", "<3", "< 10")))
    assert not any(map(is_suppressed, ("0", "-", "3", "")))


def test_answers_in_both_languages() -> None:
    assert [read_yes_no(word) for word in ("ja", "Yes", "x", True, "nein", "NO", False)] == [True] * 4 + [False] * 3
    assert read_yes_no("weiß nicht") is None
    assert [read_answer(word) for word in ("ja", "no", "Weiß nicht", "don't know")] == [
        "yes",
        "no",
        "unknown",
        "unknown",
    ]
    assert read_answer("belegt") is None


def test_text_of_cells() -> None:
    assert [text_of(cell) for cell in (12.0, 12.5, 12, True, date(2023, 5, 17))] == [
        "12",
        "12.5",
        "12",
        "ja",
        "2023-05-17",
    ]
    assert text_of("  AWO\u00a0 Essen ") == "AWO Essen"
    assert text_of("'=SUMME(A1)") == "=SUMME(A1)"
    assert text_of("'s Café") == "'s Café"


def test_several_values_are_never_split_at_a_comma() -> None:
    assert split("A, B; C\nD;; A, B") == ("A, B", "C", "D")


def test_slugs_and_folded_names() -> None:
    assert slug("Bürgerhaus Süd-Ost (e. V.)") == "buergerhaus-sued-ost-e-v"
    assert slug("Straße des 17. Juni") == "strasse-des-17-juni"
    assert slug("!!!") == ""
    assert folded("  AWO\tEssen ") == folded("awo essen")


def test_columns_have_the_letters_of_spreadsheets() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
