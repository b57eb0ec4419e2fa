"""Queries on their way to the database and rows on their way back, each within its deadline."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from copy import copy
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    AsyncTransaction,
    unit_of_work,
)
from neo4j.exceptions import DatabaseError, DriverError, IncompleteCommit, Neo4jError

from app.errors import OutcomeUnknown
from app.refusals import said
from app.store.disk import Disk
from app.store.failures import passes, translated
from app.store.queries import Query, queries

T = TypeVar("T")
D = TypeVar("D", bound="Database")

Row = dict[str, Any]
"""One row of a result: values as JSON knows them, by the names in the header of the query."""

ACQUISITION_SECONDS = 4.0
"""Longest wait for a connection; a dead address costs no more."""

_CONNECTION_SECONDS = 3.0
_LIVENESS_SECONDS = 30.0
_MARGIN_SECONDS = 0.5
"""The database ends a transaction this much before the caller stops waiting, so that nothing runs on unseen."""

IN_DOUBT = (IncompleteCommit, TimeoutError, DatabaseError)
"""While committing these do not tell whether it happened; the last is what a database says that is failing itself."""

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds before a transaction is tried again; our own, since the driver repeats what ran out of memory, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Longest waits for one call in seconds, connecting included.

    ``bulk`` is for imports, for loading or deleting a whole workspace and for migrations.
    """

    read: float = 5.0
    write: float = 10.0
    bulk: float = 900.0

    @classmethod
    def of(cls, seconds: float) -> Self:
        """Deadlines that are the same for every kind of call."""
        return cls(read=seconds, write=seconds, bulk=seconds)


TRANSACTION_ROWS = 5_000
"""Records that one transaction writes at most; of the heaviest ones, offers with seven relationships, 130 MB."""


class Transaction:
    """One write transaction; everything in it holds together or not at all."""

    def __init__(
        self, transaction: AsyncManagedTransaction | AsyncTransaction, query_table: Mapping[str, Query]
    ) -> None:
        self._transaction = transaction
        self._query_table = query_table

    async def run(self, name: str, /, **parameters: Any) -> list[Row]:
        """The rows of a query."""
        query = self._query_table[name]
        query.accept("write", parameters.keys())
        return await _rows(self._transaction, query.text, parameters)


