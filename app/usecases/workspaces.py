"""The workspace that is meant: the one that is named, else the only one there is."""

from app.errors import Conflict, UnknownName
from app.refusals import said
from app.store.bolt import Database
from app.store.workspaces import StoredWorkspace, get_workspace, list_workspaces


async def the_workspace(database: Database, workspace: str | None) -> StoredWorkspace:
    """The named workspace; without a name the only one there is.

    Raises:
        UnknownName: no such workspace, or there is none yet; the hint says how to make one.
        Conflict: none is named and there are several.
    """
    if workspace is not None:
        return await _stored_workspace(database, workspace)
    known = await list_workspaces(database)
    if not known:
        raise UnknownName(said("no_workspaces"), hint=said("create_workspace"))
    if len(known) > 1:
        raise Conflict(
            said("workspace_ambiguous"),
            hint=said("name_workspace", names=", ".join(stored.id for stored in known)),
        )
    return known[0]


async def _stored_workspace(database: Database, workspace: str) -> StoredWorkspace:
    try:
        return await get_workspace(database, workspace)
    except UnknownName as error:
        create = said("ways_to_create_workspace", workspace=workspace)
        raise UnknownName(
            error.detail,
            hint=said("similar_workspaces_or_new", similar=error.hint, create=create) if error.hint else create,
        ) from error
