"""What a running service clears away by itself: what was kept long enough."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.clock import now
from app.store.bolt import Database
from app.usecases.retention import retain

PAUSE_SECONDS = 3600.0

_log = logging.getLogger(__name__)


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
        try:
            for failure in (await retain(database.with_bulk_deadlines, now())).failures:
                _tell(failure.error, f"{failure.step} in {failure.workspace or 'all workspaces'}")
        except Exception as error:  # noqa: BLE001 - next hour will do; nobody waits for it, so it is logged
            _tell(error, "everything")
        await asyncio.sleep(PAUSE_SECONDS)


def _tell(error: Exception, step: str) -> None:
    """Log what was not cleared away; the words of an error may hold data, so that only its place is told."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("not cleared away: %s; %s: %s:%s", step, type(error).__name__, at.filename, at.lineno)
