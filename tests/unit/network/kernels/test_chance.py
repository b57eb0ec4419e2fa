"""Rewired graphs, and p values of random tries."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from app.network.kernels.chance import error_of_share, monte_carlo_p, rewired
from tests.graphs import adjacency, random_graphs


@given(random_graphs())
def test_degrees_stay_and_the_graph_is_simple(graph):
    before = adjacency(graph)

    after = rewired(before, np.random.default_rng(1))
    np.testing.assert_array_equal(after.sum(axis=1), before.sum(axis=1))
    np.testing.assert_array_equal(after.toarray(), after.toarray().T)
    assert not after.diagonal().any()
    assert set(after.data.tolist()) <= {1.0}


@pytest.mark.slow
def test_every_graph_of_the_degrees_is_as_likely():
    """Three separate ties among six vertices: 15 matchings; 1,500 draws, chi-square with 14 degrees, p > .001."""
    generator = np.random.default_rng(1)
    start = adjacency(nx.Graph([(0, 1), (2, 3), (4, 5)]))
    drawn = [rewired(start, generator).indices.tobytes() for _ in range(1500)]

    counts = np.unique(drawn, return_counts=True)[1]
    assert len(counts) == 15
    assert ((counts - 100) ** 2 / 100).sum() < 36.1


def test_what_was_observed_counts_as_a_try():
    result = monte_carlo_p(np.array([True, False, False]))
    assert (result.p, result.error) == (0.5, pytest.approx(0.25))
    assert monte_carlo_p(np.zeros(0, np.bool_)).p == 1


def test_the_error_is_that_of_repeated_shares():
    """Shares of 100 tries at .3, drawn 4,000 times."""
    drawn = np.random.default_rng(1).binomial(100, 0.3, 4000) / 100
    assert error_of_share(0.3, 100) == pytest.approx(drawn.std(), rel=0.05)
