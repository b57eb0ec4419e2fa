"""The database of a command or service: the one its settings name, else an embedded one."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

from app.embedded.ownership import using
from app.embedded.progress import Report, silent
from app.embedded.revival import kept_alive
from app.embedded.server import start
from app.errors import DatabaseUnavailable, InvalidInput
from app.refusals import said, said_by_system
from app.settings import Settings
from app.store.bolt import Database, Deadlines
from app.store.disk import Disk
from app.store.migrations import migrate


@contextmanager
def database_settings(settings: Settings, progress: Report = silent, *, revive: bool = False) -> Iterator[Settings]:
    """Settings that name a database: the one they name already, else an embedded one that runs meanwhile.

    ``revive``: an embedded one that dies meanwhile is started again.
    """
    if settings.neo4j_url:
        yield settings
        return
    begin = partial(
        start, settings.home, settings.cache, settings.maven_url, outlive=False, heap=settings.neo4j_megabytes
    )
    with begin(port=settings.bolt_port, progress=progress) as running, using(running.server.home), ExitStack() as stack:
        if revive:
            stack.enter_context(kept_alive(running, partial(begin, port=running.server.port)))
        server = running.server
        embedded_settings = {
            "neo4j_url": server.url,
            "neo4j_user": server.user,
            "neo4j_password_file": server.password_file,
            "data_folder": server.home,
        }
        yield settings.model_copy(update=embedded_settings)


@asynccontextmanager
async def connection(settings: Settings) -> AsyncIterator[Database]:
    """The named database, reachable and with the newest schema.

    Raises:
        DatabaseUnavailable: it does not answer, or no database is named.
        InvalidInput: the file of its password cannot be read.
        MigrationRefused: its schema does not fit this version.
    """
    async with open_database(settings) as database:
        await migrate(database.with_bulk_deadlines)
        yield database


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The named database as it is."""
    if settings.neo4j_url is None:
        raise DatabaseUnavailable(said("no_database_named"), hint=said("name_database"))
    password = _password(settings.neo4j_password_file) if settings.neo4j_password_file else ""
    async with Database.open(
        settings.neo4j_url,
        settings.neo4j_user,
        password,
        settings.neo4j_database,
        _deadlines(settings),
        transaction_rows=settings.transaction_rows,
        disk=Disk(settings.data_folder, settings.free_megabytes) if settings.data_folder else None,
    ) as database:
        yield database


def _deadlines(settings: Settings) -> Deadlines:
    return Deadlines(read=settings.read_seconds, write=settings.write_seconds, bulk=settings.import_seconds)


def _password(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError as error:
        raise InvalidInput(
            said("password_file_unreadable", file=file, reason=said_by_system(error)),
            hint=said("name_readable_password_file"),
        ) from error
