"""Which names does a table list, and are they those of what its headings make of it?"""

from collections.abc import Iterator, Sequence

from app.formats.tables import Table
from app.intake.sheets.actors_sheet import ACTORS
from app.intake.sheets.basic_sheets import WORKING_GROUPS
from app.intake.sheets.crosses import KnownNames
from app.intake.sheets.fitting import sheet_loosely_named, sheet_named
from app.intake.sheets.further_sheets import AREAS, PLACES
from app.intake.sheets.headings import LAST_HEADING_ROW, known_headings, meaning
from app.intake.sheets.sheet import Sheet
from app.records.spelling import folded


def _listed_names(sheet: Sheet, table: Table) -> Iterator[str]:
    """The names that a table lists as records of a sheet, folded."""
    for number, headings in table.possible_headings(LAST_HEADING_ROW):
        fields = [heading.columns[0].field if (heading := meaning(sheet, text)) else "" for text in headings]
        if "name" in fields:
            at = fields.index("name")
            yield from (folded(str(cells[at])) for row, cells in table.rows if row > number and at < len(cells))
            return


def names_of_sheets(tables: Sequence[Table], stored: KnownNames) -> KnownNames:
    """Names that are stored, and those that sheets of ours list."""
    return {
        sheet.topic: {
            *stored.get(sheet.topic, ()),
            *(name for table in tables if _is_called(table, sheet) for name in _listed_names(sheet, table)),
        }
        for sheet in (AREAS, ACTORS, WORKING_GROUPS)
    }


def _is_called(table: Table, sheet: Sheet) -> bool:
    return sheet in {sheet_named(table.name), sheet_loosely_named(table.name)}


def lists_something_else(sheet: Sheet, table: Table) -> bool:
    """Whether what would be names of areas or places stands behind a column of names that nobody knows: ``Nom``, ``Quartier``."""
    if sheet not in {AREAS, PLACES}:
        return False
    headings = max(table.possible_headings(LAST_HEADING_ROW), key=lambda row: known_headings(sheet, row[1]))[1]
    fields = [heading.columns[0].field if (heading := meaning(sheet, text)) else "" for text in headings]
    before = fields[: fields.index("name")] if "name" in fields else []
    return any(not field and _holds_names(table, at) for at, field in enumerate(before) if headings[at])


def _holds_names(table: Table, index: int) -> bool:
    """Whether each cell of a column holds words, no two the same."""
    texts = [str(cells[index]).strip() for _, cells in table.rows if index < len(cells)]
    return len(set(texts)) == len(texts) > 1 and all(any(map(str.isalpha, text)) for text in texts)
