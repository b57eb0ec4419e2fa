"""Backups: all workspaces in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, Lang, say, write_bytes
from app.clock import now
from app.errors import InvalidInput
from app.refusals import said, said_by_system

Workspaces = Annotated[list[str] | None, typer.Option("--workspace", "-w", help="only this one; may be repeated")]

_TEXTS = {
    "de": {
        "done": "{workspace}: {records} Einträge, {sequence} Änderungen, SHA-256 {sha256}",
        "none": "Es gibt noch keinen Arbeitsbereich.",
    },
    "en": {
        "done": "{workspace}: {records} records, {sequence} changes, SHA-256 {sha256}",
        "none": "There is no workspace yet.",
    },
}


def backup(
    out: Annotated[Path, typer.Option("-o", "--out", help="file to write")],
    workspace: Workspaces = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Write all workspaces with their history into one file, while the service goes on."""
    from app.cli.connected import with_database
    from app.store.backup import note_backup
    from app.store.bolt import Database
    from app.usecases.back_up import BackedUp, back_up

    async def work(database: Database) -> tuple[BackedUp, ...]:
        content, entries = await back_up(database, workspace or ())
        write_bytes(content, out)
        out.chmod(0o600)
        if not workspace:
            await note_backup(database, now())
        return entries

    entries = with_database(work, read_settings(), lang)
    lines = [_TEXTS[lang]["done"].format(**_values(entry)) for entry in entries]
    say({"file": str(out), "workspaces": entries}, "\n".join(lines) or _TEXTS[lang]["none"], as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a file of `netzblick backup`")],
    workspace: Workspaces = None,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Restore workspaces that are not there; a damaged file is refused before anything is written."""
    from app.cli.connected import with_database
    from app.usecases.back_up import restored

    try:
        content = file.read_bytes()
    except OSError as error:
        raise InvalidInput(
            said("backup_unreadable", file=file, reason=said_by_system(error)), hint=said("name_backup_file")
        ) from error
    entries = with_database(lambda database: restored(database, content, workspace or ()), read_settings(), lang)
    lines = [_TEXTS[lang]["done"].format(**_values(entry)) for entry in entries]
    say({"workspaces": entries}, "\n".join(lines) or _TEXTS[lang]["none"], as_json=as_json)


def _values(entry: object) -> dict[str, object]:
    from dataclasses import asdict

    from app.usecases.back_up import BackedUp

    assert isinstance(entry, BackedUp)
    return asdict(entry)
