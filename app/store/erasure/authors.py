"""Authors of changes: forgotten after a year, and on request at once; the history keeps its hashes."""

from datetime import datetime, timedelta
from functools import partial

from app.store.bolt import Database, Transaction
from app.store.workspaces import list_workspaces

AUTHOR_LIFETIME = timedelta(days=365)
"""How long the author of a change is known."""

_NOBODY = ""
_SLICE = 1_000


async def forget_author(database: Database, author: str) -> int:
    """Forget that somebody is the author of changes, in every workspace; the number of these changes.

    Args:
        database: where they are.
        author: as the feed of changes has it: ``key:1f3a`` or ``person:…``.
    """
    workspaces = await list_workspaces(database)
    return sum([await _forget(database, stored.id, author, before="") for stored in workspaces])


async def forget_old_authors(database: Database, workspace: str, now: datetime) -> None:
    """Forget the authors of changes of a workspace that are older than :data:`AUTHOR_LIFETIME`."""
    await _forget(database, workspace, _NOBODY, before=(now - AUTHOR_LIFETIME).isoformat())


async def _forget(database: Database, workspace: str, author: str, *, before: str) -> int:
    forgotten = 0
    while count := await database.write(partial(_slice, workspace=workspace, author=author, before=before)):
        forgotten += count
    return forgotten


async def _slice(transaction: Transaction, *, workspace: str, author: str, before: str) -> int:
    [row] = await transaction.run("changes/forget_who", workspace=workspace, who=author, before=before, limit=_SLICE)
    forgotten: int = row["forgotten"]
    return forgotten
