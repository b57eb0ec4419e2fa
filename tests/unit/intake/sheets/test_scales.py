"""Headings say thousands, millions, counts or shares, and the numbers below them mean it."""

import pytest

from app.formats.files import read_tables
from app.intake.intake import Intake, take_in
from app.intake.sheets.scales import scale_of, unit_of
from tests.intake_files import Grid, intake_of, xlsx_file

ACTORS: Grid = (("Name", "Art"), ("Haus", "Schule"))


def grant(heading: str, cell: str) -> Intake:
    grants: Grid = (("Programm", "Empfänger", heading, "Seit", "Bis"), ("P", "Haus", cell, "2023", "2024"))
    return intake_of({"Akteure": ACTORS, "Fördermittel": grants})


@pytest.mark.parametrize(
    ("heading", "cell", "amount"),
    [
        ("Betrag (T€)", "25", 25_000),
        ("Betrag in Tsd. €", "2,5", 2_500),
        ("Betrag in Mio. Euro", "1,2", 1_200_000),
        ("Betrag (T€)", "25 T€", 25_000),
        ("Betrag (T€)", "ca. 25", 25_000),
        ("Betrag (T€)", "k. A.", None),
        ("Betrag in Euro", "25", 25),
    ],
)
def test_amounts_below_a_scale_are_multiplied(heading: str, cell: str, amount: float | None) -> None:
    [made] = grant(heading, cell).records.grants
    assert made.amount_eur == amount


def test_the_scale_is_told_once_at_its_heading() -> None:
    scaled = [notice for notice in grant("Betrag (T€)", "25").notices if notice.code == "scaled"]
    assert [(notice.row, notice.column) for notice in scaled] == [(1, "C")]
    assert "1.000" in scaled[0].message


def test_typed_numbers_are_multiplied_too() -> None:
    grants: Grid = (("Programm", "Empfänger", "Betrag (T€)", "Seit", "Bis"), ("P", "Haus", 25.5, "2023", "2024"))
    taken = take_in(read_tables([xlsx_file({"Akteure": ACTORS, "Fördermittel": grants})]))
    assert [made.amount_eur for made in taken.records.grants] == [25_500]


@pytest.mark.parametrize("heading", ["Betrag", "Tausendfüßler", "je Kind", "pro Tag", "100 Jahre"])
def test_words_are_no_scale(heading: str) -> None:
    assert scale_of(heading) is None


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("Wert je Tausend Einwohner", 0.1),
        ("Fälle pro Tsd.", 0.1),
        ("Wert in ‰", 0.1),
        ("je 100.000", 0.001),
        ("je 100 Kinder", 1),
    ],
)
def test_a_rate_is_a_part_of_per_cent(heading: str, factor: float) -> None:
    assert scale_of(heading) is not None
    assert scale_of(heading)[0] == factor


def values(grid: Grid, name: str = "Kennzahlen") -> tuple[dict[str, float | None], Intake]:
    taken = intake_of({name: grid})
    assert taken.rejected == ()
    return {f"{seen.indicator} {seen.area}": seen.value for seen in taken.records.observations}, taken


def test_numbers_per_thousand_are_turned_into_per_cent_wherever_it_is_said() -> None:
    """25 in a thousand are 2.5 in a hundred: read as per cent, ten times as many people would be meant."""
    headings = ("Kennzahl", "Gebiet", "Stichtag", "Wert", "Einheit")
    rows = (
        ("Notfälle", "Nord", "2023", "25", "‰"),
        ("Notfälle", "Süd", "2023", "12,5 ‰", ""),
        ("Notfälle", "West", "2023", "ca. 30", "je 1.000 Kinder"),
        ("Notfälle", "Ost", "2023", "*", "‰"),
        ("Umzüge je 10.000 Einwohner", "Nord", "2023", "25", ""),
    )
    read, taken = values((headings, *rows))
    assert read == {
        "notfaelle nord": 2.5,
        "notfaelle sued": 1.25,
        "notfaelle west": 3.0,
        "notfaelle ost": None,
        "umzuege nord": 0.25,
    }
    told = [(notice.row, notice.column) for notice in taken.notices if notice.code == "rate_read"]
    assert told == [(2, "E"), (4, "E"), (6, "D")]


def test_columns_of_rates_are_turned_too_and_each_is_told() -> None:
    grid = (
        ("Stadtteil", "Einwohner", "Umzüge je 1.000", "HzE (‰)"),
        ("Nord", "1.200", "25", "10"),
        ("Süd", "900", "x", "20"),
    )
    read, taken = values(grid, "Lage_2023")
    assert (read["umzuege nord"], read["umzuege sued"], read["parenting_support sued"]) == (2.5, None, 2.0)
    assert [notice.column for notice in taken.notices if notice.code == "rate_read"] == ["C", "D"]
    dated, _ = values(
        (("Stadtteil", "Umzüge je 1.000 Einwohner 2022", "Umzüge je 1.000 Einwohner 2023"), ("Nord", "25", "30")),
        "Lage",
    )
    assert dated == {"umzuege nord": 3.0}


def statistics(heading: str, cell: str) -> Intake:
    return intake_of({"Kennzahlen": (("Kennzahl", "Gebiet", "Stichtag", heading), ("Eigene", "Nord", "2023", cell))})


@pytest.mark.parametrize(
    ("heading", "measure"),
    [("Wert in %", "share"), ("Anteil in %", "share"), ("Wert (Personen)", "count"), ("Anzahl", "count")],
)
def test_the_unit_of_a_heading_is_that_of_the_statistic(heading: str, measure: str) -> None:
    taken = statistics(heading, "12,5")
    assert [indicator.measure for indicator in taken.records.indicators] == [measure]
    assert [seen.value for seen in taken.records.observations] == [12.5]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Wert", None),
        ("Messwert", None),
        ("Fälle je 1.000 Einwohner", "%"),
        ("Wert (Quelle: Stadt)", None),
        ("Anzahl in Tsd.", "anzahl"),
        ("Wert (Tsd. Personen)", "personen"),
        ("Anteil der Haushalte", "anteil"),
    ],
)
def test_a_heading_names_its_unit_or_none(heading: str, unit: str | None) -> None:
    assert unit_of(heading) == unit


def test_a_column_for_each_date_has_its_scale_too() -> None:
    taken = intake_of(
        {"Statistik": (("Stadtteil", "Wohnungen in Tsd. 2022", "Wohnungen in Tsd. 2023"), ("Nord", "1,5", "*"))}
    )
    assert [indicator.name for indicator in taken.records.indicators] == ["Wohnungen"]
    assert [(seen.value, seen.suppressed) for seen in taken.records.observations] == [(1_500, False), (None, True)]


def test_sums_and_means_are_no_areas() -> None:
    rows = [("Eigene", name, "2023", "5") for name in ("Nord", "Gesamt", "Stadt insgesamt", "Durchschnitt")]
    taken = intake_of({"Kennzahlen": (("Kennzahl", "Gebiet", "Stichtag", "Wert"), *rows)})
    assert [area.name for area in taken.records.areas] == ["Nord"]
    assert [notice.row for notice in taken.notices if notice.code == "total_row"] == [3, 4, 5]


def test_an_area_that_is_called_like_a_sum_and_listed_is_one() -> None:
    taken = intake_of(
        {
            "Gebiete": (("Name", "Art"), ("Gesamtstadt", "Stadt")),
            "Kennzahlen": (("Kennzahl", "Gebiet", "Stichtag", "Wert"), ("Eigene", "Gesamtstadt", "2023", "5")),
        }
    )
    assert [seen.area for seen in taken.records.observations] == ["gesamtstadt"]
