"""The demo, the service, and which settings hold."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.environment import read_settings
from app.cli.output import Json, Lang, say, stderr, stdout
from app.clock import now
from app.records.vocabulary import Lang as Language

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.settings import Settings

settings_commands = typer.Typer(help="Settings, from NETZBLICK_* variables.", no_args_is_help=True)

_TEXTS = {
    "de": {
        "demo": "Die Beispielstädte werden geladen und ausgewertet.",
        "open_report": "Zum Lesen öffnen: {path}",
        "serving": "Netzblick ist bereit. Im Browser öffnen: {address}  (Programmierschnittstelle: {address}v1, Ende mit Strg-C)",
    },
    "en": {
        "demo": "Loading and analysing the example cities.",
        "open_report": "To read, open: {path}",
        "serving": "Netzblick is ready. Open in a browser: {address}  (API: {address}v1, end with Ctrl-C)",
    },
}


def demo(
    once: Annotated[bool, typer.Option("--once", help="write the reports and end; serve nothing")] = False,
    out: Annotated[Path, typer.Option(help="folder of the reports")] = Path("netzblick-demo"),
    lang: Lang = "de",
) -> None:
    """Load the example cities into a real Neo4j, write their reports, serve pages and API until Ctrl-C."""
    from app.cli.connected import reached

    wanted = read_settings()
    if not once:
        _check(wanted)
    with reached(wanted, lang, revive=not once) as settings:
        _write_reports(settings, out, lang)
        if not once:
            _serve(settings, lang)


def serve(lang: Lang = "de") -> None:
    """Serve pages and API until Ctrl-C."""
    from app.cli.connected import reached

    wanted = read_settings()
    _check(wanted)
    with reached(wanted, lang, revive=True) as settings:
        _serve(settings, lang)


@settings_commands.command("show")
def show(as_json: Json = False) -> None:
    """Say which settings hold; what opens a door is masked."""
    values = read_settings().model_dump(mode="json")
    text = "\n".join(f"NETZBLICK_{name.upper()} = {value}" for name, value in values.items())
    say(values, text, as_json=as_json)


def _write_reports(settings: "Settings", out: Path, lang: Language) -> None:
    import asyncio

    from app.usecases.computing import Computing, workers_of
    from app.usecases.connection import connection
    from app.usecases.demo import run_demo

    async def work() -> None:
        async with connection(settings) as database:
            with workers_of(settings) as workers:
                async for name, files in run_demo(database.with_bulk_deadlines, Computing(workers), out, now()):
                    stdout.print(name, style="bold", markup=False)
                    for file in files:
                        stdout.print(f"  {file}", markup=False)
                    pages.extend(file for file in files if file.name == f"report.{lang}.html")

    pages: list[Path] = []
    stderr.print(_TEXTS[lang]["demo"], markup=False)
    asyncio.run(work())
    stdout.print(_TEXTS[lang]["open_report"].format(path=pages[0].absolute()), markup=False)


def _serve(settings: "Settings", lang: Language) -> None:
    from app.cli.serving import serve_until_interrupt
    from app.main import create_app
    from app.usecases.computing import cluster_of
    from app.web.logs import configure_logs

    configure_logs(settings.log)

    with cluster_of(settings, lang) as cluster:
        app = create_app(settings, cluster)

        def announce(address: str) -> None:
            stderr.print(_TEXTS[lang]["serving"].format(address=address), markup=False)
            app.state.service.database.begin_background_task(_warmed_up(app))

        serve_until_interrupt(app, settings.host, settings.port, announce)


async def _warmed_up(app: "FastAPI") -> None:
    """Make ready what the first pages need, once the service answers."""
    import asyncio

    from app.pages.render import read_templates
    from app.web.service import warm_up

    await asyncio.to_thread(read_templates)
    await warm_up(app.state.service)


def _check(settings: "Settings") -> None:
    """Refuse an address that others reach before anything is started for it."""
    from app.main import check_host

    check_host(settings)
