"""The database of a command: reached with progress on stderr, on a terminal or line by line."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.environment import read_settings
from app.cli.output import stderr
from app.embedded.progress import Progress as Start
from app.embedded.progress import Report
from app.records.vocabulary import Lang as Language
from app.settings import Settings
from app.store.bolt import Database
from app.usecases.connection import connection, database_settings
from app.usecases.workspaces import the_workspace

T = TypeVar("T")

_TEXTS = {
    "de": {
        "preparing": "Die Datenbank wird vorbereitet",
        "waiting": "Ein anderer Befehl startet die Datenbank schon",
        "fetching": "Neo4j wird geladen (nur beim ersten Start)",
        "starting": "Neo4j startet",
    },
    "en": {
        "preparing": "Preparing the database",
        "waiting": "Another command is starting the database",
        "fetching": "Fetching Neo4j (first start only)",
        "starting": "Starting Neo4j",
    },
}

_MEGABYTE = 10**6
_REPORTS_OF_PROGRESS = 4
"""Lines about one download where nobody watches a bar."""


def with_database(work: Callable[[Database], Awaitable[T]], settings: Settings, lang: Language = "de") -> T:
    """Run some work on the database the settings name, or on an embedded one; a command has time."""
    with reached(settings, lang) as located_settings:
        return asyncio.run(_work(located_settings, work))


def in_workspace(work: Callable[[Database, str], Awaitable[T]], workspace: str | None, lang: Language = "de") -> T:
    """Run some work on the workspace of that id, or on the only one there is."""
    settings = read_settings()

    async def located_work(database: Database) -> T:
        return await work(database, (await the_workspace(database, workspace or settings.workspace)).id)

    return with_database(located_work, settings, lang)


@contextmanager
def reached(settings: Settings, lang: Language = "de", *, revive: bool = False) -> Iterator[Settings]:
    """Settings that name a database, with progress shown while it starts; ``revive``: also when it dies meanwhile."""
    with ExitStack() as stack:
        with progress(lang) as report:
            located_settings = stack.enter_context(database_settings(settings, report, revive=revive))
        yield located_settings


async def _work(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    async with connection(settings) as database:
        result = await work(database.with_bulk_deadlines)
        await database.background_done()
        return result


@contextmanager
def progress(lang: Language = "de") -> Iterator[Report]:
    """Show on stderr how far the start of the database has come: a bar that goes, or lines where no terminal is."""
    if not stderr.is_interactive:
        yield _in_lines(lang)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True) as bar:
        task = bar.add_task(_TEXTS[lang]["preparing"], total=None)

        def report(start: Start) -> None:
            total = start.bytes_total or None
            bar.update(task, description=_TEXTS[lang][start.stage], completed=start.bytes_done, total=total)

        yield report


def _in_lines(lang: Language) -> Report:
    """A line for each stage, and for each part of the download."""
    printed: set[tuple[str, int]] = set()

    def report(start: Start) -> None:
        part = _REPORTS_OF_PROGRESS * start.bytes_done // (start.bytes_total or 1)
        if (start.stage, part) not in printed:
            printed.add((start.stage, part))
            amount = (
                f": {start.bytes_done // _MEGABYTE} / {start.bytes_total // _MEGABYTE} MB" if start.bytes_total else ""
            )
            stderr.print(f"{_TEXTS[lang][start.stage]}{amount} …", markup=False)

    return report
