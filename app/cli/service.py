"""How does the service run? The demo, the service, and which settings hold."""

import socket
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, say, stderr, stdout
from app.clock import now
from app.errors import InvalidInput
from app.settings import Settings

settings_commands = typer.Typer(help="Settings, from NETZBLICK_* variables.", no_args_is_help=True)

PORTS_TRIED = 20
PATIENCE_SECONDS = 10
"""What is still under way then is ended: a service manager waits little longer."""


def demo(
    once: Annotated[bool, typer.Option("--once", help="write the reports and end; serve nothing")] = False,
    out: Annotated[Path, typer.Option(help="folder of the reports")] = Path("netzblick-demo"),
) -> None:
    """Load the example cities into a real Neo4j, write their reports, serve pages and API until Ctrl-C."""
    from app.cli.connected import reached

    asked = read_settings()
    if not once:
        _check(asked)
    with reached(asked) as settings:
        _write_reports(settings, out)
        if not once:
            _serve(settings)


def serve() -> None:
    """Serve pages and API until Ctrl-C."""
    from app.cli.connected import reached

    asked = read_settings()
    _check(asked)
    with reached(asked) as settings:
        _serve(settings)


@settings_commands.command("show")
def show(as_json: Json = False) -> None:
    """Say which settings hold; what opens a door is masked."""
    values = read_settings().model_dump(mode="json")
    text = "\n".join(f"NETZBLICK_{name.upper()} = {value}" for name, value in values.items())
    say(values, text, as_json=as_json)


def _write_reports(settings: Settings, out: Path) -> None:
    import asyncio

    from app.usecases.computing import Computing, workers_of
    from app.usecases.connection import connection
    from app.usecases.demo import run_demo

    async def work() -> None:
        async with connection(settings) as database:
            with workers_of(settings) as workers:
                async for name, files in run_demo(database, Computing(workers), out, now()):
                    stdout.print(name, style="bold", markup=False)
                    for file in files:
                        stdout.print(f"  {file}", markup=False)

    asyncio.run(work())


def _serve(settings: Settings) -> None:
    import uvicorn

    from app.main import create_app

    port = _free_port(settings.host, settings.port)
    stderr.print(f"Netzblick: http://{settings.host}:{port}  (API: /v1, end with Ctrl-C)", markup=False)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )


def _check(settings: Settings) -> None:
    """Refuse an address that others reach before anything is started for it."""
    from app.main import check_host

    check_host(settings)


def _free_port(host: str, first: int) -> int:
    """The first port from there on that nobody listens on."""
    for port in range(first, first + PORTS_TRIED):
        with closing(socket.socket()) as probe:
            if probe.connect_ex((host, port)):
                return port
    raise InvalidInput(f"no free port from {first} on", hint="name another one with NETZBLICK_PORT")
