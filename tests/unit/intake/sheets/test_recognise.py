"""Are tables found as people write them: titles above, sums below, columns of their own, further and hidden sheets?"""

import io

import openpyxl
import pytest
import xlsxwriter

from app.errors import InvalidInput
from app.formats.files import InputFile, read_tables
from app.intake.intake import Intake, accepted, take_in
from app.intake.sheets.headings import key_of
from app.intake.sheets.sheets import CONTACT_HEADING, SHEETS
from tests.intake_files import AKTEURE, Grid, intake_of, ods_file, xlsx_file

ROWS: Grid = (("AWO", "Verein", ""), ("Caritas", "Verein", ""))


def actors(grid: Grid, sheet: str = "Akteure") -> Intake:
    taken = intake_of({sheet: grid})
    assert taken.rejected == ()
    return taken


def names(taken: Intake) -> list[str]:
    return [actor.name for actor in taken.records.actors]


def notices_of(taken: Intake) -> list[tuple[str, int | None, str | None]]:
    return [(notice.code, notice.row, notice.column) for notice in taken.notices]


@pytest.mark.parametrize("above", [1, 2, 8])
def test_headings_stand_within_the_first_ten_rows(above: int) -> None:
    titles = [("Unsere Akteure im Stadtteil", "", "")] + [("Stand: Mai 2024", "", "")] * (above - 1)
    grid: Grid = (*titles, ("Name", "Art", "Kurzname"), *ROWS)
    for file in (xlsx_file({"Akteure": grid}), ods_file({"Akteure": grid})):
        taken = take_in(read_tables([file]))
        assert names(taken) == ["AWO", "Caritas"]
        assert notices_of(taken) == [("title_rows", 1, None)]
        source = taken.records.actors[0].source
        assert source is not None
        assert source.row == above + 2


def test_empty_first_row_and_column_need_no_word() -> None:
    grid: Grid = (("", "", ""), ("", "Name", "Art"), ("", "AWO", "Verein"))
    taken = take_in(read_tables([xlsx_file({"Akteure": grid})]))
    assert (names(taken), notices_of(taken), taken.rejected) == (["AWO"], [], ())


@pytest.mark.parametrize(
    "text",
    [
        "Summe: 2",
        "Gesamt",
        "Gesamt: 2 Einrichtungen",
        "15 Akteure gesamt",
        "Insgesamt 2",
        "Quelle: eigene Erhebung",
        "Stand: Mai 2024",
        "Hinweis: bitte ergänzen",
        "# wird noch geprüft",
        "Bitte bis Freitag ergänzen!",
        "Total: 2",
    ],
)
def test_row_below_that_is_no_entry_is_told(text: str) -> None:
    taken = actors((("Name", "Art", "Kurzname"), *ROWS, ("", "", ""), (text, "", "")))
    assert names(taken) == ["AWO", "Caritas"]
    assert notices_of(taken) == [("no_entry", 5, None)]
    assert text in taken.notices[0].message


@pytest.mark.parametrize(
    "name", ["Gesamtschule Nord", "Quelle am Berg e. V.", "Summe 1 GmbH", "Total Sozial gGmbH", "Gesamt: Verein"]
)
def test_organisation_that_only_sounds_like_a_sum_is_kept(name: str) -> None:
    assert names(actors((("Name", "Art"), (name, "Verein")))) == [name]


def test_sum_in_a_sheet_where_only_the_name_is_required() -> None:
    grid: Grid = (("Name", "Art"), ("Runder Tisch", "Runder Tisch"), ("Summe: 1", ""), ("Quelle e. V.", ""))
    taken = intake_of({"gremien": grid})
    assert [group.name for group in taken.records.working_groups] == ["Quelle e. V.", "Runder Tisch"]


def test_headings_repeated_on_a_printed_page_are_no_entry() -> None:
    heading = ("Name", "Art", "Kurzname")
    assert notices_of(actors((heading, ROWS[0], heading, ROWS[1]))) == [("no_entry", 3, None)]


