"""Order of components."""

import networkx as nx
import numpy as np
from hypothesis import given

from app.network.kernels.connectivity import components
from tests.graphs import adjacency, random_graphs, reference_case, reference_graph


@given(random_graphs())
def test_the_largest_comes_first(graph):
    sizes = np.bincount(components(adjacency(graph)))

    assert sizes.tolist() == sorted(sizes, reverse=True)


def test_of_equals_the_one_with_the_first_vertex_comes_first():
    graph = nx.empty_graph(4)
    graph.add_edges_from([(1, 3), (0, 2)])

    assert components(adjacency(graph)).tolist() == [0, 1, 0, 1]


def test_wetlands_has_as_many_as_igraph_counts():
    case = reference_case("R_ig_artic_wetlands")

    count = components(adjacency(reference_graph("wetlands"))).max() + 1
    assert count == case["expected"][case["parameters"]["order"].index("n_components")]
