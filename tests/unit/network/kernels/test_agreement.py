"""Every kernel against networkx and igraph on 500 random graphs (100 in the quick check) and all named ones, within 1e-9.

Graphs are sparse, dense, trees, disconnected, without edges, of one vertex or directed, the same in every run. Where the
tools mean different things by one name the test says which is compared. Brokerage is in neither; it is compared with
its definition in test_brokerage.py.
"""

import json
from functools import cache

import igraph
import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from app.network.kernels.betweenness import betweenness
from app.network.kernels.connectivity import components, core_numbers, cuts
from app.network.kernels.distances import UNREACHABLE, distance_sums, hop_distances
from app.network.kernels.spectral_centrality import eigenvector, pagerank
from app.network.kernels.structural_holes import constraint, effective_size
from tests.graphs import DATA, NAMED, adjacency, reference_graph
from tests.trials import trials

RANDOM_GRAPHS = trials(500)
DIRECTED_SHARE = 3
"""Every third random graph has directions."""


def random_graph(seed):
    random = np.random.default_rng(seed)
    size, kind = int(random.integers(1, 22)), seed % 6
    if seed % DIRECTED_SHARE == 0:
        return nx.gnp_random_graph(size, random.choice([0.05, 0.15, 0.4]), seed=seed, directed=True)
    if kind == 1:
        return nx.random_labeled_tree(size, seed=seed)
    if kind == 2:
        return nx.gnp_random_graph(size, 0.7, seed=seed)
    if kind == 4:
        return nx.disjoint_union(nx.gnp_random_graph(size, 0.3, seed=seed), nx.random_labeled_tree(size, seed=seed))
    return nx.gnp_random_graph(size, random.choice([0.0, 0.1, 0.2]), seed=seed)


@cache
def graphs():
    """All, vertices numbered from 0."""
    stored = json.loads((DATA / "reference/graphs.json").read_text("utf-8"))["graphs"]
    named = [make() for make in NAMED.values()]
    named += [reference_graph(name, directed=bool(entry["directed"])) for name, entry in stored.items()]
    entries = [*named, *(random_graph(seed) for seed in range(RANDOM_GRAPHS)), nx.empty_graph(1)]
    return [nx.convert_node_labels_to_integers(graph) for graph in entries]


def undirected():
    return [graph for graph in graphs() if not graph.is_directed()]


def in_igraph(graph):
    return igraph.Graph(n=len(graph), edges=list(graph.edges), directed=graph.is_directed())


def assert_same(values, *others):
    for entry in others:
        np.testing.assert_allclose(values, np.array(entry, float), rtol=1e-9, atol=1e-9)


def test_the_graphs_are_of_all_kinds():
    assert len(graphs()) > RANDOM_GRAPHS + len(NAMED)
    assert {graph.is_directed() for graph in graphs()} == {True, False}
    assert min(map(len, graphs())) == 1
    assert any(not graph.size() and len(graph) > 1 for graph in graphs())
    assert sum(not nx.is_connected(graph) for graph in undirected()) > RANDOM_GRAPHS / 5
    assert sum(nx.is_tree(graph) for graph in undirected()) > RANDOM_GRAPHS / 10
    assert sum(nx.density(graph) > 0.5 for graph in undirected()) > RANDOM_GRAPHS / 10


def test_betweenness():
    """Sums over pairs, unordered where edges have no direction."""
    for graph in graphs():
        result = betweenness(adjacency(graph), directed=graph.is_directed())
        expected = nx.betweenness_centrality(graph, normalized=False).values()
        assert_same(result, list(expected), in_igraph(graph).betweenness())


def test_closeness():
    """networkx has the variant of Wasserman and Faust, towards a vertex; igraph the mean over those reached, from it."""
    for graph in graphs():
        sums, size = distance_sums(adjacency(graph)), len(graph)
        mean = np.divide(sums.reached, sums.hops, out=np.zeros(size), where=sums.reached > 0)
        wasserman_faust = nx.closeness_centrality(graph.reverse() if graph.is_directed() else graph)
        assert_same(mean * sums.reached / max(size - 1, 1), list(wasserman_faust.values()))
        assert_same(mean, np.nan_to_num(in_igraph(graph).closeness(mode="out")))


def test_harmonic():
    """Sums of 1/d from a vertex; networkx sums those towards it."""
    for graph in graphs():
        inverse = distance_sums(adjacency(graph)).inverse
        expected = nx.harmonic_centrality(graph.reverse() if graph.is_directed() else graph)
        divided = np.nan_to_num(in_igraph(graph).harmonic_centrality(mode="out"))
        assert_same(inverse, [expected[entry] for entry in graph], divided * (len(graph) - 1))


