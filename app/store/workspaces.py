"""Workspaces: made, listed, renamed and deleted, each with the number of its records."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypedDict, TypeVar, Unpack

from app.errors import Conflict, InvalidInput, StaleVersion, UnknownName
from app.records.ids import is_identifier
from app.records.records import TOPICS
from app.records.spelling import near_names
from app.refusals import said
from app.store.bolt import Database, Row, Transaction
from app.store.chain import canonical_json
from app.store.rows import normalised

T = TypeVar("T")

DELETE_SLICE = 2_000
"""Nodes deleted by one transaction; each takes its relationships along."""

TIE_DELETE_SLICE = 10_000
_SUGGESTIONS = 3
_NEAR_MISS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWorkspace:
    """A workspace. ``revision`` is the number of its last change, ``counts`` the number of its records by topic.

    ``fingerprint`` is the hash of its last change: a workspace made anew under an old id has another one.
    """

    id: str
    name: str
    reference_date: date | None
    revision: int
    fingerprint: str
    counts: Mapping[str, int]

    @property
    def tag(self) -> str:
        """A hash of its state: renaming is no change of the data, so that the revision does not tell everything."""
        state = [self.id, self.name, _text(self.reference_date), self.revision, self.fingerprint]
        return hashlib.sha256(canonical_json(state).encode()).hexdigest()[:32]


class WorkspaceChanges(TypedDict, total=False):
    """What is to change about a workspace; what is left out stays, and no reference date is the present day."""

    name: str
    reference_date: date | None


async def create_workspace(
    database: Database, workspace: str, name: str, reference_date: date | None = None
) -> StoredWorkspace:
    """A new, empty workspace.

    Raises:
        InvalidInput: the id does not fit into an address.
        Conflict: one with that id exists, or is still being deleted.
    """
    if not is_identifier(normalised(workspace)):
        raise InvalidInput(
            said("workspace_id_invalid", workspace=workspace),
            hint=said("write_workspace_id"),
        )
    workspace_id = normalised(workspace)
    values = {"workspace": workspace_id, "name": normalised(name), "reference_date": _text(reference_date)}

    async def work(transaction: Transaction) -> list[Row]:
        await transaction.run("workspaces/create", **values)
        return await transaction.run("workspaces/get", workspace=workspace_id)

    try:
        [row] = await database.write(work)
    except Conflict as error:
        raise Conflict(
            said("workspace_exists", workspace_id=workspace_id), hint=said("choose_another_workspace_id")
        ) from error
    return _workspace_of_row(row)


async def list_workspaces(database: Database) -> tuple[StoredWorkspace, ...]:
    """All workspaces in the order of their ids."""
    return tuple(_workspace_of_row(row) for row in await database.read("workspaces/list"))


async def get_workspace(database: Database, workspace: str) -> StoredWorkspace:
    """One workspace.

    Raises:
        UnknownName: no such workspace; the hint names similar ones.
    """
    rows = await database.read("workspaces/get", workspace=workspace)
    if not rows:
        raise await unknown_workspace(database, workspace)
    return _workspace_of_row(rows[0])


async def current_revision(database: Database, workspace: str) -> int:
    """The number of the last change of a workspace.

    Raises:
        UnknownName: no such workspace; the hint names similar ones.
    """
    revision: int = (await _state(database, workspace))["revision"]
    return revision


async def shown_generation(database: Database, workspace: str) -> str:
    """Generation of a workspace that is shown: the id its records carry; a large change makes a new one.

    Raises:
        UnknownName: no such workspace; the hint names similar ones.
    """
    generation: str = (await _state(database, workspace))["generation"]
    return generation


async def consistent_read(database: Database, workspace: str, read: Callable[[], Awaitable[T]]) -> T:
    """Result of several queries about a workspace as it was at one moment.

    The database reads what is committed, query by query. What somebody wrote between is read again while all who write
    to the workspace wait, so that nobody reads in vain.

    Args:
        database: where it is.
        workspace: its id.
        read: runs the queries; it may be called twice.

    Raises:
        UnknownName: no such workspace.
    """
    before = await _state(database, workspace)
    first = await read()
    if await _state(database, workspace) == before:
        return first

    async def read_under_lock(transaction: Transaction) -> T | None:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        return await read() if locked else None

    second = await database.committing_at_once.with_bulk_deadlines.write(read_under_lock)
    if second is None:
        raise await unknown_workspace(database, workspace)
    return second


async def _state(database: Database, workspace: str) -> Row:
    rows = await database.read("workspaces/revision", workspace=workspace)
    if not rows:
        raise await unknown_workspace(database, workspace)
    return rows[0]


async def patch_workspace(
    database: Database, workspace: str, *, expected: str | None = None, **changes: Unpack[WorkspaceChanges]
) -> StoredWorkspace:
    """Give a workspace another name or reference date.

    Args:
        database: where it is.
        workspace: its id.
        expected: the tag of the state that the change is based on; None: whatever the state is.
        changes: the new values.

    Raises:
        UnknownName: no such workspace.
        StaleVersion: it, or a record in it, was changed since.
    """

    async def work(transaction: Transaction) -> StoredWorkspace | None:
        stored = await _locked_workspace(transaction, workspace, expected)
        if stored is None:
            return None
        changed = replace(stored, **changes)
        changed = replace(changed, name=normalised(changed.name))
        values = {"name": changed.name, "reference_date": _text(changed.reference_date)}
        await transaction.run("workspaces/patch", workspace=workspace, **values)
        return changed

    changed = await database.write(work)
    if changed is None:
        raise await unknown_workspace(database, workspace)
    return changed


async def delete_workspace(database: Database, workspace: str, *, expected: str | None = None) -> None:
    """Delete a workspace with everything in it, slice by slice; when interrupted, repeating it goes on.

    Who writes meanwhile is either done before it is withdrawn, and then ``expected`` fits no more, or told that there
    is no such workspace.

    Raises:
        UnknownName: no such workspace.
        StaleVersion: it, or a record in it, was changed since its tag was ``expected``.
    """

    async def withdraw(transaction: Transaction) -> bool:
        if await transaction.run("workspaces/lock", workspace=workspace, deleting=True):
            return True
        if await _locked_workspace(transaction, workspace, expected) is None:
            return False
        await transaction.run("workspaces/withdraw", workspace=workspace)
        for staging in await transaction.run("staging/lock", workspace=workspace):
            await transaction.run("workspaces/leave", workspace=workspace, generation=staging["generation"])
            await transaction.run("staging/end", workspace=workspace)
        return True

    if not await database.committing_at_once.write(withdraw):
        raise await unknown_workspace(database, workspace)
    database = database.committing_at_once.with_bulk_deadlines
    [generations] = await database.read("workspaces/generations", workspace=workspace)
    for generation in (generations["shown"], *generations["left"]):
        await _delete_generation(database, workspace, generation, deleting=True)
    await _delete_all(database, "workspaces/delete_nodes", workspace, workspace, DELETE_SLICE, deleting=True)
    await database.write(lambda transaction: transaction.run("workspaces/delete", workspace=workspace))


async def _locked_workspace(transaction: Transaction, workspace: str, expected: str | None) -> StoredWorkspace | None:
    """The workspace, to which nobody else writes until the transaction ends; None: there is none.

    Raises:
        StaleVersion: its state is not the expected one.
    """
    if not await transaction.run("workspaces/lock", workspace=workspace, deleting=False):
        return None
    [row] = await transaction.run("workspaces/get", workspace=workspace)
    stored = _workspace_of_row(row)
    if expected not in (None, stored.tag):
        raise StaleVersion(said("workspace_changed", workspace=workspace), hint=said("read_workspace_again"))
    return stored


async def remove_left(database: Database, workspace: str) -> None:
    """Delete the generations that a workspace has left, slice by slice; when interrupted, repeating it goes on."""
    for generations in await database.read("workspaces/generations", workspace=workspace):
        for generation in generations["left"]:
            await _delete_generation(database, workspace, generation, deleting=False)
            await database.write(partial(_forget, workspace=workspace, generation=generation))


async def _forget(transaction: Transaction, workspace: str, generation: str) -> None:
    await transaction.run("workspaces/forget", workspace=workspace, generation=generation)


async def _delete_generation(database: Database, workspace: str, generation: str, *, deleting: bool) -> None:
    await _delete_all(database, "generations/delete_ties", workspace, generation, TIE_DELETE_SLICE, deleting=deleting)
    await _delete_all(database, "generations/delete_nodes", workspace, generation, DELETE_SLICE, deleting=deleting)


async def _delete_all(
    database: Database, query: str, workspace: str, generation: str, limit: int, *, deleting: bool
) -> None:
    """Slice after slice, as long as the workspace is withdrawn, or has left the generation.

    Somebody may have made the workspace anew meanwhile, and its first generation has the name of the first one before.
    """

    async def work(transaction: Transaction) -> int:
        if not await transaction.run("workspaces/lock", workspace=workspace, deleting=deleting):
            return 0
        [generations] = await transaction.run("workspaces/generations", workspace=workspace)
        if not deleting and generation not in generations["left"]:
            return 0
        [row] = await transaction.run(query, workspace=generation, limit=limit)
        deleted: int = row["deleted"]
        return deleted

    while await database.write(work) == limit:
        pass


async def unknown_workspace(database: Database, workspace: str) -> UnknownName:
    """The refusal of an id that no workspace has; the hint names similar ones."""
    known = [stored.id for stored in await list_workspaces(database)]
    near = near_names(workspace, known, likeness="part", least=_NEAR_MISS, most=_SUGGESTIONS)
    hint = said("similar_names", names=", ".join(near)) if near else None
    return UnknownName(said("unknown_workspace", workspace=workspace), hint=hint)


def _workspace_of_row(row: Row) -> StoredWorkspace:
    day = row["reference_date"]
    counts = {topic: row["counts"][topic] for topic in TOPICS}
    return StoredWorkspace(**{**row, "reference_date": date.fromisoformat(day) if day else None, "counts": counts})


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
