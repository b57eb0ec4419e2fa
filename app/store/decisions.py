"""Decisions about findings, kept beside the records: they change no result, so that deciding computes nothing anew."""

from datetime import date, datetime
from typing import Any

from app.errors import UnknownName
from app.records.decisions import Decision
from app.refusals import said
from app.store.bolt import Database, Row, Transaction
from app.store.workspaces import current_revision


async def keep_decision(database: Database, workspace: str, decision: Decision) -> None:
    """Put a decision on record; keeping one of the same id again changes nothing.

    Raises:
        UnknownName: no such workspace, or it is being deleted.
    """
    values = {
        "finding": decision.finding,
        "title": decision.title,
        "kind": decision.kind,
        "reason": decision.reason,
        "text": decision.text,
        "by_role": decision.by_role,
        "reply": decision.reply,
        "reply_by": decision.reply_by,
        "until": decision.until.isoformat() if decision.until else None,
        "at": decision.at.isoformat(),
        "digest": decision.digest,
        "alone": decision.alone,
    }

    async def keep(transaction: Transaction) -> bool:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        if locked:
            await transaction.run("decisions/keep", workspace=workspace, id=decision.id, **values)
        return bool(locked)

    if not await database.write(keep):
        raise UnknownName(said("unknown_workspace", workspace=workspace))


async def list_decisions(database: Database, workspace: str) -> tuple[Decision, ...]:
    """Every decision of a workspace, the oldest first.

    Raises:
        UnknownName: no such workspace.
    """
    await current_revision(database, workspace)
    return tuple(_decision(row) for row in await database.read("decisions/list", workspace=workspace))


async def delete_decision(database: Database, workspace: str, decision_id: str) -> None:
    """Take a decision back: the one before it counts again.

    Raises:
        UnknownName: no such workspace or decision.
    """

    async def delete(transaction: Transaction) -> bool:
        locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
        rows = await transaction.run("decisions/delete", workspace=workspace, id=decision_id) if locked else []
        return any(row["deleted"] for row in rows)

    if not await database.write(delete):
        raise UnknownName(said("unknown_decision", decision_id=decision_id, workspace=workspace))


def _decision(row: Row) -> Decision:
    values: dict[str, Any] = dict(row)
    values["at"] = datetime.fromisoformat(row["at"])
    values["until"] = date.fromisoformat(row["until"]) if row["until"] else None
    return Decision(**values)