def test_distances():
    for graph in undirected():
        distances = hop_distances(adjacency(graph), np.arange(len(graph)))
        theirs = np.array(in_igraph(graph).distances())
        assert distances.tolist() == np.where(np.isinf(theirs), UNREACHABLE, theirs).tolist()
        lengths = dict(nx.all_pairs_shortest_path_length(graph))
        assert distances.tolist() == [[lengths[item].get(entry, UNREACHABLE) for entry in graph] for item in graph]


def test_pagerank():
    """Both let a walker start anywhere after a vertex without a way on."""
    for graph in graphs():
        expected = nx.pagerank(graph, tol=1e-12 / len(graph), max_iter=1000, weight=None).values()
        assert_same(
            pagerank(adjacency(graph), 0.85, directed=graph.is_directed()), list(expected), in_igraph(graph).pagerank()
        )


def test_eigenvector():
    """Of the largest component: of others each tool makes something else. Compared by direction, at length 1."""
    for graph in undirected():
        part = nx.convert_node_labels_to_integers(graph.subgraph(max(nx.connected_components(graph), key=len)))
        if len(part) > 2:
            theirs = np.array(in_igraph(part).eigenvector_centrality(scale=False))
            expected = list(nx.eigenvector_centrality_numpy(part).values())
            assert_same(eigenvector(adjacency(part)), expected, theirs / np.linalg.norm(theirs))


def both_ways(graph):
    arcs = adjacency(graph).astype(float)
    weights = sparse.csr_array(arcs + arcs.T) if graph.is_directed() else sparse.csr_array(arcs * 2)
    weights.sort_indices()
    return weights


def test_constraint():
    """In the whole network, with the weights of both directions; igraph and networkx have no variant of the ego network.

    networkx gives a vertex that only others point to no value.
    """
    for graph in graphs():
        entries, theirs = constraint(both_ways(graph), ego=False), np.array(in_igraph(graph).constraint(), float)
        assert_same(entries, np.nan_to_num(theirs))
        expected = np.array(list(nx.constraint(graph).values()), float)
        defined = ~np.isnan(expected)
        assert_same(entries[defined], expected[defined])


@pytest.mark.slow
def test_effective_size():
    """By Burt's formula with weights, which networkx follows for chosen vertices; igraph has none.

    For all vertices networkx 3.6 takes a matrix that divides by the greatest weight of the wrong vertex.
    """
    for graph in graphs():
        size = effective_size(both_ways(graph), ego=False)
        expected = np.array(list(nx.effective_size(graph, nodes=list(graph), weight="all 1").values()), float)
        defined = ~np.isnan(expected)
        assert_same(size[defined], expected[defined])


def test_effective_size_of_the_ego_network():
    """Without directions both variants are Borgatti's n - 2t/n, which networkx takes of the ego network."""
    for graph in undirected():
        expected = np.nan_to_num(np.array(list(nx.effective_size(graph).values()), float))
        assert_same(effective_size(both_ways(graph), ego=True), expected)


def test_core_numbers():
    for graph in undirected():
        listed = core_numbers(adjacency(graph)).tolist()
        assert listed == list(nx.core_number(graph).values()) == in_igraph(graph).coreness()


def test_components():
    """Tools number them differently: members are compared."""
    for graph in undirected():
        labels = components(adjacency(graph))
        listed_sets = {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}
        assert listed_sets == set(map(frozenset, nx.connected_components(graph)))
        assert listed_sets == set(map(frozenset, in_igraph(graph).connected_components()))


def test_cut_vertices_and_bridges():
    for graph in undirected():
        entries, theirs = cuts(adjacency(graph)), in_igraph(graph)
        points = np.flatnonzero(entries.pieces).tolist()
        assert points == sorted(nx.articulation_points(graph)) == sorted(theirs.articulation_points())
        bridges = {frozenset(ends) for ends in entries.bridges[:, :2].tolist()}
        assert bridges == set(map(frozenset, nx.bridges(graph)))
        assert bridges == {frozenset(theirs.es[edge].tuple) for edge in theirs.bridges()}


@pytest.mark.parametrize("seed", range(5))
def test_what_a_cut_vertex_cuts_off_is_what_is_left_without_it(seed):
    graph = nx.gnp_random_graph(40, 0.05, seed=seed)
    entries, before = cuts(adjacency(graph)), nx.number_connected_components(graph)

    for vertex in graph:
        rest = graph.subgraph(set(graph) - {vertex})
        home = nx.node_connected_component(graph, vertex) - {vertex}
        parts = [len(part) for part in nx.connected_components(graph.subgraph(home))]
        assert entries.pieces[vertex] == max(nx.number_connected_components(rest) - before, 0)
        assert entries.cut_off[vertex] == sum(parts) - max(parts, default=0)
