"""Which of our sheets does a name mean, and which do headings fit?"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from app.formats.tables import Table
from app.intake.sheets.crosses import listed_by_crosses, value_columns
from app.intake.sheets.further_sheets import GRANTS, OCCASIONS
from app.intake.sheets.headings import LAST_HEADING_ROW, key_of, known_headings, meaning, without_towns
from app.intake.sheets.sheet import Sheet
from app.intake.sheets.sheets import IGNORED_SHEETS, SHEETS
from app.records.schema import Topic

_WORD = re.compile(r"[^\W\d_]+")
_BESIDE_THE_NAME = frozenset(
    [
        "liste",
        "übersicht",
        "tabelle",
        "blatt",
        "stand",
        "neu",
        "neue",
        "aktuell",
        "aktuelle",
        "final",
        "kopie",
        "von",
        "der",
        "die",
        "das",
        "daten",
        "alle",
        "entwurf",
        "export",
        "list",
        "table",
        "sheet",
        "new",
        "current",
        "copy",
        "of",
        "the",
        "all",
        "draft",
        "data",
        "version",
        "v",
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ]
)
_LOOKED_AT = 200
"""Rows that say whether columns hold crosses."""
_ENOUGH = 3
"""Columns of a sheet, all that it asks for among them, that say what a table is whatever stands beside them."""
_COMPOUND = re.compile(r"(.+?)s?(?:liste|uebersicht|tabelle|list)")


def fitting_sheet(table: Table) -> Sheet | None:
    """The one sheet that the headings of a table fit best."""
    best = best_sheets(table)
    return best[0] if len(best) == 1 else None


def best_sheets(table: Table) -> list[Sheet]:
    """The sheets that the headings of a table fit best, wherever in its first rows they stand.

    Where none does but for columns of crosses, every sheet that could be meant.
    """
    scores = fits(table)
    most = max(scores.values())
    if not most:
        return _fitting_but_for_crosses(table)
    return [sheet for sheet in SHEETS if scores[sheet.topic] == most]


def fits(table: Table) -> Mapping[Topic, int]:
    """By topic how many columns of its sheet the headings of a table name."""
    rows = [headings for _, headings in table.possible_headings(LAST_HEADING_ROW)]
    return {sheet.topic: max(_fit(sheet, headings) for headings in rows) for sheet in SHEETS}


def _fitting_but_for_crosses(table: Table) -> list[Sheet]:
    """The sheets that headings fit where columns of crosses count as lists of ours, or not at all."""
    rows = []
    for number, headings in table.possible_headings(LAST_HEADING_ROW):
        below = [row for row in table.rows[:_LOOKED_AT] if row[0] > number]
        rows.append((headings, value_columns(headings, below)))
    return [sheet for sheet in SHEETS if any(crossed and _fit(sheet, headings, crossed) for headings, crossed in rows)]


def possible_sheets(table: Table) -> list[Sheet]:
    """The sheets of which a table at least has what no record is true without."""
    rows = [headings for _, headings in table.possible_headings(LAST_HEADING_ROW)]
    return [sheet for sheet in SHEETS if any(_could_be(sheet, headings) for headings in rows)]


def _could_be(sheet: Sheet, headings: Sequence[str]) -> bool:
    meanings = [meaning(sheet, heading) for heading in without_towns(headings) if heading]
    fields = {column.field for heading in meanings if heading for column in heading.columns}
    required = {column.field for column in sheet.columns if column.required}
    return bool(required) and required <= fields


def _fit(sheet: Sheet, headings: Sequence[str], crossed: Collection[int] = frozenset()) -> int:
    """How many columns of a sheet headings name; 0 where one is missing that is asked for or most are foreign.

    A column of crosses (``crossed``) is never foreign; where its heading is a value of one of the sheet's lists it names this list.
    """
    read = {at: meaning(sheet, heading) for at, heading in enumerate(without_towns(headings)) if heading}
    meanings = [heading for at, heading in read.items() if heading is not None or at not in crossed]
    lists = listed_by_crosses(sheet, [headings[at] for at in crossed if read.get(at) is None])
    columns = {column.field for heading in meanings if heading for column in heading.columns} | lists
    if sheet is GRANTS and (columns & {"amount_eur", "funded"}):
        columns |= {"programme"}  # sheet or file say it
    if sheet is OCCASIONS and "working_group" in columns:
        columns |= {"name"}  # a meeting is called after who meets
    if not all(column.field in columns for column in sheet.columns if column.asked_for):
        return 0
    known = known_headings(sheet, headings) + len(lists)
    return known if known > 1 and (2 * known >= len(meanings) or known >= _ENOUGH) else 0


def sheet_loosely_named(name: str) -> Sheet | None:
    """The sheet that is meant by ``Akteure 2024``, ``Akteursliste (neu)`` or ``1_Angebote``."""
    words = [word for word in map(str.casefold, _WORD.findall(name)) if word not in _BESIDE_THE_NAME]
    key = key_of(" ".join(words))
    compound = _COMPOUND.fullmatch(key)
    keys = [key, *((compound.group(1), f"{compound.group(1)}e") if compound else ())]
    return next((sheet for key in keys if (sheet := _by_name().get(key))), None)


def sheet_named(name: str) -> Sheet | None:
    """The sheet that has exactly this name, in one of our languages or as people call it."""
    return _by_name().get(key_of(name))


def is_ignored(name: str) -> bool:
    """Whether a name is that of a sheet of our template which holds no data."""
    return key_of(name) in _ignored()


@cache
def _by_name() -> Mapping[str, Sheet]:
    return {key_of(name): sheet for sheet in SHEETS for name in (sheet.de, sheet.en, sheet.topic, *sheet.variants)}


@cache
def _ignored() -> frozenset[str]:
    return frozenset(map(key_of, IGNORED_SHEETS))
