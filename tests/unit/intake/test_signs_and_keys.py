"""Keys that a spreadsheet rounded, and answers ticked with signs, are never read as others."""

import pytest

from app.formats.files import read_tables
from app.intake.intake import take_in
from tests.intake_files import intake_of, xlsx_file


@pytest.mark.parametrize("key", ["1,23457E+12", "4.5E+05", 123456789012345678])
def test_a_row_with_a_rounded_id_is_set_aside_at_its_cell(key: object) -> None:
    taken = take_in(read_tables([xlsx_file({"Akteure": (("ID", "Name", "Art"), (key, "Haus", "Schule"))})]))
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("rounded_key", 2, "A")]
    assert taken.records.actors == ()


@pytest.mark.parametrize(("key", "kept"), [("1E5", "1E5"), ("007", "007"), ("45000", "45000")])
def test_other_ids_are_kept_as_they_stand(key: str, kept: str) -> None:
    [actor] = intake_of({"Akteure": (("ID", "Name", "Art"), (key, "Haus", "Schule"))}).records.actors
    assert actor.id == kept


def test_a_rounded_key_of_an_area_is_left_out_and_told() -> None:
    taken = intake_of({"Gebiete": (("Name", "Art", "Schlüssel"), ("Nord", "Stadtteil", "5,113E+06"))})
    assert [area.code for area in taken.records.areas] == [None]
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("rounded_key", 2, "C")]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *[("✓", "yes"), ("WAHR", "yes"), ("☑", "yes"), ("✗", "no"), ("0", "no"), ("k. A.", "unknown")],
        *[("offen", "yes"), ("nicht offen", "no"), ("geplant", "unknown")],
    ],
)
def test_a_place_is_open_by_the_words_that_answer_everywhere(word: str, meant: str) -> None:
    [place] = intake_of({"Orte": (("Name", "Offen für andere"), ("Saal", word))}).records.places
    assert place.open_to_others == meant
