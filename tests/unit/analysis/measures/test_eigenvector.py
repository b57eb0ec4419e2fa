"""Eigenvector centrality in the largest component."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, network_of_graph, random_graphs, reference_case, reference_graph

eigenvector = analysis("eigenvector")


def values(net):
    return {measure.subject.id: measure.value for measure in eigenvector(net).measures}


def expected(graph):
    return {str(node): value for node, value in nx.eigenvector_centrality_numpy(graph, weight=None).items()}


@pytest.mark.parametrize("name", ["kite", "florentine", "karate", "path", "cycle", "star", "complete", "grid"])
def test_equals_networkx_on_connected_graphs(name):
    graph = NAMED[name]()

    assert values(network_of_graph(graph)) == pytest.approx(expected(graph), abs=1e-9)


@given(random_graphs(least=3))
def test_equals_networkx_in_the_largest_component(graph):
    first, *others = sorted(nx.connected_components(graph), key=len, reverse=True)
    result = values(network_of_graph(graph))

    if others and len(others[0]) == len(first):
        assert set(result.values()) == {None}
    else:
        outside = {str(node): None if graph.degree(node) else 0 for node in graph if node not in first}
        part = expected(graph.subgraph(first)) if len(first) > 2 else dict.fromkeys(map(str, first), 0.5**0.5)
        assert result == pytest.approx(outside | part, abs=1e-9)


def test_campnet_has_the_values_of_ucinet():
    """UCINET symmetrises by the maximum, as view G does."""
    case = reference_case("ucinet_campnet_eigenvector")

    result = values(network_of_graph(reference_graph(case["graph"])))
    assert result == pytest.approx(case["expected"], abs=case["tolerance"])


def test_outside_the_largest_component_is_no_number():
    *_, last = eigenvector(network(tie("A", "B"), tie("B", "C"), tie("D", "E"))).measures

    assert (last.subject.id, last.value, last.reason) == ("E", None, "outside-the-largest-component")


def test_isolates_are_0_in_a_graph_file_and_no_number_elsewhere():
    """UCINET gives isolates 0; in a list nobody knows whether they work with somebody."""
    graph = nx.path_graph(3)
    graph.add_node(3)
    alone = network(tie("A", "B"), tie("B", "C"), actor("D"))

    assert values(network_of_graph(graph))["3"] == 0
    assert values(alone)["D"] is None


def test_no_component_is_the_largest_of_equals():
    reasons = {measure.reason for measure in eigenvector(network(tie("A", "B"), tie("C", "D"))).measures}

    assert reasons == {"no-largest-component"}


def test_one_alone_has_none():
    (alone,) = eigenvector(network(actor("A"))).measures

    assert (alone.value, alone.reason) == (None, "too-few-actors")
