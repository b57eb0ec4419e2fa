"""What a running service clears away by itself: answers and results that nobody will ask for again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from app.clock import now
from app.errors import NetzblickError
from app.store.answers import forget_answers
from app.store.bolt import Database
from app.store.runs import forget_runs
from app.store.who import forget_old_who

PAUSE_SECONDS = 3600.0


@asynccontextmanager
async def kept_clean(database: Database) -> AsyncIterator[None]:
    """Clear away now and every hour while the service runs."""
    clearing = asyncio.create_task(_clear(database))
    try:
        yield
    finally:
        clearing.cancel()


async def _clear(database: Database) -> None:
    while True:
        with suppress(NetzblickError):  # the database is away: next hour will do
            await forget_answers(database, now())
            await forget_runs(database, now())
            await forget_old_who(database, now())
        await asyncio.sleep(PAUSE_SECONDS)
