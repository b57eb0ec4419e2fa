"""References between records: who names whom, what goes with a record that is removed, and what only loses a name."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.records.fields import SUBJECT_TOPICS, required_fields
from app.records.records import Record, Records
from app.records.schema import Topic, schema
from app.records.sources import InventoryCheck

Key = tuple[Topic, str]
"""Topic and id of a record."""


class Reference(NamedTuple):
    """A field of a record names another one, by topic and id."""

    field: str
    target: Key


@dataclass(frozen=True, slots=True)
class Removal:
    """Removal of records: ``deletes`` are they and all that cannot be without them.

    ``upserts`` are the records that stay and name them no longer.
    """

    deletes: frozenset[Key]
    upserts: Records


def references_of(topic: Topic, record: Record) -> Iterator[Reference]:
    """Every record that a record names."""
    for field, targets in schema().references[topic].items():
        target_topic = SUBJECT_TOPICS[record.subject_kind] if isinstance(record, InventoryCheck) else targets[0]
        value = getattr(record, field)
        for target in value if isinstance(value, tuple) else (value,):
            if target is not None:
                yield Reference(field, (target_topic, target))


class Attachments:
    """Records that hang on each of some records, worked out once."""

    def __init__(self, records: Records) -> None:
        self._records: dict[Key, Record] = {}
        self._naming: dict[Key, list[tuple[Key, str]]] = {}
        for topic, of_topic in records:
            for record in of_topic:
                self._records[topic, record.id] = record
                for field, target in references_of(topic, record):
                    self._naming.setdefault(target, []).append(((topic, record.id), field))

    def removal(self, unwanted: Iterable[Key]) -> Removal:
        """Removal of some of the records, with its effect on the others."""
        deletes = set(unwanted)
        waiting = list(deletes)
        naming_fields: dict[Key, set[str]] = {}
        while waiting:
            for naming, field in self._naming.get(waiting.pop(), ()):
                naming_fields.setdefault(naming, set()).add(field)
                if naming not in deletes and self._needs(naming, field):
                    deletes.add(naming)
                    waiting.append(naming)
        staying = ((key, fields) for key, fields in sorted(naming_fields.items()) if key not in deletes)
        upserts: dict[str, list[Record]] = {}
        for (topic, record_id), fields in staying:
            upserts.setdefault(topic, []).append(_without(topic, self._records[topic, record_id], fields, deletes))
        return Removal(frozenset(deletes), Records(**{topic: tuple(of_topic) for topic, of_topic in upserts.items()}))  # type: ignore[arg-type]  # a topic is a field

    def _needs(self, naming: Key, field: str) -> bool:
        """Whether a record says nothing without the single record that a field names."""
        topic, _ = naming
        return field in required_fields(topic) and not isinstance(getattr(self._records[naming], field), tuple)


def _without(topic: Topic, record: Record, fields: Iterable[str], gone: set[Key]) -> Record:
    values: dict[str, Any] = {}
    targets = {(field, target) for field, target in references_of(topic, record) if target in gone}
    for field in fields:
        value = getattr(record, field)
        lost = {target for name, (_, target) in targets if name == field}
        values[field] = tuple(target for target in value if target not in lost) if isinstance(value, tuple) else None
    return dataclasses.replace(record, **values)
