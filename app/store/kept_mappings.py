"""Mappings of foreign tables, kept under a name for the next file of the same kind."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import UnknownName
from app.refusals import said
from app.store.bolt import Database, Transaction
from app.store.rows import normalised
from app.store.workspaces import current_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMapping:
    """A mapping file (``text``, TOML) and what it is called."""

    name: str
    text: str
    at: datetime


async def keep_mapping(database: Database, workspace: str, mapping: KeptMapping) -> None:
    """Put a mapping on record in place of one of the same name.

    Raises:
        UnknownName: no such workspace, or it is being deleted.
    """

    async def keep(transaction: Transaction) -> bool:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        if locked:
            values = {"name": normalised(mapping.name), "text": mapping.text, "at": mapping.at.isoformat()}
            await transaction.run("kept_mappings/keep", workspace=workspace, **values)
        return bool(locked)

    if not await database.write(keep):
        raise UnknownName(said("unknown_workspace", workspace=workspace))


async def list_mappings(database: Database, workspace: str) -> tuple[KeptMapping, ...]:
    """The mappings of a workspace by name.

    Raises:
        UnknownName: no such workspace.
    """
    await current_revision(database, workspace)
    return tuple(
        KeptMapping(name=row["name"], text=row["text"], at=datetime.fromisoformat(row["at"]))
        for row in await database.read("kept_mappings/list", workspace=workspace)
    )


async def delete_mapping(database: Database, workspace: str, name: str) -> None:
    """Forget a mapping.

    Raises:
        UnknownName: no such workspace or mapping.
    """

    async def delete(transaction: Transaction) -> bool:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        rows = await transaction.run("kept_mappings/delete", workspace=workspace, name=name) if locked else []
        return any(row["deleted"] for row in rows)

    if not await database.write(delete):
        raise UnknownName(said("unknown_mapping", name=name, workspace=workspace))
