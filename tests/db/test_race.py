"""Do writers that come at the same time lose anything? And is it the lock that keeps them from it?"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from neo4j import Driver

from app.errors import NetzblickError, StaleVersion
from app.records.actor import Actor
from app.records.records import Records
from app.store.bolt import Database, Deadlines
from app.store.chain import verify_chain
from app.store.queries import Query, parse, queries
from app.store.records import get
from app.store.requests import WriteSet
from app.store.write import write
from tests.database import DatabaseUnderTest
from tests.factories import actor, records
from tests.storing import AT, DEADLINE, Store

WRITERS = 8
TURNS = 6
LOCK = ("SET home.locked = true", "REMOVE home.locked")


def without_the_lock() -> Mapping[str, Query]:
    """The queries of the product, but the workspace is only read where it should be locked."""
    query = queries()["workspaces/lock"]
    lines = query.text.splitlines()
    kept = [line for line in lines if not line.startswith(LOCK)]
    assert len(kept) == len(lines) - len(LOCK)
    return {**queries(), query.name: parse(query.name, "\n".join(kept))}


def race(server: DatabaseUnderTest, known: Mapping[str, Query]) -> list[int | BaseException]:
    """How many increments each writer was told are done, or what stopped it."""

    async def all_at_once() -> list[int | BaseException]:
        async with Database.open(server.url, *server.auth, "neo4j", Deadlines.of(DEADLINE), known) as database:
            return await asyncio.gather(
                *(count_up(database, number) for number in range(WRITERS)), return_exceptions=True
            )

    return asyncio.run(all_at_once())


async def count_up(database: Database, writer: int) -> int:
    done = 0
    attempt = 0
    while done < TURNS:
        attempt += 1
        counter = await get(database, "here", "actors", "counter")
        assert isinstance(counter, Actor)
        following = replace(counter, name=str(int(counter.name) + 1))
        change = WriteSet(
            upserts=Records(actors=(following,)), expected_versions={("actors", "counter"): counter.version}
        )
        try:
            await write(database, "here", f"{writer}-{attempt}", change, by="writer", at=AT, kind="count")
        except StaleVersion:
            continue
        done += 1
    return done


def test_concurrent_writers_lose_nothing(store: Store, neo4j_server: DatabaseUnderTest, neo4j_driver: Driver):
    store.write("here", "zero", upserts=records(actor("counter", name="0")))

    result = race(neo4j_server, queries())

    assert result == [TURNS] * WRITERS
    assert store(get, "here", "actors", "counter").name == str(WRITERS * TURNS)
    changes = neo4j_driver.execute_query("MATCH (c:Change) RETURN c.sequence AS n ORDER BY n").records
    assert [change["n"] for change in changes] == list(range(1, WRITERS * TURNS + 2))
    assert store(verify_chain, "here") is None


def test_without_the_lock_writers_run_into_each_other(store: Store, neo4j_server: DatabaseUnderTest):
    store.write("here", "zero", upserts=records(actor("counter", name="0")))

    result = race(neo4j_server, without_the_lock())

    stopped = [entry for entry in result if isinstance(entry, NetzblickError)]
    lost = store(get, "here", "actors", "counter").name != str(WRITERS * TURNS)
    assert stopped or lost
