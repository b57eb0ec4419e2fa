"""Which kernels ask what holds together? Cores, cut vertices with bridges, and key players."""

import networkx as nx
import rustworkx

from app.network.kernels.connectivity import core_numbers, cuts
from app.network.kernels.key_players import KeySearch
from tests.benchmarks.contest import Contest, Peer, not_compared, same_values
from tests.benchmarks.graph import Graph
from tests.benchmarks.tools import in_igraph, in_networkit, in_networkx, in_rustworkx

VERTICES_PER_KEY_PLAYER = 100
ONE_PASS = "one pass for cut vertices"


def cores(graph: Graph) -> Contest:
    """The core number of each vertex."""
    adjacency = graph.network.adjacency
    return Contest(lambda: core_numbers(adjacency), lambda: _core_peers(graph), graph.edges, "edges")


def _core_peers(graph: Graph) -> dict[str, Peer]:
    slow, rust = in_networkx(graph), in_rustworkx(graph)
    return {
        "igraph": Peer(in_igraph(graph).coreness, same_values),
        "networkx": Peer(lambda: list(nx.core_number(slow).values()), same_values),
        **in_networkit(graph, _networkit_cores, same_values),
        "rustworkx": Peer(lambda: _rustworkx_cores(rust), same_values),
    }


def _networkit_cores(networkit, graph):
    return networkit.centrality.CoreDecomposition(graph).run().scores()


def _rustworkx_cores(graph):
    core_number = rustworkx.core_number(graph)
    return [core_number[number] for number in range(len(core_number))]


def cut_vertices(graph: Graph) -> Contest:
    """Articulation points and bridges; ours also tells what each of them cuts off."""
    adjacency = graph.network.adjacency
    return Contest(lambda: cuts(adjacency), lambda: _cut_peers(graph), graph.edges, "edges")


def _cut_peers(graph: Graph) -> dict[str, Peer]:
    entries, slow, rust = in_igraph(graph), in_networkx(graph), in_rustworkx(graph)
    return {
        "igraph": Peer(lambda: _igraph_cuts(entries), _same_cuts),
        "networkx": Peer(lambda: _networkx_cuts(slow), _same_cuts),
        "rustworkx": Peer(lambda: _rustworkx_cuts(rust), _same_cuts),
    }


def _igraph_cuts(graph):
    return graph.articulation_points(), [graph.es[edge].tuple for edge in graph.bridges()]


def _networkx_cuts(graph):
    return list(nx.articulation_points(graph)), list(nx.bridges(graph))


def _rustworkx_cuts(graph):
    return rustworkx.articulation_points(graph), rustworkx.bridges(graph)


def _same_cuts(ours, theirs):
    points, bridges = theirs
    assert sorted(points) == ours.pieces.nonzero()[0].tolist(), "cut vertices differ"
    assert sorted(tuple(sorted(bridge)) for bridge in bridges) == [tuple(row) for row in ours.bridges[:, :2].tolist()]


def key_players(graph: Graph) -> Contest:
    """The set, at S of ten, whose absence breaks up most; one pass for cut vertices is the unit of its cost."""
    adjacency = graph.network.adjacency
    everybody, wanted = range(graph.vertices), graph.vertices // VERTICES_PER_KEY_PLAYER
    return Contest(
        lambda: KeySearch(adjacency, "fragmentation").best(everybody, wanted),
        lambda: {ONE_PASS: Peer(lambda: cuts(adjacency), not_compared)},
        graph.edges,
        "edges",
    )
