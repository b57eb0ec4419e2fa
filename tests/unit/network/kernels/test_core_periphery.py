"""Fit of cores, and the search for the best one."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from app.network.kernels.core_periphery import best_core, fit
from tests.graphs import adjacency, random_graphs, reference_case, reference_graph


def test_campnet_has_its_reference_value():
    """xucinet: core of Lee, Steve, Bert and Russ."""
    case = reference_case("ucinet_campnet_core_periphery_categorical")
    graph = nx.DiGraph(reference_graph(case["graph"], directed=True))
    core = np.array([node in case["parameters"]["core"] for node in graph])

    assert fit(adjacency(graph), core) == pytest.approx(case["expected"], abs=case["tolerance"])


@given(random_graphs(least=4, most=12))
def test_fit_is_the_correlation_with_the_ideal(graph):
    """numpy's corrcoef over the cells of core and periphery without the diagonal."""
    matrix = nx.to_numpy_array(graph, weight=None)
    core = np.arange(len(graph)) < len(graph) // 2
    cells = np.equal.outer(core, core) & ~np.eye(len(graph), dtype=bool)
    ideal = np.logical_and.outer(core, core)[cells]
    ties = matrix[cells]

    found = fit(adjacency(graph), core)
    if ties.std() == 0:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(np.corrcoef(ties, ideal)[0, 1], abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(random_graphs(least=5, most=8))
def test_the_best_core_of_a_small_graph_is_the_best_of_all(graph):
    matrix, vertices = adjacency(graph), np.arange(len(graph))
    sizes = range(2, len(graph) - 1)
    fits = [fit(matrix, np.isin(vertices, core)) for size in sizes for core in combinations(vertices, size)]

    found = best_core(matrix, starts=20, seed=1)
    if np.isnan(fits).all():
        assert found.fit == -np.inf
    else:
        assert found.fit == pytest.approx(np.nanmax(fits), abs=1e-9)
        assert fit(matrix, found.member) == pytest.approx(found.fit, abs=1e-9)
