"""Are entries over several rows, headings in between and columns for the same read as the person means them?"""

import io
from collections.abc import Mapping

import pytest
import xlsxwriter

from app.formats.files import InputFile, read_tables
from app.intake.intake import Intake, take_in
from tests.intake_files import AKTEURE, Grid, intake_of

HEADINGS = ("Name", "Art", "Aktiv in")


def areas_of(taken: Intake) -> dict[str, tuple[str, ...]]:
    return {actor.id: actor.active_in for actor in taken.records.actors}


def test_rows_without_a_name_add_to_the_entry_above() -> None:
    rows = (("AWO", "Verein", "Nord"), ("", "", "Süd"), ("", "", "Ost"), ("DRK", "Verein", "Nord"))
    taken = intake_of({"akteure": (HEADINGS, *rows)})
    assert areas_of(taken) == {"awo": ("nord", "sued", "ost"), "drk": ("nord",)}
    assert [(notice.code, notice.row) for notice in taken.notices] == [("further_row", 3), ("further_row", 4)]


def test_rows_below_a_merged_name_add_to_it_and_single_values_that_differ_are_told() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Akteure")
        page.write_row(0, 0, (*HEADINGS, "Seit"))
        page.write_row(1, 1, ("Verein", "Nord", "2019"))
        page.write_row(2, 1, ("", "Süd", "2021"))
        page.merge_range("A2:A3", "AWO")
    taken = take_in(read_tables([InputFile("m.xlsx", buffer.getvalue())]))
    (awo,) = taken.records.actors
    assert (awo.active_in, str(awo.start), taken.rejected) == (("nord", "sued"), "2019", ())
    (differs,) = [notice for notice in taken.notices if "2021" in notice.message]
    assert (differs.row, differs.column) == (3, "D")


def test_members_below_each_other_are_those_of_one_body_and_a_place_is_that_of_its_own_row() -> None:
    bodies = (("Gremium", "Mitglieder"), ("Runder Tisch", "AWO"), ("", "Caritas"), ("", "Turnverein"))
    taken = intake_of({"akteure": AKTEURE, "gremien": bodies})
    assert [body.members for body in taken.records.working_groups] == [("awo", "caritas")]
    assert [(question.kind, question.places[0].row) for question in taken.questions] == [("add", 4)]


@pytest.mark.parametrize(
    ("answers", "leads", "aside"),
    [({}, {"kurs--awo": ("awo",)}, [3]), ({"further_row": "yes"}, {"kurs--awo": ("awo", "caritas")}, [])],
)
def test_of_a_row_that_could_lack_its_name_somebody_is_asked(
    answers: Mapping[str, str], leads: Mapping[str, tuple[str, ...]], aside: list[int]
) -> None:
    offers = (("Angebot", "Akteur", "Gebiete"), ("Kurs", "AWO", "Nord"), ("", "Caritas", "Süd"))
    taken = intake_of({"akteure": AKTEURE, "angebote": offers}, answers=answers)
    assert {offer.id: offer.leads for offer in taken.records.offers} == leads
    assert [notice.row for notice in taken.notices if notice.code == "missing"] == aside


@pytest.mark.parametrize(("answer", "leads"), [("no", ()), ("yes", ("awo",))])
def test_an_organisation_that_stands_once_above_its_offers_is_asked_about(answer: str, leads: tuple[str, ...]) -> None:
    offers = (("Akteur", "Angebot"), ("AWO", "Kurs"), ("", "Treff"), ("Caritas", "Chor"))
    taken = intake_of({"akteure": AKTEURE, "angebote": offers}, answers={"value_above": answer})
    assert {offer.name: offer.leads for offer in taken.records.offers}["Treff"] == leads
    (question,) = intake_of({"akteure": AKTEURE, "angebote": offers}).questions
    assert (question.key, question.default) == ("value_above:offers:leads", "no")


@pytest.mark.parametrize(("answer", "told"), [("no", "duplicate"), ("yes", "further_row")])
def test_a_name_that_stands_twice_is_one_entry_where_somebody_says_so(answer: str, told: str) -> None:
    rows = (("AWO", "Verein", "Nord"), ("AWO", "Verein", "Süd"))
    taken = intake_of({"akteure": (HEADINGS, *rows)}, answers={"same_rows": answer})
    assert (taken.rejected, [notice.code for notice in taken.notices]) == ((), [told])
    assert areas_of(taken)["awo"] == (("nord", "sued") if answer == "yes" else ("nord",))


def test_two_rows_with_one_id_are_one_entry() -> None:
    rows = (("a1", "AWO", "Verein", "Nord"), ("a1", "AWO", "Verein", "Süd"))
    assert areas_of(intake_of({"akteure": (("ID", *HEADINGS), *rows)})) == {"a1": ("nord", "sued")}


@pytest.mark.parametrize(
    "headings",
    [
        ("Stadtteil", "Stadtteil", "Stadtteil"),
        ("Gebiet 1", "Gebiet 2", "Gebiet 3"),
        ("1. Gebiet", "2. Gebiet", "3. Gebiet"),
        ("Gebiete", "Weitere Gebiete", "Gebiet_3"),
    ],
)
def test_several_columns_for_the_same_are_read_together(headings: tuple[str, ...]) -> None:
    rows = (("AWO", "Verein", "Nord", "Süd", ""), ("DRK", "Verein", "Ost", "", "Nord"))
    taken = intake_of({"akteure": (("Name", "Art", *headings), *rows)})
    assert areas_of(taken) == {"awo": ("nord", "sued"), "drk": ("ost", "nord")}
    assert (taken.rejected, taken.notices) == ((), ())


