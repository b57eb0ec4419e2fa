"""How does a command reach the database? With progress on stderr while it starts."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.output import stderr
from app.embedded.progress import Progress as Start
from app.embedded.progress import Report
from app.settings import Settings
from app.store.bolt import Database
from app.usecases.connection import connection, located

T = TypeVar("T")

_STAGES = {
    "waiting": "another command starts the database",
    "fetching": "fetching Neo4j (first start only)",
    "starting": "starting Neo4j",
}


def with_database(work: Callable[[Database], Awaitable[T]], settings: Settings) -> T:
    """Run some work on the database the settings name, or on an embedded one."""
    with reached(settings) as found:
        return asyncio.run(_work(found, work))


@contextmanager
def reached(settings: Settings) -> Iterator[Settings]:
    """Settings that name a database, with progress shown while it starts."""
    with ExitStack() as stack:
        with progress() as report:
            found = stack.enter_context(located(settings, report))
        yield found


async def _work(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    async with connection(settings) as database:
        return await work(database)


@contextmanager
def progress() -> Iterator[Report]:
    """Show on stderr how far the start of the database has come; nothing stays on the screen."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task("preparing the database", total=None)

        def report(start: Start) -> None:
            total = start.bytes_total or None
            bar.update(task, description=_STAGES[start.stage], completed=start.bytes_done, total=total)

        yield report
