"""Bridging: the gain in nearness by one more tie, against adding it."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy import sparse

from app.network.kernels.efficiency_gain import bridging_gains
from tests.graphs import NAMED, adjacency, random_graphs
from tests.trials import trials


def nearness(graph):
    lengths = nx.all_pairs_shortest_path_length(graph)
    return sum(1 / hops for _, to in lengths for hops in to.values() if hops) / 2


def gain(graph, end_a, end_b):
    more = graph.copy()
    more.add_edge(end_a, end_b)
    return nearness(more) - nearness(graph)


def gains(graph):
    pairs = np.array(list(combinations(range(len(graph)), 2)), int).reshape(-1, 2)
    return bridging_gains(adjacency(graph), pairs[:, 0], pairs[:, 1])


@pytest.mark.parametrize("name", NAMED)
def test_equals_the_difference_on_named_graphs(name):
    graph = nx.convert_node_labels_to_integers(NAMED[name]())

    np.testing.assert_allclose(gains(graph), [gain(graph, *pair) for pair in combinations(graph, 2)], atol=1e-9)


@settings(max_examples=trials(40))
@given(random_graphs(most=16))
def test_equals_the_difference_on_random_graphs(graph):
    np.testing.assert_allclose(gains(graph), [gain(graph, *pair) for pair in combinations(graph, 2)], atol=1e-9)


def test_two_vertices_without_a_path_gain_one():
    assert gains(nx.empty_graph(2)).tolist() == [1.0]


def test_the_ends_of_a_path_of_four_gain_what_the_square_has_more():
    """Of a path of four only the ends come nearer, from 1/3 to 1."""
    assert bridging_gains(adjacency(nx.path_graph(4)), np.array([0]), np.array([3])) == pytest.approx([2 / 3])


def test_a_tie_that_exists_gains_nothing():
    assert bridging_gains(adjacency(nx.cycle_graph(9)), np.array([0]), np.array([1])).tolist() == [0.0]


def test_sources_of_several_batches_are_summed():
    graph = nx.path_graph(700)

    result = bridging_gains(adjacency(graph), np.array([0]), np.array([699]))
    assert result == pytest.approx([gain(graph, 0, 699)])


def test_no_ties_to_look_at_need_no_work():
    assert bridging_gains(sparse.csr_array((0, 0)), np.array([], int), np.array([], int)).tolist() == []