def test_what_a_further_column_does_not_know_is_told_in_that_column() -> None:
    grid = (("Name", "Akteur", "Thema 1", "Thema 2"), ("Kurs", "AWO", "Sport", "Weltraum"))
    taken = intake_of({"akteure": AKTEURE, "angebote": grid})
    assert [offer.themes for offer in taken.records.offers] == [("sport",)]
    assert [(notice.code, notice.column) for notice in taken.notices if "Weltraum" in notice.message] == [
        ("unknown_value", "D")
    ]


SECTIONED: Grid = (HEADINGS, ("Vereine", "", ""), ("AWO", "Verein", "Nord"), ("DRK", "Verein", "Nord"))


@pytest.mark.parametrize("section", ["Vereine", "2. Wohlfahrtsverbände", "Behörden:", "Bildung", "Nord"])
def test_a_heading_between_rows_is_no_organisation(section: str) -> None:
    taken = intake_of({"akteure": (HEADINGS, (section, "", ""), *SECTIONED[2:])})
    assert set(areas_of(taken)) == {"awo", "drk"}
    assert next((notice.code, notice.row) for notice in taken.notices) in {("question", 2), ("no_entry", 2)}


def test_a_name_alone_in_its_row_is_an_organisation_unless_it_divides_the_list() -> None:
    taken = intake_of({"akteure": (HEADINGS, ("Jugendamt", "", ""), *SECTIONED[2:])})
    assert set(areas_of(taken)) == {"awo", "drk", "jugendamt"}
    answered = intake_of({"akteure": SECTIONED}, answers={"section": "no"})
    assert set(areas_of(answered)) == {"awo", "drk", "vereine"}


@pytest.mark.parametrize(
    "text", ["alle außer Süd", "stadtweit (außer Süd)", "ganze Stadt ohne Süd", "Alle Bezirke bis auf Süd"]
)
def test_all_areas_but_one_are_never_an_area(text: str) -> None:
    rows = (("AWO", "Verein", text), ("DRK", "Verein", "Süd; Nord"))
    taken = intake_of({"akteure": (HEADINGS, *rows)})
    assert areas_of(taken)["awo"] == ()
    assert [area.id for area in taken.records.areas] == ["nord", "sued"]
    (question,) = taken.questions
    answered = intake_of({"akteure": (HEADINGS, *rows)}, answers={question.key: "all_areas"})
    assert areas_of(answered)["awo"] == ("nord",)


@pytest.mark.parametrize(
    ("text", "areas", "code"),
    [
        ("Nord und Umgebung", ("nord",), "area_read_as"),
        ("Schwerpunkt Nord", ("nord",), "area_read_as"),
        ("Nord (überwiegend)", ("nord",), "area_read_as"),
        ("Nord; online", ("nord",), "no_area"),
        ("landesweit", (), "no_area"),
        ("alle außer Atlantis", (), "no_area"),
    ],
)
def test_words_beside_an_area_are_told_and_make_none(text: str, areas: tuple[str, ...], code: str) -> None:
    taken = intake_of({"akteure": (HEADINGS, ("AWO", "Verein", text), ("DRK", "Verein", "Nord"))})
    assert areas_of(taken)["awo"] == areas
    assert [area.id for area in taken.records.areas] == ["nord"]
    assert code in [notice.code for notice in taken.notices]


def test_a_row_for_each_member_is_one_body() -> None:
    bodies = (("Gremium", "Mitglied", "Seit"), ("Runder Tisch", "AWO", "2020"), ("Runder Tisch", "Caritas", ""))
    taken = intake_of({"akteure": AKTEURE, "gremien": bodies})
    assert [body.members for body in taken.records.working_groups] == [("awo", "caritas")]
    assert (taken.questions, [notice.code for notice in taken.notices]) == ((), ["further_row"])


def test_words_broken_over_two_lines_are_whole() -> None:
    headings = ("Einrich-\ntung", "Koope-\nrations-\npartner")
    taken = intake_of(
        {
            "akteure": (
                headings,
                ("Begegnungs-\nstätte", "Kinder-\nund Jugendhaus"),
                ("Kinder- und Jugendhaus", "Begegnungsstätte"),
            )
        }
    )
    assert [actor.name for actor in taken.records.actors] == ["Begegnungsstätte", "Kinder- und Jugendhaus"]
    assert len(taken.records.cooperations) == 1


def test_an_empty_cell_of_one_of_several_columns_for_the_same_is_not_asked_about() -> None:
    rows = (
        ("Einrichtung", "Kooperationspartner 1", "Kooperationspartner 2"),
        ("AWO", "Caritas", "Jugendamt"),
        ("Caritas", "Jugendamt", ""),
    )
    taken = intake_of({"akteure": AKTEURE, "kooperationen": rows})
    assert taken.questions == ()
    assert len(taken.records.cooperations) == 3
