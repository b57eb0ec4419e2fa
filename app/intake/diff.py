"""Differences: the drafts of files meet the records of the workspace, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from typing import Any

from app.intake.drafts import Draft, FieldValue
from app.intake.problems import Place, Problems
from app.intake.questions import Questions
from app.intake.values.texts import Notice
from app.records.dates import PartialDate
from app.records.editing import renamed
from app.records.faults import Fault
from app.records.records import TOPICS, Record, Records, RecordWithName
from app.records.rules import WHOLES, faults, set_right, way_back
from app.records.schema import Topic

ChangeValue = str | float | bool | tuple[str, ...] | None
_DERIVED = frozenset({"sphere", "kinds", "kind", "status", "basis", "aliases"})
"""Fields that an empty cell leaves to a rule, a default or what is stored."""
_ASIDE = frozenset({"source", "version", "aliases"})  # former names follow the name


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a stored record that a file changes; ids stand for names, dates are text."""

    topic: Topic
    id: str
    field: str
    old: ChangeValue
    new: ChangeValue


@dataclass(frozen=True, slots=True)
class Merged:
    """The records the drafts touch, in full, and how they differ from those stored."""

    records: Records
    new: Mapping[str, int]
    unchanged: Mapping[str, int]
    changed: tuple[Change, ...]


def merge(
    drafts: Iterable[Draft], existing: Mapping[Topic, Mapping[str, Record]], problems: Problems, questions: Questions
) -> Merged:
    """Apply every draft to its stored record, or make a new one; ``existing`` is by topic and id.

    A record that stays as it is keeps source and version.
    """
    touched: dict[str, list[Record]] = {}
    new: dict[str, int] = {}
    unchanged: dict[str, int] = {}
    changes: list[Change] = []
    ordered = sorted(drafts, key=lambda draft: (draft.topic, draft.id))
    for draft in ordered:
        stored = existing[draft.topic].get(draft.id)
        record = _applied(draft if stored is None else _with_emptied(draft, stored, questions), stored)
        record = _sound(record, stored, draft, problems)
        changed = [] if stored is None else differences(draft.topic, stored, record)
        if stored is not None and "aliases" in draft.fields and isinstance(record, RecordWithName):
            changed += _added_names(draft.topic, stored, record)
        if stored is None:
            new[draft.topic] = new.get(draft.topic, 0) + 1
        elif not changed:
            unchanged[draft.topic] = unchanged.get(draft.topic, 0) + 1
        changes += changed
        touched.setdefault(draft.topic, []).append(record if stored is None or changed else stored)
    records = _records(touched)
    _refuse_circles(ordered, records, existing, problems)
    return Merged(records, new, unchanged, tuple(changes))


def _records(touched: Mapping[str, list[Record]]) -> Records:
    return Records(**{topic: tuple(records) for topic, records in touched.items()})  # type: ignore[arg-type]  # topics name the types


def _refuse_circles(
    drafts: Iterable[Draft], records: Records, existing: Mapping[Topic, Mapping[str, Record]], problems: Problems
) -> None:
    """Reject whoever lies within itself by way of others, in the files or in the workspace."""
    touched = dict(records)
    whole_of = {
        topic: {record.id: getattr(record, field) for record in (*existing[topic].values(), *touched[topic])}
        for topic, field in WHOLES.items()
    }
    for draft in drafts:
        if draft.row is None or draft.topic not in WHOLES:
            continue
        if way := way_back(draft.id, whole_of[draft.topic]):
            problems.reject("circle", draft.row.place(WHOLES[draft.topic]), way=" → ".join(way))


def _applied(draft: Draft, stored: Record | None) -> Record:
    defaults = _defaults(draft.topic)
    values: dict[str, Any] = {
        name: defaults.get(name) if value is None else value for name, value in draft.fields.items()
    }
    if stored is None:
        return TOPICS[draft.topic](**values, id=draft.id, source=draft.source)
    return renamed(stored, replace(stored, **values, source=draft.source))


def _with_emptied(draft: Draft, stored: Record, questions: Questions) -> Draft:
    """The draft, with the fields cleared whose cells are empty now, where somebody says so."""
    if draft.row is None:
        return draft
    defaults = _defaults(draft.topic)
    cleared: dict[str, FieldValue] = {}
    for name in draft.row.blank:
        if name not in defaults or name in draft.fields or name in _DERIVED:
            continue
        value = getattr(stored, name)
        if value == defaults[name]:
            continue
        subject = f"{draft.topic}:{draft.id}:{name}"
        choices, stored_value = ("keep", "clear"), _plain(value)
        value = "; ".join(stored_value) if isinstance(stored_value, tuple) else stored_value
        if questions.ask("emptied", subject, draft.row.place(name), choices, default="keep", value=value) == "clear":
            cleared[name] = None
    return replace(draft, fields={**draft.fields, **cleared}) if cleared else draft


@cache
def _defaults(topic: Topic) -> Mapping[str, FieldValue]:
    """Defaults of fields, which a cleared field takes."""
    return {field.name: field.default for field in fields(TOPICS[topic]) if field.default is not MISSING}


@cache
def _compared(topic: Topic) -> tuple[str, ...]:
    return tuple(field.name for field in fields(TOPICS[topic]) if field.name not in _ASIDE)


def differences(topic: Topic, stored: Record, record: Record) -> list[Change]:
    """How a record differs from the stored one, field by field."""
    pairs = ((name, getattr(stored, name), getattr(record, name)) for name in _compared(topic))
    return [Change(topic, record.id, name, _plain(old), _plain(new)) for name, old, new in pairs if old != new]


def _added_names(topic: Topic, stored: Record, record: RecordWithName) -> list[Change]:
    """The former names that a file adds itself."""
    before = stored.aliases if isinstance(stored, RecordWithName) else ()
    return [Change(topic, record.id, "aliases", before, record.aliases)] if record.aliases != before else []


def _plain(value: ChangeValue | PartialDate) -> ChangeValue:
    return str(value) if isinstance(value, PartialDate) else value


def _sound(record: Record, stored: Record | None, draft: Draft, problems: Problems) -> Record:
    """The record set right where that loses nothing, with a notice; what somebody has to decide is rejected.

    A stored record stays as it is where a row gives it an end before its beginning.
    """
    broken = tuple(faults(record))
    for fault in broken:
        place = _place(fault, draft)
        if fault.rule == "end_before_start" and stored is not None and draft.row is not None:
            problems.set_row_aside(draft.row.sheet, Notice(fault.rule, fault.arguments), place)
            return stored
        if fault.remedy is None:
            problems.reject(fault.rule, place, **fault.arguments)
        else:
            problems.notice(f"{fault.rule}.set_right", place, **fault.arguments)
    return set_right(record) if broken else record


def _place(fault: Fault, draft: Draft) -> Place:
    """The cell of the field; of a period that of its beginning where the row gives no end."""
    if draft.row is None:
        return Place(draft.source)
    field = "start" if fault.rule == "end_before_start" and "end" not in draft.row.values else fault.field
    return draft.row.place(field)
