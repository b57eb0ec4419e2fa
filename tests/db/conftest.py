"""What do tests of the embedded database itself share? Each starts databases of its own, in folders of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from app.embedded.server import Server, start, stop
from app.settings import Settings


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
    running = start(home, jar_cache, Settings().maven_url, outlive=True)
    yield running.server
    assert stop(home)
