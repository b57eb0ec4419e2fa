"""Writes of records, by one pattern: lock, marker, versions, change, record of the change."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from app.errors import Conflict, InvalidInput, KeyReused, NetzblickError, OutcomeUnknown, StaleVersion, UnknownName
from app.records.records import Records
from app.store.apply import delete, image, upsert
from app.store.bolt import Database, Row, Transaction
from app.store.chain import Change, Image, canonical_json, image_of
from app.store.checks import check_answers, check_records, check_references
from app.store.rows import row_of
from app.store.workspaces import current_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSet:
    """What is to be written; ``deletes`` are ids by topic.

    ``expected_versions`` by (topic, id) tell what the change is based on, 0 for a record that must not exist yet.
    Records that are not named there are written whatever their version is.
    """

    upserts: Records = field(default_factory=Records)
    deletes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    expected_versions: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """A write that is in the database for good. ``repeated``: an earlier call with the same key had done it.

    ``sequence`` is its number in the workspace and the version of every record it wrote; ``operation`` names it.
    """

    sequence: int
    operation: str
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """One write as the record of the change tells it; ``rows`` are the upserts by topic."""

    workspace: str
    key: str
    rows: Image
    change: WriteSet
    by: str
    at: datetime
    kind: str
    undoes: str | None

    @property
    def digest(self) -> str:
        """SHA-256 of what is to be done, whoever asks and whenever."""
        expected = sorted(
            [topic, record, version] for (topic, record), version in self.change.expected_versions.items()
        )
        deletes = {topic: list(ids) for topic, ids in self.change.deletes.items()}
        return hashlib.sha256(canonical_json([self.kind, self.rows, deletes, expected]).encode()).hexdigest()

    @property
    def changed(self) -> dict[str, set[str]]:
        """Ids by topic of every record that is written or deleted."""
        ids_by_topic = {topic: {row["id"] for row in rows} for topic, rows in self.rows.items()}
        for topic, ids in self.change.deletes.items():
            ids_by_topic.setdefault(topic, set()).update(ids)
        return ids_by_topic

    @property
    def looked_at(self) -> dict[str, set[str]]:
        """Ids by topic of every record whose state matters."""
        ids_by_topic = self.changed
        for topic, record in self.change.expected_versions:
            ids_by_topic.setdefault(topic, set()).add(record)
        return ids_by_topic


async def write(
    database: Database, workspace: str, key: str, change: WriteSet, *, by: str, at: datetime, kind: str
) -> Committed:
    """Write a change, all or nothing and at most once.

    Args:
        database: where the workspace is.
        workspace: its id.
        key: the idempotency key; a second call with it and the same change returns the outcome of the first.
        change: what is to be written.
        by: the role (never the name) of who asked for it.
        at: when, with offset.
        kind: the occasion in one word, for example ``import``.

    Raises:
        UnknownName: no such workspace, or a record to delete does not exist.
        InvalidInput: values cannot be stored, or records refer to others that do not exist.
        StaleVersion: a record has another version than expected.
        Conflict: a record exists already or is still referred to.
        KeyReused: the key belongs to another change.
        OutcomeUnknown: the database was lost while committing; repeat with the same key.
    """
    check_records(change.upserts)
    rows = {topic: [row_of(record) for record in records] for topic, records in change.upserts if records}
    request = _Request(workspace=workspace, key=key, rows=rows, change=change, by=by, at=at, kind=kind, undoes=None)
    return await _write(database, request)


async def undo(database: Database, workspace: str, operation: str, *, key: str, by: str, at: datetime) -> Committed:
    """Take back one write: the records it touched are as they were before; that is a change of its own.

    Raises:
        UnknownName: no such workspace or operation.
        Conflict: a later change touched the same records, or built on them.
    """
    undone = await find_change(database, workspace, operation)
    if undone is None:
        raise UnknownName(f"There is no operation „{operation}“ in „{workspace}“.")
    request = _undoing(undone, workspace, key, by, at)
    try:
        return await _write(database, request)
    except (StaleVersion, InvalidInput) as error:
        first = error.problems[0].message if error.problems else error.detail
        raise Conflict(first, hint="Undo the later changes first.") from error


def _undoing(undone: Change, workspace: str, key: str, by: str, at: datetime) -> _Request:
    before, after = image_of(undone.before), image_of(undone.after)
    existed = {(topic, row["id"]) for topic, rows in before.items() for row in rows}
    expected = dict.fromkeys(existed, 0) | {
        (topic, row["id"]): undone.sequence for topic, rows in after.items() for row in rows
    }
    made: dict[str, list[str]] = {}
    for topic, record in sorted(expected.keys() - existed):
        made.setdefault(topic, []).append(record)
    change = WriteSet(deletes=made, expected_versions=expected)
    return _Request(
        workspace=workspace, key=key, rows=before, change=change, by=by, at=at, kind="undo", undoes=undone.operation
    )


async def _write(database: Database, request: _Request) -> Committed:
    async def work(transaction: Transaction) -> Committed:
        return await _transact(transaction, request)

    try:
        return await database.write(work)
    except OutcomeUnknown:
        return await _recovered(database, request)


async def _transact(transaction: Transaction, request: _Request) -> Committed:
    workspace = request.workspace
    locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
    if not locked:
        raise UnknownName(f"There is no workspace „{workspace}“.")
    marker = await transaction.run("operations/get", workspace=workspace, key=request.key)
    if marker:
        return _repeated(request, marker[0])
    before = await image(transaction, workspace, request.looked_at)
    _check_versions(request.change.expected_versions, before)
    await check_references(transaction, workspace, request.rows)
    sequence = locked[0]["sequence"] + 1
    await upsert(transaction, workspace, request.rows, before, sequence)
    await delete(transaction, workspace, request.change.deletes)
    await check_answers(transaction, workspace, request.rows)
    await _record(transaction, request, before, sequence, locked[0]["hash"])
    return Committed(sequence=sequence, operation=request.key, repeated=False)


async def _recovered(database: Database, request: _Request) -> Committed:
    """The outcome of a write whose answer was lost, from its marker."""
    try:
        marker = await database.read("operations/get", workspace=request.workspace, key=request.key)
    except NetzblickError as error:
        raise OutcomeUnknown("The database was lost while committing.", hint=_REPEAT) from error
    if not marker:
        raise OutcomeUnknown("The change has not arrived in the database so far.", hint=_REPEAT)
    return Committed(sequence=marker[0]["sequence"], operation=request.key, repeated=False)


_REPEAT = "Repeat it with the same key: it is written once, whatever happened."


def _repeated(request: _Request, marker: Row) -> Committed:
    if marker["digest"] != request.digest:
        raise KeyReused(f"The key „{request.key}“ belongs to another change.", hint="Use a new key for a new change.")
    return Committed(sequence=marker["sequence"], operation=request.key, repeated=True)


def _check_versions(expected: Mapping[tuple[str, str], int], before: Image) -> None:
    versions = {(topic, row["id"]): row["version"] for topic, rows in before.items() for row in rows}
    for (topic, record), version in sorted(expected.items()):
        present = versions.get((topic, record), 0)
        if present == version:
            continue
        if version == 0:
            raise Conflict(
                f"„{record}“ exists already among the {topic}.", hint="Choose another id, or change that record."
            )
        now = f"has version {present} now" if present else "was deleted"
        raise StaleVersion(
            f"„{record}“ of the {topic} {now}, not {version}.", hint="Read it again and repeat the change."
        )


async def _record(transaction: Transaction, request: _Request, before: Image, sequence: int, previous: str) -> None:
    changed = request.changed
    replaced = {topic: [row for row in rows if row["id"] in changed.get(topic, ())] for topic, rows in before.items()}
    written = {topic: [{**row, "version": sequence} for row in rows] for topic, rows in request.rows.items()}
    change = Change(
        sequence=sequence,
        operation=request.key,
        kind=request.kind,
        by=request.by,
        at=request.at.isoformat(),
        before=canonical_json(replaced),
        after=canonical_json(written),
        undoes=request.undoes,
        previous=previous,
    )
    stored = asdict(change)
    key = stored.pop("operation")
    digest = request.digest
    await transaction.run(
        "changes/append",
        workspace=request.workspace,
        key=key,
        digest=digest,
        hash=change.hash(request.workspace),
        **stored,
    )


async def find_change(database: Database, workspace: str, operation: str) -> Change | None:
    """What one write did; None when there is none of that name.

    Raises:
        UnknownName: no such workspace.
    """
    await current_revision(database, workspace)
    rows = await database.read("changes/get", workspace=workspace, key=operation)
    for row in rows:
        row.pop("hash")
    return Change(**rows[0]) if rows else None
