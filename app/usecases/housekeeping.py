"""What a running service clears away by itself: what was kept long enough."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from app.clock import now
from app.errors import NetzblickError
from app.store.bolt import Database
from app.usecases.retention import retain

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
            await retain(database.patient, now())
        await asyncio.sleep(PAUSE_SECONDS)