def test_heading_in_between_that_is_merged_over_the_columns_is_no_entry() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Akteure"
    for row in (["Name", "Art"], ["Verbände", None], ["AWO", "Verein"]):
        page.append(row)
    page.merge_cells("A2:B2")
    buffer = io.BytesIO()
    book.save(buffer)
    taken = take_in(read_tables([InputFile("m.xlsx", buffer.getvalue())]))
    assert names(taken) == ["AWO"]
    assert ("no_entry", 2, None) in notices_of(taken)


def test_heading_merged_over_two_columns_is_one_heading() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Akteure"
    for row in (["Name", "Art", None], ["AWO", "Verein", "geprüft"]):
        page.append(row)
    page.merge_cells("B1:C1")
    buffer = io.BytesIO()
    book.save(buffer)
    taken = take_in(read_tables([InputFile("m.xlsx", buffer.getvalue())]))
    assert (names(taken), taken.rejected) == (["AWO"], ())


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Plätze", ("unknown_heading", 1, "C")),
        ("", ("no_heading", 1, "C")),
        ("Ansprechpartner/Telefon", ("column_dropped", 1, "C")),
        ("E-Mail-Adresse", ("column_dropped", 1, "C")),
        ("Tel.", ("column_dropped", 1, "C")),
    ],
)
def test_column_that_is_not_ours_is_left_out_with_one_notice(heading: str, expected: tuple[str, int, str]) -> None:
    taken = actors((("Name", "Art", heading), ("AWO", "Verein", "12"), ("Caritas", "Verein", "13")))
    assert notices_of(taken) == [expected]


@pytest.mark.parametrize("heading", ["Telefon", "lat", "Plätze", "Meine Notizen", "PLZ"])
def test_nothing_is_suggested_that_is_not_alike(heading: str) -> None:
    taken = actors((("Name", "Art", heading), ("AWO", "Verein", "12")))
    assert [notice.suggestion for notice in taken.notices] == [None]


def test_mobility_is_no_telephone() -> None:
    assert not CONTACT_HEADING.fullmatch(key_of("Mobilität"))


@pytest.mark.parametrize(
    ("sheet", "headings"),
    [
        ("Akteure", ("Einrichtung", "Art der Einrichtung", "Stadtteil", "Träger")),
        ("Akteure", ("Organisation", "Typ", "Sozialraum", "Gehört zu")),
        ("Akteure", ("1. Name\n", "Art / Typ", "Gebiet/Stadtteil", "TRÄGER;")),
    ],
)
def test_headings_people_use_are_understood(sheet: str, headings: tuple[str, ...]) -> None:
    taken = actors((headings, ("AWO", "Verein", "Süd", "Caritas"), ("Caritas", "Verein", "Süd", "")), sheet)
    first = next(actor for actor in taken.records.actors if actor.name == "AWO")
    assert (first.unit_of, first.active_in, notices_of(taken)) == ("caritas", ("sued",), [])


def test_two_headings_for_one_column_are_refused_where_it_matters_and_told_where_not() -> None:
    twice = intake_of({"akteure": (("Organisation", "Name", "Art"), ("AWO", "Muster", "Verein"))})
    assert [(problem.code, problem.column) for problem in twice.rejected] == [("duplicate_heading", "A")]
    taken = actors((("Name", "Art", "Gebiete", "Aktiv in"), ("AWO", "Verein", "Nord", "Süd")))
    assert (notices_of(taken), taken.records.actors[0].active_in) == ([("heading_taken", 1, "C")], ("sued",))


def test_heading_that_can_mean_two_columns_is_asked_about() -> None:
    sheets = {"akteure": (("Name", "Art", "Träger / Stadtteil"), ("AWO", "Verein", "Süd"))}
    taken = intake_of(sheets)
    assert [(notice.code, notice.column) for notice in taken.notices] == [("ambiguous_heading", "C")]
    assert [choice.value for choice in taken.questions[0].choices] == ["ignore", "unit_of", "active_in"]
    answered = intake_of(sheets, answers={taken.questions[0].key: "active_in"})
    assert answered.records.actors[0].active_in == ("sued",)
    assert answered.notices == ()


