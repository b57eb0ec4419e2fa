"""Complete linkage: all belong together, or they do not."""

from itertools import permutations

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from app.network.kernels.complete_link import complete_link

TRIANGLE = [(("a", "b"), 0.9), (("b", "c"), 0.8), (("a", "c"), 0.7)]


def test_three_alike():
    assert complete_link(TRIANGLE) == (("a", "b", "c"),)


@pytest.mark.parametrize("pairs", [[], TRIANGLE[:1], TRIANGLE[:2]])
def test_two_or_a_chain_are_no_cluster(pairs):
    assert complete_link(pairs) == ()


def test_the_nearest_are_joined_first():
    # b and c are alike, and each is like one of the others: only the triangle of the strongest pair closes
    pairs = [*TRIANGLE, (("b", "d"), 0.95), (("c", "d"), 0.6)]
    assert complete_link(pairs) == ()
    assert complete_link([*TRIANGLE, (("b", "d"), 0.65), (("c", "d"), 0.6)]) == (("a", "b", "c"),)


def test_the_order_of_the_pairs_makes_no_difference():
    equal = [(pair, 0.8) for pair in [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"), ("b", "d")]]
    assert len({complete_link(order) for order in permutations(equal)}) == 1


@pytest.mark.parametrize("seed", range(5))
def test_the_clusters_of_scipy(seed):
    size, chance = 14, np.random.default_rng(seed)
    similarity = np.triu(chance.random((size, size)), 1)
    similarity += similarity.T
    labels = fcluster(linkage(squareform(1 - similarity, checks=False), "complete"), 0.7, "distance")
    expected = {tuple(np.flatnonzero(labels == one).tolist()) for one in labels}
    pairs = [
        ((f"{a:02}", f"{b:02}"), similarity[a, b]) for a in range(size) for b in range(a) if similarity[a, b] >= 0.3
    ]
    found = {tuple(int(one) for one in members) for members in complete_link(pairs)}
    assert found == {members for members in expected if len(members) > 2}
