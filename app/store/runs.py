"""Runs of costly analyses and reports: what was begun, and its result for a week, also over a restart."""

import base64
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from app.errors import UnknownName
from app.refusals import said
from app.store.access_keys import Scope
from app.store.bolt import Database, Transaction

RESULT_LIFETIME = timedelta(days=7)
"""How long a result is kept; the same question may be asked again afterwards."""

_SLICE = 100


@dataclass(frozen=True, slots=True)
class Document:
    """A result as it is sent; ``run`` is where it is found again, if not under the name that was asked for."""

    media_type: str
    content: bytes
    run: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A run that was begun. ``about`` is the id of an analysis or ``report``, ``scope`` what reading it needs.

    ``media_type`` None: there is no result, since it runs or was broken off with the service.
    """

    id: str
    about: str
    scope: Scope
    at: datetime
    media_type: str | None = None


async def begin_run(database: Database, workspace: str, run: KeptRun) -> None:
    """Put a run on record.

    Raises:
        UnknownName: no such workspace, or it is being deleted.
    """

    async def begin(transaction: Transaction) -> bool:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        if locked:
            values = {"id": run.id, "about": run.about, "scope": run.scope, "at": run.at.isoformat()}
            await transaction.run("runs/begin", workspace=workspace, **values)
        return bool(locked)

    if not await database.write(begin):
        raise UnknownName(said("unknown_workspace", workspace=workspace))


async def end_run(database: Database, workspace: str, run_id: str, document: Document) -> None:
    """Keep the result of a run; one that was dropped meanwhile stays gone."""
    content = base64.b64encode(zlib.compress(document.content)).decode()
    values = {"id": run_id, "media_type": document.media_type, "content": content}
    await database.write(lambda transaction: transaction.run("runs/end", workspace=workspace, **values))


async def drop_run(database: Database, workspace: str, run_id: str) -> None:
    """Forget a run that gave nothing."""
    await database.write(lambda transaction: transaction.run("runs/drop", workspace=workspace, id=run_id))


async def find_run(database: Database, workspace: str, run_id: str) -> tuple[KeptRun, Document | None] | None:
    """A run and its result, if there is one; None: nothing is known of it."""
    for row in await database.read("runs/get", workspace=workspace, id=run_id):
        content = row.pop("content")
        run = KeptRun(id=run_id, **{**row, "at": datetime.fromisoformat(row["at"])})
        if content is None or run.media_type is None:
            return run, None
        return run, Document(run.media_type, zlib.decompress(base64.b64decode(content)))
    return None


async def kept_runs(database: Database, workspace: str) -> tuple[KeptRun, ...]:
    """The runs of a workspace, the newest first."""
    rows = await database.read("runs/list", workspace=workspace)
    return tuple(KeptRun(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows)


async def forget_runs(database: Database, workspace: str, now: datetime) -> None:
    """Delete the runs of a workspace that were kept long enough."""
    before = (now - RESULT_LIFETIME).isoformat()
    while await database.write(partial(_forget, workspace=workspace, before=before)) == _SLICE:
        pass


async def _forget(transaction: Transaction, *, workspace: str, before: str) -> int:
    [row] = await transaction.run("runs/forget", workspace=workspace, before=before, limit=_SLICE)
    forgotten: int = row["forgotten"]
    return forgotten