@pytest.mark.parametrize(
    "name",
    [
        "Akteure 2024",
        "Akteursliste",
        "1_Akteure",
        "Akteure (neu)",
        "Liste der Akteure",
        "akteure-final_v2",
        "ORGANISATIONEN",
    ],
)
def test_sheet_is_known_by_more_than_its_name(name: str) -> None:
    assert names(actors(AKTEURE, name)) == ["AWO", "Caritas", "Jugendamt"]


def test_the_sheet_with_the_very_name_wins() -> None:
    taken = intake_of({"Akteure": AKTEURE, "Akteure 2019": (("Name", "Art"), ("Alt", "Verein"))})
    assert (names(taken), notices_of(taken)) == (["AWO", "Caritas", "Jugendamt"], [("unknown_sheet", 1, None)])


def test_of_two_sheets_that_could_be_meant_it_is_asked_which_of_them_hold() -> None:
    sheets = {"Akteure 2019": (("Name", "Art"), ("Alt", "Schule")), "Akteure 2024": AKTEURE}
    asked = intake_of(sheets)
    assert [question.key for question in asked.questions] == ["which_sheet:akteure2019", "which_sheet:akteure2024"]
    assert (asked.records.actors, asked.rejected) == ((), ())
    assert names(intake_of(sheets, answers={"which_sheet:akteure2024": "actors"})) == ["AWO", "Caritas", "Jugendamt"]


def test_a_sheet_that_cannot_be_read_is_set_aside_beside_others_and_alone_refuses_the_file() -> None:
    bodies: Grid = (("AK Jugend", "AK Senioren"), ("AWO", "Caritas"))
    taken = intake_of({"akteure": AKTEURE, "gremien": bodies})
    assert (names(taken), taken.rejected) == (["AWO", "Caritas", "Jugendamt"], ())
    (notice,) = [notice for notice in taken.notices if notice.code == "missing_heading"]
    assert (notice.sheet, notice.message.endswith("Das Blatt wurde nicht gelesen.")) == ("gremien", True)
    assert [problem.code for problem in intake_of({"gremien": bodies}).rejected] == ["missing_heading"]


def test_a_survey_without_a_column_it_needs_refuses_the_file() -> None:
    """Who is missing there would count as not named."""
    taken = intake_of({"akteure": AKTEURE, "befragungen": (("Name", "Art"), ("2024", "Namensliste"))})
    assert [problem.code for problem in taken.rejected] == ["missing_heading"]


def test_a_list_of_persons_is_no_list_of_what_they_do() -> None:
    grid: Grid = (("Nr.", "Name", "Vorname", "Institution"), (1, "Muster", "Max", "AWO"), (2, "Beispiel", "Eva", "VHS"))
    taken = intake_of({"TN-Liste": grid}, answers={"which_sheet:tnliste": "actors"})
    assert (names(taken), taken.records.offers) == (["AWO", "VHS"], ())
    assert [notice.code for notice in taken.notices].count("column_dropped") == 2


def test_further_and_hidden_sheets_are_set_aside() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for title, grid in (
            ("Akteure", AKTEURE),
            ("Auswertung", (("Jahr", "Zahl"), (2024, 2))),
            ("Angebote", (("Name",), ("x",))),
        ):
            page = book.add_worksheet(title)
            for number, row in enumerate(grid):
                page.write_row(number, 0, row)
        page.hide()
    taken = take_in(read_tables([InputFile("m.xlsx", buffer.getvalue())]))
    assert (len(taken.records.actors), taken.rejected) == (3, ())
    assert sorted(notices_of(taken)) == [("hidden_sheet", 1, None), ("unknown_sheet", 1, None)]


