"""Statistics with a column for each statistic: one value of each for every area, of the day that the table names."""

import pytest

from app.errors import InvalidInput
from app.formats.files import read_tables
from app.intake.intake import Intake, take_in
from app.records.records import Records
from tests.factories import area
from tests.intake_files import Grid, csv_file, intake_of, xlsx_file

SOCIAL: Grid = (
    ("Stadtteil", "PLZ", "Einwohner", "Arbeitslose", "SGB-II-Quote in %"),
    ("Nord", "45127", "12.340", "812", "18,2"),
    ("Süd", "45128", "8.120", "*", "9,0"),
    ("Gesamtstadt", "", "20.460", "1.020", "14,5"),
)


def taken(name: str, grid: Grid) -> Intake:
    return take_in(read_tables([csv_file(name, grid)]), Records())


def values(intake: Intake) -> list[tuple[str, str, str, float | None]]:
    assert intake.rejected == ()
    return [(value.indicator, value.area, str(value.ref_date), value.value) for value in intake.records.observations]


def test_each_column_is_a_statistic_of_the_year_in_the_name_of_the_file() -> None:
    intake = taken("Sozialdaten 2023", SOCIAL)
    assert values(intake) == [
        ("arbeitslose", "nord", "2023", 812.0),
        ("arbeitslose", "sued", "2023", None),
        ("population", "nord", "2023", 12340.0),
        ("population", "sued", "2023", 8120.0),
        ("sgb2_share", "nord", "2023", 18.2),
        ("sgb2_share", "sued", "2023", 9.0),
    ]
    assert [value.suppressed for value in intake.records.observations if value.value is None] == [True]
    assert {indicator.id: indicator.measure for indicator in intake.records.indicators} == {
        "arbeitslose": "count",
        "population": "count",
        "sgb2_share": "share",
    }
    assert [(notice.code, notice.row, notice.column) for notice in intake.notices] == [
        ("wide_indicators_read", 1, None),
        ("unknown_heading", 1, "B"),
        ("read_as_count", 2, "D"),
        ("total_row", 4, "A"),
    ]


def test_a_column_says_the_day_of_each_row() -> None:
    rows = [("Stadtteil", "Jahr", "Anteil Kinder (%)", "Arbeitslosenquote (%)"), ("Nord", "2022", "20,5", "8,1")]
    assert values(taken("daten", rows)) == [
        ("anteil-kinder", "nord", "2022", 20.5),
        ("arbeitslosenquote", "nord", "2022", 8.1),
    ]


def test_a_title_above_the_headings_names_the_day() -> None:
    file = xlsx_file(
        {"Tabelle1": [("Sozialdaten, Stand 31.12.2022",), ("Stadtteil", "Kinder", "Haushalte"), ("Nord", 812, 640)]}
    )
    assert values(take_in(read_tables([file]), Records())) == [
        ("haushalte", "nord", "2022-12-31", 640.0),
        ("kinder", "nord", "2022-12-31", 812.0),
    ]


def test_without_a_day_it_is_said_what_is_missing() -> None:
    with pytest.raises(InvalidInput, match="je Kennzahl oder je Gebiet, sagt aber nicht, von wann") as raised:
        taken("sozialdaten", SOCIAL)
    assert "Spalte Stichtag" in (raised.value.hint or "")


@pytest.mark.parametrize(
    "grid",
    [
        [("Stadtteil", "Treffpunkt", "Plätze", "Räume"), ("Nord", "Bürgerhaus", "80", "4")],
        [("Stadtteil", "PLZ", "Nr"), ("Nord", "45127", "1")],
    ],
)
def test_numbers_beside_other_things_are_no_statistics(grid: Grid) -> None:
    try:
        observations = taken("liste 2023", grid).records.observations
    except InvalidInput:
        observations = ()
    assert observations == ()


def test_whole_numbers_beyond_a_hundred_without_a_unit_are_counted_and_others_are_shares() -> None:
    long = [
        ("Kennzahl", "Gebiet", "Stichtag", "Wert"),
        ("Plätze", "Nord", "2023", "812"),
        ("Index", "Nord", "2023", "104,5"),
    ]
    intake = taken("kennzahlen", long)
    assert {indicator.name: indicator.measure for indicator in intake.records.indicators} == {
        "Plätze": "count",
        "Index": "share",
    }
    assert [(notice.code, notice.row) for notice in intake.notices] == [("read_as_count", 2), ("share_above_whole", 3)]


