"""Kept states: which findings there were when a report was fixed, for later ones to be compared with."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import UnknownName
from app.refusals import said
from app.store.bolt import Database, Transaction
from app.store.workspaces import current_revision

MOST_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptState:
    """The findings of one moment, by key, each with its heading then; ``name`` is that of a meeting, for example."""

    id: str
    name: str
    at: datetime
    keys: tuple[str, ...]
    titles: tuple[str, ...]


async def keep_state(database: Database, workspace: str, state: KeptState) -> None:
    """Put a state on record; keeping one of the same id again changes nothing.

    Raises:
        UnknownName: no such workspace, or it is being deleted.
    """

    async def keep(transaction: Transaction) -> bool:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        if locked:
            values = {"name": state.name, "at": state.at.isoformat(), "keys": list(state.keys)}
            await transaction.run(
                "kept_states/keep", workspace=workspace, id=state.id, titles=list(state.titles), **values
            )
        return bool(locked)

    if not await database.write(keep):
        raise UnknownName(said("unknown_workspace", workspace=workspace))


async def list_states(database: Database, workspace: str, limit: int = MOST_LISTED) -> tuple[KeptState, ...]:
    """The newest states of a workspace, the newest first.

    Raises:
        UnknownName: no such workspace.
    """
    await current_revision(database, workspace)
    return tuple(
        KeptState(
            id=row["id"],
            name=row["name"],
            at=datetime.fromisoformat(row["at"]),
            keys=tuple(row["keys"]),
            titles=tuple(row["titles"]),
        )
        for row in await database.read("kept_states/list", workspace=workspace, limit=limit)
    )


async def delete_state(database: Database, workspace: str, state_id: str) -> None:
    """Forget a kept state: the one before it counts again.

    Raises:
        UnknownName: no such workspace or state.
    """

    async def delete(transaction: Transaction) -> bool:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        rows = await transaction.run("kept_states/delete", workspace=workspace, id=state_id) if locked else []
        return any(row["deleted"] for row in rows)

    if not await database.write(delete):
        raise UnknownName(said("unknown_kept_state", state_id=state_id, workspace=workspace))