def test_sheet_without_a_telling_name_is_known_by_its_headings() -> None:
    taken = actors((("Einrichtung", "Art", "Stadtteil"), ("AWO", "Verein", "Süd")), "Tabelle1")
    assert (names(taken), notices_of(taken)) == (["AWO"], [("sheet_by_headings", 1, None)])


def values(taken: Intake) -> set[tuple[str, str, str, float | None]]:
    return {
        (observation.indicator, observation.area, str(observation.ref_date), observation.value)
        for observation in taken.records.observations
    }


def test_one_column_per_date_is_a_value_for_each_area_and_date() -> None:
    grid = (("ID", "NAME", "2019-12-31", "DATE_2020-12-31"), ("01", "Süd", "12,5", "13"), ("02", "Nord", "", "*"))
    taken = intake_of({"Arbeitslosenanteil": grid})
    assert taken.rejected == ()
    assert values(taken) == {
        ("unemployed_share", "sued", "2019-12-31", 12.5),
        ("unemployed_share", "sued", "2020-12-31", 13.0),
        ("unemployed_share", "nord", "2020-12-31", None),
    }
    assert [notice.code for notice in taken.notices].count("wide_read") == 1


def test_what_stands_before_the_dates_names_the_statistics() -> None:
    grid = (("Stadtteil", "Arbeitslose 2023", "Kinder 2023", "Kinder 2024"), ("Süd", "12", "40", "41"))
    assert values(intake_of({"kennzahlen": grid})) == {
        ("arbeitslose", "sued", "2023", 12.0),
        ("kinder", "sued", "2023", 40.0),
        ("kinder", "sued", "2024", 41.0),
    }


def test_years_that_are_numbers_in_a_workbook_are_headings_too() -> None:
    grid = (("Quartier", 2023, 2024), ("Süd", 12, 13.5))
    taken = take_in(read_tables([xlsx_file({"Kinder": grid})]))
    assert values(taken) == {("kinder", "sued", "2023", 12.0), ("kinder", "sued", "2024", 13.5)}


def test_a_wrong_value_of_a_wide_table_is_set_aside_in_its_own_column() -> None:
    grid = (("Stadtteil", "2022", "2023", "2024"), ("Süd", "12", "zwölf", "14"))
    taken = intake_of({"Kinder": grid})
    assert [(notice.row, notice.column) for notice in taken.notices if notice.code == "number"] == [(2, "C")]
    assert [value.value for value in taken.records.observations] == [12, 14]


def test_a_list_of_organisations_with_years_stays_one() -> None:
    grid = (
        ("Einrichtung", "Art", "Stadtteil", "Mitglieder 2023", "Mitglieder 2024"),
        ("AWO", "Verein", "Süd", "3", "4"),
    )
    assert names(intake_of({"Tabelle1": grid})) == ["AWO"]


def test_dates_without_a_column_of_areas_are_one_clear_refusal() -> None:
    taken = intake_of({"kennzahlen": (("Kennzahl", "2019-12-31", "31.12.2020"), ("Kinder", "12,5", "13"))})
    (problem,) = taken.rejected
    assert problem.code == "wide_dates"
    assert "Spalte der Gebiete" in problem.message or "Spalte mit den Gebieten" in problem.message


def test_the_export_of_a_survey_program_is_called_by_its_name() -> None:
    grid = (
        ("Antwort ID", "Datum abgeschickt", "Letzte Seite", "Mit wem arbeiten Sie zusammen? [AWO]"),
        ("1", "", "2", "ja"),
    )
    with pytest.raises(InvalidInput, match="Umfrageprogramms") as raised:
        intake_of({"results-survey": grid})
    assert "unpivot" in (raised.value.hint or "")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.topic)
def test_no_heading_means_two_columns(sheet: object) -> None:
    for column in sheet.columns:  # type: ignore[attr-defined]
        others = [item for item in sheet.columns if item is not column]  # type: ignore[attr-defined]
        keys = {key_of(name) for entry in others for name in entry.variants}
        assert not keys & set(map(key_of, column.variants))


