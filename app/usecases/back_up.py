"""Backups: every workspace into one file, and back into a database that has none of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import Conflict
from app.refusals import said
from app.store.backup import restore, workspace_copy
from app.store.backup_file import WorkspaceCopy, backup_of, read_backup
from app.store.bolt import Database
from app.store.workspaces import list_workspaces


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A workspace in a backup: up to which change, with how many records, and the hash of all of it."""

    workspace: str
    sequence: int
    records: int
    sha256: str


async def back_up(database: Database, workspaces: Sequence[str] = ()) -> tuple[bytes, tuple[BackedUp, ...]]:
    """A backup of some workspaces, else of all, while others may write; each is as it was after one change.

    Raises:
        UnknownName: no such workspace.
        Conflict: records of one disagree with its history.
    """
    wanted = workspaces or [stored.id for stored in await list_workspaces(database)]
    copies = [await workspace_copy(database.with_bulk_deadlines, workspace) for workspace in wanted]
    return backup_of(copies), tuple(map(_summary, copies))


async def restored(database: Database, content: bytes, workspaces: Sequence[str] = ()) -> tuple[BackedUp, ...]:
    """Restore some workspaces of a backup, else all; each has the history and the hash it had.

    Raises:
        InvalidInput: the file is damaged; nothing was written.
        Conflict: a workspace is there already, or not in the file (nothing was written), or what was restored has
            another hash than the backup.
    """
    copies = read_backup(content)
    wanted = [copy for copy in copies if not workspaces or copy.id in workspaces]
    missing = sorted(set(workspaces) - {copy.id for copy in wanted})
    present = sorted({copy.id for copy in wanted} & {stored.id for stored in await list_workspaces(database)})
    if missing:
        raise Conflict(said("backup_without_workspace", workspace=missing[0]))
    if present:
        raise Conflict(
            said("workspace_exists_before_restore", workspace=present[0]),
            hint=said("restore_elsewhere"),
        )
    for copy in wanted:
        await restore(database.with_bulk_deadlines, copy)
        if (await workspace_copy(database.with_bulk_deadlines, copy.id)).hash != copy.hash:
            raise Conflict(said("restored_workspace_differs", workspace=copy.id), hint=said("check_database"))
    return tuple(map(_summary, wanted))


def _summary(copy: WorkspaceCopy) -> BackedUp:
    records = sum(map(len, copy.records.values()))
    return BackedUp(workspace=copy.id, sequence=len(copy.changes), records=records, sha256=copy.hash)
