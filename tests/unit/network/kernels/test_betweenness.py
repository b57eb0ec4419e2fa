"""Betweenness against networkx and values of other software."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from app.network.kernels.betweenness import betweenness
from tests.graphs import NAMED, adjacency, random_graphs, reference_case, reference_graph


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    expected = list(nx.betweenness_centrality(graph, normalized=False).values())
    np.testing.assert_allclose(betweenness(adjacency(graph)), expected, atol=1e-9)


@given(random_graphs())
def test_equals_networkx_on_random_graphs(graph):
    expected = list(nx.betweenness_centrality(graph, normalized=False).values())
    np.testing.assert_allclose(betweenness(adjacency(graph)), expected, atol=1e-9)


@given(st.integers(0, 40))
def test_the_middle_of_a_star_lies_between_all_others(leaves):
    values = betweenness(adjacency(nx.star_graph(leaves)))

    assert values[0] == pytest.approx(leaves * (leaves - 1) / 2)
    assert not values[1:].any()


@pytest.mark.parametrize(
    ("case_id", "counted"), [("R_ig_btw_wetlands", 1), ("R_influenceR_flo_bet", 2)], ids=["igraph", "influenceR"]
)
def test_equals_r_packages(case_id, counted):
    case = reference_case(case_id)

    values = betweenness(adjacency(reference_graph(case["graph"])))
    np.testing.assert_allclose(values * counted, case["expected"], atol=case["tolerance"])


@pytest.mark.parametrize("case_id", ["kite_betweenness_norm", "florentine_betweenness"])
def test_equals_published_values(case_id):
    case = reference_case(case_id)
    graph = reference_graph(case["graph"])
    size = len(graph)

    values = betweenness(adjacency(graph)) / ((size - 1) * (size - 2) / 2)
    expected = [case["expected"][str(node)] for node in graph]
    np.testing.assert_allclose(values, expected, atol=case["tolerance"])


def test_many_paths_are_counted_exactly():
    """A ladder of 40 diamonds has 2^40 shortest paths from end to end."""
    graph = nx.Graph()
    for at in range(40):
        for side in "ab":
            graph.add_edge(at, f"{at}{side}")
            graph.add_edge(f"{at}{side}", at + 1)

    expected = list(nx.betweenness_centrality(graph, normalized=False).values())
    np.testing.assert_allclose(betweenness(adjacency(graph)), expected, rtol=1e-12)


def test_no_vertices_have_no_values():
    assert betweenness(sparse.csr_array((0, 0))).shape == (0,)