OFFICE_LIST = (("Name", "Art"), ("AWO", "Verein"))


def test_a_list_that_could_be_two_sheets_is_asked_about() -> None:
    """Organisations, bodies, places and areas all have a name and a kind; without an answer nothing is taken in."""
    taken = intake_of({"Tabelle1": OFFICE_LIST})
    (question,) = taken.questions
    assert (question.key, question.default) == ("which_sheet:tabelle1", "leave_out")
    assert [choice.value for choice in question.choices] == ["actors", "working_groups", "places", "areas", "leave_out"]
    with pytest.raises(InvalidInput, match="Was steht auf dem Blatt „Tabelle1“") as raised:
        accepted(taken)
    assert "which_sheet:tabelle1=" in (raised.value.hint or "")
    answered = intake_of({"Tabelle1": OFFICE_LIST}, answers={"which_sheet:tabelle1": "actors"})
    assert names(answered) == ["AWO"]


def test_further_lists_are_known_by_their_headings_beside_named_ones() -> None:
    bodies = (("Arbeitskreis", "Mitglieder", "Rhythmus"), ("AK Jugend", "AWO", "monatlich"))
    taken = intake_of({"Akteure": OFFICE_LIST, "AK": bodies})
    assert [group.name for group in taken.records.working_groups] == ["AK Jugend"]
    assert "sheet_by_headings" in {notice.code for notice in taken.notices}


def test_headings_below_a_title_tell_what_an_unnamed_list_is() -> None:
    grid = (("Unsere Gremien im Quartier", "", ""), ("Arbeitskreis", "Mitglieder", "Rhythmus"), ("AK Jugend", "", ""))
    taken = intake_of({"Tabelle1": grid})
    assert [group.name for group in taken.records.working_groups] == ["AK Jugend"]


@pytest.mark.parametrize(
    "grid",
    [
        (("", "AWO", "Caritas", "Jugendamt"), ("AWO", "", "x", "x"), ("Diakonie", "x", "", "x")),
        (("Wer mit wem?",), (), ("", "AWO", "Caritas"), ("AWO", "", "x"), ("Diakonie", "x", "")),
    ],
)
def test_a_matrix_that_cannot_be_read_is_told_what_makes_it_one(grid: Grid) -> None:
    with pytest.raises(InvalidInput, match="Keines der Blätter") as raised:
        intake_of({"netz": grid})
    assert raised.value.hint is not None
    assert "dieselben Namen" in raised.value.hint


def test_a_table_of_anything_else_is_no_matrix() -> None:
    with pytest.raises(InvalidInput) as raised:
        intake_of({"netz": (("Jahr", "Zahl", "Gut"), ("2023", "4", "x"), ("2024", "5", "x"))})
    assert "dieselben Namen" not in str(raised.value.hint)


def test_the_town_of_an_address_is_no_name_of_a_place() -> None:
    rows = (
        ("Einrichtung", "Träger", "PLZ", "Ort", "Stadtteil"),
        ("Kita Spatz", "AWO", "12345", "Musterstadt", "Nord"),
        ("Kita Park", "AWO", "12346", "Musterstadt", "Süd"),
    )
    taken = intake_of({"akteure": AKTEURE, "kitaliste 2025": rows})
    assert taken.records.places == ()
    assert [(q.kind, [choice.value for choice in q.choices]) for q in taken.questions] == [
        ("which_sheet", ["actors", "areas", "leave_out"])
    ]


def test_areas_behind_a_column_of_names_that_nobody_knows_are_asked_about() -> None:
    rows = (("Nom", "Type", "Quartier"), ("Maison de la Gare", "Association", "Gare"), ("Mairie", "Autorité", "Centre"))
    taken = intake_of({"akteure": AKTEURE, "liste": rows})
    assert taken.records.areas == ()
    assert [question.key for question in taken.questions] == ["which_sheet:liste"]
