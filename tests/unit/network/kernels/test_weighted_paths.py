"""Paths along edges with lengths, against formulas and igraph."""

import igraph
import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from app.network.kernels.weighted_paths import LengthPaths, length_sums


def lengths(graph):
    return sparse.csr_array(nx.to_scipy_sparse_array(graph, weight="length", dtype=float))


def with_lengths(graph):
    for first, edge, attributes in graph.edges(data=True):
        attributes["length"] = 3 + (first * edge) % 4
    return graph


def test_more_sources_than_a_batch_give_the_sums_of_a_path():
    """100 vertices in a row, 3 apart: three times Σ of the distances to both ends, by the formula of Gauss."""
    at = np.arange(100)
    graph = nx.path_graph(100)
    nx.set_edge_attributes(graph, 3, "length")

    sums = length_sums(lengths(graph))
    assert sums.reached.tolist() == [99] * 100
    assert sums.lengths.tolist() == (3 * (at * (at + 1) // 2 + (99 - at) * (100 - at) // 2)).tolist()
    assert sums.inverse[0] == pytest.approx(sum(1 / (3 * steps) for steps in range(1, 100)))


def test_who_is_in_another_part_counts_nothing():
    graph = nx.Graph([(0, 1, {"length": 2}), (2, 3, {"length": 5})])

    sums = length_sums(lengths(graph))
    assert (sums.reached.tolist(), sums.lengths.tolist()) == ([1, 1, 1, 1], [2, 2, 5, 5])


@pytest.mark.parametrize("seed", range(3))
def test_groups_of_sources_add_up_to_the_values_of_igraph(seed):
    graph = with_lengths(nx.gnm_random_graph(60, 150, seed=seed))
    expected = igraph.Graph.from_networkx(graph).betweenness(weights="length")

    paths = LengthPaths.of(lengths(graph))
    groups = np.random.default_rng(seed).permutation(60).reshape(4, 15)
    np.testing.assert_allclose(paths.betweenness(), expected, atol=1e-9)
    np.testing.assert_allclose(sum(paths.betweenness(group) for group in groups), expected, atol=1e-9)


def test_no_vertices_have_no_sums():
    assert length_sums(sparse.csr_array((0, 0))).reached.shape == (0,)
    assert LengthPaths.of(sparse.csr_array((0, 0))).betweenness().shape == (0,)
