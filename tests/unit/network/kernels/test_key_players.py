"""Key player sets: values of sets, and the search for the best ones."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.kernels import key_players
from app.network.kernels.connectivity import pairs_linked_without
from app.network.kernels.key_players import CRITERIA, KeySearch, distance_fragmentation
from tests.graphs import NAMED, adjacency, random_graphs

REFERENCE = [
    ("kite", "distance_fragmentation", {7}, 0.486111),
    ("kite", "distance_fragmentation", {5}, 0.398611),
    ("kite", "distance_fragmentation", {6}, 0.398611),
    ("kite", "distance_fragmentation", {3}, 0.393519),
    ("kite", "distance_fragmentation", {9}, 0.287037),
    ("kite", "fragmentation", {7}, 0.388889),
    ("kite", "fragmentation", {5, 6}, 0.535714),
    ("kite", "distance_reach", {3}, 0.808333),
    ("kite", "distance_reach", {3, 8}, 1),
    ("florentine", "fragmentation", {"Medici"}, 0.384615),
    ("florentine", "fragmentation", {"Medici", "Guadagni"}, 0.705128),
    ("florentine", "distance_fragmentation", {"Medici"}, 0.673810),
    ("florentine", "distance_reach", {"Medici"}, 0.7),
    ("florentine", "distance_reach", {"Medici", "Bischeri"}, 0.866667),
    ("karate", "fragmentation", {0}, 0.316288),
    ("karate", "fragmentation", {0, 1}, 0.423387),
    ("karate", "distance_reach", {33}, 0.713235),
    ("karate", "distance_reach", {0, 33}, 0.955882),
]


@pytest.mark.parametrize(("name", "criterion", "chosen", "value"), REFERENCE)
def test_sets_have_their_reference_values(name, criterion, chosen, value):
    """R keyplayer 1.0.4, recomputed."""
    graph = NAMED[name]()
    nodes = list(graph)

    result = KeySearch(adjacency(graph), criterion).value([nodes.index(entry) for entry in chosen])
    assert result == pytest.approx(value, abs=1e-6)


def test_the_whole_kite_has_its_reference_value():
    """R keyplayer 1.0.4."""
    assert distance_fragmentation(adjacency(nx.krackhardt_kite_graph())) == pytest.approx(0.353704, abs=1e-6)


@given(random_graphs(least=4, most=10), st.sampled_from(CRITERIA), st.integers(1, 2), st.integers(1, 3))
def test_the_best_sets_equal_those_of_the_definition(graph, criterion, size, steps):
    search = KeySearch(adjacency(graph), criterion, steps)
    expected = {chosen: defined(graph, criterion, chosen, steps) for chosen in combinations(graph, size)}

    best = search.best(range(len(graph)), size)
    top = max(expected.values())
    assert best.exact
    assert best.value == pytest.approx(top, abs=1e-9)
    assert set(best.sets) == {chosen for chosen, value in expected.items() if value > top - 1e-10}


def defined(graph, criterion, chosen, steps):
    """Borgatti 2006, with networkx's distances."""
    if "fragmentation" in criterion:
        left = graph.subgraph(set(graph) - set(chosen))
        near = [1 if criterion == "fragmentation" else 1 / hops for hops in all_hops(left) if hops]
        return 1 - sum(near) / (len(left) * (len(left) - 1))
    hops = {
        v: min(
            (d[v] for d in (nx.single_source_shortest_path_length(graph, c) for c in chosen) if v in d), default=None
        )
        for v in graph
    }
    if criterion == "reach":
        return np.mean([d is not None and d <= steps for d in hops.values()])
    return np.mean([0 if d is None else 1 / max(d, 1) for d in hops.values()])


def all_hops(graph):
    return [hops for _, entry in nx.all_pairs_shortest_path_length(graph) for hops in entry.values()]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_too_many_sets_are_searched_greedily_with_swaps(criterion):
    """70 vertices: C(70, 2) = 2415; a single swap never makes the set better."""
    graph = nx.connected_watts_strogatz_graph(70, 4, 0.2, seed=4)
    search = KeySearch(adjacency(graph), criterion)

    best = search.best(range(70), 2)
    assert not best.exact
    assert {round(search.value(chosen), 9) for chosen in best.sets} == {round(best.value, 9)}
    assert any(best.value >= greatest_after_a_swap(search, chosen) - 1e-9 for chosen in best.sets)


def greatest_after_a_swap(search, chosen):
    rivals = [(member, new) for member in chosen for new in range(70) if new != member]
    return max(map(search.value, rivals))


def test_2000_sets_are_tried_one_by_one():
    """C(63, 2) = 1953 and C(64, 2) = 2016."""
    search = KeySearch(adjacency(nx.empty_graph(64)), "reach")

    assert search.best(range(63), 2).exact
    assert not search.best(range(64), 2).exact


@pytest.mark.parametrize("criterion", ["fragmentation", "distance_fragmentation", "distance_reach"])
def test_sets_as_good_as_the_one_that_was_built_are_told(criterion):
    """Seventy stars of three: whichever two centres, and there are too many pairs to try them all."""
    graph = nx.disjoint_union_all([nx.star_graph(2) for _ in range(70)])
    best = KeySearch(adjacency(graph), criterion).best(range(210), 2)
    assert not best.exact
    assert len(best.sets) == 1 + 2 * 68
    assert {vertex % 3 for chosen in best.sets for vertex in chosen} == {0}


def test_the_sets_around_the_best_one_are_valued_once(monkeypatch):
    """Ten stars of decreasing size beside each other: the centres of the first three break up most at once."""
    searches = []
    monkeypatch.setattr(
        key_players, "pairs_linked_without", lambda graph: searches.append(graph) or pairs_linked_without(graph)
    )
    stars = adjacency(nx.disjoint_union_all([nx.star_graph(leaves) for leaves in range(14, 4, -1)]))

    best = KeySearch(stars, "fragmentation").best(range(stars.shape[0]), 3)
    assert best.sets == ((0, 15, 29),)
    assert len(searches) == 3 + 3  # as it grows, and for each member that could be another
