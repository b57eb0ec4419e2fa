"""Records in a reader's words: names instead of ids, labels instead of codes, dates and numbers of the language."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote

from app.intake.sheets.template import list_words
from app.network.graph.network import Network
from app.records.dates import PartialDate
from app.records.fields import NAMED_BY, SUBJECT_TOPICS, holds, writable
from app.records.records import TOPICS, Record
from app.records.schema import Topic
from app.records.vocabulary import Lang, vocabulary
from app.report.texts import value_text
from app.web.addresses import path_of

TABS = (
    "actors",
    "offers",
    "projects",
    "working_groups",
    "cooperations",
    "places",
    "areas",
    "occasions",
    "grants",
    "funding_areas",
    "observations",
    "inventory_checks",
    "waves",
)
"""Topics in the order in which a coordinator looks for them; single answers to surveys are no list to browse."""

MOST_SUGGESTED = 2_000
"""Names offered while typing; a longer list slows every browser down."""

EMPTY_FIELDS = 3
"""Empty fields of a form after the filled ones of a list."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value: its text, and the topic and id of the record it names, if any."""

    text: str
    topic: Topic | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class RecordWords:
    """Puts records of one snapshot into the words of one language."""

    network: Network
    lang: Lang

    def name(self, topic: Topic, record: Record) -> str:
        """What a reader calls a record, also one that has no name of its own."""
        name = getattr(record, "name", None)
        if name:
            return str(name)
        fields = NAMED_BY.get(topic, ())
        return " – ".join(self.value(topic, field, record) for field in fields) or record.id

    def value(self, topic: Topic, field: str, record: Record) -> str:
        """A field as one text; empty where nothing is recorded."""
        return ", ".join(part.text for part in self.parts(topic, field, record))

    def parts(self, topic: Topic, field: str, record: Record) -> tuple[Part, ...]:
        """A field piece by piece, so that each record it names can be led to."""
        if field == "citywide":
            return (self._truth(True),) if getattr(record, "area_mode", "") == "citywide" else ()
        if field == "funded":
            return tuple(
                self._reference(kind, entry) for kind in ("projects", "offers") for entry in getattr(record, kind)
            )
        if field not in writable(topic):
            return ()
        value = getattr(record, field)
        if value is False and field in _unsaid(topic):
            return ()
        values = value if isinstance(value, tuple) else () if value is None or value == "" else (value,)
        return tuple(self._part(topic, field, record, entry) for entry in values)

    def _part(self, topic: Topic, field: str, record: Record, entry: Any) -> Part:
        known = holds(topic, field)
        target = SUBJECT_TOPICS.get(getattr(record, "subject_kind", "")) if field == "subject" else known.refers_to
        if target is not None:
            return self._reference(target, str(entry))
        if known.vocabulary is not None:
            term = vocabulary(known.vocabulary).terms.get(str(entry))
            return Part(term.label("de" if self.lang == "de" else "en") if term else str(entry))
        return self._plain(entry)

    def _plain(self, entry: Any) -> Part:
        if isinstance(entry, bool):
            return self._truth(entry)
        if isinstance(entry, PartialDate):
            return Part(self._date(entry))
        if isinstance(entry, int | float):
            return Part(value_text(int(entry) if float(entry).is_integer() else entry, self.lang))
        return Part(str(entry))

    def _date(self, value: PartialDate) -> str:
        if value.first == value.last:
            return value_text(value.first, self.lang)
        whole_year = value.first == date(value.first.year, 1, 1) and value.last == date(value.first.year, 12, 31)
        return str(value.first.year) if whole_year else f"{value.first:%m/%Y}"

    def _truth(self, value: bool) -> Part:
        return Part(list_words("yes_no", self.lang)[0 if value else 1])

    def _reference(self, topic: Topic, record_id: str) -> Part:
        return Part(self.network.name(topic, record_id), topic, record_id)


@cache
def _unsaid(topic: Topic) -> frozenset[str]:
    """Fields that are "no" where nothing was said: a reader is not told a no that nobody gave."""
    return frozenset(field.name for field in fields(TOPICS[topic]) if field.default is False)


def suggested_names(network: Network, topic: Topic) -> list[str]:
    """Names of the records of a topic, to choose from while typing."""
    records: Sequence[Record] = getattr(network.records, topic)
    return sorted(str(getattr(record, "name", record.id)) for record in records)[:MOST_SUGGESTED]


def record_path(topic: Topic, record_id: str) -> str:
    """Where the page of a record is, within its workspace."""
    return f"records/{path_of(topic)}/{quote(record_id, safe='')}"
