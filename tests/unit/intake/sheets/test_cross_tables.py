"""Crosses between organisations and bodies, areas or themes: who is a member, who is active where; else somebody is asked."""

import pytest

from app.formats.files import read_tables
from app.intake.intake import Intake, take_in
from app.records.records import Records
from tests.factories import area, group
from tests.intake_files import AKTEURE, Grid, intake_of, xlsx_file

BODIES: Grid = (
    ("Wer sitzt wo? Stand 2025",),
    ("Nr.", "Einrichtung", "Stadtteilkonferenz", "AK Jugend", "Netzwerk Frühe Hilfen"),
    ("1", "AWO", "x", "", "(x)"),
    ("2", "Caritas", "x", "Leitung", ""),
    ("3", "Jugendamt", "", "ab 2026", "x"),
    ("", "Summe", "2", "1", "1"),
)


def members(taken: Intake) -> dict[str, tuple[str, ...]]:
    assert taken.rejected == ()
    return {group.name: group.members for group in taken.records.working_groups}


def test_crosses_below_bodies_are_memberships_and_what_is_none_is_told_at_its_cell() -> None:
    taken = intake_of({"akteure": AKTEURE, "Übersicht 2025": BODIES})
    assert members(taken) == {
        "AK Jugend": (),
        "Netzwerk Frühe Hilfen": ("jugendamt",),
        "Stadtteilkonferenz": ("awo", "caritas"),
    }
    assert {group.name: group.chairs for group in taken.records.working_groups}["AK Jugend"] == ("caritas",)
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [
        ("memberships_read", 2, None),
        ("crosses_unread", 3, "E"),
        ("crosses_unread", 5, "D"),
    ]
    assert taken.questions == ()


def test_bodies_beside_what_else_is_said_of_organisations() -> None:
    rows = (("Name", "Art", "AK Jugend", "Tafelrunde"), ("AWO", "Verein", "x", ""), ("Kita Nord", "Kita", "x", "x"))
    taken = intake_of({"akteure": rows})
    assert members(taken) == {"AK Jugend": ("awo", "kita-nord"), "Tafelrunde": ("kita-nord",)}
    assert [(actor.name, actor.kinds) for actor in taken.records.actors] == [
        ("AWO", ("civic_association",)),
        ("Kita Nord", ("daycare",)),
    ]


@pytest.mark.parametrize(
    ("headings", "stored", "answers"),
    [
        (("Nord", "Hilfe"), Records(), {"crosses_of:gremienundmitgliedschaften": "members"}),
        (("Gremium: Nord", "Gremium: Hilfe"), Records(), {}),
        (("Nord", "Hilfe"), Records(working_groups=(group("g1", name="Nord"), group("g2", name="Hilfe"))), {}),
    ],
)
def test_an_answer_a_label_or_known_names_say_that_headings_are_bodies(
    headings: tuple[str, str], stored: Records, answers: dict[str, str]
) -> None:
    grid = (("", *headings), ("AWO", "x", ""), ("Caritas", "x", "x"))
    taken = intake_of({"akteure": AKTEURE, "Gremien und Mitgliedschaften": grid}, stored, answers=answers)
    assert members(taken) == {"Hilfe": ("caritas",), "Nord": ("awo", "caritas")}


SESSIONS: Grid = (("Organisation", "1. Sitzung", "Newsletter"), ("AWO", "x", "x"), ("Caritas", "", "x"))
INVITED: Grid = (
    ("Organisation", "Einladung Stadtteilkonferenz", "Verteiler Netzwerk"),
    ("AWO", "x", "x"),
    ("Caritas", "", "x"),
)


@pytest.mark.parametrize(
    ("file", "sheet", "grid"),
    [
        ("Arbeitskreis Jugend 2025.xlsx", "Tabelle1", SESSIONS),
        ("Quartier Nord.xlsx", "Tabelle1", SESSIONS),
        ("mappe.xlsx", "Arbeitskreis Jugend", SESSIONS),
        ("mappe.xlsx", "Quartier Nord", SESSIONS),
        ("mappe.xlsx", "Tabelle1", (("Wer kommt aus welchem Stadtteil?",), *SESSIONS)),
        ("mappe.xlsx", "Tabelle1", INVITED),
    ],
)
def test_what_file_sheet_or_title_are_called_says_nothing_of_each_heading(file: str, sheet: str, grid: Grid) -> None:
    taken = take_in(read_tables([xlsx_file({"Akteure": AKTEURE, sheet: grid}, file)]), Records())
    assert [question.kind for question in taken.questions] == ["crosses_of"]
    assert (taken.records.working_groups, taken.records.areas) == ((), ())
    assert all(actor.active_in == () for actor in taken.records.actors)


