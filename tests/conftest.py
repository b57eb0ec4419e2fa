"""What do tests of several folders share?"""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from neo4j import Driver

from tests.database import DatabaseUnderTest, provide, wipe
from tests.trials import FULL

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=FULL)
settings.register_profile("quick", settings.get_profile("repeatable"), max_examples=FULL // 5)
settings.register_profile("exploring", deadline=None, max_examples=FULL)
settings.load_profile("repeatable")
"""One commit, one result, also on a busy machine; ``--hypothesis-profile=exploring`` looks for new examples."""


FOLDERS = {
    "db": ("tests/http/", "tests/db/", "tests/faults/", "tests/browser/"),
    "browser": ("tests/browser/",),
    "timed": ("tests/http/", "tests/unit/intake/", "tests/unit/usecases/"),
}
"""Where ``make test`` looks for the tests of a mark, so that it need not collect all others beside them."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the tests' Neo4j, by whatever fixture, needs the database; so does all of ``tests/db``."""
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()) or item.nodeid.startswith("tests/db/"):
            item.add_marker(pytest.mark.db)
        for mark, folders in FOLDERS.items():
            if item.get_closest_marker(mark) and not item.nodeid.startswith(folders):
                raise pytest.UsageError(f"{item.nodeid} is {mark}: make test looks for such tests in {folders} alone")


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[DatabaseUnderTest]:
    """The real Neo4j of this run of the tests; it is started when the first test asks for it."""
    with provide() as database:
        yield database


@pytest.fixture(scope="session")
def neo4j_driver(neo4j_server: DatabaseUnderTest) -> Iterator[Driver]:
    """A driver of the tests' database; its data is whatever earlier tests left."""
    with neo4j_server.driver() as driver:
        yield driver


@pytest.fixture
def empty_neo4j(neo4j_server: DatabaseUnderTest, neo4j_driver: Driver) -> DatabaseUnderTest:
    """The tests' database without any node but its marker; constraints and indexes stay."""
    wipe(neo4j_driver)
    return neo4j_server
