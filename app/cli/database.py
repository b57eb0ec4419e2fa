"""The embedded database: started for longer, looked at, stopped, brought up to date, checked."""

from typing import Annotated

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, Lang, say, stderr

commands = typer.Typer(help="The embedded Neo4j; another one is named by NETZBLICK_NEO4J_URL.", no_args_is_help=True)

NOT_RUNNING = 1
FAULTY = 1

_FAULTS_SHOWN = 50

_TEXTS = {
    "de": {
        "answers": "Neo4j {version} antwortet unter {url}",
        "not_ours": "Die Datenbank aus NETZBLICK_NEO4J_URL gehört nicht zu Netzblick und läuft weiter.",
        "stopped": "beendet",
        "none_ran": "Es lief keine eigene Datenbank.",
        "none_answers": "Es antwortet keine eigene Datenbank.",
        "checked": "{workspace}: {revision} Änderungen geprüft, Fehler: {count}",
        "nothing": "Es gibt noch keinen Arbeitsbereich.",
        "migrated": "Das Schema ist auf dem neuesten Stand.",
    },
    "en": {
        "answers": "Neo4j {version} answers at {url}",
        "not_ours": "The database of NETZBLICK_NEO4J_URL is not ours and was left alone.",
        "stopped": "stopped",
        "none_ran": "No embedded database was running.",
        "none_answers": "No embedded database answers.",
        "checked": "{workspace}: {revision} changes checked, faults: {count}",
        "nothing": "There is no workspace yet.",
        "migrated": "The schema is up to date.",
    },
}


@commands.command("start")
def start(as_json: Json = False, lang: Lang = "de") -> None:
    """Start the database so that it outlives this command."""
    from app.cli.connected import progress
    from app.embedded import server

    settings = read_settings()
    with progress(lang) as report:
        running = server.start(
            settings.home,
            settings.cache,
            settings.maven_url,
            outlive=True,
            heap=settings.neo4j_megabytes,
            port=settings.bolt_port,
            progress=report,
        )
    text = _TEXTS[lang]["answers"].format(version=running.server.version, url=running.server.url)
    say(running.server, text, as_json=as_json)


@commands.command("stop")
def stop(
    force: Annotated[bool, typer.Option("--force", help="also while a service or command works with it")] = False,
    as_json: Json = False,
    lang: Lang = "de",
) -> None:
    """Stop the embedded database; one named by NETZBLICK_NEO4J_URL is never stopped."""
    from app.embedded import server

    settings = read_settings()
    stopped = server.stop(settings.home, force=force)
    if settings.neo4j_url:
        stderr.print(_TEXTS[lang]["not_ours"], markup=False)
    say({"stopped": stopped}, _TEXTS[lang]["stopped" if stopped else "none_ran"], as_json=as_json)


@commands.command("status")
def status(as_json: Json = False, lang: Lang = "de") -> None:
    """Say whether the embedded database answers, and where; exit code 1 when it does not."""
    from app.embedded import server

    answering = server.status(read_settings().home)
    texts = _TEXTS[lang]
    text = texts["answers"].format(version=answering.version, url=answering.url) if answering else texts["none_answers"]
    say(answering or {"running": False}, text, as_json=as_json)
    if answering is None:
        raise typer.Exit(NOT_RUNNING)


@commands.command("migrate")
def migrate(as_json: Json = False, lang: Lang = "de") -> None:
    """Bring the schema of the database up to this version; done by every other command too."""
    from app.cli.connected import with_database
    from app.store.migrations import verify

    with_database(verify, read_settings(), lang)
    say({"migrated": True}, _TEXTS[lang]["migrated"], as_json=as_json)


@commands.command("check")
def check(as_json: Json = False, lang: Lang = "de") -> None:
    """Compare the graph with its schema and its history, and the history with its hashes; exit code 1 on faults."""
    from app.cli.connected import with_database
    from app.store.bolt import Database
    from app.store.integrity import WorkspaceCheck, check_workspaces

    async def work(database: Database) -> list[WorkspaceCheck]:
        return [checked async for checked in check_workspaces(database)]

    looked_at, texts = with_database(work, read_settings(), lang), _TEXTS[lang]
    lines = []
    for checked in looked_at:
        count = len(checked.faults)
        lines.append(texts["checked"].format(workspace=checked.workspace, revision=checked.revision, count=count))
        lines += [f"  {fault.place}: {fault.message} ({fault.code})" for fault in checked.faults[:_FAULTS_SHOWN]]
    say(looked_at, "\n".join(lines) or texts["nothing"], as_json=as_json)
    if any(checked.faults for checked in looked_at):
        raise typer.Exit(FAULTY)
