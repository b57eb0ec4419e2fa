"""Signs and words of office lists: footnotes, running numbers, areas listed by "und", lists of one kind."""

import pytest

from tests.intake_files import intake_of

HEADINGS = ["Einrichtung", "Art", "Stadtteil"]


def test_signs_of_footnotes_are_no_part_of_names_and_told_at_their_cells() -> None:
    rows = [
        ["Kita Nord¹", "Kita", "Nord 1)"],
        ["VHS*", "Volkshochschule", "Nord"],
        ["Treff (Süd)", "Jugendtreff", "Süd"],
    ]
    taken = intake_of(
        {"akteure": [HEADINGS, *rows, ["¹ ohne Hort", "", ""], ["1) bis 2023 Süd", "", ""], ["* nur abends", "", ""]]}
    )
    assert [actor.name for actor in taken.records.actors] == ["Kita Nord", "Treff (Süd)", "VHS"]
    assert [area.name for area in taken.records.areas] == ["Nord", "Süd"]
    footnotes = [(notice.row, notice.column) for notice in taken.notices if notice.code == "footnote"]
    assert footnotes == [(2, "A"), (2, "C"), (3, "A")]
    assert [notice.row for notice in taken.notices if notice.code == "no_entry"] == [5, 6, 7]


@pytest.mark.parametrize("name", ["Kultur³", "Haus (am Markt 3)", "Raum 12 m²", "Wohnen 50+"])
def test_figures_that_no_line_explains_belong_to_the_name(name: str) -> None:
    taken = intake_of({"akteure": [HEADINGS, [name, "Verein", "Nord"]]})
    assert [actor.name for actor in taken.records.actors] == [name]


@pytest.mark.parametrize("name", ["VHS*", "Treff 2)"])
def test_a_sign_without_its_footnote_is_kept_and_told(name: str) -> None:
    taken = intake_of({"akteure": [HEADINGS, [name, "Verein", "Nord"]]})
    assert [actor.name for actor in taken.records.actors] == [name]
    assert [(notice.code, notice.column) for notice in taken.notices] == [("footnote_kept", "A")]


def test_a_running_number_is_no_id() -> None:
    taken = intake_of({"akteure": [["lfd. Nr.", *HEADINGS], ["1", "VHS", "Volkshochschule", "Nord"]]})
    assert [actor.id for actor in taken.records.actors] == ["vhs"]
    assert [(notice.code, notice.column) for notice in taken.notices] == [("running_number", "A")]


@pytest.mark.parametrize("text", ["Altstadt und Neustadt", "Altstadt/Neustadt", "Altstadt & Neustadt"])
def test_areas_that_nobody_names_alone_are_asked_about(text: str) -> None:
    sheets = {"akteure": [HEADINGS, ["VHS", "Volkshochschule", text]]}
    taken = intake_of(sheets)
    assert (taken.records.areas, [question.kind for question in taken.questions]) == ((), ["several"])
    both = intake_of(sheets, answers={"several": "split"})
    assert both.records.actors[0].active_in == ("altstadt", "neustadt")
    assert [area.name for area in intake_of(sheets, answers={"several": "one"}).records.areas] == [text]


def test_a_number_that_becomes_an_area_is_told() -> None:
    taken = intake_of({"akteure": [HEADINGS, ["VHS", "Volkshochschule", "7"]]})
    assert [area.name for area in taken.records.areas] == ["7"]
    assert [(notice.code, notice.column) for notice in taken.notices] == [("number_as_name", "C")]


def test_in_a_list_of_providers_their_column_is_the_name() -> None:
    taken = intake_of({"träger": [["Träger", "Art", "Stadtteil"], ["Jugendhilfe Nord", "Verein", "Nord"]]})
    assert [(actor.name, actor.active_in) for actor in taken.records.actors] == [("Jugendhilfe Nord", ("nord",))]


def test_a_list_with_names_beside_providers_keeps_both() -> None:
    rows = [["Name", "Art", "Träger"], ["AWO", "Wohlfahrtsverband", ""], ["Kita Nord", "Kita", "AWO"]]
    taken = intake_of({"akteure": rows})
    assert {actor.name: actor.unit_of for actor in taken.records.actors} == {"AWO": None, "Kita Nord": "awo"}


def test_signs_that_name_nobody_are_nobody() -> None:
    """A sign has no letters, and neither has a short name that is one: they are not alike because of that."""
    rows = (("AWO", "k. A.", "–", "?"), ("Caritas", "./.", "./.", "entfällt"), ("DRK", "Verein", "0201 12345", "---"))
    intake = intake_of({"akteure": (("Name", "Art", "Kurzname", "Träger"), *rows)})
    assert intake.rejected == ()
    assert [(actor.name, actor.short_name, actor.unit_of) for actor in intake.records.actors] == [
        ("AWO", None, None),
        ("Caritas", None, None),
        ("DRK", None, None),
    ]
    assert {notice.code for notice in intake.notices} == {"unknown", "not_known", "name_not_known", "contact_as_name"}


def test_a_short_word_may_be_the_name_of_an_entry() -> None:
    assert [actor.name for actor in intake_of({"akteure": (("Name", "Art"), ("KA", "Verein"))}).records.actors] == [
        "KA"
    ]
