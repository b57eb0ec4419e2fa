"""PageRank."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, directed_network_of_graph, network_of_graph, random_digraphs, random_graphs

pagerank = analysis("pagerank")


def values(net, **parameters):
    return {measure.subject.id: measure.value for measure in pagerank(net, parameters).measures}


def expected(graph, damping):
    result = nx.pagerank(graph, damping, weight=None, tol=1e-14, max_iter=5000)
    return {str(node): value for node, value in result.items()}


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    assert values(network_of_graph(graph)) == pytest.approx(expected(graph, 0.85), abs=1e-9)


@given(random_graphs(), st.sampled_from([0.0, 0.5, 0.99]))
def test_equals_networkx_for_any_damping(graph, damping):
    result = values(network_of_graph(graph), damping=damping)

    assert result == pytest.approx(expected(graph, damping), abs=1e-9)
    assert sum(result.values()) == pytest.approx(1, abs=1e-12)


def test_an_actor_without_partners_leads_anywhere():
    """x = .15/3 + .85 (x/3) for C, the rest is shared by A and B."""
    alone = 0.05 / (1 - 0.85 / 3)

    result = values(network(tie("A", "B"), actor("C")))
    assert result == pytest.approx({"A": (1 - alone) / 2, "B": (1 - alone) / 2, "C": alone}, abs=1e-12)


@given(random_digraphs())
def test_with_directions_ties_are_followed_as_networkx_does(graph):
    assert values(directed_network_of_graph(graph)) == pytest.approx(expected(graph, 0.85), abs=1e-9)
