"""Burt's constraint."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import (
    NAMED,
    directed_network_of_graph,
    network_of_graph,
    random_digraphs,
    random_graphs,
    reference_case,
    reference_graph,
)

constraint = analysis("constraint")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in constraint(net, parameters).measures}


def expected(graph):
    return {str(node): value if graph.degree[node] else None for node, value in nx.constraint(graph).items()}


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    assert values(network_of_graph(graph)) == pytest.approx(expected(graph), abs=1e-9)


@given(random_graphs(most=25))
def test_equals_networkx_on_random_graphs(graph):
    assert values(network_of_graph(graph)) == pytest.approx(expected(graph), abs=1e-9)


@given(random_graphs(most=20))
def test_with_ego_only_ties_among_a_node_and_its_contacts_count(graph):
    result = values(network_of_graph(graph), ego=True)

    for node in graph:
        alone = nx.ego_graph(graph, node)
        assert result[str(node)] == pytest.approx(expected(alone)[str(node)], abs=1e-9)


def test_wetlands_has_the_values_of_igraph():
    case, graph = reference_case("R_ig_constraint_wetlands"), reference_graph("wetlands")

    result = values(network_of_graph(graph))
    known = {node: value for node, value in zip(graph, case["expected"], strict=True) if result[node] is not None}
    assert {node: result[node] for node in known} == pytest.approx(known, abs=case["tolerance"])


def test_holes_and_kite_have_published_values():
    """Borgatti, Connections 20(1); R sna 2.7-1 for the kite."""
    case = reference_case("holes_constraint")
    holes, kite = values(network_of_graph(reference_graph(case["graph"]))), values(network_of_graph(NAMED["kite"]()))

    assert {node: holes[node] for node in case["expected"]} == pytest.approx(case["expected"], abs=case["tolerance"])
    of_kite = {"0": 0.541198, "3": 0.470170, "7": 0.431111, "8": 0.5, "9": 1}
    assert {node: kite[node] for node in of_kite} == pytest.approx(of_kite, abs=1e-6)


def test_no_partners_are_no_number():
    *_, alone = constraint(network(tie("A", "B"), actor("C"))).measures

    assert (alone.subject.id, alone.value, alone.reason) == ("C", None, "no-partners")


def test_campnet_has_the_values_of_ucinet_when_directions_are_kept():
    """UCINET adds both directions and looks at ego networks."""
    case = reference_case("ucinet_campnet_constraint_ego")

    net = directed_network_of_graph(reference_graph(case["graph"], directed=True))
    assert values(net, ego=True) == pytest.approx(case["expected"], abs=case["tolerance"])


@given(random_digraphs(most=15))
def test_with_directions_a_mutual_naming_counts_twice_as_in_networkx(graph):
    named = {str(node) for node in graph if graph.degree[node]}
    result = values(directed_network_of_graph(graph))

    expected = {str(node): value for node, value in nx.constraint(graph).items() if str(node) in named}
    assert {node: result[node] for node in named} == pytest.approx(expected, abs=1e-9)
