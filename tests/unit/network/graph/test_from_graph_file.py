"""Networks of files that know only nodes and edges."""

from dataclasses import replace
from datetime import date

import pytest

from app.analysis.interface import analysis
from app.errors import InvalidInput
from app.network.district.service_cells import Cells
from app.network.graph.from_graph_file import GROUP_COLUMN, build_graph_network, graph_settings
from app.network.pairs.pair_state import PairStates
from app.records.graph_records import Edge, GraphRecords

DAY = date(2024, 9, 1)
PLAIN = GraphRecords(
    nodes={"a": {"team": "x"}, "b": {"team": "y"}, "c": {}},
    edges=(Edge("b", "a"), Edge("a", "b", strength=3.0), Edge("c", "c")),
)
TWO_MODE = GraphRecords(
    nodes={"a": {"type": 1.0}, "b": {"type": 1.0}, "work": {"type": 0.0, "label": "Wiese mähen"}},
    edges=(Edge("a", "work"), Edge("work", "b")),
)


def test_edges_of_both_directions_are_one_tie_of_the_greatest_strength():
    network = build_graph_network(PLAIN, DAY)

    assert list(zip(network.ties.a.tolist(), network.ties.b.tolist(), network.ties.strength.tolist(), strict=True)) == [
        (0, 1, 3)
    ]


@pytest.mark.parametrize(("given", "kept"), [(0.25, 0.25), (2.5, 2.5), (1000.0, 1000.0), (None, 1.0)])
def test_strengths_are_neither_rounded_nor_cut_off(given, kept):
    """A missing one is 1."""
    network = build_graph_network(GraphRecords({"a": {}, "b": {}}, (Edge("a", "b", given),)), DAY)
    assert [measure.value for measure in analysis("strength")(network).measures] == [kept, kept]


def test_whole_strengths_take_a_byte_each():
    assert build_graph_network(PLAIN, DAY).ties.strength.itemsize == 1


def test_every_result_tells_which_edges_were_left_out():
    graph = replace(PLAIN, dropped={"self_loops": 1, "duplicates": 2})
    not_looked_at = analysis("density")(build_graph_network(graph, DAY)).not_looked_at
    assert [(entry.code, entry.count) for entry in not_looked_at] == [("edges_duplicates", 2), ("edges_self_loops", 1)]


@pytest.mark.parametrize("strength", [None, 1.0, 2.0, 5.0])
def test_every_edge_counts_as_coordinated_whatever_its_strength(strength):
    network = build_graph_network(GraphRecords({"a": {}, "b": {}}, (Edge("a", "b", strength),)), DAY)

    assert PairStates(network)("a", "b").coordinated == "yes"


@pytest.mark.parametrize(("unknown", "coordinated"), [("closed", "no"), ("open", "unknown")])
def test_a_pair_without_an_edge_is_absent_unless_told_otherwise(unknown, coordinated):
    network = build_graph_network(PLAIN, DAY, graph_settings({"unknown": unknown}))

    assert PairStates(network)("a", "c").coordinated == coordinated


def test_items_become_cells_and_their_edges_activities():
    network = build_graph_network(TWO_MODE, DAY, graph_settings({"item_attribute": "type", "item_value": "0"}))

    (cell,) = Cells(network).occupied
    assert [actor.id for actor in network.actors] == ["a", "b"]
    assert dict(Cells(network).active(cell)) == {"a": False, "b": False}
    assert network.name("areas", cell.area) == "Wiese mähen"
    assert len(network.ties) == 0


def test_attributes_are_kept_as_columns_and_one_groups():
    network = build_graph_network(PLAIN, DAY, graph_settings({"group_by": "team"}))

    assert network.attributes == {"team": ("x", "y", ""), GROUP_COLUMN: ("x", "y", "")}


@pytest.mark.parametrize(
    "values",
    [
        {"colour": "red"},
        {"unknown": "maybe"},
        {"directed": "perhaps"},
        {"matrix": "near"},
        {"item_attribute": "type"},
        {"item_value": "0"},
    ],
)
def test_impossible_settings_are_refused(values):
    with pytest.raises(InvalidInput):
        graph_settings(values)


