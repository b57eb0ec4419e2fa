"""Former names in files: read, added to those that are known, and written again where there are some."""

from app.intake.filled_sheets import filled_sheets
from app.records.records import Records
from tests.factories import actor, records
from tests.intake_files import Grid, intake_of

GRID: Grid = (("ID", "Name", "Art", "Frühere Namen"), ("awo", "AWO", "Verein", "Arbeiterwohlfahrt\nAWO Kreisverband"))


def test_former_names_are_read_and_old_files_find_the_record() -> None:
    first = intake_of({"akteure": GRID}).records
    assert first.actors[0].aliases == ("Arbeiterwohlfahrt", "AWO Kreisverband")
    old = intake_of({"akteure": (("Name", "Art"), ("AWO Kreisverband", "Verein"))}, first)
    assert (old.new, old.rejected) == ({}, ())


def test_they_are_added_to_those_that_are_known_and_twice_is_no_change() -> None:
    stored = records(actor("awo", name="AWO", kinds=("association",), aliases=("Wohlfahrt",)))
    added = intake_of({"akteure": GRID}, stored)
    [change] = [change for change in added.changed if change.field == "aliases"]
    assert change.new == ("Arbeiterwohlfahrt", "AWO Kreisverband", "Wohlfahrt")
    again = intake_of({"akteure": GRID}, added.records)
    assert again.changed == ()


def test_an_empty_cell_forgets_no_name() -> None:
    stored = intake_of({"akteure": GRID}).records
    taken = intake_of({"akteure": (GRID[0], ("awo", "AWO", "Verein", ""))}, stored)
    assert (taken.changed, taken.questions) == ((), ())


def test_a_sheet_has_the_column_where_somebody_had_another_name() -> None:
    [named] = filled_sheets(records(actor("awo", aliases=("Wohlfahrt",))), "de")
    [plain] = filled_sheets(Records(actors=(actor("awo"),)), "de")
    assert (named.headings[-1], named.rows[0][1][-1]) == ("Frühere Namen", "Wohlfahrt")
    assert "Frühere Namen" not in plain.headings
