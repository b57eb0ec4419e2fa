"""How do files get in and out? Template, import with dry run, undo."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, Lang, Workspace, place, say, stderr, write_bytes
from app.clock import now
from app.report.json import plain

if TYPE_CHECKING:
    from app.usecases.import_records import ImportReport

REJECTED = 1


def template(
    lang: Lang = "de",
    full: Annotated[bool, typer.Option("--full", help="all sheets, not only the first four")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="file to write; stdout without")] = None,
) -> None:
    """Write an empty workbook to fill in."""
    from app.intake.sheets import template as workbook

    write_bytes(workbook.template(lang, full), out)


def import_(
    files: Annotated[list[Path], typer.Argument(help="a workbook, CSV files or a folder of them")],
    workspace: Workspace = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, write nothing")] = False,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="how a foreign table becomes our sheets (TOML)")
    ] = None,
    lang: Lang = "de",
    as_json: Json = False,
) -> None:
    """Take files into a workspace, all or nothing. Twice is no change; every import can be undone."""
    from app.cli.connected import with_database
    from app.formats.files import read_path, read_text
    from app.usecases.import_records import import_files

    settings = read_settings()
    read = tuple(file for path in files for file in read_path(path, lang=lang))
    text = read_text(mapping, lang=lang) if mapping else None
    named = workspace or settings.workspace
    done = with_database(
        lambda database: import_files(database, named, read, at=now(), mapping=text, dry_run=dry_run, lang=lang),
        settings,
    )
    for problem in (*done.rejected, *done.notices):
        stderr.print(f"{place(problem)}{problem.message}", markup=False)
    say(done, _summary(done, lang), as_json=as_json)
    if done.rejected:
        raise typer.Exit(REJECTED)


def undo(
    run: Annotated[str, typer.Argument(metavar="RUN", help="as the import printed it")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Take back one import: every record is as it was before."""
    from app.cli.connected import with_database
    from app.usecases.import_records import undo_import

    settings = read_settings()
    named = workspace or settings.workspace
    undone = with_database(lambda database: undo_import(database, named, run, at=now()), settings)
    say(undone, f"{run}: undone", as_json=as_json)


_SAID = {
    "de": {
        "dry_run": "Probelauf, nichts geschrieben: ",
        "counts": "{new} neu, {changed} Werte geändert, {unchanged} unverändert, {rejected} zurückgewiesen",
        "changed": "  geändert {topic} {id}: {field}: {old} → {new}",
        "created": "  aus dem Namen angelegt: {name}",
        "absent": "  nicht in dieser Datei, bleibt: {name}",
        "undo": "zurücknehmen: netzblick undo {run}",
        "open": "ansehen: netzblick serve, dann die Adresse öffnen, die er nennt",
    },
    "en": {
        "dry_run": "dry run, nothing written: ",
        "counts": "{new} new, {changed} values changed, {unchanged} unchanged, {rejected} rejected",
        "changed": "  changed {topic} {id}: {field}: {old} → {new}",
        "created": "  created from its name: {name}",
        "absent": "  not in this file, kept: {name}",
        "undo": "to take it back: netzblick undo {run}",
        "open": "to see it: netzblick serve, then open the address it names",
    },
}


def _summary(done: "ImportReport", lang: str) -> str:
    said = _SAID[lang]
    counts = said["counts"].format(
        new=done.new, changed=len(done.changed), unchanged=done.unchanged, rejected=len(done.rejected)
    )
    lines = [(said["dry_run"] if done.dry_run else "") + counts]
    lines += [said["changed"].format(**plain(one)) for one in done.changed]
    lines += [said["created"].format(name=one.name) for one in done.created]
    lines += [said["absent"].format(name=one.name) for one in done.not_in_this_file]
    if done.run:
        lines += [said["undo"].format(run=done.run), said["open"]]
    return "\n".join(lines)
