"""Writes of records, by one pattern: lock, marker, versions, change, record of the change."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from app.errors import Conflict, InvalidInput, NetzblickError, OutcomeUnknown, StaleVersion, UnknownName
from app.records.schema import Topic
from app.refusals import said
from app.store.apply import delete, image, upsert
from app.store.bolt import Database, Transaction
from app.store.chain import Change, ChangeKind, whole_images
from app.store.checks import check_answers, check_circles, check_records, check_references
from app.store.requests import (
    Committed,
    Progress,
    WriteRequest,
    WriteSet,
    check_versions,
    earlier_outcome,
    keep_change,
    locked_workspace,
    no_extra_write,
    no_progress,
)
from app.store.rows import row_of
from app.store.staging import write_staged
from app.store.workspaces import current_revision


async def write(
    database: Database,
    workspace: str,
    key: str,
    change: WriteSet,
    *,
    by: str,
    at: datetime,
    kind: ChangeKind,
    extra_write: Callable[[Transaction], Awaitable[None]] = no_extra_write,
    progress: Progress = no_progress,
) -> Committed:
    """Write a change, all or nothing and at most once; one that is too large for a transaction is staged.

    Args:
        database: where the workspace is.
        workspace: its id.
        key: the idempotency key; a second call with it and the same change returns the outcome of the first.
        change: what is to be written.
        by: the role (never the name) of who asked for it.
        at: when, with offset.
        kind: the occasion in one word, for example ``import``.
        extra_write: writes what belongs to the change into the transaction that makes it visible.
        progress: is told how many records of how many are done.

    Raises:
        UnknownName: no such workspace, or a record to delete does not exist.
        InvalidInput: values cannot be stored, or records refer to others that do not exist.
        StaleVersion: a record has another version than expected.
        Conflict: a record exists already or is still referred to.
        KeyReused: the key belongs to another change.
        OutcomeUnknown: the database was lost while committing; repeat with the same key.
    """
    check_records(change.upserts)
    return await _write(
        database,
        WriteRequest(
            workspace=workspace,
            key=key,
            rows={topic: [row_of(record) for record in records] for topic, records in change.upserts if records},
            deletes=change.deletes,
            expected_versions=change.expected_versions,
            by=by,
            at=at,
            kind=kind,
            extra_write=extra_write,
            progress=progress,
        ),
    )


async def undo(
    database: Database,
    workspace: str,
    operation: str,
    *,
    key: str,
    by: str,
    at: datetime,
    progress: Progress = no_progress,
) -> Committed:
    """Take back one write: the records it touched are as they were before; that is a change of its own.

    Raises:
        UnknownName: no such workspace or operation.
        Conflict: a later change touched the same records, or built on them.
    """
    undone = await find_change(database, workspace, operation)
    if undone is None:
        raise UnknownName(said("unknown_operation", operation=operation, workspace=workspace))
    request = await _undoing(database, undone, workspace, key, by, at, progress)
    try:
        return await _write(database, request)
    except (StaleVersion, InvalidInput) as error:
        of_answers = any((problem.pointer or "").startswith("/tie_reports/") for problem in error.problems[:1])
        first = error.problems[0].message if error.problems and not of_answers else error.detail
        raise Conflict(first, hint=said("undo_later_changes"), records=error.records) from error


async def _undoing(
    database: Database, undone: Change, workspace: str, key: str, by: str, at: datetime, progress: Progress
) -> WriteRequest:
    before, after = await whole_images(database, workspace, undone)
    existed = {(topic, row["id"]) for topic, rows in before.items() for row in rows}
    expected = dict.fromkeys(existed, 0) | {
        (topic, row["id"]): row["version"] for topic, rows in after.items() for row in rows
    }
    created: dict[Topic, list[str]] = {}
    for topic, record in sorted(expected.keys() - existed):
        created.setdefault(topic, []).append(record)
    return WriteRequest(
        workspace=workspace,
        key=key,
        rows=before,
        deletes=created,
        expected_versions=expected,
        by=by,
        at=at,
        kind="undo",
        undoes=undone.operation,
        progress=progress,
    )


async def _write(database: Database, request: WriteRequest) -> Committed:
    is_large = request.size > database.transaction_rows
    try:
        return await (write_staged if is_large else _write_at_once)(database, request)
    except OutcomeUnknown:
        return await _outcome_by_marker(database, request)


async def _write_at_once(database: Database, request: WriteRequest) -> Committed:
    request.progress(0, request.size)
    committed = await database.write(partial(_write_in_transaction, request=request))
    request.progress(request.size, request.size)
    return committed


async def _write_in_transaction(transaction: Transaction, request: WriteRequest) -> Committed:
    locked = await locked_workspace(transaction, request.workspace)
    if (earlier := await earlier_outcome(transaction, request)) is not None:
        return earlier
    generation, sequence = locked["generation"], locked["sequence"] + 1
    before = await image(transaction, generation, request.examined_ids)
    check_versions(request, before, request.examined_ids)
    rows = {topic: [{**row, "version": sequence} for row in of_topic] for topic, of_topic in request.rows.items()}
    await check_references(transaction, generation, rows)
    await upsert(transaction, generation, rows, before)
    await delete(transaction, generation, request.deletes)
    await check_answers(transaction, generation, rows)
    await check_circles(transaction, generation, rows)
    changed = request.changed_ids
    replaced = {topic: [row for row in rows if row["id"] in changed.get(topic, ())] for topic, rows in before.items()}
    await keep_change(transaction, request, request.change(sequence, locked["hash"], before=replaced, after=rows))
    return request.outcome(sequence)


async def _outcome_by_marker(database: Database, request: WriteRequest) -> Committed:
    """The outcome of a write whose answer was lost, from its marker."""
    try:
        marker = await database.read("operations/get", workspace=request.workspace, key=request.key)
    except NetzblickError as error:
        raise OutcomeUnknown(said("database_lost_in_commit"), hint=said("repeat_with_the_same_key")) from error
    if not marker:
        raise OutcomeUnknown(said("change_not_arrived"), hint=said("repeat_with_the_same_key"))
    return request.outcome(marker[0]["sequence"])


async def find_change(database: Database, workspace: str, operation: str) -> Change | None:
    """Change that one write made; None when there is none of that name.

    Raises:
        UnknownName: no such workspace.
    """
    await current_revision(database, workspace)
    rows = await database.read("changes/get", workspace=workspace, key=operation)
    return Change.of(rows[0]) if rows else None
