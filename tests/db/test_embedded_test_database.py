"""Do tests leave everybody else's data alone?"""

import pytest

from tests.database import ForeignDatabase, drop_schema, mark, wipe
from tests.db.conftest import connect

EVERYTHING = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY labels"


@pytest.fixture
def driver(left_running):
    """A database of its own without marker, emptied again afterwards: the shared one must stay marked."""
    with connect(left_running) as driver:
        yield driver
        driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize("action", [mark, wipe, drop_schema])
def test_a_foreign_database_is_refused_and_left_untouched(driver, action):
    driver.execute_query("CREATE (:Actor {name: 'Stadtteilbüro'})-[:RUNS]->(:Offer)")
    driver.execute_query("CREATE CONSTRAINT foreign IF NOT EXISTS FOR (a:Actor) REQUIRE a.id IS UNIQUE")
    before = driver.execute_query(EVERYTHING).records
    with pytest.raises(ForeignDatabase):
        action(driver)
    assert driver.execute_query(EVERYTHING).records == before
    assert driver.execute_query("SHOW CONSTRAINTS YIELD name WHERE name = 'foreign'").records


def test_an_empty_database_is_marked_once_and_can_be_marked_again(driver):
    mark(driver)
    mark(driver)
    assert [record["labels"] for record in driver.execute_query(EVERYTHING).records] == [["TestDatabase"]]


def test_wiping_leaves_the_marker_alone(driver):
    mark(driver)
    driver.execute_query("UNWIND range(1, 20000) AS n CREATE (:Actor {n: n})-[:RUNS]->(:Offer)")
    wipe(driver)
    assert [record["labels"] for record in driver.execute_query(EVERYTHING).records] == [["TestDatabase"]]


def test_dropping_the_schema_leaves_what_every_neo4j_has(driver):
    mark(driver)
    driver.execute_query("CREATE CONSTRAINT ours IF NOT EXISTS FOR (a:Actor) REQUIRE a.key IS UNIQUE")
    driver.execute_query("CREATE INDEX by_name IF NOT EXISTS FOR (a:Actor) ON (a.name)")
    drop_schema(driver)
    assert {record["type"] for record in driver.execute_query("SHOW INDEXES YIELD type").records} == {"LOOKUP"}


def test_the_shared_database_is_marked_and_empty(empty_neo4j, neo4j_driver):
    assert [record["labels"] for record in neo4j_driver.execute_query(EVERYTHING).records] == [["TestDatabase"]]
