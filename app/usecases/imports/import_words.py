"""Words of an import: what is new by its name, and what changes as people read it."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.formats.messages import sentence
from app.intake.absent import Absent
from app.intake.diff import Change, ChangeValue
from app.intake.sheets.sheet import Column, Kind
from app.intake.sheets.sheets import SHEETS, title_of
from app.records.fields import NAMED_BY, SUBJECT_TOPICS, holds
from app.records.geometry import polygons
from app.records.records import Record, Records
from app.records.schema import Topic
from app.records.vocabulary import Lang, vocabulary


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record that the files add or remove; one without a name of its own is called after what it is about.

    ``id`` is empty where answers to surveys are counted.
    """

    topic: Topic
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class WordedChange:
    """A value that differs, with what people read: "Angebote „Mieterberatung“: Gebiete: leer → Weststadt"."""

    topic: Topic
    id: str
    field: str
    old: ChangeValue
    new: ChangeValue
    text: str


Names = Mapping[tuple[Topic, str], str]
"""What records are called, by topic and id."""


def new_records(taken: Records, existing: Records, lang: Lang) -> tuple[NamedRecord, ...]:
    """The records that are not stored yet, by topic and id."""
    known = {(topic, record.id) for topic, records in existing for record in records}
    new = {topic: {record.id for record in records if (topic, record.id) not in known} for topic, records in taken}
    return _named_records(new, taken, _names(existing, taken), lang)


def stored_records(ids: Mapping[Topic, Container[str]], existing: Records, lang: Lang) -> tuple[NamedRecord, ...]:
    """The stored records with these ids, by topic.

    Answers to surveys are counted, as one entry without an id: who may remove an organisation need not know who said
    what about it.
    """
    answers = sum(report.id in ids.get("tie_reports", ()) for report in existing.tie_reports)
    counted = (NamedRecord("tie_reports", "", sentence("answers_counted", lang, count=answers)),) if answers else ()
    nameable: dict[Topic, Container[str]] = {
        topic: of_topic for topic, of_topic in ids.items() if topic != "tie_reports"
    }
    return (*_named_records(nameable, existing, _names(existing), lang), *counted)


def absent_records(absent: Sequence[Absent], existing: Records, lang: Lang) -> tuple[Absent, ...]:
    """The stored records without a row in the files, as people call them."""
    ids: dict[Topic, set[str]] = {}
    for entry in absent:
        ids.setdefault(entry.topic, set()).add(entry.id)
    names = {(record.topic, record.id): record.name for record in _named_records(ids, existing, _names(existing), lang)}
    return tuple(replace(entry, name=names.get((entry.topic, entry.id), entry.name)) for entry in absent)


def _named_records(
    ids: Mapping[Topic, Container[str]], records: Records, names: Names, lang: Lang
) -> tuple[NamedRecord, ...]:
    """Records with one of the ids, as people call them; ``names`` are those of the records they refer to."""
    return tuple(
        NamedRecord(topic, record.id, _name(record) or _composed_name(topic, record, names, lang))
        for topic, of_topic in records
        for record in of_topic
        if record.id in ids.get(topic, ())
    )


def worded_changes(
    changes: Iterable[Change], taken: Records, existing: Records, lang: Lang
) -> tuple[WordedChange, ...]:
    """The changes with their sentences; ids of records are told by name."""
    names = _names(existing, taken)
    return tuple(
        WordedChange(change.topic, change.id, change.field, change.old, change.new, _text(change, names, lang))
        for change in changes
    )


def _names(*states: Records) -> Names:
    return {
        (topic, record.id): _name(record) or record.id
        for records_of in states
        for topic, records in records_of
        for record in records
    }


def _name(record: Record) -> str:
    return str(getattr(record, "name", ""))


def _composed_name(topic: Topic, record: Record, names: Names, lang: Lang) -> str:
    """What a record without a name is about: "Treff Nord – Kita Süd"."""
    return " – ".join(_value_text(topic, field, record, names, lang) for field in NAMED_BY.get(topic, ()))


def _value_text(topic: Topic, field: str, record: Record, names: Names, lang: Lang) -> str:
    value = getattr(record, field)
    known = holds(topic, field)
    target = SUBJECT_TOPICS.get(getattr(record, "subject_kind", "")) if field == "subject" else known.refers_to
    if target is not None:
        return ", ".join(
            names.get((target, entry), entry) for entry in (value if isinstance(value, tuple) else (value,))
        )
    term = vocabulary(known.vocabulary).terms.get(str(value)) if known.vocabulary else None
    return term.label(lang) if term else str(value)


def _text(change: Change, names: Names, lang: Lang) -> str:
    sheet = next((sheet for sheet in SHEETS if sheet.topic == change.topic), None)
    columns = sheet.read_columns if sheet else ()
    column = next((column for column in columns if column.field == change.field), None)
    return sentence(
        "change",
        lang,
        topic=title_of(change.topic, lang),
        name=names.get((change.topic, change.id), change.id),
        field=column.heading(lang) if column else change.field,
        old=_value(change.old, column, names, lang),
        new=_value(change.new, column, names, lang),
    )


def _value(value: ChangeValue, column: Column | None, names: Names, lang: Lang) -> str:
    if value is None or value == ():
        return sentence("change.empty", lang)
    if isinstance(value, tuple):
        return "; ".join(_value(part, column, names, lang) for part in value)
    if isinstance(value, bool):
        return sentence("choice.yes" if value else "choice.no", lang)
    if column is not None and isinstance(value, str):
        return _text_of(value, column, names, lang)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _text_of(value: str, column: Column, names: Names, lang: Lang) -> str:
    """A text as its column means it: a code by its label, a record by its name, an outline by its corners."""
    if column.kind is Kind.CODE and column.of is not None:
        term = vocabulary(column.of).terms.get(value)
        return term.label(lang) if term else value
    if column.refers_to is not None:
        return names.get((column.refers_to, value), value)
    if column.kind is Kind.GEOMETRY:
        corners = sum(len(ring) for polygon in polygons(value) for ring in polygon)
        return sentence("change.outline", lang, count=corners)
    return value
