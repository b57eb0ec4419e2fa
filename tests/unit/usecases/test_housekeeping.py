"""Does a service that clears away every hour go on after whatever went wrong, and say so without data?"""

import asyncio

import pytest

from app.errors import DatabaseUnavailable
from app.store.bolt import Database, Deadlines
from app.usecases import housekeeping
from app.usecases.retention import Failure, Retention

SECRET = "Praxis Muster"


def test_an_error_is_logged_by_its_place_and_the_next_hour_comes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    hours, three = 0, asyncio.Event()

    async def retain(_database: Database, _now: object) -> Retention:
        nonlocal hours
        hours += 1
        if hours == 3:
            three.set()
        try:
            raise RuntimeError(SECRET) if hours == 2 else DatabaseUnavailable(SECRET)
        except DatabaseUnavailable as error:
            return Retention(waves=(), failures=(Failure(step="answers of waves", workspace="here", error=error),))

    async def three_hours() -> None:
        database = Database.open("bolt://localhost:1", "nobody", "nothing", "neo4j", Deadlines())
        async with database, housekeeping.kept_clean(database):
            await three.wait()

    monkeypatch.setattr(housekeeping, "retain", retain)
    monkeypatch.setattr(housekeeping, "PAUSE_SECONDS", 0.0)
    asyncio.run(asyncio.wait_for(three_hours(), 30))

    assert "answers of waves in here; DatabaseUnavailable" in caplog.messages[0]
    assert "everything; RuntimeError" in caplog.messages[1]
    assert SECRET not in caplog.text
