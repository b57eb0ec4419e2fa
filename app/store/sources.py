"""Sources: the files that records of a workspace were read from."""

from dataclasses import dataclass

from app.store.bolt import Database
from app.store.workspaces import shown_generation


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file by its name, and how many records came from it and are there still; no content is kept."""

    file: str
    records: int


async def list_sources(database: Database, workspace: str) -> tuple[StoredSource, ...]:
    """Every file that records came from, by name.

    Raises:
        UnknownName: no such workspace.
    """
    generation = await shown_generation(database, workspace)
    return tuple(StoredSource(**row) for row in await database.read("sources/list", workspace=generation))
