"""Are numbers read as offices write them, and never as another number?"""

from datetime import date

import pytest

from app.formats.files import read_tables
from app.intake.intake import Intake, take_in
from app.intake.values.numbers import is_suppressed, read_amount, read_number
from app.intake.values.texts import BadValueError
from tests.intake_files import intake_of, xlsx_file


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
        ("4 200", 4_200.0),
        ("12,5 %", 12.5),
        ("1.200 €", 1_200.0),
        ("1.200,- €", 1_200.0),
        ("-3", -3.0),
        (12, 12.0),
        (12.345, 12.345),
    ],
)
def test_german_numbers(cell: str | float, number: float) -> None:
    reading = read_number(cell)
    assert (reading.value, reading.suppressed, reading.notices) == (number, False, ())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ca. 4.200", 4_200.0),
        ("rund 27", 27.0),
        ("~12", 12.0),
        ("(12)", 12.0),
        ("12 r", 12.0),
        ("12,5p", 12.5),
        ("12*", 12.0),
        ("1.200¹", 1_200.0),
        ("1,2 Mio. €", 1_200_000.0),
        ("3 Tsd.", 3_000.0),
        ("1,234", 1.234),
    ],
)
def test_number_that_says_more_is_read_with_a_notice(text: str, number: float) -> None:
    reading = read_number(text)
    assert (reading.value, [notice.key for notice in reading.notices]) == (number, ["number_read_as"])


@pytest.mark.parametrize("text", ["k.A.", "k. A.", "n/a", "…", "...", "unbekannt", "?", "NaN"])
def test_number_that_is_not_known_is_told(text: str) -> None:
    reading = read_number(text)
    assert (reading.value, reading.suppressed, [notice.key for notice in reading.notices]) == (
        None,
        False,
        ["number_not_known"],
    )


@pytest.mark.parametrize("text", ["*", ".", "x", "/", "<3", "< 10", "unter 5", "weniger als 3"])
def test_hidden_small_count_is_a_value_of_its_own(text: str) -> None:
    assert is_suppressed(text)
    assert read_number(text).suppressed


@pytest.mark.parametrize(
    "cell",
    [
        "zwölf",
        "1.2.3",
        "12,34,5",
        "",
        "inf",
        "1e5",
        True,
        float("inf"),
        1e300,
        "10-15",
        "> 100",
        "über 100",
        "mind. 12",
        "12 von 15",
    ],
)
def test_what_is_no_number_is_refused(cell: str | float | bool) -> None:
    with pytest.raises(BadValueError):
        read_number(cell)


def test_brackets_of_book_keepers_are_refused() -> None:
    with pytest.raises(BadValueError):
        read_amount("(1.200)")


def shares(*values: object, unit: str = "Prozent") -> Intake:
    rows = [("Quote", f"Gebiet {at}", 2023, value, unit) for at, value in enumerate(values)]
    return intake_of({"kennzahlen": (("Kennzahl", "Gebiet", "Stichtag", "Wert", "Einheit"), *rows)})


def test_shares_that_were_perhaps_meant_otherwise_are_told() -> None:
    assert [(notice.code, notice.row) for notice in shares("0,312", "18,4").notices] == [("shares_mixed", 2)]
    assert [(notice.code, notice.row) for notice in shares("112", "18,4").notices] == [("share_above_whole", 2)]
    assert shares("0,312", "0,4").notices == ()
    assert shares("112", "18", unit="Anzahl").notices == ()


def test_signs_of_statistics_in_a_table() -> None:
    taken = shares("ca. 27", "k.A.", "*", "-")
    assert taken.rejected == ()
    assert [(record.value, record.suppressed) for record in taken.records.observations] == [
        (27.0, False),
        (None, False),
        (None, True),
        (None, False),
    ]
    assert [(notice.code, notice.row) for notice in taken.notices] == [
        ("number_read_as", 2),
        ("number_not_known", 3),
        ("dash_is_unknown", 5),
    ]


def test_date_that_a_spreadsheet_made_of_a_name_sets_its_row_aside_and_a_number_is_told() -> None:
    grid = (("Name", "Art"), (date(2024, 1, 4), "Verein"), (2.0, "Verein"))
    taken = take_in(read_tables([xlsx_file({"Akteure": grid})]))
    told = [(notice.code, notice.row, notice.column) for notice in taken.notices]
    assert (taken.rejected, told) == ((), [("date_as_name", 2, "A"), ("number_as_name", 3, "A")])
    assert [actor.name for actor in taken.records.actors] == ["2"]


def test_key_that_may_have_lost_its_zeros_is_told() -> None:
    grid = (("Name", "Art", "Schlüssel"), ("Nord", "Stadtteil", 5113.0), ("Süd", "Stadtteil", "05114"))
    taken = take_in(read_tables([xlsx_file({"Gebiete": grid})]))
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("number_as_key", 2, "C")]


def test_a_hidden_amount_is_left_out_and_told_and_one_in_brackets_is_refused() -> None:
    hidden = read_amount("*")
    assert (hidden.value, [(notice.key, notice.left_out) for notice in hidden.notices]) == (
        None,
        [("number_not_known", True)],
    )
    for text in ("(1.200,00)", "-5"):
        with pytest.raises(BadValueError):
            read_amount(text)
