"""What do tests of several folders share?"""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from neo4j import Driver

from tests.database import DatabaseUnderTest, provide, wipe

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("exploring", deadline=None)
settings.load_profile("repeatable")
"""One commit, one result, also on a busy machine; ``--hypothesis-profile=exploring`` looks for new examples."""


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
