"""Answers to feedback sheets, kept beside the records that follow from them, and the secret that seals the sheets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.store.bolt import Database, Row, Transaction
from app.store.import_runs import undone_operations
from app.store.workspaces import current_revision, unknown_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer that was taken in: its digest, what it is about, when it was given, its JSON text, by which write."""

    id: str
    operation: str
    wave: str
    kind: str
    subject: str
    at: datetime
    content: str


async def feedback_secret(database: Database, workspace: str, new_secret: str) -> str:
    """The secret of a workspace; ``new_secret`` becomes it where there is none yet.

    Raises:
        UnknownName: no such workspace, or it is being deleted.
    """

    async def secret(transaction: Transaction) -> list[Row]:
        return await transaction.run("feedback/secret", workspace=workspace, made=new_secret)

    rows = await database.write(secret)
    if not rows:
        raise await unknown_workspace(database, workspace)
    return str(rows[0]["secret"])


async def keep_answers(transaction: Transaction, workspace: str, answers: Sequence[StoredAnswer]) -> None:
    """Put answers on record, in the transaction of the change that follows from them."""
    for answer in answers:
        await transaction.run(
            "feedback/keep",
            workspace=workspace,
            id=answer.id,
            operation=answer.operation,
            wave=answer.wave,
            kind=answer.kind,
            subject=answer.subject,
            at=answer.at.isoformat(),
            content=answer.content,
        )


async def list_answers(database: Database, workspace: str) -> tuple[StoredAnswer, ...]:
    """The answers taken in, the oldest first, without those whose import was taken back.

    Raises:
        UnknownName: no such workspace.
    """
    await current_revision(database, workspace)
    undone = await undone_operations(database, workspace)
    rows = await database.read("feedback/list", workspace=workspace)
    return tuple(
        StoredAnswer(**{**row, "at": datetime.fromisoformat(row["at"])})
        for row in rows
        if row["operation"] not in undone
    )


async def forget_feedback(database: Database, workspace: str, waves: Collection[str]) -> None:
    """Forget the answers to the sheets of some waves; what follows from them stays."""

    async def forget(transaction: Transaction) -> None:
        await transaction.run("feedback/forget", workspace=workspace, waves=sorted(waves))

    await database.write(forget)
