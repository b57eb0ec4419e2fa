"""What does a heading mean, and in which row of a table do the headings stand?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.formats.tables import Table, headings_of
from app.intake.problems import Problems, place_of
from app.intake.sheets.sheet import Column, Kind, Sheet
from app.intake.sheets.sheets import SHEETS
from app.records.schema import Topic
from app.records.spelling import near_names, plain

LAST_HEADING_ROW = 10
_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")
_IN_UNIT = re.compile(
    r"\s+in\s+(?:%|prozent|percent|€|eur|euro|personen|(?:tsd\.?|tausend|mio\.?|millionen|thousand|million)\b.*|t€|teur|k€)\s*$"
)
_NUMBERED = re.compile(r"^\s*\d+[.)]\s+")
_YES_OR_NO = re.compile(r"(?:ja|j|yes|y)\s*/\s*(?:nein|no?)\b", re.IGNORECASE)
_GENDERED = re.compile(r"(?<=\w)(?:[/:*_]-?|/ -)(?:innen|in|r|e|n)\b")
"""Endings for women in headings: ``Antragsteller/in``, ``Akteur:innen``."""
_FURTHER = re.compile(r"^(?:weitere[rs]?|zusaetzliche[rs]?|further|other|additional)|[1-9]\d?$")
PARTS = re.compile(r"[/,;|&+]|\bund\b|\bor\b|\boder\b|\band\b")
"""What stands between the parts of a heading, as in ``Träger / Dachverband``."""
_PERIOD_KEYS = frozenset(
    {
        *("laufzeit", "zeitraum", "dauer", "projektlaufzeit", "projektzeitraum", "foerderzeitraum", "foerderdauer"),
        *("bewilligungszeitraum", "massnahmezeitraum", "vonbis", "period", "duration", "fundingperiod"),
    }
)
"""Headings above periods in one cell, ``01.01.2024 - 31.12.2024``."""
_YEAR_KEYS = frozenset({"jahr", "foerderjahr", "haushaltsjahr", "bewilligungsjahr", "projektjahr", "year"})
_OF_A_YEAR: frozenset[Topic] = frozenset({"grants", "projects"})
"""Topics of which a year is the time from its first to its last day."""
_REALLY_ALIKE = 80
_POSTCODES = frozenset({"plz", "postleitzahl", "postcode", "zip", "zipcode", "postalcode"})
_TOWNS = frozenset({"ort", "stadt", "wohnort", "city", "town"})


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table whose meaning is known: ``columns`` by their index in the rows; one that takes several may stand twice.

    ``further`` are the rows, by number, that go on with the entry above.
    """

    sheet: Sheet
    table: Table
    columns: Mapping[int, Column]
    further: frozenset[int] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether every required column is there; without one no row becomes a record."""
        return all(column in self.columns.values() for column in self.sheet.columns if column.required)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading may mean: one column or, where its parts differ, several. ``proper``: it is the column's own.

    ``counted``: it is one of several for the same, as ``Thema 2`` and ``Weitere Themen`` are.
    """

    columns: tuple[Column, ...]
    proper: bool = False
    counted: bool = False


def headed(sheet: Sheet, table: Table, problems: Problems) -> Table:
    """The table with its headings where most of them are known, within the first ten rows; titles above are told."""
    candidates = [(table.heading_row, table.headings)]
    candidates += [(number, headings_of(cells)) for number, cells in table.rows if number <= LAST_HEADING_ROW]
    row, _ = max(candidates, key=lambda candidate: known_headings(sheet, candidate[1]))
    if row == table.heading_row:
        return table
    place = place_of(table)
    problems.notice("title_rows", place, value=" ".join(dict.fromkeys(filter(None, table.headings))), row=row)
    return table.headed_by(row)


def known_headings(sheet: Sheet, headings: Sequence[str]) -> int:
    """How many columns of a sheet these headings name; those beside it say nothing about which sheet it is."""
    meanings = (meaning(sheet, heading) for heading in without_towns(headings) if heading)
    columns = {column for heading in meanings if heading for column in heading.columns[:1]}
    return len({column.field for column in columns.difference(sheet.beside)})


def meaning(sheet: Sheet, heading: str) -> Heading | None:
    """What a heading means in a sheet; None where nobody knows."""
    key = key_of(heading)
    proper, variants = _vocabulary(sheet.topic)
    if key in proper:
        return Heading((proper[key],), proper=True)
    if key in variants and not (_YES_OR_NO.search(heading) and variants[key].kind is Kind.NUMBER):
        return Heading((variants[key],))
    if (column := _counted(key, proper, variants)) is not None:
        return Heading((column,), counted=True)
    if "start" in proper and (key in _PERIOD_KEYS or (sheet.topic in _OF_A_YEAR and key in _YEAR_KEYS)):
        return Heading((proper["start"], proper["end"]))
    parts = [key_of(part) for part in PARTS.split(heading.casefold())]
    known = [proper.get(part) or variants.get(part) for part in parts if part]
    columns = {column.field: column for column in known if column}
    return Heading(tuple(columns.values())) if len(known) > 1 and all(known) else None


def _counted(key: str, proper: Mapping[str, Column], variants: Mapping[str, Column]) -> Column | None:
    """The column of several values that ``Gebiet 1`` or ``Weiteres Thema`` is one of."""
    word = _FURTHER.sub("", key)
    column = (proper.get(word) or variants.get(word)) if word != key else None
    return column if column is not None and column.is_list else None


def towns_beside_postcodes(headings: Sequence[str]) -> frozenset[int]:
    """The columns *Ort* beside a postcode: the town of an address, and no place where somebody meets."""
    keys = [key_of(heading) for heading in headings]
    return frozenset() if _POSTCODES.isdisjoint(keys) else frozenset(at for at, key in enumerate(keys) if key in _TOWNS)


def without_towns(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings with those of the towns of addresses empty."""
    towns = towns_beside_postcodes(headings)
    return tuple("" if at in towns else heading for at, heading in enumerate(headings))


def closest(text: str, names: Sequence[str]) -> str | None:
    """The name that is really alike, as a slip of the pen is; None where there is none."""
    return next(iter(near_names(text, names, least=_REALLY_ALIKE)), None)


@cache
def _vocabulary(topic: Topic) -> tuple[Mapping[str, Column], Mapping[str, Column]]:
    """Proper headings in both languages with the field's name, and variants, which never hide a proper one."""
    sheet = next(sheet for sheet in SHEETS if sheet.topic == topic)
    proper = {key_of(name): column for column in sheet.understood for name in (column.de, column.en, column.field)}
    return proper, {key_of(name): column for column in sheet.understood for name in column.variants}


@cache
def key_of(name: str) -> str:
    """The spelling in which names of sheets and headings are compared: letters and digits only, ``ä`` as ``ae``."""
    bare = _NUMBERED.sub("", _IN_UNIT.sub("", _REMARK.sub("", _GENDERED.sub("", name.casefold()))))
    return "".join(char for char in plain(bare) if char.isalnum())
