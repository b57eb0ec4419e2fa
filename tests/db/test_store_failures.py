"""What does a caller learn when the database is away, slow, or lost in the very moment of committing?"""

import asyncio
import time

import pytest
from neo4j import Driver

from app.errors import BudgetExceeded, DatabaseUnavailable, DeadlineExceeded, OutcomeUnknown
from app.store.bolt import Database, Deadlines, Transaction
from app.store.queries import parse, queries
from app.store.records import load
from app.store.rows import row_of
from tests.database import DatabaseUnderTest
from tests.factories import actor, area, records
from tests.line import line_to
from tests.storing import Store, storing


def changes(driver: Driver) -> int:
    return driver.execute_query("MATCH (c:Change) RETURN count(c) AS n").records[0]["n"]


def test_a_lost_answer_to_a_commit_is_looked_up(store: Store, neo4j_server: DatabaseUnderTest, neo4j_driver: Driver):
    with line_to(neo4j_server) as line, storing(neo4j_server, url=line.url) as far:
        line.cuts = 1
        committed = far.write("here", "key", upserts=records(actor("a")))

    assert (committed.sequence, committed.repeated, line.cuts) == (1, False, 0)
    assert changes(neo4j_driver) == 1


def test_while_the_database_is_away_the_outcome_is_unknown_and_repeating_is_safe(
    store: Store, neo4j_server: DatabaseUnderTest, neo4j_driver: Driver
):
    with line_to(neo4j_server) as line, storing(neo4j_server, url=line.url) as far:
        far(load, "here", ["actors"])
        line.cuts, line.dead = 1, True
        with pytest.raises(OutcomeUnknown) as caught:
            far.write("here", "key", upserts=records(actor("a")))

    assert "Repeat it with the same key" in caught.value.hint
    assert store.write("here", "key", upserts=records(actor("a"))).repeated
    assert changes(neo4j_driver) == 1


def test_an_absent_database_is_told_quickly(neo4j_server: DatabaseUnderTest):
    with storing(neo4j_server, url="bolt://127.0.0.1:1") as nowhere:
        started = time.monotonic()
        with pytest.raises(DatabaseUnavailable):
            nowhere(load, "here")
    assert time.monotonic() - started < 6


def test_a_slow_query_ends_at_its_deadline_also_in_the_database(
    open_store: Store, neo4j_server: DatabaseUnderTest, neo4j_driver: Driver
):
    slow = parse(
        "test/slow",
        "// name: test/slow\n// doc: Counts for minutes.\n// access: read\n// params: none\n// returns: n: INTEGER\n"
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b) AS n",
    )

    async def ask() -> None:
        async with Database.open(
            neo4j_server.url, *neo4j_server.auth, "neo4j", Deadlines.of(2.0), {"test/slow": slow}
        ) as database:
            await database.read("test/slow")

    with pytest.raises(DeadlineExceeded, match="2 s"):
        asyncio.run(ask())
    running = neo4j_driver.execute_query(
        "SHOW TRANSACTIONS YIELD currentQuery, status WHERE currentQuery CONTAINS 'test/slow' AND status = 'Running' "
        "AND NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS n"
    )
    assert running.records[0]["n"] == 0


def test_too_much_for_one_transaction_is_refused_at_once_and_leaves_nothing(
    store: Store, neo4j_server: DatabaseUnderTest
):
    """How much fits is measured in docs/decisions/write-pattern.md."""
    much = parse(
        "test/much",
        "// name: test/much\n// doc: Takes gigabytes.\n// access: read\n// params: none\n// returns: n: INTEGER\n"
        "UNWIND range(1, 300000000) AS number WITH collect(number) AS numbers RETURN size(numbers) AS n",
    )

    async def work(transaction: Transaction) -> None:
        await transaction.run("areas/write", workspace="here", rows=[row_of(area("a"))])
        await transaction.run("test/much")

    async def ask() -> None:
        known = {**queries(), "test/much": much}
        async with Database.open(neo4j_server.url, *neo4j_server.auth, "neo4j", Deadlines.of(120), known) as database:
            await database.write(work)

    with pytest.raises(BudgetExceeded):
        asyncio.run(ask())
    assert store(load, "here", ["areas"]).areas == ()
