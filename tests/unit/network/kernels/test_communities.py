"""Communities and how far several partitions agree."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.kernels.communities import adjusted_rand, leiden, modularity
from tests.graphs import adjacency


def by_definition(labels_a, labels_b):
    """Hubert and Arabie 1985 from all pairs of vertices."""
    first, second = (np.equal.outer(entry, entry)[np.triu_indices(len(entry), 1)] for entry in (labels_a, labels_b))
    by_chance = first.sum() * second.sum() / len(first)
    greatest = (first.sum() + second.sum()) / 2
    return 1.0 if greatest == by_chance else ((first & second).sum() - by_chance) / (greatest - by_chance)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=15))
def test_adjusted_rand_equals_its_definition(labels):
    first, result = np.array(labels, np.int64).T

    assert adjusted_rand(first, result) == pytest.approx(by_definition(first, result), abs=1e-9)


def test_certainty_is_the_share_of_companions_who_stay():
    """A circle of five falls apart now this way, now that; its certainty is what the runs say."""
    communities = leiden(adjacency(nx.cycle_graph(5)), runs=20, seed=1)

    assert 0 < communities.certainty.min() < 1
    assert communities.agreement < 1


def test_two_cliques_are_certain():
    communities = leiden(adjacency(nx.barbell_graph(5, 0)), runs=10, seed=1)

    assert communities.labels.tolist() == [0] * 5 + [1] * 5
    assert communities.agreement == 1
    assert set(communities.certainty.tolist()) == {1.0}


def test_an_arbitrary_choice_among_equals_is_told():
    """A circle can be cut anywhere; two cliques apart cannot."""
    cycle, cliques = nx.cycle_graph(8), nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(4))
    assert leiden(adjacency(cycle), runs=40, seed=1).equal > 1
    assert leiden(adjacency(cliques), runs=40, seed=1).equal == 1


GRAPHS = {
    "karate": nx.karate_club_graph(),
    "miserables": nx.les_miserables_graph(),
    "florentine": nx.florentine_families_graph(),
    "planted": nx.planted_partition_graph(6, 30, 0.3, 0.02, seed=1),
    "random": nx.gnp_random_graph(300, 0.03, seed=3),
}


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_no_worse_than_louvain_of_networkx(graph):
    """The best of ten runs of both; Leiden may be better."""
    rival = max(
        nx.community.modularity(graph, nx.community.louvain_communities(graph, weight=None, seed=seed), weight=None)
        for seed in range(10)
    )

    assert leiden(adjacency(graph), runs=10, seed=1).modularity >= rival - 1e-9


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
def test_modularity_equals_that_of_networkx(graph, resolution):
    matrix = adjacency(graph)
    labels = leiden(matrix, runs=1, seed=3).labels
    parts = [{node for node, label in zip(graph, labels, strict=True) if label == part} for part in set(labels)]

    expected = nx.community.modularity(graph, parts, weight=None, resolution=resolution)
    assert modularity(matrix, labels, resolution) == pytest.approx(expected, abs=1e-12)


def test_the_same_seed_gives_the_same_communities():
    matrix = adjacency(GRAPHS["random"])
    first, second = (leiden(matrix, runs=5, seed=7) for _ in range(2))

    assert first.labels.tolist() == second.labels.tolist()
    assert first.modularities == second.modularities
    assert first.modularities != leiden(matrix, runs=5, seed=70).modularities
