"""Betweenness from a sample of sources: right on average, with errors that tell how far off it is."""

import networkx as nx
import numpy as np
import pytest

from app.network.kernels.betweenness import betweenness
from app.network.kernels.sampled_betweenness import sampled_betweenness
from app.network.kernels.sampled_sums import EXACT_ACTORS, sources_of
from tests.graphs import adjacency

KARATE = adjacency(nx.karate_club_graph())
SEEDS = range(300)


def samples_of(graph, samples, seeds=SEEDS):
    estimates = [sampled_betweenness(graph, samples=samples, seed=seed) for seed in seeds]
    return np.array([estimate.values for estimate in estimates]), np.array([estimate.errors for estimate in estimates])


@pytest.mark.slow
@pytest.mark.parametrize("samples", [4, 16, 24])
def test_it_is_unbiased_and_its_errors_are_those_of_repeated_samples(samples):
    """The mean over 300 seeds lies within 4 of its own standard errors, for each of 34 members of the club."""
    values, errors = samples_of(KARATE, samples)
    spread = values.std(axis=0, ddof=1)
    assert (np.abs(values.mean(axis=0) - betweenness(KARATE)) <= 4 * spread / np.sqrt(len(SEEDS)) + 1e-9).all()

    often = betweenness(KARATE) > 10
    assert np.sqrt((np.nan_to_num(errors[:, often]) ** 2).mean(axis=0)) == pytest.approx(spread[often], rel=0.15)


def hub(leaves, ties_beside):
    """A star, some of whose leaves are tied in pairs."""
    graph = nx.star_graph(leaves)
    graph.add_edges_from((1 + 2 * at, 2 + 2 * at) for at in range(ties_beside))
    return graph


def two_hubs(leaves):
    graph = nx.disjoint_union(nx.star_graph(leaves), nx.star_graph(leaves))
    graph.add_edge(0, leaves + 1)
    return graph


def busiest(graph, count):
    return np.argsort(betweenness(adjacency(graph)))[-count:]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("graph", "samples", "count"),
    [
        (hub(40, 2), 32, 1),
        (hub(40, 6), 16, 1),
        (hub(200, 30), 64, 1),
        (two_hubs(60), 16, 2),
        (nx.barabasi_albert_graph(200, 3, seed=1), 64, 10),
        (nx.karate_club_graph(), 16, 4),
    ],
    ids=["2 ties beside", "6 beside", "30 beside", "two hubs", "heavy tail", "karate"],
)
def test_two_standard_errors_hold_the_value_of_hubs_in_nine_of_ten_samples(graph, samples, count):
    """As docs/analyses/betweenness.md says; scaled by n / samples it were 26 % for a hub with few ties beside it."""
    at = busiest(graph, count)
    values, errors = (column[:, at] for column in samples_of(adjacency(graph), samples, range(120)))
    exact = betweenness(adjacency(graph))[at]
    held = (np.abs(values - exact) <= 2 * errors)[~np.isnan(errors)].mean()
    assert 0.87 <= held <= 0.99


@pytest.mark.parametrize("samples", [2, 5, 16, 33, 40])
@pytest.mark.parametrize("seed", range(5))
def test_the_centre_of_a_star_is_on_all_ways_and_no_sample_says_more(samples, seed):
    estimate = sampled_betweenness(adjacency(nx.star_graph(40)), samples=samples, seed=seed)
    assert estimate.values.tolist() == [40 * 39 / 2] + [0.0] * 40
    assert np.isnan(estimate.errors).all()


@pytest.mark.parametrize("samples", [2, 3, 8, 20])
def test_no_value_is_more_than_all_ways_and_no_error_is_nothing(samples):
    for seed in range(60):
        size = 24
        graph = nx.gnp_random_graph(size, 0.12, seed=seed)
        estimate = sampled_betweenness(adjacency(graph), samples=samples, seed=seed)
        assert estimate.values.max() <= (size - 1) * (size - 2) / 2 + 1e-9
        assert estimate.values.min() >= 0
        assert not (estimate.errors <= 1e-9).any()


def test_a_vertex_that_one_source_alone_tells_about_has_no_error():
    """Two sources; each of them is told about by the other alone."""
    estimate = sampled_betweenness(KARATE, samples=2, seed=1)
    drawn = estimate.sources_elsewhere.sum(axis=0) == 1
    assert drawn.sum() == 2
    assert np.isnan(estimate.errors[drawn]).all()


@pytest.mark.parametrize("samples", [34, 35, 1000, 0])
def test_all_sources_give_the_exact_values(samples):
    result = sampled_betweenness(KARATE, samples=samples, seed=1)
    assert (result.exact, result.sources) == (True, 34)
    assert result.values.tolist() == betweenness(KARATE).tolist()
    assert not result.errors.any()


@pytest.mark.slow
def test_directions_are_followed():
    graph = adjacency(nx.gnp_random_graph(40, 0.1, seed=3, directed=True))
    exact = betweenness(graph, directed=True)
    estimates = [sampled_betweenness(graph, samples=20, seed=seed, directed=True).values for seed in SEEDS]
    assert np.mean(estimates, axis=0).sum() == pytest.approx(exact.sum(), rel=0.05)


@pytest.mark.parametrize(
    ("size", "samples", "sources"),
    [
        (EXACT_ACTORS, 0, EXACT_ACTORS),
        (EXACT_ACTORS + 1, 0, 256),
        (EXACT_ACTORS + 1, EXACT_ACTORS + 1, EXACT_ACTORS + 1),
        (100, 1, 2),
        (100, 33, 33),
        (100, 50, 48),
        (3, 2, 2),
    ],
)
def test_how_many_sources_there_are(size, samples, sources):
    assert sources_of(size, samples) == sources