def test_dates_below_what_they_are_of_are_read_as_one_heading() -> None:
    grid = (
        ("Stadtteil", "Kinder", "", "Senioren", ""),
        ("", "2022", "2023", "2022", "2023"),
        ("Nord", "120", "130", "80", "*"),
    )
    taken = intake_of({"Bevölkerung": grid})
    assert taken.rejected == ()
    assert [(seen.indicator, str(seen.ref_date), seen.value) for seen in taken.records.observations] == [
        ("kinder", "2022", 120.0),
        ("kinder", "2023", 130.0),
        ("senioren", "2022", 80.0),
        ("senioren", "2023", None),
    ]


@pytest.mark.parametrize(
    "name", ["Stadt", "Gesamtstadt Essen", "Essen insgesamt", "Summe Stadtteile", "Bezirk I gesamt"]
)
def test_rows_of_sums_among_areas_are_told_and_are_no_areas(name: str) -> None:
    taken = intake_of({"Lage_2023": (("Stadtteil", "Einwohner", "Haushalte"), ("Nord", 1200, 700), (name, 2400, 1400))})
    assert [area.name for area in taken.records.areas] == ["Nord"]
    assert {notice.row for notice in taken.notices if notice.code == "total_row"} == {3}


AREAS = Records(areas=(area("mitte", name="Mitte"), area("nord", name="Nord")))
BY_AREA: Grid = (
    ("Kennzahl", "Einheit", "Hafen", "Nord", "Mitte", "Stadt"),
    ("Einwohner", "Personen", "900", "12.340", "8.120", "21.360"),
    ("SGB-II-Quote", "%", "", "18,2", "*", "14,5"),
)


def test_a_column_for_each_area_is_read_where_one_of_them_is_known() -> None:
    """An area nobody knows takes no other one of its row along."""
    intake = take_in(read_tables([csv_file("Sozialdaten 2023", BY_AREA)]), AREAS)
    assert values(intake) == [
        ("population", "mitte", "2023", 8120.0),
        ("population", "nord", "2023", 12340.0),
        ("sgb2_share", "mitte", "2023", None),
        ("sgb2_share", "nord", "2023", 18.2),
    ]
    assert [question.key for question in intake.questions] == ["add:areas:hafen"]
    assert [notice.code for notice in intake.notices][:1] == ["wide_areas_read"]
    assert [(notice.row, notice.column) for notice in intake.notices if notice.code == "total_row"] == [
        (2, "F"),
        (3, "F"),
    ]


def test_whether_columns_are_areas_is_asked_where_none_is_known() -> None:
    tables = read_tables([csv_file("Sozialdaten 2023", BY_AREA)])
    asked = take_in(tables)
    assert (values(asked), [question.key for question in asked.questions]) == (
        [],
        ["columns_are_areas:sozialdaten2023"],
    )
    answered = take_in(tables, answers={"columns_are_areas": "yes"})
    assert [entry.name for entry in answered.records.areas] == ["Hafen", "Mitte", "Nord"]


def test_areas_as_columns_without_a_day_are_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidInput, match="oder je Gebiet, sagt aber nicht, von wann") as raised:
        taken("Sozialdaten", BY_AREA)
    assert "Stichtag" in str(raised.value.hint)


def test_headings_in_two_rows_are_read_together() -> None:
    """As offices print them: groups of columns above, what each is below, the day in the title."""
    grid: Grid = (
        ("Sozialmonitoring, Stichtag 31.12.2024", "", "", ""),
        ("Stadtteil", "Bevölkerung", "", "Leistungsbezug in %"),
        ("", "insg.", "unter 18", "SGB II"),
        ("Nord", "10.502", "2.010", "13,5"),
        ("Süd", "8.112", "1.220", "•"),
    )
    assert values(taken("monitor", grid)) == [
        ("bevoelkerung-insg", "nord", "2024-12-31", 10502.0),
        ("bevoelkerung-insg", "sued", "2024-12-31", 8112.0),
        ("bevoelkerung-unter-18", "nord", "2024-12-31", 2010.0),
        ("bevoelkerung-unter-18", "sued", "2024-12-31", 1220.0),
        ("leistungsbezug-in-sgb-ii", "nord", "2024-12-31", 13.5),
        ("leistungsbezug-in-sgb-ii", "sued", "2024-12-31", None),
    ]


