"""How is the embedded database started for longer, looked at and stopped?"""

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, say, stderr

commands = typer.Typer(help="The embedded Neo4j; another one is named by NETZBLICK_NEO4J_URL.", no_args_is_help=True)

NOT_RUNNING = 1


@commands.command("start")
def start(as_json: Json = False) -> None:
    """Start the database so that it outlives this command."""
    from app.cli.connected import progress
    from app.embedded import server

    settings = read_settings()
    with progress() as report:
        running = server.start(settings.home, settings.cache, settings.maven_url, outlive=True, progress=report)
    say(running.server, f"Neo4j {running.server.version} answers at {running.server.url}", as_json=as_json)


@commands.command("stop")
def stop(as_json: Json = False) -> None:
    """Stop the embedded database; one named by NETZBLICK_NEO4J_URL is never stopped."""
    from app.embedded import server

    settings = read_settings()
    stopped = server.stop(settings.home)
    if settings.neo4j_url:
        stderr.print("the database of NETZBLICK_NEO4J_URL is not ours and was left alone")
    say({"stopped": stopped}, "stopped" if stopped else "no embedded database was running", as_json=as_json)


@commands.command("status")
def status(as_json: Json = False) -> None:
    """Say whether the embedded database answers, and where; exit code 1 when it does not."""
    from app.embedded import server

    found = server.status(read_settings().home)
    text = f"Neo4j {found.version} answers at {found.url}" if found else "no embedded database answers"
    say(found or {"running": False}, text, as_json=as_json)
    if found is None:
        raise typer.Exit(NOT_RUNNING)


@commands.command("migrate")
def migrate(as_json: Json = False) -> None:
    """Bring the schema of the database up to this version; done by every other command too."""
    from app.cli.connected import with_database
    from app.store.migrations import verify

    with_database(verify, read_settings())
    say({"migrated": True}, "the schema is up to date", as_json=as_json)
