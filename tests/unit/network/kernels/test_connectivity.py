"""Articulation points and bridges where recursion would end."""

import networkx as nx
from hypothesis import given, settings
from scipy import sparse

from app.network.kernels.connectivity import cuts, pairs_linked_without
from tests.graphs import adjacency, random_graphs


def test_a_path_deeper_than_the_call_stack():
    result = cuts(adjacency(nx.path_graph(3000)))

    assert result.pieces.tolist() == [0, *[1] * 2998, 0]
    assert result.cut_off[[0, 1, 1499]].tolist() == [0, 1, 1499]
    assert result.bridges[:2].tolist() == [[0, 1, 1], [1, 2, 2]]


def test_a_star_falls_into_as_many_pieces_as_it_has_leaves():
    result = cuts(adjacency(nx.star_graph(5)))

    assert (result.pieces[0], result.cut_off[0]) == (4, 4)


def test_no_vertices_cut_nothing():
    assert cuts(sparse.csr_array((0, 0))).bridges.shape == (0, 3)


@settings(deadline=None)
@given(random_graphs())
def test_pairs_with_a_path_are_counted_without_each_vertex(graph):
    expected = []
    for vertex in graph:
        left = graph.subgraph(set(graph) - {vertex})
        expected.append(sum(len(part) * (len(part) - 1) for part in nx.connected_components(left)))

    assert pairs_linked_without(adjacency(graph)).tolist() == expected
