"""Who reads or imports beside somebody who writes all the time gets an answer, and one of a single moment."""

import asyncio
from contextlib import suppress

import pytest

from app.formats.files import InputFile
from app.store.bolt import Database, Deadlines
from app.store.records import load
from app.store.requests import WriteSet
from app.store.workspaces import consistent_read
from app.store.write import write
from app.usecases.imports.import_records import import_files
from app.usecases.snapshots import Snapshots
from tests.database import DatabaseUnderTest
from tests.factories import actor, records, tie
from tests.storing import AT, Store

PAUSE_SECONDS = 0.02
"""Between two writes: many more than four a second."""


async def keep_writing(database: Database, begun: asyncio.Event) -> None:
    """Two organisations and their tie, all of one change; whoever sees different versions saw two moments."""
    number = 0
    while True:
        number += 1
        change = WriteSet(upserts=records(actor("a"), actor("b"), tie("a", "b")))
        await write(database, "here", f"turn-{number}", change, by="writer", at=AT, kind="test")
        begun.set()
        await asyncio.sleep(PAUSE_SECONDS)


def beside_a_writer(server: DatabaseUnderTest, work):
    """What some work gives while somebody writes."""

    async def read_while_writing():
        begun = asyncio.Event()
        async with Database.open(server.url, *server.auth, "neo4j", Deadlines.of(60)) as database:
            await write(
                database, "here", "first", WriteSet(upserts=records(actor("a"), actor("b"))), by="w", at=AT, kind="test"
            )
            writing = asyncio.create_task(keep_writing(database, begun))
            try:
                async with asyncio.timeout(60):
                    await begun.wait()
                    return await work(database)
            finally:
                writing.cancel()
                with suppress(asyncio.CancelledError):
                    await writing

    return asyncio.run(read_while_writing())


def test_records_of_one_moment_are_read(store: Store, neo4j_server: DatabaseUnderTest):
    async def read_often(database: Database) -> list[set[int]]:
        loaded = [await load(database, "here") for _ in range(5)]
        return [{record.version for _, entry in everything for record in entry} for everything in loaded]

    versions = beside_a_writer(neo4j_server, read_often)

    assert [len(of_one_moment) for of_one_moment in versions] == [1] * 5


def test_networks_of_one_moment_are_loaded(store: Store, neo4j_server: DatabaseUnderTest):
    async def snapshot(database: Database):
        return await Snapshots(database).snapshot("here", None, AT.date())

    network = beside_a_writer(neo4j_server, snapshot).network

    assert {record.version for record in network.records.actors} == {network.revision}
    assert len(network.ties) == 1


def test_a_file_is_taken_in(store: Store, neo4j_server: DatabaseUnderTest):
    file = InputFile("akteure.csv", b"Name;Art\nNeue Einrichtung;Verein\n")

    async def take_in(database: Database):
        return await import_files(database, "here", (file,), at=AT)

    assert beside_a_writer(neo4j_server, take_in).new == 1


def test_one_load_serves_all_who_ask_meanwhile(store: Store):
    store.write("here", "first", upserts=records(actor("a")))
    snapshots = Snapshots(store.database)

    async def several():
        return await asyncio.gather(*(snapshots.snapshot("here", None, AT.date()) for _ in range(3)))

    assert len({id(snapshot) for snapshot in store.portal.call(several)}) == 1


def test_a_workspace_that_goes_while_it_is_read_is_told(store: Store, neo4j_driver):
    async def read() -> None:
        neo4j_driver.execute_query(
            "MATCH (w:Workspace {id: 'here'}) SET w.sequence = w.sequence + 1, w.deleting = true"
        )

    with pytest.raises(Exception, match="no workspace"):
        store(consistent_read, "here", read)
