"""Records as the filled-in sheets of the workbook: read again, they are no change."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from app.formats.tables import Cell, Table
from app.intake.sheets.sheet import Column, Kind, Sheet
from app.intake.sheets.sheets import SHEETS
from app.intake.sheets.template import list_words
from app.records.dates import PartialDate
from app.records.records import TOPICS, Record, Records
from app.records.schema import Topic
from app.records.spelling import folded
from app.records.statistic import Indicator, Observation
from app.records.vocabulary import Lang, vocabulary

SEPARATOR = "; "
_AMBIGUOUS = re.compile(r"[;,/|•\n\r\"„“]|\b(?:und|and|u\.)\b|&|^[=+\-@'–]", re.IGNORECASE)
"""What could make two names of one in a list, or something else of a name: such records are named by their id."""

_SPLITS = re.compile(r"[;\r\n]|^[=+\-@'–]")
"""What makes two of one former name in a cell: such a name is left out."""

_FUNDED = ("projects", "offers")
_YES, _NO = 0, 1


def filled_sheets(records: Records, lang: Lang) -> tuple[Table, ...]:
    """A table for every sheet that has a record, headings and words in a language, records in the order given.

    References are names where a name means one record alone, else ids.
    """
    writer = SheetWriter(records, lang)
    return tuple(writer.table(sheet) for sheet in SHEETS if getattr(records, sheet.topic))


class SheetWriter:
    """Writes the records of one workspace; knows by which text each may be named."""

    def __init__(self, records: Records, lang: Lang) -> None:
        self.lang = lang
        self._records = records
        self._texts = {topic: _reference_texts(getattr(records, topic)) for topic in TOPICS}
        self.indicators: Mapping[str, Indicator] = {indicator.id: indicator for indicator in records.indicators}

    def table(self, sheet: Sheet) -> Table:
        """The sheet with a row for each record of its topic."""
        records: Sequence[Record] = getattr(self._records, sheet.topic)
        columns = (*sheet.columns, *(column for column in sheet.unseen if _is_filled(column, records)))
        rows = tuple(
            (number, tuple(self.cell(sheet, column, record) for column in columns))
            for number, record in enumerate(records, 2)
        )
        title = sheet.title(self.lang)
        return Table("", title, tuple(column.heading(self.lang) for column in columns), rows)

    def cell(self, sheet: Sheet, column: Column, record: Record) -> Cell:
        """What stands in a column about a record; empty: nothing is known, or what is assumed anyway."""
        special = _SPECIAL.get((sheet.topic, column.field))
        if special is not None:
            return special(self, record)
        return self.value_cell(column, getattr(record, column.field), _default(sheet.topic, column.field))

    def value_cell(self, column: Column, value: Any, default: Any = None) -> Cell:
        """A value as a person reads it in this column."""
        if value is None or value == ():
            return ""
        if isinstance(value, bool):
            return "" if value == default and not value else list_words("yes_no", self.lang)[_YES if value else _NO]
        if column.kind is Kind.NAME and isinstance(value, tuple):
            return "\n".join(name for name in value if not _SPLITS.search(name))
        if isinstance(value, tuple):
            return SEPARATOR.join(str(self._single(column, entry)) for entry in value)
        return self._single(column, value)

    def _single(self, column: Column, value: Any) -> Cell:
        if isinstance(value, PartialDate):
            return str(value)
        if column.kind is Kind.CODE and column.of is not None:
            return _label(column.of, str(value), self.lang, is_list=column.is_list)
        if column.kind is Kind.REFERENCE and column.of in TOPICS:
            return self.reference(column.of, str(value))
        return float(value) if isinstance(value, int | float) else str(value)

    def reference(self, topic: Topic, record_id: str) -> str:
        """The text by which a record is named."""
        return self._texts[topic].get(record_id, record_id)

    def of_indicator(self, observation: Record, column: Column, field_name: str) -> Cell:
        """A field of the statistic that an observation belongs to."""
        assert isinstance(observation, Observation)
        indicator = self.indicators.get(observation.indicator)
        return "" if indicator is None else self.value_cell(column, getattr(indicator, field_name), default=False)


def _is_filled(column: Column, records: Sequence[Record]) -> bool:
    """Whether a column that is usually not there says something; an outline stands in no cell."""
    return column.kind is not Kind.GEOMETRY and any(getattr(record, column.field) for record in records)


def _reference_texts(records: Sequence[Record]) -> Mapping[str, str]:
    """By id: the name where it means this record alone and nothing else could be read in it."""
    owners: dict[str, set[str]] = {}
    for record in records:
        for text in (record.id, getattr(record, "name", None), getattr(record, "short_name", None)):
            if text:
                owners.setdefault(folded(text), set()).add(record.id)
    names = ((record.id, getattr(record, "name", None) or record.id) for record in records)
    return {
        record_id: name if len(owners[folded(name)]) == 1 and not _AMBIGUOUS.search(name) else record_id
        for record_id, name in names
    }


@cache
def _default(topic: Topic, field_name: str) -> Any:
    defaults = {field.name: field.default for field in fields(TOPICS[topic]) if field.default is not MISSING}
    return defaults.get(field_name)


@cache
def _label(name: str, code: str, lang: Lang, *, is_list: bool) -> str:
    """The label of a code where it is read as that code again, else the code."""
    term = vocabulary(name).terms.get(code)
    if term is None:
        return code
    label = term.de if lang == "de" else term.en
    term_of_label = vocabulary(name).find(label)
    return label if term_of_label is term and not (is_list and _AMBIGUOUS.search(label)) else code


def _funded(_writer: SheetWriter, grant: Record) -> Cell:
    """Projects and offers by their ids: two of them may have one name."""
    return SEPARATOR.join(record_id for topic in _FUNDED for record_id in getattr(grant, topic))


def _value(_writer: SheetWriter, observation: Record) -> Cell:
    """A hidden value as its source writes it; ``-`` where none is known."""
    assert isinstance(observation, Observation)
    if observation.value is None:
        return "*" if observation.suppressed else "-"
    return float(observation.value)


def _unit(writer: SheetWriter, observation: Record) -> Cell:
    assert isinstance(observation, Observation)
    indicator = writer.indicators.get(observation.indicator)
    words = {"count": ("Anzahl", "count"), "share": ("Prozent", "percent")}
    return words[indicator.measure][0 if writer.lang == "de" else 1] if indicator else ""


def _answer(writer: SheetWriter, report: Record) -> Cell:
    yes, no, unsure = list_words("tie_status", writer.lang)[:3]
    if getattr(report, "unsure", False):
        return unsure
    return no if getattr(report, "strength", None) == 0 else yes


def _stated_strength(_writer: SheetWriter, report: Record) -> Cell:
    strength = getattr(report, "strength", None)
    return str(strength) if strength else ""


def _subject(_writer: SheetWriter, check: Record) -> Cell:
    return str(getattr(check, "subject", ""))


def _indicator_field(field_name: str) -> Callable[[SheetWriter, Record], Cell]:
    column = next(
        column
        for sheet in SHEETS
        if sheet.topic == "observations"
        for column in sheet.columns
        if column.field == field_name
    )
    return lambda writer, observation: writer.of_indicator(observation, column, field_name)


def _citywide(writer: SheetWriter, offer: Record) -> Cell:
    return list_words("yes_no", writer.lang)[_YES] if getattr(offer, "area_mode", "") == "citywide" else ""


_SPECIAL: Mapping[tuple[str, str], Callable[[SheetWriter, Record], Cell]] = {
    ("offers", "citywide"): _citywide,
    ("grants", "funded"): _funded,
    ("grants", "programme"): lambda writer, grant: writer.reference("programmes", str(getattr(grant, "programme", ""))),
    ("observations", "indicator"): lambda writer, observation: writer.reference(
        "indicators", str(getattr(observation, "indicator", ""))
    ),
    ("observations", "value"): _value,
    ("observations", "unit"): _unit,
    ("observations", "target_group"): _indicator_field("target_group"),
    ("observations", "source_note"): _indicator_field("source_note"),
    ("observations", "may_be_passed_on"): _indicator_field("may_be_passed_on"),
    ("observations", "smallest_count"): _indicator_field("smallest_count"),
    ("inventory_checks", "subject"): _subject,
    ("tie_reports", "together"): _answer,
    ("tie_reports", "strength"): _stated_strength,
}
