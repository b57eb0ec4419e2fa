"""What becomes of a large change whose process, or whose database, is killed in the middle? Nothing half, and it goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver

from app.embedded.ownership import read_run
from app.embedded.server import start, stop
from app.errors import DatabaseUnavailable
from app.records.records import Records
from app.store import large_write, staging
from app.store.integrity import check_workspace
from app.store.migrations import migrate
from app.store.records import load
from app.store.workspaces import create_workspace
from tests.database import DatabaseUnderTest
from tests.factories import actor, area, offer, records
from tests.storing import Store, storing

pytestmark = pytest.mark.db

BATCH = 100
SIZE = 1_000

WRITER = """
import sys
from pathlib import Path
from tests.database import DatabaseUnderTest
from tests.db.test_staging_killed import large, printed
from tests.storing import storing
with storing(DatabaseUnderTest(sys.argv[1], sys.argv[2], Path(sys.argv[3]))) as store:
    printed(store, large())
"""


def large() -> Records:
    """1,000 organisations and as many offers in a quarter that exists already."""
    actors = tuple(actor(f"a{number:04}", home_area="home") for number in range(SIZE))
    offers = tuple(offer(f"o{number:04}", f"a{number:04}", areas="home", themes="work") for number in range(SIZE))
    return Records(actors=actors, offers=offers)


def printed(store: Store, upserts: Records) -> None:
    """Write them in batches and print a line for each."""
    store.database.transaction_rows = BATCH
    store.write("here", "large", upserts=upserts, progress=lambda done, total: print(done, total, flush=True))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(staging, "LEASE_SECONDS", 0.0)
    monkeypatch.setattr(large_write, "_PAUSES", (0.1,))


def whole(store: Store) -> None:
    """All of it is there, and nothing else."""
    stored = store(load, "here")
    assert (len(stored.actors), len(stored.offers)) == (SIZE + 1, SIZE)
    assert {entry.areas for entry in stored.offers} == {("home",)}
    assert store(check_workspace, "here").faults == ()


def test_a_killed_writer_leaves_nothing_half_and_the_next_goes_on(
    store: Store, neo4j_server: DatabaseUnderTest, neo4j_driver: Driver
):
    store.write("here", "before", upserts=records(area("home"), actor("mine")))
    place = [neo4j_server.url, neo4j_server.user, str(neo4j_server.password_file)]
    reached = []
    for batches in (3, 14, 9):
        with subprocess.Popen([sys.executable, "-c", WRITER, *place], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            reached.append([int(writer.stdout.readline().split()[0]) for _ in range(batches)][-1])
            writer.kill()
        assert [entry.id for entry in store(load, "here").actors] == ["mine"]
    printed(store, large())

    assert reached == sorted(reached), "who came next began anew"
    whole(store)
    left = neo4j_driver.execute_query("MATCH (n:Staging) RETURN count(n) AS n").records[0]["n"]
    assert left == 0


def test_a_killed_database_leaves_nothing_half_and_the_write_goes_on(tmp_path: Path, jar_cache: Path):
    def under_test(server: Any) -> DatabaseUnderTest:
        return DatabaseUnderTest(server.url, server.user, server.password_file)

    def kill(done: int, _total: int) -> None:
        run = read_run(tmp_path)
        if done > SIZE and run is not None and not killed:
            killed.append(run.pid)
            os.kill(run.pid, signal.SIGKILL)

    killed: list[int] = []
    try:
        with storing(under_test(start(tmp_path, jar_cache, None, outlive=True, heap=512).server)) as first:
            first(migrate)
            first(create_workspace, "here", "Here")
            first.write("here", "before", upserts=records(area("home"), actor("mine")))
            first.database.transaction_rows = BATCH
            with pytest.raises(DatabaseUnavailable):
                first.write("here", "large", upserts=large(), progress=kill)
        with storing(under_test(start(tmp_path, jar_cache, None, outlive=True, heap=512).server)) as again:
            assert [entry.id for entry in again(load, "here").actors] == ["mine"]
            again.database.transaction_rows = BATCH
            again.write("here", "large", upserts=large())
            whole(again)
    finally:
        stop(tmp_path)
    assert killed
