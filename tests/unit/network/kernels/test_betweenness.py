"""Betweenness against networkx and values of other software."""

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from app.errors import InvalidInput
from app.network.kernels.betweenness import betweenness
from tests.graphs import adjacency, random_graphs, reference_case, reference_graph


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


def diamonds(count):
    """A row of diamonds: 2^count shortest paths from end to end."""
    graph = nx.Graph()
    for at in range(count):
        for side in "ab":
            graph.add_edge(at, f"{at}{side}")
            graph.add_edge(f"{at}{side}", at + 1)
    return graph


def in_igraph(graph):
    edges = list(nx.convert_node_labels_to_integers(graph).edges)
    return np.array(igraph.Graph(n=len(graph), edges=edges, directed=graph.is_directed()).betweenness())


def test_many_paths_are_counted_exactly():
    graph = diamonds(40)

    expected = list(nx.betweenness_centrality(graph, normalized=False).values())
    np.testing.assert_allclose(betweenness(adjacency(graph)), expected, rtol=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize(
    "graph",
    [
        nx.barabasi_albert_graph(2500, 4, seed=1),
        nx.random_regular_graph(3, 2200, seed=1),
        nx.gnp_random_graph(2400, 0.001, seed=1, directed=True),
        nx.grid_2d_graph(45, 46),
    ],
    ids=["heavy tail", "regular", "directed", "grid"],
)
def test_single_precision_of_large_graphs_is_right_within_its_documented_error(graph):
    expected = in_igraph(graph)

    values = betweenness(adjacency(graph), directed=graph.is_directed())
    assert abs(values - expected).max() <= 5e-7 * expected.max()


def test_more_paths_than_single_precision_holds_are_counted():
    """From end to end of 700 diamonds there are 2^700 ways, about 10^210."""
    graph = diamonds(700)

    sources = np.arange(8)
    expected = nx.betweenness_centrality_subset(graph, list(graph)[:8], list(graph), normalized=False)
    np.testing.assert_allclose(
        betweenness(adjacency(graph), sources=sources), list(expected.values()), rtol=1e-6, atol=1e-6
    )


def test_more_paths_than_any_number_holds_are_refused():
    with pytest.raises(InvalidInput, match="shortest paths"):
        betweenness(adjacency(diamonds(1100)), sources=np.arange(2))


@given(random_graphs(least=2), st.booleans(), st.randoms(use_true_random=False))
def test_values_of_disjoint_sets_of_sources_add_up(graph, directed, random):
    arcs = adjacency(graph)
    sources = np.array(random.sample(range(len(graph)), len(graph)))
    cut = random.randrange(len(graph))

    parts = [betweenness(arcs, directed=directed, sources=entry) for entry in (sources[:cut], sources[cut:])]
    np.testing.assert_allclose(sum(parts), betweenness(arcs, directed=directed), atol=1e-9)


def test_a_row_of_many_vertices_needs_no_blocks_for_all_its_levels():
    """The k-th of n in a row lies between k · (n - 1 - k) pairs."""
    at, sources = np.arange(3000), np.array([0, 1, 2])

    values = betweenness(adjacency(nx.path_graph(3000)), sources=sources) * 2
    further = 2999 - at
    assert values[3:].tolist() == (3 * further[3:]).tolist()


def test_no_vertices_have_no_values():
    assert betweenness(sparse.csr_array((0, 0))).shape == (0,)
