"""Plans of imports: what files would write and delete, and the hash by which somebody takes in just that."""

import hashlib
from collections.abc import Mapping

from app.intake.diff import Change, differences
from app.intake.intake import Intake
from app.records.records import Record, Records
from app.records.references import Attachments, Key
from app.store.chain import canonical_json
from app.store.requests import WriteSet
from app.store.rows import row_of
from app.usecases.records.remove_record import ids_by_topic


def planned_write(taken: Intake, existing: Records) -> WriteSet:
    """What is new or changed, and what goes because somebody said that it is removed.

    An unchanged record keeps its version. Of what names a removed record, that which cannot be without it goes too.
    """
    stored = existing.by_key()
    changed = {(change.topic, change.id) for change in taken.changed}
    upserts = {key: record for key, record in taken.records.by_key().items() if key not in stored or key in changed}
    gone: frozenset[Key] = frozenset()
    if taken.removed:
        removal = Attachments(_records({**stored, **upserts})).removal(taken.removed)
        gone = removal.deletes
        upserts = {key: record for key, record in (upserts | removal.upserts.by_key()).items() if key not in gone}
    touched = [*upserts, *(key for key in gone if key in stored)]
    return WriteSet(
        upserts=_records(upserts),
        deletes=ids_by_topic(key for key in gone if key in stored),
        expected_versions=existing.versions(touched),
    )


def records_after(change: WriteSet, existing: Records) -> Records:
    """All records once a change is written."""
    gone = {(topic, record_id) for topic, ids in change.deletes.items() for record_id in ids}
    after = existing.by_key() | change.upserts.by_key()
    return _records({key: record for key, record in after.items() if key not in gone})


def plan_id(change: WriteSet) -> str:
    """A hash of what would be written and on which versions it is based: it is another one once the data changed."""
    rows = {topic: [row_of(record) for record in records] for topic, records in change.upserts if records}
    versions = sorted([topic, record, version] for (topic, record), version in change.expected_versions.items())
    deletes = {topic: list(ids) for topic, ids in change.deletes.items()}
    return hashlib.sha256(canonical_json([rows, deletes, versions]).encode()).hexdigest()[:32]


def lost_names(change: WriteSet, taken: Intake, existing: Records) -> tuple[Change, ...]:
    """The values that records lose because what they name is removed."""
    before = existing.by_key() | taken.records.by_key()
    return tuple(
        lost
        for (topic, record_id), record in change.upserts.by_key().items()
        if taken.removed
        for lost in differences(topic, before[topic, record_id], record)
    )


def _records(by_key: Mapping[Key, Record]) -> Records:
    topics: dict[str, list[Record]] = {}
    for (topic, _), record in sorted(by_key.items()):
        topics.setdefault(topic, []).append(record)
    return Records(**{topic: tuple(of_topic) for topic, of_topic in topics.items()})  # type: ignore[arg-type]  # a topic is a field
