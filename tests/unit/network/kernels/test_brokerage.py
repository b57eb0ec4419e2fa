"""Brokerage roles of directed and undirected graphs."""

from itertools import permutations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from app.network.kernels.brokerage import ROLES, brokerage
from tests.graphs import random_graphs


def counted(graph, groups):
    """By the definition: every ordered triple looked at."""
    by_name = {node: dict.fromkeys(ROLES, 0) for node in graph}
    for a, v, b in permutations(graph, 3):
        if graph.has_edge(a, v) and graph.has_edge(v, b) and not graph.has_edge(a, b):
            first, own, entries = groups[a], groups[v], groups[b]
            if -1 not in (first, own, entries):
                by_name[v][role(first, own, entries)] += 1
    return by_name


def role(group_a, own, group_b):
    if group_a == group_b:
        return "coordinator" if own == group_a else "itinerant"
    if own == group_a:
        return "representative"
    return "gatekeeper" if own == group_b else "liaison"


def by_vertex(graph, groups):
    arcs = sparse.csr_array(nx.to_scipy_sparse_array(graph, weight=None, dtype=float))
    result = brokerage(arcs, np.array(groups, np.int64))
    return {node: {role: int(result[role][at]) for role in ROLES} for at, node in enumerate(graph)}


def test_the_directed_toy_has_its_reference_values():
    """R sna 2.7-1, recomputed: node 1 b_OI 1; 2 b_IO 2, liaison 2; 3 itinerant 1; 4 liaison 2; 6 b_IO 1, liaison 1."""
    toy = nx.DiGraph([(1, 2), (2, 3), (2, 4), (4, 5), (5, 6), (6, 2), (3, 1), (4, 6)])
    groups = [{1: 0, 2: 0, 3: 1, 4: 1, 5: 2, 6: 2}[node] for node in toy]

    by_name = {
        node: {name: count for name, count in roles.items() if count} for node, roles in by_vertex(toy, groups).items()
    }
    assert by_name == {
        1: {"gatekeeper": 1},
        2: {"representative": 2, "liaison": 2},
        3: {"itinerant": 1},
        4: {"liaison": 2},
        5: {},
        6: {"representative": 1, "liaison": 1},
    }


@given(random_graphs(most=12), st.lists(st.integers(-1, 2), min_size=12, max_size=12), st.booleans())
def test_equals_the_definition(graph, groups, directed):
    result = nx.DiGraph(list(graph.edges)) if directed else graph
    result.add_nodes_from(graph)
    groups = groups[: len(result)]

    assert by_vertex(result, groups) == counted(result, dict(zip(result, groups, strict=True)))
