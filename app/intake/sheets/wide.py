"""Statistics with a column for each date, each statistic or each area, as offices write them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from app.formats.tables import Cell, Table, headings_of
from app.intake.problems import Problems, place_of
from app.intake.sheets.further_sheets import AREAS, OBSERVATIONS
from app.intake.sheets.headings import LAST_HEADING_ROW, Heading, key_of, meaning
from app.intake.sheets.scales import scale_of, unit_of, without_scale
from app.intake.sheets.titles import day_of, title_of
from app.intake.values.numbers import read_number
from app.intake.values.texts import BadValueError
from app.records.spelling import plain

_DATED = re.compile(
    r"(?P<before>.*?)(?:[\s_]+|(?<!\d))(?P<day>(?:19|20)\d\d(?:[-/]\d\d){0,2}|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)",
    re.DOTALL,
)
_ABOUT_NOTHING = frozenset({"", "date", "datum", "stand", "stichtag", "jahr", "year", "wert", "value", "zum", "am"})
_FEWEST_COLUMNS = 2
_RECORD_FIELDS = frozenset({"indicator", "value"})
_VALUE_FIELDS = frozenset({"area", "value"})
_UNIT = re.compile(
    r"\s*(?:\((?:in )?(?:%|prozent|anzahl|personen|absolut)\)|,?\s+in\s+(?:%|prozent)|\s%)\s*$", re.IGNORECASE
)
_KEY = re.compile(
    r"(?:.*(?<![a-z]))?(?:plz|no|key|code|ags|ars|id|nr)|.*(?:postleitzahl|nummer)|schluessel|kennziffer|kennung"
    r"|(?:.*(?<![a-z]))?(?:gebiets?|(?:sozial|planungs|stadt)?raum|(?:stadt|wahl|ober)?bezirks?|gemeinde|(?:stadt|orts)teil|kreis"
    r"|quartiers?|(?:stadt)?viertel|(?:bau)?block|regional|statistische[rs]?|amtlicher?)[ _-]*(?:nr|schluessel|kennziffer|kennung)"
)
"""Headings over the keys of areas: ``Sozialraum-Nr.``, ``Gebietsschlüssel``, ``PLR_ID``; ``Betreuungsschlüssel`` is none."""
_DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class WideColumn:
    """A column of values: ``indicator``, ``day`` and ``area`` of these, empty where another column says it."""

    indicator: str = ""
    day: str = ""
    area: str = ""

    @property
    def said(self) -> Mapping[str, str]:
        """What the heading, or what stands around the table, says of every value, by field."""
        values = {"area": self.area, "indicator": self.indicator, "ref_date": self.day}
        return {field: text for field, text in values.items() if text}


@dataclass(frozen=True, slots=True)
class WideTable:
    """A table of statistics with a column for each ``day``, ``indicator`` or ``area``: those of values by their index.

    ``area`` is the column of the areas, where there is one.
    """

    table: Table
    area: int | None
    columns: Mapping[int, WideColumn]
    by: Literal["day", "indicator", "area"]


def wide_table(table: Table) -> WideTable | None:
    """The table with its headings in the row that names an area and two dates, an area and two statistics, or two areas."""
    numbers = [number for number, headings in table.possible_headings(LAST_HEADING_ROW) if _area(headings) is not None]
    headed = [*map(table.headed_by, numbers), *(two for number in numbers if (two := _of_two_rows(table, number)))]
    by_day = (wide for candidate in headed if (wide := _by_day(candidate)))
    by_indicator = (wide for candidate in headed if (wide := _by_indicator(candidate, table)))
    by_area = (
        wide
        for number, headings in table.possible_headings(LAST_HEADING_ROW)
        if (wide := _by_area(table.headed_by(number), table))
    )
    return next(by_day, None) or next(by_indicator, None) or next(by_area, None)


def _of_two_rows(table: Table, number: int) -> Table | None:
    """The table with dates or words below what they are of: ``Kinder`` above ``2022`` and ``2023``, or ``unter 6`` and ``insg.``.

    None where that is not so: the row below names an area, or holds a number.
    """
    upper = table.headed_by(number)
    below = next(iter(upper.rows), None)
    if below is None or below[0] != number + 1:
        return None
    texts, label, joined, lower = headings_of(below[1]), "", [], {}
    for index, text in enumerate(texts):
        label = upper.headings[index] if index < len(upper.headings) and upper.headings[index] else label
        if text and text != label:
            lower[index] = text
        joined.append(f"{label} {lower.get(index, '')}".strip())
    is_dated = all(_DATED.fullmatch(text) for text in lower.values())
    is_worded = all(any(map(str.isalpha, text)) and isinstance(below[1][index], str) for index, text in lower.items())
    if len(lower) < _FEWEST_COLUMNS or _area(upper.headings) in lower or not (is_dated or is_worded):
        return None
    return replace(upper, headings=tuple(joined), rows=upper.rows[1:], heading_row=below[0])


_CHANGE = re.compile(
    r"(?:ver(?:ä|ae)nd|differenz|diff\b|zuwachs|entwicklung|wachstum|change|growth|[Δ±]|\+/-)", re.IGNORECASE
)


def tell_wide(wide: WideTable, problems: Problems) -> None:
    """Say how a table was read, and which rows of it were not: those with words and neither an area nor a value."""
    valued = {*wide.columns, *(() if wide.area is None else (wide.area,))}
    for number, cells in wide.table.rows:
        words = next((str(cell) for cell in cells if str(cell).strip()), "")
        if words and not any(index < len(cells) and str(cells[index]).strip() for index in valued):
            problems.notice("no_entry", place_of(wide.table, number), value=words)
    place = place_of(wide.table)
    indicators = ", ".join(dict.fromkeys(column.indicator for column in wide.columns.values()))
    if wide.by == "day":
        key = "wide_read" if indicators else "wide_read.named"
        problems.notice(key, place, count=len(wide.columns), value=indicators)
        return
    day = next(iter(wide.columns.values())).day
    undated, dated = _TOLD[wide.by]
    problems.notice(dated if day else undated, place, value=indicators or ", ".join(areas_of(wide)), day=day)


_TOLD = {
    "indicator": ("wide_indicators_read", "wide_indicators_read.dated"),
    "area": ("wide_areas_read", "wide_areas_read.dated"),
}
"""Messages about a table without and with a day that stands around it."""


def areas_of(wide: WideTable) -> tuple[str, ...]:
    """The areas that have a column each."""
    return tuple(column.area for column in wide.columns.values() if column.area)


def _by_day(table: Table) -> WideTable | None:
    days, area = _days(table.headings), _area(table.headings)
    if len(days) < _FEWEST_COLUMNS or area is None:
        return None
    says_indicator = any(
        heading.columns[0].field == "indicator"
        for index, text in enumerate(table.headings)
        if index != area and (heading := meaning(OBSERVATIONS, text)) is not None
    )
    title = title_of(table, OBSERVATIONS) or PurePath(table.file).stem
    columns = {
        index: WideColumn("" if says_indicator else without_scale(before or title), day)
        for index, (before, day) in sorted(days.items())
    }
    return WideTable(table, area, columns, "day")


def _by_indicator(table: Table, whole: Table) -> WideTable | None:
    """A table with columns of numbers beside its areas, a day, and nothing else: neither statistic nor value is named."""
    meanings = {index: heading for index, text in enumerate(table.headings) if (heading := meaning(OBSERVATIONS, text))}
    fields = {heading.columns[0].field: index for index, heading in meanings.items()}
    if "area" not in fields or not _RECORD_FIELDS.isdisjoint(fields):
        return None
    day = "" if "ref_date" in fields else day_of(whole, table.heading_row)
    numbers = _columns_of_numbers(table, meanings, fields)
    columns = {index: WideColumn(_UNIT.sub("", without_scale(text)), day) for index, text in numbers.items()}
    if not columns or not (day or "ref_date" in fields):
        return None
    return WideTable(table, fields["area"], columns, "indicator")


def _by_area(table: Table, whole: Table) -> WideTable | None:
    """A table with columns of numbers beside its statistics, a day, and nothing else: neither area nor value is named."""
    meanings = {index: heading for index, text in enumerate(table.headings) if (heading := meaning(OBSERVATIONS, text))}
    fields = {heading.columns[0].field: index for index, heading in meanings.items()}
    if "indicator" not in fields or not _VALUE_FIELDS.isdisjoint(fields):
        return None
    day = "" if "ref_date" in fields else day_of(whole, table.heading_row)
    columns = {
        index: WideColumn(area=text, day=day) for index, text in _columns_of_numbers(table, meanings, fields).items()
    }
    if not columns or not (day or "ref_date" in fields):
        return None
    return WideTable(table, None, columns, "area")


def _columns_of_numbers(table: Table, meanings: Mapping[int, Heading], fields: Mapping[str, int]) -> dict[int, str]:
    """The headings of columns that hold numbers and are no proper one of ours; empty where others are not understood."""
    numbers = {
        index: text
        for index, text in enumerate(table.headings)
        if text
        and not (index in meanings and meanings[index].proper)
        and index != fields.get("ref_date")
        and _holds_numbers(table, index)
        and not _is_key(text)
    }
    headed = {index for index, text in enumerate(table.headings) if text}
    unread = headed - numbers.keys() - meanings.keys() - {index for index in headed if _is_key(table.headings[index])}
    return {} if len(numbers) < _FEWEST_COLUMNS or unread else numbers


def lacks_day(table: Table) -> bool:
    """Whether a table would be one of a column for each statistic or area if it said of which day its numbers are."""
    dated = replace(table, sheet="2000")
    return wide_table(table) is None and (wide := wide_table(dated)) is not None and wide.by != "day"


def _holds_numbers(table: Table, index: int) -> bool:
    filled = [cells[index] for _, cells in table.rows if index < len(cells) and cells[index] != ""]
    return (
        bool(filled)
        and all(map(_is_number, filled))
        and any(isinstance(cell, float) or _has_digit(cell) for cell in filled)
    )


def _has_digit(cell: Cell) -> bool:
    return any(char.isdigit() for char in str(cell))


def _is_number(cell: Cell) -> bool:
    """Whether a cell is a number as statistics have them, or one of the signs for what is hidden or not known."""
    if isinstance(cell, str) and cell.strip() in _DASHES:
        return True
    try:
        read_number(str(cell) if isinstance(cell, float) else cell.strip() if isinstance(cell, str) else "")
    except BadValueError:
        return False
    return isinstance(cell, str | float)


def _is_key(heading: str) -> bool:
    """Whether numbers below a heading are the keys of areas."""
    own_heading = meaning(AREAS, heading)
    return _KEY.fullmatch(plain(heading).rstrip(" .:*")) is not None or (
        own_heading is not None and own_heading.columns[0].field in {"id", "code"}
    )


def long_tables(wide: WideTable) -> Iterator[Table]:
    """A table for each column of values, which stay in it; what its heading says of them comes after the last one."""
    table, width = wide.table, len(wide.table.headings)
    for at, column in wide.columns.items():
        names = ["" if index in wide.columns else text for index, text in enumerate(table.headings)]
        names[at] = _value_heading(table.headings[at], wide)
        if wide.area is not None:
            names[wide.area] = OBSERVATIONS.column("area").de
        added = column.said
        rows = tuple(
            (number, (*_of_column(cells, at, wide.columns, width), *added.values()))
            for number, cells in table.rows
            if at < len(cells) and cells[at] != ""
        )
        headings = (*names, *(OBSERVATIONS.column(field).de for field in added))
        spots = (*table.all_spots(), *(table.spot(at) for _ in added))
        yield replace(table, headings=headings, rows=rows, spots=spots)


def _value_heading(heading: str, wide: WideTable) -> str:
    """The heading of values, with the scale and, of a single statistic, the unit that the heading of its column names."""
    scale, value = scale_of(heading), OBSERVATIONS.column("value").de
    unit = unit_of(heading) if wide.by == "indicator" else None
    words = [*([scale[1]] if scale else []), *([unit] if unit else [])]
    return f"{value} ({' '.join(words)})" if words else value


def _of_column(cells: Sequence[Cell], at: int, columns: Mapping[int, object], width: int) -> list[Cell]:
    remaining: list[Cell] = [
        "" if index in columns and index != at else cell for index, cell in enumerate(cells[:width])
    ]
    return remaining + [""] * (width - len(remaining))


def _days(headings: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The columns of dates, with what their headings say before the date; a change between two is no value of one."""
    days = {}
    for index, heading in enumerate(headings):
        if (dated := _DATED.fullmatch(heading)) is not None and not _CHANGE.match(heading):
            before = dated["before"].strip(" _-:")
            days[index] = ("" if key_of(before) in _ABOUT_NOTHING else before, dated["day"])
    return days


def _area(headings: Sequence[str]) -> int | None:
    """The column of areas: one that is called so, else that of names."""
    for wanted in ("area", "indicator"):
        for index, text in enumerate(headings):
            own_heading = meaning(OBSERVATIONS, text) if text else None
            if own_heading and own_heading.columns[0].field == wanted and (wanted == "area" or key_of(text) == "name"):
                return index
    return None
