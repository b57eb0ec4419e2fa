"""Imports of a workspace: which files were taken in, when, and whether that was undone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.errors import UnknownName
from app.refusals import said
from app.store.bolt import Database, Row, Transaction
from app.store.chain import canonical_json
from app.store.workspaces import current_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was read: its name without path and the SHA-256 of its content; the content is not kept."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """One import. ``counts`` are records written by topic, ``operation`` names the write, for undo."""

    id: str
    files: tuple[ImportedFile, ...]
    at: datetime
    counts: Mapping[str, int]
    operation: str
    undone: bool = False


async def keep_run(transaction: Transaction, workspace: str, run: ImportRun) -> None:
    """Put an import on record, in the transaction of its change. ``undone`` follows from the history of changes."""
    await transaction.run(
        "import_runs/keep",
        workspace=workspace,
        id=run.id,
        operation=run.operation,
        at=run.at.isoformat(),
        files=[file.name for file in run.files],
        digests=[file.sha256 for file in run.files],
        counts=canonical_json(dict(run.counts)),
    )


async def list_runs(database: Database, workspace: str) -> tuple[ImportRun, ...]:
    """All imports of a workspace, newest first.

    Raises:
        UnknownName: no such workspace.
    """
    await current_revision(database, workspace)
    undone = await undone_operations(database, workspace)
    return tuple(_run(row, undone) for row in await database.read("import_runs/list", workspace=workspace))


async def get_run(database: Database, workspace: str, run_id: str) -> ImportRun:
    """One import.

    Raises:
        UnknownName: no such workspace or import.
    """
    for run in await list_runs(database, workspace):
        if run.id == run_id:
            return run
    raise UnknownName(said("unknown_import", run_id=run_id, workspace=workspace))


async def undone_operations(database: Database, workspace: str) -> frozenset[str]:
    """Operations whose effect is taken back."""
    return _undone(await database.read("changes/undone", workspace=workspace))


async def operation_in_force(database: Database, workspace: str, operation: str) -> str:
    """What stands for an operation now: itself, or what brought it back last after it had been taken back."""
    undoing = {row["undoes"]: row["operation"] for row in await database.read("changes/undone", workspace=workspace)}
    while (redone := undoing.get(undoing.get(operation))) is not None:
        operation = redone
    return operation


def _undone(rows: list[Row]) -> frozenset[str]:
    """Operations whose effect is taken back, from undos oldest first: undoing an undo restores."""
    undone: set[str] = set()
    for row in reversed(rows):
        if row["operation"] not in undone:
            undone.add(row["undoes"])
    return frozenset(undone)


def _run(row: Row, undone: frozenset[str]) -> ImportRun:
    return ImportRun(
        id=row["id"],
        files=tuple(
            ImportedFile(name=name, sha256=sha256) for name, sha256 in zip(row["files"], row["digests"], strict=True)
        ),
        at=datetime.fromisoformat(row["at"]),
        counts=json.loads(row["counts"]),
        operation=row["operation"],
        undone=row["operation"] in undone,
    )
