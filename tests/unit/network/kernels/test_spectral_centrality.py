"""PageRank and eigenvector where power iteration is slow."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from scipy import sparse

from app.network.kernels.spectral_centrality import eigenvector, pagerank
from tests.graphs import adjacency, random_graphs


def test_the_eigenvector_of_a_long_path_is_half_a_wave():
    """Sine of π·k/(n+1), divided by √((n+1)/2); the second eigenvalue differs by 0.0003 only."""
    at = np.arange(1, 301)

    expected = np.sin(np.pi * at / 301) / np.sqrt(301 / 2)
    assert eigenvector(adjacency(nx.path_graph(300))).tolist() == pytest.approx(expected.tolist(), abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_pagerank_follows_the_direction_of_edges(seed):
    graph = nx.gnp_random_graph(60, 0.04, seed=seed, directed=True)

    expected = nx.pagerank(graph, tol=1e-15)
    assert pagerank(adjacency(graph), 0.85, directed=True).tolist() == pytest.approx(list(expected.values()), abs=1e-9)


@pytest.mark.parametrize("damping", [0.0, 0.85, 0.99])
@given(graph=random_graphs())
def test_without_directions_pagerank_is_what_the_walk_comes_to(graph, damping):
    matrix = adjacency(graph)
    walked = pagerank(matrix, damping, directed=True)
    assert pagerank(matrix, damping).tolist() == pytest.approx(walked.tolist(), abs=1e-9)


@pytest.mark.parametrize("directed", [False, True])
def test_no_vertices_share_nothing(directed):
    assert pagerank(sparse.csr_array((0, 0)), 0.85, directed=directed).shape == (0,)