@pytest.mark.parametrize("values", [{"group_by": "size"}, {"item_attribute": "size", "item_value": "0"}])
def test_an_attribute_no_node_has_is_named_with_those_there_are(values):
    with pytest.raises(InvalidInput, match="size") as raised:
        build_graph_network(PLAIN, DAY, graph_settings(values))

    assert raised.value.hint == "there are team"


def test_directions_are_kept_beside_the_ties_when_asked():
    network = build_graph_network(PLAIN, DAY, graph_settings({"directed": "true"}))

    assert list(zip(network.arcs.source.tolist(), network.arcs.target.tolist(), strict=True)) == [(0, 1), (1, 0)]
    assert len(network.ties) == 1
    assert build_graph_network(PLAIN, DAY).arcs is None


@pytest.mark.parametrize("silent", [{"kind": "funding"}, {"status": "denied"}, {"status": "contradicted"}])
def test_what_is_no_cooperation_has_no_direction(silent):
    graph = GraphRecords({"a": {}, "b": {}}, (Edge("a", "b", **silent),))

    assert len(build_graph_network(graph, DAY, graph_settings({"directed": "true"})).arcs) == 0


def test_edges_of_items_have_no_direction():
    settings = graph_settings({"item_attribute": "type", "item_value": "0", "directed": "true"})

    assert len(build_graph_network(TWO_MODE, DAY, settings).arcs) == 0


def test_directions_of_a_file_without_any_are_refused():
    graph = GraphRecords({"a": {}, "b": {}}, (Edge("a", "b"),), directed=False)

    with pytest.raises(InvalidInput, match="no direction"):
        build_graph_network(graph, DAY, graph_settings({"directed": "true"}))


@pytest.mark.parametrize(
    ("statuses", "tied"),
    [(("documented", "denied"), 0), (("denied", "unknown"), 0), (("unknown", "documented"), 1), ((None, None), 1)],
)
def test_a_yes_and_a_no_about_one_pair_are_no_tie(statuses, tied):
    edges = tuple(Edge(*ends, status=status) for ends, status in zip((("a", "b"), ("b", "a")), statuses, strict=True))

    assert len(build_graph_network(GraphRecords({"a": {}, "b": {}}, edges), DAY).cooperation) == tied


def test_funding_never_hides_a_cooperation_of_the_same_pair():
    edges = (Edge("a", "b", 9.0, "funding"), Edge("a", "b", 2.0))
    network = build_graph_network(GraphRecords({"a": {}, "b": {}}, edges), DAY)

    assert network.cooperation.strength.tolist() == [2]


def test_an_edge_without_direction_in_a_directed_file_goes_both_ways():
    graph = GraphRecords(
        {"a": {}, "b": {}, "c": {}}, (Edge("a", "b", directed=False), Edge("b", "c", directed=True)), True
    )
    network = build_graph_network(graph, DAY, graph_settings({"directed": "true"}))

    assert list(zip(network.arcs.source.tolist(), network.arcs.target.tolist(), strict=True)) == [
        (0, 1),
        (1, 0),
        (1, 2),
    ]


def test_numbers_of_a_matrix_that_only_tell_ties_are_no_strengths():
    graph = GraphRecords({"a": {}, "b": {}}, (Edge("a", "b", 7.0),), matrix=True)

    assert build_graph_network(graph, DAY, graph_settings({"matrix": "ties"})).ties.strength.tolist() == [1]
    assert build_graph_network(graph, DAY, graph_settings({"matrix": "strength"})).ties.strength.tolist() == [7]


@pytest.mark.parametrize("attribute", ["name", "Label", "label", "title", "Bezeichnung", "Einrichtung"])
def test_a_node_is_called_by_its_label(attribute):
    network = build_graph_network(GraphRecords({"n0": {attribute: "Haus"}}, ()), DAY)

    assert network.actors[0].name == "Haus"
