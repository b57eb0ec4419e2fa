"""Backups of workspaces while others write, and restoring them where no such workspace is."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial

from app.errors import Conflict
from app.refusals import said
from app.store.apply import delete, put, upsert
from app.store.backup_file import KeptChange, WorkspaceCopy, rows_of
from app.store.bolt import Database, Row, Transaction
from app.store.chain import Change, Image, Images, image_of, images_of
from app.store.integrity import check_workspace
from app.store.rows import complete
from app.store.workspaces import consistent_read, delete_workspace, get_workspace

_SLICE = 20
_ROWS_AT_ONCE = 500
"""Records after which a transaction of a restoration ends; a change is never cut."""


async def workspace_copy(database: Database, workspace: str) -> WorkspaceCopy:
    """A workspace with its history, as it is after one change; others may write meanwhile.

    Raises:
        UnknownName: no such workspace.
        Conflict: its records and its history disagree, so that they could not be restored from it.
    """

    async def read() -> WorkspaceCopy:
        stored = await get_workspace(database, workspace)
        day = stored.reference_date
        return WorkspaceCopy(
            id=stored.id,
            name=stored.name,
            reference_date=day.isoformat() if day else None,
            changes=await _changes(database, workspace),
            decisions=tuple(await database.read("decisions/list", workspace=workspace)),
            imports=tuple(await database.read("import_runs/list", workspace=workspace)),
        )

    copy = await consistent_read(database, workspace, read)
    checked = await check_workspace(database, workspace)
    if checked.faults:
        fault = checked.faults[0]
        raise Conflict(
            said("workspace_not_backed_up", workspace=workspace, place=fault.place, message=fault.message),
            hint=said("list_faults_and_copy_folder"),
        )
    return copy


async def _changes(database: Database, workspace: str) -> tuple[KeptChange, ...]:
    changes: list[KeptChange] = []
    while True:
        after = changes[-1].change.sequence if changes else 0
        rows = await database.read("changes/copy", workspace=workspace, after=after, limit=_SLICE)
        changes += [await _kept_change(database, workspace, row) for row in rows]
        if len(rows) < _SLICE:
            return tuple(changes)


async def _kept_change(database: Database, workspace: str, row: Row) -> KeptChange:
    digest, chain_hash = row.pop("digest"), row.pop("hash")
    change = Change(**{**row, "parts": tuple(row["parts"])})
    parts = [part async for part in images_of(database, workspace, change)] if change.generation else []
    return KeptChange(change=change, hash=chain_hash, digest=digest, parts=tuple(parts))


async def restore(database: Database, copy: WorkspaceCopy) -> None:
    """Make a workspace anew out of its history; nobody sees it before all of it is there.

    What an interrupted restoration left is removed first.

    Raises:
        Conflict: there is a workspace of that id.
    """
    await _make_room(database, copy.id)
    values = {"workspace": copy.id, "name": copy.name, "reference_date": copy.reference_date}
    await database.write(lambda transaction: transaction.run("workspaces/restore", **values))
    for changes in _grouped(copy.changes):
        if changes[0].change.generation:
            await _replay_parts(database, copy.id, changes[0])
        else:
            await database.write(partial(_replay, workspace=copy.id, changes=changes))
    await database.write(lambda transaction: _finish(transaction, copy))


async def _make_room(database: Database, workspace: str) -> None:
    for row in await database.read("workspaces/hidden", workspace=workspace):
        if not row["deleting"]:
            raise Conflict(
                said("workspace_exists_before_restore", workspace=workspace),
                hint=said("restore_elsewhere"),
            )
        await delete_workspace(database, workspace)


def _grouped(changes: Sequence[KeptChange]) -> Iterator[list[KeptChange]]:
    group: list[KeptChange] = []
    rows = 0
    for kept_change in changes:
        if kept_change.change.generation and group:
            yield group
            group, rows = [], 0
        group.append(kept_change)
        rows += 1 + rows_of(kept_change.after)
        if kept_change.change.generation or rows >= _ROWS_AT_ONCE:
            yield group
            group, rows = [], 0
    if group:
        yield group


async def _replay(transaction: Transaction, workspace: str, changes: Sequence[KeptChange]) -> None:
    for kept_change in changes:
        [images] = kept_change.images
        await upsert(transaction, workspace, _complete(image_of(images.after)), _complete(image_of(images.before)))
        await _append(transaction, workspace, kept_change)


async def _append(transaction: Transaction, workspace: str, kept_change: KeptChange) -> None:
    await delete(transaction, workspace, kept_change.deleted)
    stored = asdict(kept_change.change)
    key = stored.pop("operation")
    await transaction.run(
        "changes/append", workspace=workspace, key=key, digest=kept_change.digest, hash=kept_change.hash, **stored
    )


async def _replay_parts(database: Database, workspace: str, kept_change: KeptChange) -> None:
    """A large change in transactions of a part each: every record first, then what they refer to, as it was made."""

    async def make(transaction: Transaction, number: int, part: Images) -> None:
        await put(transaction, workspace, _complete(image_of(part.after)))
        place = {"generation": kept_change.change.generation, "number": number}
        await transaction.run("changes/keep_part", workspace=workspace, **place, **part._asdict())

    async def tie(transaction: Transaction, part: Images) -> None:
        await upsert(transaction, workspace, _complete(image_of(part.after)), _complete(image_of(part.before)))

    for number, part in enumerate(kept_change.parts):
        await database.write(partial(make, number=number, part=part))
    for part in kept_change.parts:
        await database.write(partial(tie, part=part))
    await database.write(partial(_append, workspace=workspace, kept_change=kept_change))


def _complete(image: Image) -> Image:
    return {topic: [complete(topic, row) for row in rows] for topic, rows in image.items()}


async def _finish(transaction: Transaction, copy: WorkspaceCopy) -> None:
    for row in copy.imports:
        await transaction.run("import_runs/keep", workspace=copy.id, **row)
    for row in copy.decisions:
        await transaction.run("decisions/keep", workspace=copy.id, **row)
    await transaction.run("workspaces/restored", workspace=copy.id)


async def note_backup(database: Database, at: datetime) -> None:
    """Put on record that everything has been backed up."""
    await database.write(lambda transaction: transaction.run("backups/note", at=at.isoformat()))


async def last_backup(database: Database) -> datetime | None:
    """When everything was backed up last; None: never."""
    rows = await database.read("backups/last")
    return datetime.fromisoformat(rows[0]["at"]) if rows else None
