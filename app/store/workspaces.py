"""Which workspaces are there, and what does each one hold?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process

from app.errors import Conflict, InvalidInput, UnknownName
from app.records.ids import is_identifier
from app.records.records import TOPICS
from app.store.bolt import Database, Row
from app.store.rows import normalised

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
            f"„{workspace}“ cannot be the id of a workspace.",
            hint="Use letters, digits and . : @ + - _, a letter or digit first; people read the name beside it.",
        )
    workspace_id = normalised(workspace)
    values = {"workspace": workspace_id, "name": normalised(name), "reference_date": _text(reference_date)}
    try:
        await database.write(lambda transaction: transaction.run("workspaces/create", **values))
    except Conflict as error:
        raise Conflict(f"There is a workspace „{workspace_id}“ already.", hint="Choose another id.") from error
    return await get_workspace(database, workspace_id)


async def list_workspaces(database: Database) -> tuple[StoredWorkspace, ...]:
    """All workspaces in the order of their ids."""
    return tuple(_stored(row) for row in await database.read("workspaces/list"))


async def get_workspace(database: Database, workspace: str) -> StoredWorkspace:
    """One workspace.

    Raises:
        UnknownName: no such workspace; the hint names similar ones.
    """
    rows = await database.read("workspaces/get", workspace=workspace)
    if not rows:
        raise await _unknown(database, workspace)
    return _stored(rows[0])


async def current_revision(database: Database, workspace: str) -> int:
    """The number of the last change of a workspace.

    Raises:
        UnknownName: no such workspace; the hint names similar ones.
    """
    rows = await database.read("workspaces/revision", workspace=workspace)
    if not rows:
        raise await _unknown(database, workspace)
    revision: int = rows[0]["revision"]
    return revision


async def patch_workspace(
    database: Database, workspace: str, *, name: str | None = None, reference_date: date | None = None
) -> StoredWorkspace:
    """Give a workspace another name or reference date; None leaves it as it is.

    Raises:
        UnknownName: no such workspace.
    """
    values = {"name": normalised(name) if name else None, "reference_date": _text(reference_date)}
    changed = await database.write(
        lambda transaction: transaction.run("workspaces/patch", workspace=workspace, **values)
    )
    if not changed:
        raise await _unknown(database, workspace)
    return await get_workspace(database, workspace)


async def delete_workspace(database: Database, workspace: str) -> None:
    """Delete a workspace with everything in it, slice by slice; when interrupted, repeating it goes on.

    Raises:
        UnknownName: no such workspace.
    """
    withdrawn = await database.write(lambda transaction: transaction.run("workspaces/withdraw", workspace=workspace))
    if not withdrawn:
        raise await _unknown(database, workspace)
    await _delete_all(database, "workspaces/delete_ties", workspace, TIE_DELETE_SLICE)
    await _delete_all(database, "workspaces/delete_nodes", workspace, DELETE_SLICE)
    await database.write(lambda transaction: transaction.run("workspaces/delete", workspace=workspace))


async def _delete_all(database: Database, query: str, workspace: str, limit: int) -> None:
    deleted = limit
    while deleted == limit:
        [row] = await database.write(lambda transaction: transaction.run(query, workspace=workspace, limit=limit))
        deleted = row["deleted"]


async def _unknown(database: Database, workspace: str) -> UnknownName:
    known = [one.id for one in await list_workspaces(database)]
    near = process.extract(workspace, known, limit=_SUGGESTIONS, score_cutoff=_NEAR_MISS)
    hint = "Similar are: " + ", ".join(name for name, _score, _at in near) if near else None
    return UnknownName(f"There is no workspace „{workspace}“.", hint=hint)


def _stored(row: Row) -> StoredWorkspace:
    day = row["reference_date"]
    counts = {topic: row["counts"][topic] for topic in TOPICS}
    return StoredWorkspace(**{**row, "reference_date": date.fromisoformat(day) if day else None, "counts": counts})


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
