"""Articulation points: without them others fall apart."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, network_of_graph, random_graphs, reference_case, reference_graph

articulation_points = analysis("articulation-points")


def cutting(net):
    return {measure.subject.id for measure in articulation_points(net).measures if measure.value}


@given(random_graphs())
def test_pieces_and_sizes_are_those_left_without_each(graph):
    """Brute force: take each node away and count the components of the rest of its component."""
    expected = {}
    for node in graph:
        rest = graph.subgraph(nx.node_connected_component(graph, node) - {node})
        sizes = [len(part) for part in nx.connected_components(rest)]
        expected[str(node)] = (max(len(sizes) - 1, 0), sum(sizes) - max(sizes, default=0))

    measures = articulation_points(network_of_graph(graph)).measures
    assert {entry.subject.id: (entry.value, entry.parts["cut_off"]) for entry in measures} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("kite", {"7", "8"}), ("florentine", {"Albizzi", "Guadagni", "Medici", "Salviati"})],
)
def test_kite_and_florentine_families_have_their_reference_values(name, expected):
    """R sna 2.7-1."""
    assert cutting(network_of_graph(NAMED[name]())) == expected


def test_wetlands_has_as_many_as_igraph_counts():
    case = reference_case("R_ig_artic_wetlands")

    expected = case["expected"][case["parameters"]["order"].index("n_articulation")]
    assert articulation_points(network_of_graph(reference_graph("wetlands"))).summary == {
        "articulation_points": expected
    }


def test_one_person_is_counted_and_not_named():
    result = articulation_points(network(tie("A", "P"), tie("P", "B"), actor("P", one_person=True)))

    assert result.summary == {"articulation_points": 1}
    assert {measure.subject.id: measure.value for measure in result.measures} == {"A": 0, "B": 0}
