"""Random graphs with given degrees."""

import networkx as nx
import numpy as np
from hypothesis import given

from app.network.kernels.degree_preserving_rewiring import rewired
from tests.graphs import adjacency, random_graphs


@given(random_graphs())
def test_degrees_stay_and_the_graph_is_simple(graph):
    before = adjacency(graph)

    after = rewired(before, np.random.default_rng(1))
    np.testing.assert_array_equal(after.sum(axis=1), before.sum(axis=1))
    np.testing.assert_array_equal(after.toarray(), after.toarray().T)
    assert not after.diagonal().any()
    assert set(after.data.tolist()) <= {1.0}


def test_every_graph_of_the_degrees_is_as_likely():
    """Three separate ties among six vertices: 15 matchings; 1,500 draws, chi-square with 14 degrees, p > .001."""
    generator = np.random.default_rng(1)
    start = adjacency(nx.Graph([(0, 1), (2, 3), (4, 5)]))
    drawn = [rewired(start, generator).indices.tobytes() for _ in range(1500)]

    counts = np.unique(drawn, return_counts=True)[1]
    assert len(counts) == 15
    assert ((counts - 100) ** 2 / 100).sum() < 36.1
