"""Removal of a record with what hangs on it, told before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.errors import UnknownName
from app.intake.diff import differences
from app.records.records import Records
from app.records.references import Attachments, Key, Removal
from app.records.schema import Topic
from app.records.vocabulary import Lang
from app.refusals import said
from app.store.bolt import Database
from app.store.records import load
from app.store.requests import WriteSet
from app.store.write import write
from app.usecases.imports.import_words import NamedRecord, WordedChange, stored_records, worded_changes
from app.usecases.records.records import BY


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """Removal of a record: all that is ``removed``, itself included, and the values that others lose."""

    removed: tuple[NamedRecord, ...]
    changed: tuple[WordedChange, ...]


async def removal_of(database: Database, workspace: str, topic: Topic, record_id: str, lang: Lang) -> RemovalReport:
    """Removal of a record as it would be; nothing is written.

    Raises:
        UnknownName: no such workspace or record.
    """
    records = await load(database, workspace)
    removal = Attachments(records).removal({_known(records, topic, record_id)})
    before = records.by_key()
    lost = [
        change
        for (owner, named_id), record in removal.upserts.by_key().items()
        for change in differences(owner, before[owner, named_id], record)
    ]
    return RemovalReport(
        removed=stored_records(ids_by_topic(removal.deletes), records, lang),
        changed=worded_changes(lost, Records(), records, lang),
    )


async def remove_record(
    database: Database, workspace: str, topic: Topic, record_id: str, *, version: int | None, key: str, at: datetime
) -> None:
    """Remove a record, what cannot be without it, and its name from all others; that is one change and can be undone.

    Raises:
        UnknownName: no such workspace or record.
        StaleVersion: it is not of this ``version`` any more (None: of any), or others changed meanwhile.
    """
    records = await load(database, workspace)
    removal = Attachments(records).removal({_known(records, topic, record_id)})
    change = change_of(removal, records)
    if version is not None:
        change = WriteSet(
            upserts=change.upserts,
            deletes=change.deletes,
            expected_versions={**change.expected_versions, (topic, record_id): version},
        )
    await write(database, workspace, key, change, by=BY, at=at, kind="delete")


def ids_by_topic(keys: Iterable[Key]) -> dict[Topic, tuple[str, ...]]:
    """Ids of records by their topic, sorted."""
    ids: dict[Topic, tuple[str, ...]] = {}
    for topic, record_id in sorted(keys):
        ids[topic] = (*ids.get(topic, ()), record_id)
    return ids


def _known(records: Records, topic: Topic, record_id: str) -> Key:
    if record_id not in {record.id for record in getattr(records, topic)}:
        raise UnknownName(said("unknown_record", record_id=record_id, topic=topic))
    return topic, record_id


def change_of(removal: Removal, records: Records) -> WriteSet:
    """What is to be written for a removal of some of these records."""
    return WriteSet(
        upserts=removal.upserts,
        deletes=ids_by_topic(removal.deletes),
        expected_versions=records.versions(removal.deletes | removal.upserts.by_key().keys()),
    )