class Database:
    """One Neo4j database with its pool of connections; an async context manager that closes them.

    ``transaction_rows``: how many records one transaction may write. ``disk``: where its data lie, if that is known.
    """

    def __init__(
        self, driver: AsyncDriver, database: str, deadlines: Deadlines, query_table: Mapping[str, Query] | None = None
    ) -> None:
        self._driver = driver
        self._database = database
        self._deadlines = deadlines
        self._query_table = queries() if query_table is None else query_table
        self.transaction_rows = TRANSACTION_ROWS
        self.disk: Disk | None = None
        self._background_tasks: set[asyncio.Task[None]] = set()

    @classmethod
    def open(
        cls,
        url: str,
        user: str,
        password: str,
        database: str,
        deadlines: Deadlines,
        query_table: Mapping[str, Query] | None = None,
        *,
        transaction_rows: int = TRANSACTION_ROWS,
        disk: Disk | None = None,
    ) -> Self:
        """A database that is connected to when it is first asked.

        Args:
            url: its Bolt address.
            user: its user.
            password: the user's password.
            database: the name of the database.
            deadlines: longest waits.
            query_table: the queries that may be run; those of the product by default.
            transaction_rows: records that one transaction writes at most; a larger change is staged.
            disk: where it keeps its data, if that is known; no write begins when it is nearly full.
        """
        driver = AsyncGraphDatabase.driver(
            url,
            auth=(user, password),
            connection_acquisition_timeout=ACQUISITION_SECONDS,
            connection_timeout=_CONNECTION_SECONDS,
            liveness_check_timeout=_LIVENESS_SECONDS,
            max_transaction_retry_time=0.0,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
        opened = cls(driver, database, deadlines, query_table)
        opened.transaction_rows = transaction_rows
        opened.disk = disk
        return opened

    @property
    def with_bulk_deadlines(self) -> Self:
        """The same database with the deadline of bulk work for every call."""
        database = copy(self)
        database._deadlines = Deadlines.of(self._deadlines.bulk)  # noqa: SLF001 - our own
        return database

    @property
    def committing_at_once(self) -> "Database":
        """The same database, each of whose writes is committed before the next begins."""
        return self

    def as_class(self, kind: type[D]) -> D:
        """The same database as an object of another class."""
        database = kind(self._driver, self._database, self._deadlines, self._query_table)
        database.transaction_rows = self.transaction_rows
        database.disk = self.disk
        database._background_tasks = self._background_tasks  # noqa: SLF001 - our own
        return database

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        await self.close()

    def begin_background_task(self, work: Coroutine[Any, Any, None]) -> None:
        """Let some work go on that nobody has to wait for and that may be broken off."""
        task = asyncio.create_task(work)
        self._background_tasks.add(task)
        task.add_done_callback(self._background_tasks.discard)

    async def background_done(self) -> None:
        """Wait until background tasks are done."""
        while self._background_tasks:
            await asyncio.wait(self._background_tasks)

    async def close(self) -> None:
        """Close all connections; background tasks are broken off."""
        for task in self._background_tasks:
            task.cancel()
        await self.background_done()
        await self._driver.close()

    async def read(self, name: str, /, **parameters: Any) -> list[Row]:
        """The rows of a query that only reads.

        Raises:
            DatabaseUnavailable: the database does not answer.
            DeadlineExceeded: it did not finish in time.
            BudgetExceeded: the query needs more memory than a transaction has.
        """
        query = self._query_table[name]
        query.accept("read", parameters.keys())
        seconds = self._deadlines.read

        @unit_of_work(timeout=transaction_seconds(seconds))
        async def work(transaction: AsyncManagedTransaction) -> list[Row]:
            return await _rows(transaction, query.text, parameters)

        with translated(seconds):
            return await self._repeated(lambda session: session.execute_read(work), seconds)

    async def write(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Result of ``work``, after everything it wrote has been committed; it may be run more than once.

        Raises:
            DatabaseUnavailable: the database does not answer; nothing was written.
            OutcomeUnknown: it was lost, or time ran out, while committing.
            DeadlineExceeded: it did not finish in time; nothing was written.
            BudgetExceeded: the transaction needs more memory than it has; nothing was written.
            Conflict: a key exists already.
            DiskFull: too little room is left; nothing was written.
        """
        self.check_room()
        committing = False
        seconds = self._deadlines.write

        @unit_of_work(timeout=transaction_seconds(seconds))
        async def tracked(transaction: AsyncManagedTransaction) -> T:
            nonlocal committing
            committing = False
            result = await work(Transaction(transaction, self._query_table))
            committing = True
            return result

        with translated(seconds):
            try:
                return await self._repeated(lambda session: session.execute_write(tracked), seconds)
            except IN_DOUBT as error:
                if committing:
                    raise outcome_unknown() from error
                raise

    def check_room(self) -> None:
        """Refuse to write on a disk that is nearly full: a full one makes the database give up, for readers too.

        Raises:
            DiskFull: too little room is left.
        """
        if self.disk is not None:
            self.disk.check()

    async def alter(self, statement: str) -> None:
        """Run one statement of a migration; it is idempotent and stands in a transaction of its own."""
        seconds = self._deadlines.bulk

        @unit_of_work(timeout=transaction_seconds(seconds))
        async def work(transaction: AsyncManagedTransaction) -> None:
            await _rows(transaction, statement, {})

        with translated(seconds):
            await self._repeated(lambda session: session.execute_write(work), seconds)

    async def _repeated(self, attempt: Callable[[AsyncSession], Awaitable[T]], seconds: float) -> T:
        """The result of a transaction, which is tried again after failures that pass by themselves."""
        async with asyncio.timeout(seconds), self._driver.session(database=self._database) as session:
            return await tried_again(lambda: attempt(session))


async def tried_again(attempt: Callable[[], Awaitable[T]]) -> T:
    """The result of a transaction, which is tried again after failures that pass by themselves."""
    for failures, pause in enumerate(_PAUSES, start=1):
        try:
            return await attempt()
        except (DriverError, Neo4jError) as error:
            if not passes(error, failures):
                raise
        await asyncio.sleep(pause)
    return await attempt()


def transaction_seconds(seconds: float) -> float:
    """How long the database lets a transaction run whose caller waits so long."""
    return max(seconds - _MARGIN_SECONDS, seconds / 2)


async def _rows(
    transaction: AsyncManagedTransaction | AsyncTransaction, text: str, parameters: Mapping[str, Any]
) -> list[Row]:
    """Not by ``data()``, which looks at every value of every list in Python: ten times the work of reading 600,000 ties."""
    result = await transaction.run(text, dict(parameters))
    names = result.keys()
    return [dict(zip(names, record.values(), strict=True)) async for record in result]


def outcome_unknown() -> OutcomeUnknown:
    """The error of a commit that may have happened."""
    return OutcomeUnknown(
        said("connection_lost_in_commit"),
        hint=said("look_before_repeating"),
    )
