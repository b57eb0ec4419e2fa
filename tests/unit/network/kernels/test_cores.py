"""Core numbers where rounds are many and cores lie inside each other."""

import networkx as nx
import numpy as np
import pytest

from app.network.kernels.connectivity import core_numbers
from tests.graphs import adjacency


def test_a_clique_with_a_long_tail_is_peeled_from_its_end():
    graph = nx.lollipop_graph(6, 400)

    assert core_numbers(adjacency(graph)).tolist() == [5] * 6 + [1] * 400


@pytest.mark.parametrize("seed", range(5))
def test_equals_networkx_on_graphs_with_a_heavy_tail(seed):
    graph = nx.barabasi_albert_graph(300, 4, seed=seed)
    graph.remove_nodes_from(np.random.default_rng(seed).choice(300, 60, replace=False).tolist())

    assert core_numbers(adjacency(graph)).tolist() == list(nx.core_number(graph).values())
