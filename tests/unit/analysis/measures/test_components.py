"""Components of a network."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import network_of_graph, random_graphs, reference_case, reference_graph

components = analysis("components")


def whole(net):
    (measure,) = components(net).measures
    return measure


@given(random_graphs())
def test_equals_networkx_on_random_graphs(graph):
    sizes = [len(part) for part in nx.connected_components(graph)]

    result = whole(network_of_graph(graph))
    assert result.value == len(sizes)
    assert result.parts == pytest.approx(
        {"largest": max(sizes), "largest_share": max(sizes) / len(graph), "without_cooperation": sizes.count(1)}
    )


def test_wetlands_has_as_many_as_igraph_counts():
    case = reference_case("R_ig_artic_wetlands")

    expected = case["expected"][case["parameters"]["order"].index("n_components")]
    assert whole(network_of_graph(reference_graph("wetlands"))).value == expected


def test_a_denied_tie_connects_nobody():
    assert whole(network(tie("A", "B", status="denied"), actor("C"))).value == 3


def test_nobody_is_no_part():
    assert (whole(network()).value, whole(network()).parts) == (0, {"largest": 0, "without_cooperation": 0})
