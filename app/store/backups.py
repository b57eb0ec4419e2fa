"""Backups on record: when everything was backed up last, so that somebody notices when it is long ago."""

from datetime import datetime

from app.store.bolt import Database


async def note_backup(database: Database, at: datetime) -> None:
    """Put on record that everything has been backed up."""
    await database.write(lambda transaction: transaction.run("backups/note", at=at.isoformat()))


async def last_backup(database: Database) -> datetime | None:
    """When everything was backed up last; None: never."""
    rows = await database.read("backups/last")
    return datetime.fromisoformat(rows[0]["at"]) if rows else None
