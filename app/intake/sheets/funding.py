"""Lists of grants as offices keep them: who got money, how much or for what, often without a column for the programme."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from app.formats.tables import Table
from app.intake.problems import Problems, place_of
from app.intake.sheets.entries import is_sum
from app.intake.sheets.further_sheets import GRANTS
from app.intake.sheets.headings import LAST_HEADING_ROW, key_of, meaning
from app.intake.sheets.sheet import RECEIVING
from app.intake.sheets.titles import title_of

_AMOUNTS = frozenset({"recipients", "amount_eur"})
_AWARDS = frozenset({"recipients", "funded", "start"})
_BESIDE_AMOUNTS = {
    "recipients": ("Träger", "Einrichtung", "Organisation", "Verein", "Name des Trägers", "Institution", "Name"),
    "funded": (
        "Maßnahme",
        "Titel",
        "Bezeichnung",
        "Name des Angebots",
        "Bezeichnung der Maßnahme",
        "Zweck",
        "Förderzweck",
        "Zuwendungszweck",
    ),
}
"""Headings that mean a recipient and what is funded in a list that tells amounts."""


def funding_list(table: Table) -> Table | None:
    """The table under the headings of our sheet of grants, where it says who got how much, or what for and from when.

    None where it does not.
    """
    for number, headings in table.possible_headings(LAST_HEADING_ROW):
        fields = _fields(headings)
        own_fields = set(fields.values())
        if own_fields >= _AMOUNTS or (own_fields >= _AWARDS and any(key_of(text) in _receiving() for text in headings)):
            ours = tuple(
                GRANTS.column(fields[index]).de if fields.get(index) in _BESIDE_AMOUNTS else text
                for index, text in enumerate(headings)
            )
            listed = table.headed_by(number)
            return replace(listed, headings=ours, spots=listed.all_spots())
    return None


def with_programme(table: Table, problems: Problems) -> Table:
    """A list of grants with a column for the programme: where it has none, the sheet or file is called after it."""
    if "programme" in _fields(table.headings).values() or not (title := title_of(table, GRANTS)):
        return table
    place = place_of(table)
    problems.notice("programme_by_title", place, value=title)
    width = len(table.headings)
    rows = tuple(
        (number, (*cells, *("" for _ in range(width - len(cells))), "" if is_sum(cells) else title))
        for number, cells in table.rows
    )
    return replace(table, headings=(*table.headings, GRANTS.column("programme").de), rows=rows)


@cache
def _receiving() -> frozenset[str]:
    return frozenset(map(key_of, RECEIVING))


def _fields(headings: Sequence[str]) -> Mapping[int, str]:
    """The fields of grants by the index of their column, also of headings that say it only beside amounts."""
    fields: dict[int, str] = {}
    for index, text in enumerate(headings):
        if text and (own_heading := meaning(GRANTS, text)) is not None:
            fields[index] = own_heading.columns[0].field
    for field, words in _BESIDE_AMOUNTS.items():
        keys = {key_of(word) for word in words}
        weak = [index for index, text in enumerate(headings) if key_of(text) in keys and index not in fields]
        if field not in fields.values() and weak:
            fields[weak[0]] = field
    return fields
