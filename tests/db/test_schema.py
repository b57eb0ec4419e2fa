"""Do the migrations make exactly the keys and indexes of schema.toml, and does the store write nothing else?"""

import pytest
from neo4j import Driver

from app.records.schema import Key, schema
from tests.factories import offer, records
from tests.storing import Store, everything, import_run, in_batches


def test_constraints_are_the_keys_of_the_schema(store: Store, neo4j_driver: Driver):
    records = neo4j_driver.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type").records
    keys = [Key(owner=record["labelsOrTypes"][0], properties=tuple(record["properties"])) for record in records]

    assert {record["type"] for record in records} == {"UNIQUENESS", "RELATIONSHIP_UNIQUENESS"}
    assert set(keys) == schema().keys
    assert len(keys) == len(schema().keys)


def test_indexes_are_those_of_the_keys_and_all_are_online(store: Store, neo4j_driver: Driver):
    records = neo4j_driver.execute_query(
        "SHOW INDEXES YIELD type, state, owningConstraint WHERE type <> 'LOOKUP' RETURN type, state, owningConstraint"
    ).records

    assert {(record["type"], record["state"]) for record in records} == {("RANGE", "ONLINE")}
    assert all(record["owningConstraint"] for record in records)


@pytest.fixture
def seeded(store: Store) -> Store:
    store.write("here", "all", upserts=everything())
    store.undo("here", "all", "undo")
    with in_batches(store.database):
        store.write("here", "again", upserts=everything())
    store.keep_run("here", import_run(1, "all"))
    narrow = offer(
        "narrow", themes="prevention_addiction", target_groups="children_u3"
    )  # both lie below a broader term
    store.write("there", "narrow", upserts=records(narrow))
    return store


TYPES = {
    "STRING": "STRING NOT NULL",
    "DATE": "STRING NOT NULL",
    "TIME": "STRING NOT NULL",
    "JSON": "STRING NOT NULL",
    "INTEGER": "INTEGER NOT NULL",
    "FLOAT": "FLOAT NOT NULL",
    "BOOLEAN": "BOOLEAN NOT NULL",
    "LIST<STRING>": "LIST<STRING NOT NULL> NOT NULL",
}
EMPTY_LIST = "LIST<NOTHING> NOT NULL"


def test_every_stored_property_of_a_node_is_in_the_schema_with_its_type(seeded: Store, neo4j_driver: Driver):
    result = neo4j_driver.execute_query(
        "MATCH (n) WHERE NOT n:TestDatabase UNWIND keys(n) AS key "
        "RETURN DISTINCT head(labels(n)) AS owner, key, valueType(n[key]) AS type"
    ).records
    allowed = {
        (label.name, name, kind)
        for label in schema().labels.values()
        for name, item in label.properties.items()
        for kind in (TYPES[item.type], *([EMPTY_LIST] if item.type == "LIST<STRING>" else []))
    }

    assert {(entry["owner"], entry["key"], entry["type"]) for entry in result} - allowed == set()


def test_every_stored_property_of_a_relationship_is_in_the_schema_with_its_type(seeded: Store, neo4j_driver: Driver):
    result = neo4j_driver.execute_query(
        "MATCH ()-[r]->() UNWIND keys(r) AS key RETURN DISTINCT type(r) AS owner, key, valueType(r[key]) AS type"
    ).records
    allowed = {
        (relationship.name, name, TYPES[item.type])
        for relationship in schema().relationships.values()
        for name, item in relationship.properties.items()
    }

    assert {(entry["owner"], entry["key"], entry["type"]) for entry in result} == allowed


def test_relationships_join_what_the_schema_says(seeded: Store, neo4j_driver: Driver):
    result = neo4j_driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN DISTINCT type(r) AS type, head(labels(a)) AS first, head(labels(b)) AS second"
    ).records

    assert {(entry["type"], entry["first"], entry["second"]) for entry in result} == {
        (relationship.name, first, second)
        for relationship in schema().relationships.values()
        for first, second in relationship.ends
    }


def test_required_properties_are_always_there(seeded: Store, neo4j_driver: Driver):
    for label in schema().labels.values():
        required = [name for name, entry in label.properties.items() if entry.required]
        incomplete = neo4j_driver.execute_query(
            f"MATCH (n:{label.name}) WHERE any(name IN $required WHERE n[name] IS NULL) RETURN n.id AS id",
            required=required,
        ).records
        assert incomplete == [], label.name
