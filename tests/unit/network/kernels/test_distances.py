"""Distances against networkx."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from scipy import sparse

from app.network.kernels.distances import UNREACHABLE, hop_distances
from tests.graphs import adjacency, random_graphs


def expected(graph):
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    return [[lengths[one].get(other, UNREACHABLE) for other in graph] for one in graph]


@settings(deadline=None)
@given(random_graphs(most=90))
def test_equals_networkx_on_random_graphs_with_more_sources_than_a_word(graph):
    assert hop_distances(adjacency(graph), np.arange(len(graph))).tolist() == expected(graph)


def test_sources_are_rows_in_the_order_asked_for():
    assert hop_distances(adjacency(nx.path_graph(4)), np.array([3, 0])).tolist() == [[3, 2, 1, 0], [0, 1, 2, 3]]


def test_no_sources_and_no_vertices_give_empty_tables():
    assert hop_distances(adjacency(nx.path_graph(3)), np.array([], int)).shape == (0, 3)
    assert hop_distances(sparse.csr_array((0, 0)), np.array([], int)).shape == (0, 0)
