"""Distances by hops, and their sums."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy import sparse

from app.network.kernels.distances import UNREACHABLE, distance_sums, hop_distances
from tests.graphs import adjacency, random_graphs


def expected(graph):
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    return [[lengths[item].get(entry, UNREACHABLE) for entry in graph] for item in graph]


@settings(deadline=None)
@given(random_graphs(most=90))
def test_equals_networkx_on_random_graphs_with_more_sources_than_a_word(graph):
    assert hop_distances(adjacency(graph), np.arange(len(graph))).tolist() == expected(graph)


def test_sources_are_rows_in_the_order_asked_for():
    assert hop_distances(adjacency(nx.path_graph(4)), np.array([3, 0])).tolist() == [[3, 2, 1, 0], [0, 1, 2, 3]]


def test_no_sources_and_no_vertices_give_empty_tables():
    assert hop_distances(adjacency(nx.path_graph(3)), np.array([], int)).shape == (0, 3)
    assert hop_distances(sparse.csr_array((0, 0)), np.array([], int)).shape == (0, 0)


def test_more_targets_than_a_batch_give_the_sums_of_a_path():
    """600 vertices in a row: Σ of the distances to both ends, by the formula of Gauss."""
    at = np.arange(600)

    sums = distance_sums(adjacency(nx.path_graph(600)))
    assert sums.reached.tolist() == [599] * 600
    assert sums.hops.tolist() == (at * (at + 1) // 2 + (599 - at) * (600 - at) // 2).tolist()


@pytest.mark.parametrize("seed", range(5))
def test_directed_edges_are_followed_from_row_to_column(seed):
    graph = nx.gnp_random_graph(80, 0.03, seed=seed, directed=True)
    lengths = dict(nx.all_pairs_shortest_path_length(graph))

    sums = distance_sums(adjacency(graph))
    assert sums.reached.tolist() == [len(lengths[member]) - 1 for member in graph]
    assert sums.hops.tolist() == [sum(lengths[item].values()) for item in graph]
    expected = [sum(1 / hops for hops in lengths[entry].values() if hops) for entry in graph]
    assert sums.inverse.tolist() == pytest.approx(expected, abs=1e-9)


def test_no_vertices_have_no_sums():
    assert distance_sums(sparse.csr_array((0, 0))).reached.shape == (0,)
