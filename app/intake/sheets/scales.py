"""Scales and units in headings of numbers: ``Betrag in Tsd. €``, ``Wert (Personen)``, ``Anteil in %``."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.formats.tables import Cell, Table
from app.intake.problems import Problems, place_of
from app.intake.sheets.further_sheets import OBSERVATIONS
from app.intake.sheets.sheet import NUMBERS, Column
from app.intake.values.numbers import COUNT_UNITS, RATE, SHARE_UNITS, rate_of, read_number
from app.intake.values.texts import BadValueError
from app.records.spelling import folded

_SCALE = re.compile(
    r"(?<![^\W_])(?<!je )(?<!pro )(?<!per )(?<!auf )(?<!von )"
    r"(?:(?P<thousands>tsd\.?|tausend|t€|teur|k€|keur|thousands?)|(?P<millions>mio\.?|mill\.|millionen|mln|millions?|m€))"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_SCALED = re.compile(rf"\s*[(\[,]?\s*(?:\bin\s+)?{_SCALE.pattern}\s*€?[)\]]?", re.IGNORECASE)
_RATED = re.compile(rf"\s*[(\[,]?\s*(?:\bin\s+)?(?:{RATE.pattern})\s*[)\]]?", re.IGNORECASE)
_WORDS = {1_000: "Tsd.", 1_000_000: "Mio."}
_OF_RATES = frozenset({"je", "pro", "per"})
_UNIT_WORD = re.compile(r"[^\W\d_]+|%")


def scale_of(heading: str) -> tuple[float, str] | None:
    """By how much the numbers below a heading count, and the word that says so; None where it says nothing.

    Rates count as per cent: ``je 1.000`` is a tenth.
    """
    if (rate := RATE.search(heading)) is not None:
        return rate_of(heading) or 1, rate[0]
    scale = _SCALE.search(heading)
    return None if scale is None else (1_000_000 if scale["millions"] else 1_000, scale[0])


def without_scale(heading: str) -> str:
    """A heading without the words that say thousands, millions or a rate."""
    if scale_of(heading) is None:
        return heading
    return _SCALED.sub("", _RATED.sub("", heading)).strip() or heading


def at_full_scale(table: Table, columns: Mapping[int, Column], problems: Problems) -> Table:
    """The table with its numbers as they are meant where a heading says thousands or millions."""
    scales = {
        index: scale
        for index, column in columns.items()
        if column.kind in NUMBERS and (scale := scale_of(table.headings[index])) is not None
    }
    if not scales:
        return table
    for index, (factor, word) in scales.items():
        place = place_of(table, index=index)
        key = "scaled" if factor in _WORDS else "rate_read"
        problems.notice(
            key, place, value=word, factor=f"{factor:,}".replace(",", "." if problems.lang == "de" else ",")
        )
    rows = tuple(
        (number, tuple(_scaled(cell, *scales[at]) if at in scales else cell for at, cell in enumerate(cells)))
        for number, cells in table.rows
    )
    return replace(table, rows=rows)


def _scaled(cell: Cell, factor: float, word: str) -> Cell:
    """The number of a cell times its scale; what is hidden, unknown or no number, or says its own scale, stays."""
    if isinstance(cell, float):
        return round(cell * factor, 10)
    if not isinstance(cell, str) or not cell.strip() or scale_of(cell):
        return cell
    try:
        reading = read_number(cell)
    except BadValueError:
        return cell
    if reading.value is None:
        return cell
    return f"{cell.strip()} {_WORDS.get(int(factor), word)}" if reading.notices else round(reading.value * factor, 10)


def with_unit_of_heading(table: Table, columns: Mapping[int, Column]) -> tuple[Table, Mapping[int, Column]]:
    """A table of statistics with a column for the unit that the heading of the value names, where it has none."""
    fields = {column.field: index for index, column in columns.items()}
    if "value" not in fields or "unit" in fields or OBSERVATIONS.column("value") not in columns.values():
        return table, columns
    unit = unit_of(table.headings[fields["value"]])
    if unit is None:
        return table, columns
    at = len(table.headings)
    rows = tuple((number, (*cells, *("" for _ in range(at - len(cells))), unit)) for number, cells in table.rows)
    column = OBSERVATIONS.column("unit")
    return replace(table, headings=(*table.headings, column.de), rows=rows), {**columns, at: column}


def unit_of(heading: str) -> str | None:
    """The unit that a heading names, where it tells shares from counts; a share of households is a share, and so is a rate."""
    if RATE.search(heading):
        return "%"
    words = _UNIT_WORD.findall(folded(heading))
    if not _OF_RATES.isdisjoint(words):
        return None
    return next((word for units in (SHARE_UNITS, COUNT_UNITS) for word in words if word in units), None)
