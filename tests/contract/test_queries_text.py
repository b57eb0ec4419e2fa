"""Does the text of every query keep the rules that EXPLAIN does not check?"""

import re
from dataclasses import fields

import pytest

from app.records.records import TOPICS
from app.records.schema import Key, schema
from app.store.queries import Query, queries, statement

NODE = re.compile(r"\((?P<variable>\w*)(?::(?P<labels>[A-Z]\w*(?:\|\w+)*))?\s*(?P<properties>\{[^{}]*\})?\)")
RELATIONSHIP = re.compile(r"\[(?P<variable>\w*):(?P<types>[A-Z_|]+)\s*(?P<properties>\{[^{}]*\})?\]")
STEP = re.compile(r"<?-(?:\[[^\]]*\])?->?")
CLAUSE = re.compile(r"\b(MATCH|MERGE)\b\s*(?P<pattern>\([^\n]*)")
END = re.compile(r"\b(?:WHERE|RETURN|WITH|SET|CREATE|DELETE)\b")
PROPERTY = re.compile(r"\b(\w+)\.(\w+)\b")
IN_WORKSPACE = ("workspace: $workspace", "workspace: home.generation")
WITHOUT_WORKSPACE = {"Workspace", "Migration", "Answer", "AccessKey", "Backup"}

every_query = pytest.mark.parametrize("query", queries().values(), ids=queries())


@every_query
def test_labels_and_relationship_types_are_in_the_schema(query: Query):
    text = statement(query.text)
    labels = {label for node in NODE.finditer(text) for label in (node["labels"] or "").split("|") if label}
    types = {name for clause in RELATIONSHIP.finditer(text) for name in clause["types"].split("|")}

    assert labels <= schema().labels.keys()
    assert types <= schema().relationships.keys()


@every_query
def test_no_pattern_is_unbounded(query: Query):
    assert not re.search(r"\[[^\]]*\*", statement(query.text))
    assert "allShortestPaths" not in query.text


@every_query
def test_what_is_merged_has_a_key(query: Query):
    for clause in CLAUSE.finditer(statement(query.text)):
        if clause[1] == "MERGE":
            relationship = RELATIONSHIP.search(clause["pattern"])
            merged = relationship or NODE.match(clause["pattern"])
            owner = merged["types"] if relationship else merged["labels"]
            names = tuple(re.findall(r"(\w+):", merged["properties"]))
            assert Key(owner=owner, properties=names) in schema().keys


ACROSS_WORKSPACES = {"integrity/strays"}
"""Looks for what belongs to no workspace."""


def unanchored(text: str) -> list[str]:
    """Paths that neither name their workspace nor start at a variable that an earlier path bound.

    The second is enough, since relationships never lead out of a workspace.
    """
    bound: set[str] = set()
    faults = []
    for clause in CLAUSE.finditer(statement(text)):
        for path in split_paths(clause["pattern"]):
            parts = [*NODE.finditer(path), *RELATIONSHIP.finditer(path)]
            variables = {part["variable"] for part in parts if part["variable"]}
            labels = {part["labels"] for part in NODE.finditer(path)}
            anchored = any(place in (part["properties"] or "") for part in parts for place in IN_WORKSPACE)
            if not (anchored or variables & bound or labels <= WITHOUT_WORKSPACE):
                faults.append(path)
            bound |= variables
    return faults


@every_query
def test_every_match_names_its_workspace(query: Query):
    assert query.name in ACROSS_WORKSPACES or unanchored(query.text) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("MATCH (a:Area) RETURN a", ["(a:Area)"]),
        ("MATCH (a:Area {id: $id})-[:IN]-(b)", ["(a:Area {id: $id})-[:IN]-(b)"]),
        ("MATCH (a:Area {workspace: $workspace}), (b:Actor) RETURN b", ["(b:Actor)"]),
        ("MATCH (a:Area {workspace: $workspace})\nMATCH (a)<-[:LIES_IN]-(b)", []),
        ("MATCH (home:Workspace {id: $workspace})", []),
    ],
)
def test_a_match_without_workspace_is_noticed(text: str, faults: list[str]):
    assert unanchored(text) == faults


def split_paths(text: str) -> list[str]:
    """The paths of a clause that lists several: from node to node as long as a step follows."""
    text = END.split(text)[0]
    faults, start, end = [], 0, 0
    for node in NODE.finditer(text):
        if end and not STEP.fullmatch(text[end : node.start()].strip()):
            faults.append(text[start:end])
            start = node.start()
        end = node.end()
    return [*faults, text[start:end]]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("(a:Area {id: 1})", ["(a:Area {id: 1})"]),
        ("(a)-[:AT]->(b), (c)<-[:OF|IN {x: 1}]-(d) RETURN (1)", ["(a)-[:AT]->(b)", "(c)<-[:OF|IN {x: 1}]-(d)"]),
    ],
)
def test_paths_of_a_clause_are_told_apart(text: str, faults: list[str]):
    assert split_paths(text) == faults


@every_query
def test_properties_are_in_the_schema(query: Query):
    """A variable of a pattern has the properties of its labels or types; rows and maps have what they have."""
    text = statement(query.text)
    owners: dict[str, set[str]] = {}
    for part in NODE.finditer(text):
        if part["variable"] and part["labels"]:
            names = {name for label in part["labels"].split("|") for name in schema().labels[label].properties}
            owners.setdefault(part["variable"], set()).update(names)
    for part in RELATIONSHIP.finditer(text):
        if part["variable"]:
            names = {name for clause in part["types"].split("|") for name in schema().relationships[clause].properties}
            owners.setdefault(part["variable"], set()).update(names)
    unknown = {
        f"{variable}.{name}" for variable, name in PROPERTY.findall(text) if name not in owners.get(variable, {name})
    }
    assert unknown == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_is_read_with_the_fields_of_its_record(topic: str):
    assert list(queries()[f"{topic}/read"].returns) == [field.name for field in fields(TOPICS[topic])]


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_can_be_listed_read_written_linked_and_deleted(topic: str):
    needed = {"list", "read", "write", "delete"} | ({"link"} if topic != "cooperations" else set())

    assert {f"{topic}/{action}" for action in needed} <= queries().keys()


def test_the_lock_comes_before_the_sequence_is_read():
    lines = [line.split(" //")[0] for line in queries()["workspaces/lock"].text.splitlines()[5:]]

    assert lines == [
        "MATCH (home:Workspace {id: $workspace})",
        "SET home.locked = true",
        "WITH home WHERE home.deleting = $deleting",
        "REMOVE home.locked",
        "RETURN home.sequence AS sequence, home.hash AS hash, home.generation AS generation",
    ]
