"""What does a later file change, and what does it leave alone?"""

from app.intake.diff import Change
from app.intake.intake import Absent, Intake
from app.records.records import Records
from app.records.sources import SourceRef
from tests.factories import actor
from tests.intake_files import Grid, intake_of

FIRST: dict[str, Grid] = {
    "akteure": (
        ("ID", "Name", "Kurzname", "Art", "Vermittelt", "Aktiv in", "Seit", "Bis"),
        ("a1", "Arbeiterwohlfahrt", "AWO", "Wohlfahrtsverband", "ja", "Nord; Süd", "2010", "2030"),
        ("a2", "Caritas", "", "Wohlfahrtsverband", "", "", "", ""),
    ),
    "angebote": (("Name", "Akteur", "Gebiete"), ("Treff", "AWO", "Nord")),
}


def again(row: tuple[str, ...], first: Intake) -> Intake:
    return intake_of({"akteure": (FIRST["akteure"][0], row)}, first.records)


def test_twice_is_no_change() -> None:
    first = intake_of(FIRST)
    second = intake_of(FIRST, first.records)
    assert (first.new, first.unchanged) == ({"actors": 2, "areas": 2, "offers": 1}, {})
    assert (second.new, second.unchanged) == ({}, {"actors": 2, "offers": 1})
    assert (second.changed, second.not_in_this_file, second.created, second.rejected) == ((), (), (), ())
    assert second.records.actors == first.records.actors


def test_changed_cells_are_listed_with_old_and_new() -> None:
    second = again(("a1", "AWO Essen", "AWO", "Schule", "ja", "Nord", "seit 2011", "2030"), intake_of(FIRST))
    assert second.changed == (
        Change("actors", "a1", "name", "Arbeiterwohlfahrt", "AWO Essen"),
        Change("actors", "a1", "kinds", ("welfare_association",), ("school",)),
        Change("actors", "a1", "active_in", ("nord", "sued"), ("nord",)),
        Change("actors", "a1", "start", "2010", "2011"),
    )


def test_empty_cell_keeps_and_dash_clears() -> None:
    first = intake_of(FIRST)
    kept = again(("a1", "Arbeiterwohlfahrt", "", "Wohlfahrtsverband", "", "", "", ""), first)
    cleared = again(("a1", "Arbeiterwohlfahrt", "-", "Wohlfahrtsverband", "-", "-", "-", "-"), first)
    assert (kept.changed, kept.unchanged) == ((), {"actors": 1})
    assert {(entry.field, entry.old, entry.new) for entry in cleared.changed} == {
        ("short_name", "AWO", None),
        ("mediator", True, False),
        ("active_in", ("nord", "sued"), ()),
        ("start", "2010", None),
        ("end", "2030", None),
    }


def test_running_clears_the_end() -> None:
    second = again(("a1", "Arbeiterwohlfahrt", "", "Wohlfahrtsverband", "", "", "", "laufend"), intake_of(FIRST))
    assert second.changed == (Change("actors", "a1", "end", "2030", None),)


def test_end_in_the_file_before_the_stored_start_leaves_the_record_as_it_is() -> None:
    second = again(("a1", "Umbenannt", "", "Wohlfahrtsverband", "", "", "", "2009"), intake_of(FIRST))
    assert (second.rejected, second.changed, second.unchanged) == ((), (), {"actors": 1})
    (notice,) = [notice for notice in second.notices if notice.code == "end_before_start"]
    assert (notice.row, notice.column) == (2, "H")
    assert "Das Ende (2009) liegt vor dem Beginn (2010)" in notice.message


def test_rows_that_are_gone_are_listed_for_the_sheets_present_only() -> None:
    second = again(("a1", "Arbeiterwohlfahrt", "", "Wohlfahrtsverband", "", "", "", ""), intake_of(FIRST))
    assert second.not_in_this_file == (Absent("actors", "a2", "Caritas"),)


def test_record_without_id_in_the_file_is_found_by_its_name() -> None:
    grid = (("Name", "Art", "Bis"), ("arbeiterwohlfahrt", "Wohlfahrtsverband", "2031"))
    second = intake_of({"akteure": grid}, intake_of(FIRST).records)
    assert {(entry.id, entry.field) for entry in second.changed} == {("a1", "name"), ("a1", "end")}


def test_unchanged_record_keeps_source_and_version() -> None:
    stored = actor(
        "awo", name="AWO", kinds="school", sphere="public", version=7, source=SourceRef("alt.xlsx", "Akteure", 9)
    )
    second = intake_of({"akteure": (("Name", "Art"), ("AWO", "Schule"))}, Records(actors=(stored,)))
    assert second.records.actors == (stored,)


def test_offers_of_one_name_are_told_apart_by_their_actor() -> None:
    sheets: dict[str, Grid] = {
        "akteure": FIRST["akteure"],
        "angebote": (("Name", "Akteur"), ("Treff", "AWO"), ("Treff", "Caritas")),
    }
    first = intake_of(sheets)
    assert [offer.id for offer in first.records.offers] == ["treff--a1", "treff--a2"]
    assert intake_of(sheets, first.records).unchanged == {"actors": 2, "offers": 2}


def test_corrected_amount_changes_the_grant_it_belongs_to() -> None:
    def sheets(amount: str) -> dict[str, Grid]:
        grid = (
            ("Programm", "Empfänger", "Betrag", "Seit"),
            ("ESF 2014-2020", "AWO", "100", "2015"),
            ("ESF 2014-2020", "AWO", amount, "2016"),
        )
        return {"akteure": FIRST["akteure"], "fördermittel": grid}

    first = intake_of(sheets("200"))
    second = intake_of(sheets("250"), first.records)
    assert second.changed == (Change("grants", "esf_2014--a1--2", "amount_eur", 200.0, 250.0),)
    assert (second.new, second.not_in_this_file) == ({}, ())


def test_new_areas_are_not_created_by_mention_once_there_are_some() -> None:
    second = again(("a2", "Caritas", "", "Wohlfahrtsverband", "", "West", "", ""), intake_of(FIRST))
    assert {question.key for question in second.questions} == {"add:areas:west", "removed:actors:a1"}
    assert second.records.areas == ()
