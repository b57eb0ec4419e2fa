"""Is every change on record, and does tampering with that record show?"""

import json

import pytest
from neo4j import Driver

from app.records.records import Records
from app.store.chain import Break, verify_chain
from tests.factories import actor, records
from tests.storing import AT, Store


def history(driver: Driver, workspace: str) -> list[dict]:
    rows_of_query = driver.execute_query(
        "MATCH (change:Change {workspace: $workspace}) RETURN change ORDER BY change.sequence", workspace=workspace
    )
    return [dict(record["change"]) for record in rows_of_query.records]


@pytest.fixture
def three_changes(store: Store) -> Store:
    store.write("here", "made", upserts=records(actor("a"), actor("b")))
    store.write("here", "renamed", upserts=records(actor("a", name="new")), expected_versions={("actors", "b"): 1})
    store.write("here", "deleted", deletes={"actors": ["b"]}, kind="delete")
    return store


def test_each_write_is_one_change_with_what_was_before_and_after(three_changes: Store, neo4j_driver: Driver):
    changes = history(neo4j_driver, "here")

    entries = [
        {
            when: [(row["name"], row["version"]) for row in json.loads(change[when]).get("actors", [])]
            for when in ("before", "after")
        }
        for change in changes
    ]
    assert entries == [
        {"before": [], "after": [("a", 1), ("b", 1)]},
        {"before": [("a", 1)], "after": [("new", 2)]},
        {"before": [("b", 1)], "after": []},
    ]
    assert [(entry["sequence"], entry["operation"], entry["kind"], entry["by"], entry["at"]) for entry in changes] == [
        (1, "made", "test", "coordinator", AT.isoformat()),
        (2, "renamed", "test", "coordinator", AT.isoformat()),
        (3, "deleted", "delete", "coordinator", AT.isoformat()),
    ]


def test_a_refused_or_repeated_write_leaves_no_change(three_changes: Store, neo4j_driver: Driver):
    with pytest.raises(Exception, match="„b“"):
        three_changes.write("here", "refused", deletes={"actors": ["b"]})
    three_changes.write("here", "made", upserts=records(actor("a"), actor("b")))

    assert len(history(neo4j_driver, "here")) == 3


def test_an_untouched_history_holds(three_changes: Store):
    assert three_changes(verify_chain, "here") is None
    assert three_changes(verify_chain, "there") is None


@pytest.mark.parametrize(
    ("tampering", "expected"),
    [
        ("MATCH (c:Change {workspace: 'here', sequence: 2}) SET c.by = 'somebody else'", Break(2, "was altered")),
        ("MATCH (c:Change {workspace: 'here', sequence: 1}) SET c.after = '{}'", Break(1, "was altered")),
        ("MATCH (c:Change {workspace: 'here', sequence: 2}) DETACH DELETE c", Break(2, "is missing")),
        ("MATCH (c:Change {workspace: 'here', sequence: 3}) DETACH DELETE c", Break(3, "is missing at the end")),
        (
            "MATCH (c:Change {workspace: 'here'}) SET c.workspace = 'there', c.sequence = c.sequence + 0",
            Break(1, "is missing at the end"),
        ),
    ],
)
def test_tampering_shows(three_changes: Store, neo4j_driver: Driver, tampering: str, expected: Break):
    neo4j_driver.execute_query(tampering)

    assert three_changes(verify_chain, "here") == expected


def test_a_change_without_records_is_on_record_too(store: Store, neo4j_driver: Driver):
    store.write("here", "nothing", upserts=Records())

    assert [json.loads(entry["after"]) for entry in history(neo4j_driver, "here")] == [{}]