ENGLISH: Grid = (
    ("Ward", "Population", "Unemployment rate (%)", "Year"),
    ("North", "10,502", "8.4", "2023"),
    ("South", "8,120", "12.345", "2023"),
)


def test_numbers_are_read_the_way_the_table_writes_them() -> None:
    """``12.345`` is twelve thousand in German tables; beside ``8.4`` and ``10,502`` it is not."""
    intake = taken("wards", ENGLISH)
    assert [(area_, value) for _, area_, _, value in values(intake)] == [
        ("north", 10502.0),
        ("south", 8120.0),
        ("north", 8.4),
        ("south", 12.345),
    ]
    assert [(notice.row, notice.column) for notice in intake.notices if notice.code == "english_numbers"] == [
        (2, "B"),
        (3, "C"),
    ]


def test_numbers_of_both_ways_stay_as_german_tables_have_them() -> None:
    grid: Grid = (
        ("Stadtteil", "Einwohner", "Quote (%)", "Jahr"),
        ("Nord", "12.345", "8,4", "2023"),
        ("Süd", "900", "8.4", "2023"),
    )
    assert [value for *_, value in values(taken("daten", grid))] == [12345.0, 900.0, 8.4, 8.4]


def test_a_count_has_no_thousandths() -> None:
    grid: Grid = (("Gebiet", "Kennzahl", "Jahr", "Wert", "Einheit"), ("Nord", "Haushalte", "2023", "10,502", "Anzahl"))
    assert [value for *_, value in values(taken("daten", grid))] == [10502.0]


def test_a_line_about_the_source_is_told_and_a_change_between_two_dates_is_no_value() -> None:
    grid: Grid = (
        ("Nr", "Stadtteil", "31.12.2020", "31.12.2023", "Veränd. 2020-23"),
        ("1", "Nord", "12,3", "12,4", "+0,1"),
        ("Quelle: Amt für Statistik",),
    )
    intake = taken("SGB II", grid)
    assert [str(value.ref_date) for value in intake.records.observations] == ["2020-12-31", "2023-12-31"]
    assert ("no_entry", 3) in [(notice.code, notice.row) for notice in intake.notices]
    assert ("unknown_heading", "E") in [(notice.code, notice.column) for notice in intake.notices]


@pytest.mark.parametrize(
    "heading",
    [
        "Stadtteil-Nr.",
        "Bezirksnr",
        "Gebietsschlüssel",
        "PLR_ID",
        "Schlüssel",
        "Amtlicher Gemeindeschlüssel",
        "Statistische Kennziffer",
        "Sozialraum-Kennung",
    ],
)
def test_the_key_of_an_area_is_no_statistic(heading: str) -> None:
    grid = (
        (heading, "Stadtteil", "Einwohner", "Arbeitslose"),
        ("01", "Nord", "12.340", "812"),
        ("02", "Süd", "8.120", "90"),
    )
    intake = taken("Sozialdaten 2023", grid)
    assert {indicator.id for indicator in intake.records.indicators} == {"population", "arbeitslose"}


@pytest.mark.parametrize(
    "heading", ["Betreuungsschlüssel", "Personal-Schlüssel", "Anerkennung", "Anzahl Einr.", "Fallkennziffer"]
)
def test_a_statistic_that_ends_like_a_key_is_one(heading: str) -> None:
    grid = (("Stadtteil", "Einwohner", heading), ("Nord", "12.340", "8,5"), ("Süd", "8.120", "9,5"))
    intake = taken("Sozialdaten 2023", grid)
    assert heading in {indicator.name for indicator in intake.records.indicators}
    assert sorted(value for *_, value in values(intake)) == [8.5, 9.5, 8120.0, 12340.0]
