"""Whatever is altered past the product is found by ``db check``, and nothing else is."""

import json

import pytest
from neo4j import Driver

from app.cli.program import run
from app.records.schema import schema
from app.store import integrity
from app.store.integrity import check_workspace, check_workspaces
from tests.storing import Store, everything, import_run

TAMPERINGS = {
    "MATCH (n:Actor {id: 'awo'}) SET n.name = 'DRK'": "differs_from_history",
    "MATCH (n:Actor {id: 'awo'}) SET n.name = 7": "wrong_type",
    "MATCH (n:Actor {id: 'awo'}) SET n.secret = 'x'": "unknown_property",
    "MATCH (n:Actor {id: 'awo'}) REMOVE n.name": "missing_property",
    "MATCH (n:Actor {id: 'awo'}) SET n:Area": "unknown_label",
    "MATCH (n:Actor {id: 'awo'}) SET n.start = 'May'": "wrong_type",
    "MATCH (n:Occasion {id: 'later'}) DETACH DELETE n": "lost",
    "CREATE (:Area {workspace: 'here', id: 'new', name: 'N', kind: 'city', version: 1})": "not_in_history",
    "MATCH (a:Actor {id: 'awo'}), (p:Place {id: 'bare'}) CREATE (a)-[:OPERATES {position: 0}]->(p)": "differs_from_history",
    "MATCH (a:Actor {id: 'awo'}), (p:Place {id: 'bare'}) CREATE (p)-[:OPERATES {position: 0}]->(a)": "wrong_ends",
    "MATCH (a:Actor {id: 'awo'}), (p:Place {id: 'bare'}) CREATE (a)-[:LIKES]->(p)": "unknown_type",
    "MATCH (a:Actor {id: 'awo'}) CREATE (a)-[:ACTIVE_IN {position: 0}]->(:Area {workspace: 'there'})": "foreign_workspace",
    "MATCH (:Actor)-[r:ACTIVE_IN]->(:Area) SET r.position = 'first'": "wrong_type",
    "MATCH (c:Change {sequence: 1}) SET c.by = 'somebody'": "broken_history",
    "MATCH (c:Change {sequence: 1}) DELETE c": "broken_history",
    "MATCH (w:Workspace {id: 'here'}) SET w.hash = 'x'": "broken_history",
}


@pytest.fixture
def filled(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(integrity, "PAGE", 7)
    store.write("here", "all", upserts=everything())
    store.keep_run("here", import_run(1, "all"))
    return store


def test_what_the_product_wrote_has_no_faults(filled: Store):
    filled.undo("here", "all", "undo")
    filled.write("here", "again", upserts=everything())

    checked = filled(check_workspace, "here")

    assert (checked.revision, checked.faults) == (3, ())


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_somebody_altered_is_found(filled: Store, neo4j_driver: Driver, tampering: str):
    neo4j_driver.execute_query(tampering)

    assert TAMPERINGS[tampering] in {fault.code for fault in filled(check_workspace, "here").faults}


@pytest.mark.slow
def test_a_hundred_alterations_are_found_each_by_itself(
    filled: Store, neo4j_driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    """Every property of every kind of record and of changes, and a relationship of every type; each is undone again."""
    monkeypatch.setattr(integrity, "PAGE", 5_000)
    labels = sorted(schema().topics)
    rows = neo4j_driver.execute_query(_HELD, labels=[*labels, "Change"], unnoticed=sorted(UNNOTICED)).records
    altered = [(row["id"], row["label"], row["name"], row["value"]) for row in rows]
    links = neo4j_driver.execute_query(_LINKS, labels=labels).records

    missed = []
    for node, label, name, value in altered:
        neo4j_driver.execute_query(_SET, id=node, values={name: _another_value(value)})
        if not filled(check_workspace, "here").faults:
            missed.append(f"{label}.{name}")
        neo4j_driver.execute_query(_SET, id=node, values={name: value})
    for link in links:
        neo4j_driver.execute_query("MATCH ()-[r]->() WHERE elementId(r) = $id DELETE r", id=link["id"])
        if not filled(check_workspace, "here").faults:
            missed.append(link["type"])
        neo4j_driver.execute_query(
            "MATCH (a), (b) WHERE elementId(a) = $a AND elementId(b) = $b CREATE (a)-[r:$($type)]->(b) SET r = $values",
            a=link["a"],
            b=link["b"],
            type=link["type"],
            values=link["values"],
        )

    assert missed == []
    assert filled(check_workspace, "here").faults == (), "all were undone"
    assert len(altered) + len(links) >= 100


UNNOTICED = {"who"}
"""What no hash covers, so that it can be erased by itself: who made a change."""

_HELD = """
MATCH (n) WHERE n.workspace = 'here' AND head(labels(n)) IN $labels
UNWIND keys(n) AS name
WITH head(labels(n)) AS label, name, n ORDER BY elementId(n)
WHERE NOT name IN $unnoticed
WITH label, name, head(collect(n)) AS first
RETURN elementId(first) AS id, label, name, first[name] AS value ORDER BY label, name
"""
_LINKS = """
MATCH (a)-[r]->(b) WHERE a.workspace = 'here' AND head(labels(a)) IN $labels
WITH type(r) AS type, r ORDER BY elementId(r)
WITH type, head(collect(r)) AS r
RETURN elementId(r) AS id, type, elementId(startNode(r)) AS a, elementId(endNode(r)) AS b, properties(r) AS values
"""
_SET = "MATCH (n) WHERE elementId(n) = $id SET n += $values"


def _another_value(value: object) -> object:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case list():
            return [*value, "x"]
    return f"{value}x"


def test_nodes_of_no_workspace_are_found(filled: Store, neo4j_driver: Driver):
    neo4j_driver.execute_query("CREATE (:Actor {workspace: 'gone', id: 'a'})")

    async def all_of_them(database):
        return [checked async for checked in check_workspaces(database)]

    assert [fault.code for checked in filled(all_of_them) for fault in checked.faults] == ["no_workspace"]


def test_the_command_says_so_and_ends_with_its_code(
    filled: Store,
    empty_neo4j,
    neo4j_driver: Driver,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("NETZBLICK_NEO4J_URL", empty_neo4j.url)
    monkeypatch.setenv("NETZBLICK_NEO4J_USER", empty_neo4j.user)
    monkeypatch.setenv("NETZBLICK_NEO4J_PASSWORD_FILE", str(empty_neo4j.password_file))

    assert run(["db", "check"]) == 0
    assert "here: 1 Änderungen geprüft, Fehler: 0" in capsys.readouterr().out

    neo4j_driver.execute_query("MATCH (c:Change {sequence: 1}) SET c.by = 'somebody'")
    assert run(["db", "check", "--json"]) == 1
    [here, there] = json.loads(capsys.readouterr().out)
    assert [fault["code"] for fault in here["faults"]] == ["broken_history"]
    assert there["faults"] == []
