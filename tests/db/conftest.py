"""What do tests of the database share? A store on the tests' database; tests of the server start databases of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from app.embedded.server import Server, start, stop
from app.settings import Settings
from app.store.migrations import migrate
from app.store.workspaces import create_workspace
from tests.database import HEAP, DatabaseUnderTest
from tests.storing import Store, storing


def connect(server: Server) -> Driver:
    return GraphDatabase.driver(server.url, auth=(server.user, server.password_file.read_text("utf-8").strip()))


@pytest.fixture(scope="session")
def jar_cache() -> Path:
    """The usual cache, so that jars are fetched once and not once per run."""
    return Settings().cache


@pytest.fixture(scope="session")
def left_running(tmp_path_factory, jar_cache) -> Iterator[Server]:
    """A database as ``db start`` leaves it; tests share it and leave no data in it."""
    home = tmp_path_factory.mktemp("left-running")
    running = start(home, jar_cache, Settings().maven_url, outlive=True, heap=HEAP)
    yield running.server
    assert stop(home)


@pytest.fixture(scope="session")
def open_store(neo4j_server: DatabaseUnderTest) -> Iterator[Store]:
    """A store on the tests' database; it holds whatever earlier tests left."""
    with storing(neo4j_server) as opened:
        yield opened


@pytest.fixture
def store(open_store: Store, empty_neo4j: DatabaseUnderTest) -> Store:
    """A store with the newest schema and the empty workspaces ``here`` and ``there``."""
    open_store(migrate)
    for workspace in ("here", "there"):
        open_store(create_workspace, workspace, workspace.title())
    return open_store
