"""Writes of one request as one transaction, which stays open until the answer to the request is kept in it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Self, TypeVar

from neo4j import AsyncDriver, AsyncSession, AsyncTransaction
from neo4j.exceptions import DriverError, Neo4jError

from app.store.bolt import (
    IN_DOUBT,
    Database,
    Deadlines,
    Transaction,
    outcome_unknown,
    transaction_seconds,
    tried_again,
)
from app.store.failures import translated
from app.store.queries import Query

T = TypeVar("T")

_GOODBYE_SECONDS = 2.0
"""Longest wait for the database when a transaction is given up; it ends it by itself later."""


@dataclass(slots=True)
class _OpenTransaction:
    """The transaction that all writes stand in, once there is one."""

    session: AsyncSession | None = None
    transaction: AsyncTransaction | None = None


class PendingWrites(Database):
    """A database whose writes happen together when :meth:`commit` is called, or not at all.

    What is read meanwhile is what others have committed. Work that needs several transactions asks for ``committing_at_once``.
    """

    def __init__(
        self,
        driver: AsyncDriver,
        database: str,
        deadlines: Deadlines,
        query_table: Mapping[str, Query] | None = None,
    ) -> None:
        super().__init__(driver, database, deadlines, query_table)
        self._opened = _OpenTransaction()

    @classmethod
    def of(cls, database: Database) -> Self:
        """Pending writes to a database."""
        return database.as_class(cls)

    @property
    def committing_at_once(self) -> Database:
        """The database itself."""
        return self.as_class(Database)

    async def write(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """What ``work`` returns; what it wrote is seen by others after :meth:`commit`.

        Raises:
            DatabaseUnavailable, DeadlineExceeded, BudgetExceeded, Conflict, DiskFull: as :meth:`Database.write`.
        """
        self.check_room()
        seconds = self._deadlines.write
        with translated(seconds):
            async with asyncio.timeout(seconds):
                if self._opened.transaction is not None:
                    return await work(Transaction(self._opened.transaction, self._query_table))
                return await tried_again(lambda: self._first_write(work))

    async def _first_write(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        session = self._opened.session = self._driver.session(database=self._database)
        async with AsyncExitStack() as unfinished:
            unfinished.push_async_callback(self.discard)
            seconds = transaction_seconds(self._deadlines.write)
            transaction = await session.begin_transaction(timeout=seconds)
            result = await work(Transaction(transaction, self._query_table))
            unfinished.pop_all()
        self._opened.transaction = transaction
        return result

    async def commit(self) -> None:
        """Commit all that was written.

        Raises:
            OutcomeUnknown: the database was lost, or time ran out, while committing.
            DatabaseUnavailable: nothing was written.
        """
        assert self._opened.transaction is not None, "something was written"
        seconds = self._deadlines.write
        with translated(seconds):
            try:
                async with asyncio.timeout(seconds):
                    await self._opened.transaction.commit()
            except IN_DOUBT as error:
                raise outcome_unknown() from error

    async def discard(self) -> None:
        """Give up what was not committed, and the connection."""
        session, self._opened.session, self._opened.transaction = self._opened.session, None, None
        if session is not None:
            with suppress(DriverError, Neo4jError, TimeoutError):
                async with asyncio.timeout(_GOODBYE_SECONDS):
                    await session.close()
