"""Which kernels follow shortest paths? Betweenness, exact and sampled, and closeness with harmonic centrality."""

import networkx as nx
import numpy as np
import rustworkx

from app.network.kernels.betweenness import betweenness as our_betweenness
from app.network.kernels.distances import distance_sums
from tests.benchmarks.contest import Contest, Peer, not_compared, same_at, same_values
from tests.benchmarks.graph import Graph
from tests.benchmarks.tools import in_igraph, in_networkit, in_networkx, in_rustworkx

WHOLE = 1_000
"""Up to so many vertices networkx does all of the work."""

SOURCES = 256
"""What a sampled betweenness starts from."""

SAMPLE = 24
"""Vertices that networkx starts from in a larger graph."""


def betweenness(graph: Graph) -> Contest:
    """Exact betweenness by hops, sums over unordered pairs."""
    adjacency = graph.network.adjacency
    work = graph.vertices * graph.edges
    return Contest(lambda: our_betweenness(adjacency), lambda: _betweenness_peers(graph), work, "n·m")


def _betweenness_peers(graph: Graph) -> dict[str, Peer]:
    rust = in_rustworkx(graph)
    return {
        "igraph": Peer(in_igraph(graph).betweenness, same_values),
        "networkx": _networkx_betweenness(graph),
        **in_networkit(graph, _networkit_betweenness, same_values),
        "rustworkx": Peer(lambda: _rustworkx_betweenness(rust), same_values),
    }


def _networkx_betweenness(graph: Graph) -> Peer:
    whole, sources = in_networkx(graph), None if graph.vertices <= WHOLE else SAMPLE
    return Peer(
        lambda: list(nx.betweenness_centrality(whole, k=sources, normalized=False, seed=1).values()),
        not_compared if sources else same_values,
        share=(sources or graph.vertices) / graph.vertices,
    )


def _networkit_betweenness(networkit, graph):
    """It counts both directions of a pair."""
    return np.array(networkit.centrality.Betweenness(graph).run().scores()) / 2


def _rustworkx_betweenness(graph):
    return list(rustworkx.graph_betweenness_centrality(graph, normalized=False).values())


def sampled_betweenness(graph: Graph) -> Contest:
    """Betweenness from some sources, the same for igraph; NetworKit draws paths of its own."""
    adjacency, sources = graph.network.adjacency, np.sort(graph.spread(SOURCES))
    work = len(sources) * graph.edges
    return Contest(
        lambda: our_betweenness(adjacency, sources=sources),
        lambda: _sampled_peers(graph, sources),
        work,
        "sources·m",
    )


def _sampled_peers(graph: Graph, sources) -> dict[str, Peer]:
    slow, chosen, few = in_networkx(graph), sources.tolist(), min(SAMPLE, len(sources))
    igraph = in_igraph(graph)
    return {
        "igraph": Peer(lambda: igraph.betweenness(sources=chosen), same_values),
        "networkx": Peer(
            lambda: nx.betweenness_centrality(slow, k=few, seed=1), not_compared, share=few / len(sources)
        ),
        **in_networkit(graph, lambda tool, made: _networkit_estimate(tool, made, len(sources)), not_compared),
    }


def _networkit_estimate(networkit, graph, samples):
    return networkit.centrality.EstimateBetweenness(graph, samples).run().scores()


def closeness(graph: Graph) -> Contest:
    """Mean hops and mean of 1 / hops to all others, of one search; two searches in the others."""
    adjacency = graph.network.adjacency
    work = graph.vertices * graph.edges
    return Contest(lambda: _closeness(adjacency), lambda: _closeness_peers(graph), work, "n·m")


def _closeness_peers(graph: Graph) -> dict[str, Peer]:
    entries, rust = in_igraph(graph), in_rustworkx(graph)
    return {
        "igraph": Peer(lambda: [entries.closeness(), entries.harmonic_centrality()], same_values),
        "networkx": _networkx_closeness(graph),
        **in_networkit(graph, _networkit_closeness, same_values),
        "rustworkx": Peer(lambda: _rustworkx_closeness(rust), lambda ours, theirs: same_values(ours[0], theirs)),
    }


def _closeness(adjacency):
    sums = distance_sums(adjacency)
    return [sums.reached / sums.hops, sums.inverse / sums.reached]


def _networkx_closeness(graph: Graph) -> Peer:
    chosen = graph.spread(WHOLE if graph.vertices <= WHOLE else SAMPLE)
    whole = in_networkx(graph)
    return Peer(lambda: _nearness(whole, chosen.tolist()), same_at(chosen), share=len(chosen) / graph.vertices)


def _nearness(graph, vertices):
    harmonic = nx.harmonic_centrality(graph, nbunch=vertices)
    others = len(graph) - 1
    return [
        [nx.closeness_centrality(graph, u=entry) for entry in vertices],
        [harmonic[vertex] / others for vertex in vertices],
    ]


def _networkit_closeness(networkit, graph):
    closeness = networkit.centrality.Closeness(graph, True, networkit.centrality.ClosenessVariant.GENERALIZED)
    harmonic = networkit.centrality.HarmonicCloseness(graph, True)
    return [closeness.run().scores(), harmonic.run().scores()]


def _rustworkx_closeness(graph):
    """It has no harmonic centrality."""
    return list(rustworkx.graph_closeness_centrality(graph).values())
