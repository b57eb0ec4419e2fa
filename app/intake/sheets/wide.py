"""Statistics with a column for each date, as statistical offices and KomMonitor write them, and tables of answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from app.formats.tables import Cell, Table
from app.intake.sheets.further_sheets import OBSERVATIONS
from app.intake.sheets.headings import LAST_HEADING_ROW, key_of, meaning
from app.intake.sheets.scales import scale_of, without_scale

_DATED = re.compile(
    r"(?P<before>\D*?)[\s_]*(?P<day>(?:19|20)\d\d(?:[-/]\d\d){0,2}|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)", re.DOTALL
)
_ABOUT_NOTHING = frozenset({"", "date", "datum", "stand", "stichtag", "jahr", "year", "wert", "value", "zum", "am"})
_FEWEST_DATES = 2
_OF_SURVEYS = frozenset(
    [
        *(
            "antwortid",
            "responseid",
            "datumabgeschickt",
            "datumabgesendet",
            "datesubmitted",
            "submitdate",
            "letzteseite",
        ),
        *(
            "lastpage",
            "startsprache",
            "startlanguage",
            "zufallsstartwert",
            "seed",
            "startdatum",
            "startdate",
            "datestamp",
        ),
        *("datumletzteaktivitaet", "datelastaction", "ipadresse", "ipaddress", "zeitstempel", "timestamp", "token"),
    ]
)
"""Headings that survey programs put before the questions, in one spelling."""

_FEWEST_OF_SURVEYS = 3


@dataclass(frozen=True, slots=True)
class WideTable:
    """A table of statistics: the column of the ``area``, and by column the ``days`` with what is said before them."""

    table: Table
    area: int
    days: Mapping[int, tuple[str, str]]

    @property
    def indicator(self) -> str:
        """What the table is about, where no column and no heading says it: the name of its sheet, else of its file."""
        named = self.table.sheet or PurePath(self.table.file).stem
        return PurePath(self.table.file).stem if _is_our_title(named) else named


def _is_our_title(name: str) -> bool:
    """Whether a name is that of our own sheet of statistics, and so no name of a statistic."""
    titles = (OBSERVATIONS.de, OBSERVATIONS.en, OBSERVATIONS.topic, *OBSERVATIONS.variants)
    return key_of(name) in {key_of(title) for title in titles}


def wide_table(table: Table) -> WideTable | None:
    """The table with its headings in the first row that names an area and two dates; None where there is none."""
    numbers = [number for number, cells in table.rows if number <= LAST_HEADING_ROW]
    for candidate in (table, *(table.headed_by(number) for number in numbers)):
        days = _days(candidate.headings)
        area = _area(candidate.headings)
        if len(days) >= _FEWEST_DATES and area is not None:
            return WideTable(candidate, area, days)
    return None


def long_tables(wide: WideTable) -> Iterator[Table]:
    """A table for each date: what stands in it stays in its column; indicator and date come after the last one."""
    table = wide.table
    says_indicator = any(
        heading.columns[0].field == "indicator"
        for index, text in enumerate(table.headings)
        if index != wide.area and (heading := meaning(OBSERVATIONS, text)) is not None
    )
    for at, (before, day) in sorted(wide.days.items()):
        names = [
            _value_heading(before) if index == at else "" if index in wide.days else text
            for index, text in enumerate(table.headings)
        ]
        names[wide.area] = OBSERVATIONS.column("area").de
        added = [] if says_indicator else [OBSERVATIONS.column("indicator").de]
        values = [] if says_indicator else [without_scale(before or wide.indicator)]
        width = len(table.headings)
        rows = tuple(
            (number, (*_of_day(cells, at, wide.days, width), *values, day))
            for number, cells in table.rows
            if at < len(cells) and cells[at] != ""
        )
        yield replace(table, headings=(*names, *added, OBSERVATIONS.column("ref_date").de), rows=rows)


def _value_heading(before: str) -> str:
    """The heading of values, with the scale that the heading of the date names."""
    scale, value = scale_of(before), OBSERVATIONS.column("value").de
    return value if scale is None else f"{value} ({scale[1]})"


def is_survey(table: Table) -> bool:
    """Whether a table is what a survey program writes: a row for each answer, a column for each question."""
    return len(_OF_SURVEYS.intersection(map(key_of, table.headings))) >= _FEWEST_OF_SURVEYS


def _of_day(cells: Sequence[Cell], at: int, days: Mapping[int, object], width: int) -> list[Cell]:
    own: list[Cell] = ["" if index in days and index != at else cell for index, cell in enumerate(cells[:width])]
    return own + [""] * (width - len(own))


def _days(headings: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The columns of dates, with what their headings say before the date."""
    days = {}
    for index, heading in enumerate(headings):
        if (dated := _DATED.fullmatch(heading)) is not None:
            before = dated["before"].strip(" _-:")
            days[index] = ("" if key_of(before) in _ABOUT_NOTHING else before, dated["day"])
    return days


def _area(headings: Sequence[str]) -> int | None:
    """The column of areas: one that is called so, else that of names."""
    for wanted in ("area", "indicator"):
        for index, text in enumerate(headings):
            meant = meaning(OBSERVATIONS, text) if text else None
            if meant and meant.columns[0].field == wanted and (wanted == "area" or key_of(text) == "name"):
                return index
    return None
