"""Betweenness from a sample of sources: right on average, with errors that tell how far off it is."""

import networkx as nx
import numpy as np
import pytest

from app.network.kernels.betweenness import betweenness
from app.network.kernels.sampled_betweenness import EXACT_ACTORS, sampled_betweenness, sources_of
from tests.graphs import adjacency

KARATE = adjacency(nx.karate_club_graph())
SEEDS = range(300)


def samples_of(graph, samples):
    found = [sampled_betweenness(graph, samples=samples, seed=seed) for seed in SEEDS]
    return np.array([one.values for one in found]), np.array([one.errors for one in found])


@pytest.mark.parametrize("samples", [4, 16, 24])
def test_it_is_unbiased_and_its_errors_are_those_of_repeated_samples(samples):
    """The mean over 300 seeds lies within 4 of its own standard errors, for each of 34 members of the club."""
    values, errors = samples_of(KARATE, samples)
    spread = values.std(axis=0, ddof=1)
    assert (np.abs(values.mean(axis=0) - betweenness(KARATE)) <= 4 * spread / np.sqrt(len(SEEDS)) + 1e-9).all()

    often = betweenness(KARATE) > 10
    assert np.sqrt((errors**2).mean(axis=0))[often] == pytest.approx(spread[often], rel=0.15)


def test_two_standard_errors_mostly_hold_the_value_of_those_between_many():
    graph = adjacency(nx.barabasi_albert_graph(200, 3, seed=1))
    exact = betweenness(graph)
    values, errors = samples_of(graph, 64)
    top = np.argsort(exact)[-10:]
    held = (np.abs(values - exact) <= 2 * errors)[:, top].mean()
    assert 0.85 <= held <= 0.99


@pytest.mark.parametrize("samples", [34, 35, 1000, 0])
def test_all_sources_give_the_exact_values(samples):
    found = sampled_betweenness(KARATE, samples=samples, seed=1)
    assert (found.exact, found.sources) == (True, 34)
    assert found.values.tolist() == betweenness(KARATE).tolist()
    assert not found.errors.any()


def test_directions_are_followed():
    graph = adjacency(nx.gnp_random_graph(40, 0.1, seed=3, directed=True))
    exact = betweenness(graph, directed=True)
    found = np.mean([sampled_betweenness(graph, samples=20, seed=one, directed=True).values for one in SEEDS], axis=0)
    assert found.sum() == pytest.approx(exact.sum(), rel=0.05)


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
