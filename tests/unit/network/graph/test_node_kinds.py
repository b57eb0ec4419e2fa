"""Nodes that are no organisations are never taken for some without a word."""

import pytest

from app.errors import InvalidInput
from app.network.graph.from_graph_file import graph_settings
from app.network.graph.node_kinds import organisations_only
from app.records.graph_records import Edge, GraphRecords

DEFAULT = graph_settings({})


def graph_of_kinds(attribute: str, *kinds: str | float) -> GraphRecords:
    nodes = {f"n{at}": {attribute: kind} for at, kind in enumerate(kinds)}
    return GraphRecords(nodes, tuple(Edge("n0", node) for node in list(nodes)[1:]))


@pytest.mark.parametrize(
    ("attribute", "actor", "other"),
    [
        ("labels", ":Actor", ":Area"),
        ("labels", ":Actor", ":TargetGroup"),
        ("type", "Organisation", "Projekt"),
        ("Typ", "Verein", "Stadtteile"),
        ("element type", "Organization", "Person"),
        ("kind", "Schule", "Angebote"),
    ],
)
def test_nodes_of_other_kinds_are_set_aside_and_told(attribute: str, actor: str, other: str) -> None:
    graph = organisations_only(graph_of_kinds(attribute, actor, actor, other), DEFAULT, "de", file="netz.graphml")
    assert list(graph.nodes) == ["n0", "n1"]
    assert graph.edges == (Edge("n0", "n1"),)
    assert f"{other} (1)" in graph.notices[0].message
    assert f"item_value={other}" in graph.notices[0].message


@pytest.mark.parametrize(
    ("attribute", "kinds"), [("ses_type", (1.0, 1.0, 0.0)), ("bipartite", ("0", "0", "1")), ("type", ("A", "A", "B"))]
)
def test_words_nobody_knows_stay_and_are_told(attribute: str, kinds: tuple[str | float, ...]) -> None:
    graph = organisations_only(graph_of_kinds(attribute, *kinds), DEFAULT, "de", file="netz.graphml")
    assert len(graph.nodes) == 3
    assert [notice.code for notice in graph.notices] == ["graph_node_kinds"]


@pytest.mark.parametrize(
    "kinds", [("Organisation", "Amt"), ("Verein", "Schule"), ("gleich", "gleich"), (":Actor", ":Actor:Stakeholder")]
)
def test_organisations_of_several_kinds_are_nothing_to_tell(kinds: tuple[str, ...]) -> None:
    graph = graph_of_kinds("type", *kinds)
    assert organisations_only(graph, DEFAULT, "de", file="netz.graphml") == graph


def test_items_the_caller_names_are_kept() -> None:
    settings = graph_settings({"item_attribute": "labels", "item_value": ":Area"})
    graph = organisations_only(
        graph_of_kinds("labels", ":Actor", ":Area", ":Offer"), settings, "de", file="netz.graphml"
    )
    assert list(graph.nodes) == ["n0", "n1"]
    assert ":Offer" in graph.notices[0].message


def test_a_network_without_organisations_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Person"):
        organisations_only(graph_of_kinds("type", "Person", "Person"), DEFAULT, "de", file="netz.graphml")
