"""Burt's constraint and effective size, against networkx."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from app.network.kernels.structural_holes import constraint, effective_size
from tests.graphs import adjacency, random_graphs


@given(random_graphs(least=2, most=15))
def test_constraint_of_the_whole_network_is_that_of_networkx(graph):
    expected = nx.constraint(graph)
    values = constraint(adjacency(graph).astype(float), ego=False)
    for node in graph:
        assert values[node] == pytest.approx(0 if np.isnan(expected[node]) else expected[node], abs=1e-9)


@given(random_graphs(least=2, most=15))
def test_effective_size_is_that_of_networkx(graph):
    expected = nx.effective_size(graph)
    values = effective_size(adjacency(graph).astype(float), ego=True)
    for node in graph:
        assert values[node] == pytest.approx(0 if np.isnan(expected[node]) else expected[node], abs=1e-9)


def test_who_has_no_contacts_has_neither():
    graph = adjacency(nx.empty_graph(2)).astype(float)
    assert constraint(graph, ego=True).tolist() == effective_size(graph, ego=True).tolist() == [0, 0]


def test_in_a_triangle_all_contacts_but_one_are_redundant():
    """Burt 1992: each of two contacts knows the other, effective size 1; constraint (1/2 + 1/4)² twice."""
    triangle = adjacency(nx.complete_graph(3)).astype(float)
    assert effective_size(triangle, ego=True).tolist() == [1, 1, 1]
    assert constraint(triangle, ego=True) == pytest.approx([2 * 0.75**2] * 3)
