"""Sums of distances against networkx."""

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from app.network.kernels.distance_sums import distance_sums
from tests.graphs import adjacency


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
    assert sums.reached.tolist() == [len(lengths[one]) - 1 for one in graph]
    assert sums.hops.tolist() == [sum(lengths[one].values()) for one in graph]
    expected = [sum(1 / hops for hops in lengths[one].values() if hops) for one in graph]
    assert sums.inverse.tolist() == pytest.approx(expected, abs=1e-9)


def test_no_vertices_have_no_sums():
    assert distance_sums(sparse.csr_array((0, 0))).reached.shape == (0,)
