"""Betweenness through shared events."""

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.analysis.interface import analysis
from tests.factories import actor, group, network
from tests.graphs import network_of_graph, reference_case

two_mode_betweenness = analysis("two-mode-betweenness")


def values(net, **parameters):
    return {
        measure.subject.id: measure.value
        for measure in two_mode_betweenness(net, {"events": "offers"} | parameters).measures
    }


def of_networkx(graph):
    women = [node for node in graph if graph.nodes[node]["bipartite"] == 0]
    betweenness_centrality = nx.bipartite.betweenness_centrality(graph, women)
    return {str(node): betweenness_centrality[node] for node in women}


def two_mode_network(graph):
    return network_of_graph(graph, item_attribute="bipartite", item_value="1")


def test_davis_southern_women_have_their_reference_values():
    """UCINET 6.849 and networkx."""
    davis = nx.davis_southern_women_graph()
    case = reference_case("ucinet_davis_betweenness2")

    result = values(two_mode_network(davis))
    assert result == pytest.approx(of_networkx(davis), abs=1e-9)
    assert result == pytest.approx(case["expected"], abs=case["tolerance"])


@given(st.integers(3, 8), st.integers(2, 8), st.floats(0.2, 0.8), st.integers(0, 2**16))
def test_equals_networkx_on_random_graphs(actors, events, density, seed):
    graph = nx.bipartite.random_graph(actors, events, density, seed=seed)
    graph.remove_nodes_from([node for node in [*graph] if graph.nodes[node]["bipartite"] and not graph.degree(node)])
    assume(sum(graph.nodes[node]["bipartite"] for node in graph) > 1)  # through one event nobody is in between

    assert values(two_mode_network(graph)) == pytest.approx(of_networkx(graph), abs=1e-9)


@pytest.mark.parametrize(("records", "reason"), [([actor("A")], "no-events"), ([group("g", "A")], "too-few-actors")])
def test_undefined_is_said_with_its_reason(records, reason):
    (measures,) = two_mode_betweenness(network(*records)).measures

    assert (measures.value, measures.reason) == (None, reason)