@pytest.mark.parametrize("cross", ["x", "ja"])
@pytest.mark.parametrize(
    "heading",
    [
        "Einladung Stadtteilkonferenz",
        "Interesse AG",
        "Verteiler Netzwerk",
        "Netzwerk",
        "Netzwerk interessiert?",
        "Netzwerk (ja/nein)",
        "Runde 2",
        "Stadtteilkonferenz 12.03.2025",
        "Videokonferenz",
        "Elternrat",
    ],
)
def test_in_a_list_a_heading_that_only_speaks_of_a_body_is_asked_about(heading: str, cross: str) -> None:
    """A body comes of its own name alone; what else stands there may be a list of addresses or a session."""
    rows = (("Name", "Art", heading, "AK Jugend"), ("AWO", "Verein", cross, cross), ("Kita Nord", "Kita", "", ""))
    taken = intake_of({"akteure": rows})
    assert members(taken) == {"AK Jugend": ("awo",)}
    (question,) = taken.questions
    assert (question.kind, question.default, heading in question.sentence) == ("crosses_of", "leave_out", True)
    assert members(intake_of({"akteure": rows}, answers={question.key: "members"}))[heading] == ("awo",)


@pytest.mark.parametrize("heading", ["Sonstige", "Frühe Hilfen"])
def test_a_word_that_is_a_kind_of_bodies_among_other_things_makes_no_body(heading: str) -> None:
    rows = (("Name", "Art", heading), ("AWO", "Verein", "x"), ("Kita Nord", "Kita", ""))
    assert members(intake_of({"akteure": rows})) == {}


@pytest.mark.parametrize(
    "heading",
    [
        "AG 78",
        "Runder Tisch Asyl",
        "Quartiersrat",
        "Lenkungskreis",
        "Jugendhilfeausschuss",
        "Youth Committee",
        "Stadtteilforum",
    ],
)
def test_the_kind_and_name_of_a_body_is_one(heading: str) -> None:
    rows = (("Name", "Art", heading), ("AWO", "Verein", "x"), ("Kita Nord", "Kita", ""))
    assert members(intake_of({"akteure": rows})) == {heading: ("awo",)}


AREAS: Grid = (("Organisation", "Nord", "Hafen"), ("AWO", "x", ""), ("Caritas", "", "x"))


@pytest.mark.parametrize(
    ("sheet", "stored", "answers"),
    [
        ("Wer ist in welchem Stadtteil", (), {"crosses_of": "areas"}),
        ("Liste", (area("nord", name="Nord"), area("hafen", name="Hafen")), {}),
        ("Liste", (), {"crosses_of:liste": "areas"}),
    ],
)
def test_crosses_below_areas_say_who_is_active_there(sheet: str, stored: tuple, answers: dict[str, str]) -> None:
    taken = intake_of({sheet: AREAS}, Records(areas=stored), answers=answers)
    assert {actor.name: actor.active_in for actor in taken.records.actors} == {"AWO": ("nord",), "Caritas": ("hafen",)}


def test_what_crosses_below_themes_say_is_asked_and_nothing_is_made_of_them_unasked() -> None:
    rows = (("Träger", "Sprachförderung", "Gesundheit"), ("AWO", "x", "x"), ("Caritas", "geplant", "x"))
    sheets = {"akteure": AKTEURE, "Themenmatrix": rows}
    taken = intake_of(sheets)
    assert [(question.key, question.default) for question in taken.questions] == [
        ("crosses_of:themenmatrix", "leave_out")
    ]
    assert taken.records.offers == ()
    answered = intake_of(sheets, answers={"crosses_of": "offers"})
    assert [(offer.name, offer.leads, offer.themes) for offer in answered.records.offers] == [
        ("Gesundheit", ("awo",), ("health",)),
        ("Gesundheit", ("caritas",), ("health",)),
        ("Sprachförderung", ("awo",), ("integration_language",)),
    ]
    assert [(n.code, n.row, n.column) for n in answered.notices if n.code == "crosses_unread"] == [
        ("crosses_unread", 3, "B")
    ]


def test_organisations_below_bodies_are_members_where_they_are_known() -> None:
    rows = (("Gremium", "AWO", "Caritas"), ("AK Jugend", "x", ""), ("Beirat", "x", "x"))
    taken = intake_of({"akteure": AKTEURE, "gremien": rows})
    assert members(taken) == {"AK Jugend": ("awo",), "Beirat": ("awo", "caritas")}
