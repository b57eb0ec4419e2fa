"""Which Neo4j do the tests write to, and how is anybody else's data kept safe from them?

Tests empty their database again and again. They therefore touch only one that was empty when they first met it or that
carries a ``:TestDatabase`` node, and ignore the service's own variables.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase

from app.embedded.server import start
from app.settings import Settings

URL = "NETZBLICK_TEST_NEO4J_URL"

HEAP = 512
"""MiB of the database that is left running: what a small machine gives it."""

OCCUPATION = "MATCH (n) RETURN count(n) > 0 AS occupied, any(mark IN collect(DISTINCT labels(n)) WHERE 'TestDatabase' IN mark) AS marked"
MARK = "MERGE (:TestDatabase {purpose: 'written and emptied by tests'})"
DELETE = "MATCH (n) WHERE NOT n:TestDatabase CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


class ForeignDatabase(Exception):
    """The database holds data that no test made."""


@dataclass(frozen=True, slots=True)
class DatabaseUnderTest:
    """Where the tests' database answers; ``password_file`` holds its password."""

    url: str
    user: str
    password_file: Path

    @property
    def auth(self) -> tuple[str, str]:
        return self.user, self.password_file.read_text("utf-8").strip()

    def driver(self) -> Driver:
        return GraphDatabase.driver(self.url, auth=self.auth)

    def settings(self, **values: Any) -> Settings:
        """The settings of a service on this database, with others as named, such as another way to it."""
        way = {"neo4j_url": self.url, "neo4j_user": self.user, "neo4j_password_file": self.password_file}
        return Settings(**way | values)

    def patient_settings(self) -> Settings:
        """The same, but waiting long, and for many at once: a cold database on a busy machine is no outage, nor a crowd."""
        return self.settings(read_seconds=30, write_seconds=60, requests=48)


@contextmanager
def provide() -> Iterator[DatabaseUnderTest]:
    """The database of ``NETZBLICK_TEST_NEO4J_URL``, else an embedded one in a temporary folder; marked in both cases."""
    with _database_of_settings() if URL in os.environ else _embedded() as database:
        with database.driver() as driver:
            mark(driver)
        yield database


@contextmanager
def _database_of_settings() -> Iterator[DatabaseUnderTest]:
    user = os.environ.get("NETZBLICK_TEST_NEO4J_USER", "neo4j")
    yield DatabaseUnderTest(os.environ[URL], user, Path(os.environ["NETZBLICK_TEST_NEO4J_PASSWORD_FILE"]))


@contextmanager
def _embedded() -> Iterator[DatabaseUnderTest]:
    """The jars come from the usual cache, so that a run of the tests fetches nothing that is here already."""
    settings = Settings()
    with (
        tempfile.TemporaryDirectory(prefix="netzblick-test-") as home,
        start(Path(home), settings.cache, settings.maven_url, outlive=False, heap=1024) as running,
    ):
        server = running.server
        yield DatabaseUnderTest(server.url, server.user, server.password_file)


def mark(driver: Driver) -> None:
    """Make an empty database the tests' own.

    Raises:
        ForeignDatabase: it is neither empty nor marked; nothing was changed.
    """
    occupation = driver.execute_query(OCCUPATION).records[0]
    if occupation["occupied"] and not occupation["marked"]:
        raise ForeignDatabase("The database is neither empty nor marked with a :TestDatabase node; no test touches it.")
    driver.execute_query(MARK)


def wipe(driver: Driver) -> None:
    """Delete all nodes and relationships but the marker; constraints and indexes stay.

    Raises:
        ForeignDatabase: the marker is absent; nothing was changed.
    """
    if not driver.execute_query(OCCUPATION).records[0]["marked"]:
        raise ForeignDatabase("The database carries no :TestDatabase node; nothing was deleted.")
    with driver.session() as session:
        session.run(DELETE).consume()


def drop_schema(driver: Driver) -> None:
    """Drop all constraints and indexes but the two lookup indexes that every Neo4j has.

    Raises:
        ForeignDatabase: the marker is absent; nothing was changed.
    """
    if not driver.execute_query(OCCUPATION).records[0]["marked"]:
        raise ForeignDatabase("The database carries no :TestDatabase node; nothing was dropped.")
    for kind, listing in (
        ("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"),
        ("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"),
    ):
        for record in driver.execute_query(listing).records:
            driver.execute_query(f"DROP {kind} `{record['name']}`")
