"""Fit of cores, and the search for the best one."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from app.network.kernels.core_periphery import MOST_CORES, best_cores, equal_cores, fit
from tests.graphs import adjacency, random_graphs, reference_case, reference_graph
from tests.trials import trials


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

    result = fit(adjacency(graph), core)
    if ties.std() == 0:
        assert np.isnan(result)
    else:
        assert result == pytest.approx(np.corrcoef(ties, ideal)[0, 1], abs=1e-9)


def fits_of_all_cores(graph):
    """Fit of every core that leaves two vertices on each side, by its members."""
    matrix, vertices = adjacency(graph), np.arange(len(graph))
    sizes = range(2, len(graph) - 1)
    cores = [core for size in sizes for core in combinations(vertices.tolist(), size)]
    return {core: fit(matrix, np.isin(vertices, core)) for core in cores}


@settings(max_examples=trials(15), deadline=None)
@given(random_graphs(least=5, most=8))
def test_the_best_core_of_a_small_graph_is_the_best_of_all(graph):
    fits = list(fits_of_all_cores(graph).values())

    best = best_cores(adjacency(graph), starts=20, seed=1)
    if np.isnan(fits).all():
        assert best.fit == -np.inf
    else:
        assert best.fit == pytest.approx(np.nanmax(fits), abs=1e-9)
        fits_of_found = [fit(adjacency(graph), core) for core in best.members]
        assert fits_of_found == pytest.approx([best.fit] * len(best.members), abs=1e-9)


@pytest.mark.parametrize("seed", range(25))
def test_all_equally_good_cores_of_a_small_graph_are_counted(seed):
    """Against every core there is."""
    graph = nx.gnp_random_graph(7, 0.4, seed=seed)
    fits = fits_of_all_cores(graph)
    optimal = [set(core) for core, value in fits.items() if value >= np.nanmax(list(fits.values())) - 1e-9]

    equal = equal_cores(adjacency(graph), best_cores(adjacency(graph), starts=20, seed=1))
    assert equal.count == len(optimal)
    assert set(np.flatnonzero(equal.in_all)) == set.intersection(*optimal)
    assert set(np.flatnonzero(equal.in_any)) == set.union(*optimal)


def test_a_star_has_one_core_member_and_as_many_cores_as_leaves():
    star = adjacency(nx.star_graph(40))
    equal = equal_cores(star, best_cores(star, starts=20, seed=1))
    assert equal.count == 40
    assert np.flatnonzero(equal.in_all).tolist() == [0]
    assert equal.in_any.all()


@pytest.mark.slow
def test_of_more_cores_than_are_counted_the_members_of_all_are_right():
    star = adjacency(nx.star_graph(2000))
    equal = equal_cores(star, best_cores(star, starts=5, seed=1))
    assert equal.count == MOST_CORES
    assert np.flatnonzero(equal.in_all).tolist() == [0]
