"""Columns of crosses: values in headings become values of the list they belong to; what a cross may mean else is asked."""

import pytest

from app.intake.intake import Intake
from app.records.records import Records
from tests.factories import area
from tests.intake_files import AKTEURE, Grid, intake_of

OFFERS: Grid = (
    ("Angebot", "Träger", "Kinder", "Senioren", "Nord", "Süd"),
    ("Lerncafé", "AWO", "x", "", "x", ""),
    ("Tanz", "Caritas", "", "X", "", "✓"),
    ("Beratung", "AWO", "x", "x", "x", "x"),
)


def offers(taken: Intake) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    assert taken.rejected == ()
    return [(offer.name, offer.target_groups, offer.areas) for offer in taken.records.offers]


def test_crosses_below_target_groups_are_read_and_below_unknown_words_asked_about() -> None:
    taken = intake_of({"akteure": AKTEURE, "liste": OFFERS})
    assert offers(taken) == [
        ("Beratung", ("children", "older_people"), ()),
        ("Lerncafé", ("children",), ()),
        ("Tanz", ("older_people",), ()),
    ]
    assert [question.key for question in taken.questions] == ["crosses:offers:nord", "crosses:offers:sued"]
    assert ("crosses_read", 1) in {(notice.code, notice.row) for notice in taken.notices}


@pytest.mark.parametrize(
    ("stored", "answers"),
    [((), {"crosses": "areas"}), ((area("nord", name="Nord"), area("sued", name="Süd")), {})],
)
def test_crosses_below_areas_are_read_where_somebody_says_so_or_they_are_known(
    stored: tuple, answers: dict[str, str]
) -> None:
    taken = intake_of({"akteure": AKTEURE, "liste": OFFERS}, Records(areas=stored), answers=answers)
    assert [areas for _, _, areas in offers(taken)] == [("nord", "sued"), ("nord",), ("sued",)]
    assert taken.questions == ()


@pytest.mark.parametrize(
    "headings",
    [
        (("Angebot", "Anbieter", "Zielgruppe Kinder", "Zielgruppen [Senioren]", "Stadtteil: Nord", "Stadtteil Süd"),),
        (
            ("Was und wer", "Was und wer", "Zielgruppen", "Zielgruppen", "Stadtteile", "Stadtteile"),
            ("Angebot", "Träger", "Kinder", "Senioren", "Nord", "Süd"),
        ),
        (("", "", "Zielgruppen", "", "Stadtteile", ""), ("Angebot", "Träger", "Kinder", "Senioren", "Nord", "Süd")),
    ],
)
def test_a_label_in_the_heading_or_above_it_says_what_crosses_mean(headings: Grid) -> None:
    taken = intake_of({"akteure": AKTEURE, "liste": (*headings, *OFFERS[1:])})
    assert offers(taken) == [
        ("Beratung", ("children", "older_people"), ("nord", "sued")),
        ("Lerncafé", ("children",), ("nord",)),
        ("Tanz", ("older_people",), ("sued",)),
    ]
    assert taken.questions == ()


def test_what_is_neither_cross_nor_no_is_told_at_its_cell() -> None:
    rows = (
        ("Angebot", "Träger", "Kinder", "Senioren"),
        ("A", "AWO", "x", "nein"),
        ("B", "AWO", "(x)", "ja"),
        ("C", "AWO", "x", "-"),
    )
    taken = intake_of({"akteure": AKTEURE, "angebote": rows})
    assert [groups for _, groups, _ in offers(taken)] == [("children",), ("older_people",), ("children",)]
    assert [(n.row, n.column) for n in taken.notices if n.code == "crosses_unread"] == [(3, "C")]


def test_crosses_stand_beside_a_column_for_the_same() -> None:
    rows = (
        ("Name", "Akteur", "Zielgruppen", "Kinder", "Frauen"),
        ("A", "AWO", "Familien", "x", ""),
        ("B", "AWO", "", "", "x"),
    )
    assert [groups for _, groups, _ in offers(intake_of({"akteure": AKTEURE, "angebote": rows}))] == [
        ("families", "children"),
        ("women",),
    ]


def test_kinds_by_crosses_alone_do_not_say_which_list_it_is() -> None:
    """Organisations with the town they are in, or places with who runs them: somebody has to say."""
    rows = (
        ("Einrichtung", "Kita", "Schule", "Beratung", "Ort"),
        ("Haus A", "x", "", "", "Nord"),
        ("Haus B", "", "x", "x", "Süd"),
    )
    taken = intake_of({"uebersicht": rows})
    assert [(q.key, [c.value for c in q.choices]) for q in taken.questions] == [
        ("which_sheet:uebersicht", ["actors", "places", "leave_out"])
    ]


def test_yes_and_no_of_a_column_of_ones_own_are_no_crosses() -> None:
    rows = (("Name", "Akteur", "Barrierefrei"), ("A", "AWO", "ja"), ("B", "AWO", "nein"))
    taken = intake_of({"akteure": AKTEURE, "angebote": rows})
    assert [question.key for question in taken.questions] == ["own_column:offers:barrierefrei"]


def test_a_second_row_of_headings_is_no_entry() -> None:
    rows = (("Träger", "Rechtliches"), ("Name", "Rechtsform"), ("AWO", "e.V."))
    taken = intake_of({"akteure": rows})
    assert [actor.name for actor in taken.records.actors] == ["AWO"]
    assert ("no_entry", 2) in {(notice.code, notice.row) for notice in taken.notices}


def test_a_cell_beside_crosses_that_is_none_is_set_aside_alone() -> None:
    rows = (
        ("Angebot", "Träger", "Kinder", "Senioren", "Frauen"),
        ("Lerncafé", "AWO", "x", "x", "ab 2026"),
        ("Tanz", "Caritas", "", "(x)", "x"),
    )
    taken = intake_of({"akteure": AKTEURE, "angebote": rows})
    assert [groups for _, groups, _ in offers(taken)] == [("children", "older_people"), ("women",)]
    unread = [(notice.row, notice.column) for notice in taken.notices if notice.code == "crosses_unread"]
    assert unread == [(2, "E"), (3, "D")]


@pytest.mark.parametrize(("yes", "no"), [(1, 0), ("x", "")])
def test_crosses_below_areas_that_the_same_files_list_are_read(yes: object, no: object) -> None:
    rows = (("Angebot", "Träger", "Nord", "Süd"), ("Lerncafé", "AWO", yes, no), ("Tanz", "Caritas", no, yes))
    taken = intake_of(
        {"akteure": AKTEURE, "gebiete": (("Stadtteile",), ("Name",), ("Nord",), ("Süd",)), "angebote": rows}
    )
    assert [areas for _, _, areas in offers(taken)] == [("nord",), ("sued",)]
