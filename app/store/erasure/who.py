"""Who made which change: forgotten after a year, and on request at once; the history keeps its hashes."""

from datetime import datetime, timedelta
from functools import partial

from app.store.bolt import Database, Transaction
from app.store.workspaces import list_workspaces

KEPT = timedelta(days=365)
"""How long it is known who made a change."""

_NOBODY = ""
_SLICE = 1_000


async def forget_who(database: Database, who: str) -> int:
    """Forget which changes somebody made, in every workspace; how many there were.

    Args:
        database: where they are.
        who: as the feed of changes tells it: ``key:1f3a`` or ``person:…``.
    """
    return await _forget(database, who, before="")


async def forget_old_who(database: Database, now: datetime) -> None:
    """Forget who made the changes that were made long enough ago."""
    await _forget(database, _NOBODY, before=(now - KEPT).isoformat())


async def _forget(database: Database, who: str, *, before: str) -> int:
    forgotten = 0
    for stored in await list_workspaces(database):
        while count := await database.write(partial(_slice, workspace=stored.id, who=who, before=before)):
            forgotten += count
    return forgotten


async def _slice(transaction: Transaction, *, workspace: str, who: str, before: str) -> int:
    [row] = await transaction.run("changes/forget_who", workspace=workspace, who=who, before=before, limit=_SLICE)
    forgotten: int = row["forgotten"]
    return forgotten
