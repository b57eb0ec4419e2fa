"""Communities and how far several partitions agree."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.kernels.communities import adjusted_rand, louvain
from tests.graphs import adjacency


def by_definition(one, other):
    """Hubert and Arabie 1985 from all pairs of vertices."""
    first, second = (np.equal.outer(some, some)[np.triu_indices(len(some), 1)] for some in (one, other))
    by_chance = first.sum() * second.sum() / len(first)
    greatest = (first.sum() + second.sum()) / 2
    return 1.0 if greatest == by_chance else ((first & second).sum() - by_chance) / (greatest - by_chance)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=15))
def test_adjusted_rand_equals_its_definition(labels):
    one, other = np.array(labels, np.int64).T

    assert adjusted_rand(one, other) == pytest.approx(by_definition(one, other), abs=1e-9)


def test_certainty_is_the_share_of_companions_who_stay():
    """A circle of five falls apart now this way, now that; its certainty is what the runs say."""
    found = louvain(adjacency(nx.cycle_graph(5)), runs=20, seed=1)

    assert 0 < found.certainty.min() < 1
    assert found.agreement < 1


def test_two_cliques_are_certain():
    found = louvain(adjacency(nx.barbell_graph(5, 0)), runs=10, seed=1)

    assert found.labels.tolist() == [0] * 5 + [1] * 5
    assert found.agreement == 1
    assert set(found.certainty.tolist()) == {1.0}


def test_an_arbitrary_choice_among_equals_is_told():
    """A circle can be cut anywhere; two cliques apart cannot."""
    cycle, cliques = nx.cycle_graph(8), nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(4))
    assert louvain(adjacency(cycle), runs=40, seed=1).equal > 1
    assert louvain(adjacency(cliques), runs=40, seed=1).equal == 1
