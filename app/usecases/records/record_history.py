"""History of one record: who changed what and when, from the hash-chained changes; and taking a change back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

from app.errors import Conflict, Forbidden
from app.formats.messages import sentence
from app.records.fields import writable
from app.records.records import TOPICS, Record
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.vocabulary import Lang
from app.store.bolt import Database, Row
from app.store.chain import Change, ChangeKind, Image, changes_about, image_of, operation_of, whole_images
from app.store.import_runs import list_runs, undone_operations
from app.store.rows import record_of
from app.store.write import find_change
from app.usecases.imports.import_records import undo_import
from app.usecases.not_undone import not_undone
from app.usecases.records.merge_actors import undo_merge
from app.usecases.records.records import undo_operation
from app.usecases.records.small_counts import record_gate

Effect = Literal["made", "changed", "removed"]

_IMPORT, _MERGE = "import:", "merge:"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """One change of a record: ``before`` and ``after`` it, None where it did not exist; ``fields_changed`` are those that differ.

    ``by`` is a role, ``kind`` the occasion in one word, ``files`` those of an import. ``merged`` names the actor that
    went into another. ``undone``: its effect was taken back since. ``hidden``: a number of too few people, so that
    values are not told.
    """

    sequence: int
    at: datetime
    by: str
    kind: ChangeKind
    effect: Effect
    before: Record | None
    after: Record | None
    fields_changed: tuple[str, ...]
    files: tuple[str, ...] = ()
    merged: str | None = None
    undone: bool = False
    hidden: bool = False

    @property
    def source(self) -> SourceRef | None:
        """The row of a file that the change was read from."""
        return getattr(self.after, "source", None) if self.kind == "import" else None


async def history_of(database: Database, workspace: str, topic: Topic, record_id: str) -> tuple[RecordChange, ...]:
    """Every change of a record, the newest first; empty where there never was one.

    Raises:
        UnknownName: no such workspace.
    """
    runs = {run.operation: run for run in await list_runs(database, workspace)}
    undone = await undone_operations(database, workspace)
    gate = await record_gate(database, workspace, topic)
    changes: list[RecordChange] = []
    async for change in changes_about(database, workspace, record_id):
        of_record = _record_change(change, topic, record_id)
        if of_record is not None:
            run = runs.get(change.operation)
            files = tuple(file.name for file in run.files) if run else ()
            hidden = any(gate.hides(record) for record in (of_record.before, of_record.after) if record is not None)
            changes.append(replace(of_record, files=files, undone=change.operation in undone, hidden=hidden))
    return tuple(reversed(changes))


async def take_back(
    database: Database, workspace: str, sequence: int, *, at: datetime, lang: Lang, answers_open: bool
) -> None:
    """Take one change back: every record it touched is as it was before.

    Raises:
        Forbidden: it wrote single answers to surveys, which are not open to who asks (``answers_open``).
        UnknownName: no such workspace or change.
        Conflict: a later change touched the same records, or it is taken back already.
    """
    operation = await operation_of(database, workspace, sequence)
    if operation in await undone_operations(database, workspace):
        raise Conflict(sentence("change_undone_already", lang), hint=sentence("change_undone_already.hint", lang))
    if not answers_open and await _wrote_answers(database, workspace, operation):
        raise Forbidden(sentence("answers_closed", lang), hint=sentence("answers_closed.hint", lang))
    if operation.startswith(_IMPORT):
        await undo_import(
            database, workspace, operation.removeprefix(_IMPORT), at=at, lang=lang, answers_open=answers_open
        )
        return
    try:
        if operation.startswith(_MERGE):
            await undo_merge(database, workspace, operation.removeprefix(_MERGE), at=at)
        else:
            await undo_operation(database.with_bulk_deadlines, workspace, operation, at=at)
    except Conflict as error:
        raise await not_undone(database, workspace, "change_not_undone", lang, error) from error


async def _wrote_answers(database: Database, workspace: str, operation: str) -> bool:
    """Whether a change touched single answers to surveys."""
    change = await find_change(database, workspace, operation)
    images = () if change is None else await whole_images(database, workspace, change)
    return any(image.get("tie_reports") for image in images)


def _record_change(change: Change, topic: Topic, record_id: str) -> RecordChange | None:
    """What a change did to a record; None where it left it as it was."""
    before, after = (_row(image_of(image), topic, record_id) for image in (change.before, change.after))
    fields_changed = _differing(topic, before or {}, after or {})
    if not fields_changed:
        return None
    return RecordChange(
        sequence=change.sequence,
        at=datetime.fromisoformat(change.at),
        by=change.by,
        kind=change.kind,
        effect="made" if before is None else "removed" if after is None else "changed",
        before=_record(topic, before),
        after=_record(topic, after),
        fields_changed=fields_changed,
        merged=_merged(change),
    )


def _row(image: Image, topic: Topic, record_id: str) -> Row | None:
    return next((dict(row) for row in image.get(topic, ()) if row["id"] == record_id), None)


def _record(topic: Topic, row: Row | None) -> Record | None:
    """The record of an image; fields that came later are as in a new one."""
    return (
        None if row is None else record_of(topic, {field.name: field.default for field in fields(TOPICS[topic])} | row)
    )


def _differing(topic: Topic, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(field for field in writable(topic) if before.get(field) != after.get(field))


def _merged(change: Change) -> str | None:
    """The actor that went into another by a merge."""
    if not change.operation.startswith(_MERGE):
        return None
    before, after = (
        {row["id"]: row for row in image_of(image).get("actors", ())} for image in (change.before, change.after)
    )
    gone = sorted(before.keys() - after.keys())
    return str(before[gone[0]]["name"]) if gone else None
