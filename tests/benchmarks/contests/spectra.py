"""Which kernels multiply a matrix with a vector until nothing changes? PageRank and eigenvector centrality.

Everybody stops at the same residual: that of our PageRank, the greatest sum of all changes in the last step. networkx
and rustworkx multiply the tolerance they are given by the number of vertices.
"""

import networkx as nx
import numpy as np
import rustworkx

from app.network.kernels.spectral_centrality import _RESIDUAL
from app.network.kernels.spectral_centrality import eigenvector as our_eigenvector
from app.network.kernels.spectral_centrality import pagerank as our_pagerank
from tests.benchmarks.contest import Contest, Peer, same_values
from tests.benchmarks.graph import Graph
from tests.benchmarks.tools import in_igraph, in_networkit, in_networkx, in_rustworkx
from tests.benchmarks.yardstick import in_c

DAMPING = 0.85
STEPS = 10_000
EIGENVECTOR_RESIDUAL = 1e-10
"""Of the peers, which iterate; ours is a Lanczos solver at the precision of the machine."""

_SAME_LENGTH = 1e-15


def pagerank(graph: Graph) -> Contest:
    """Shares with the sum 1."""
    adjacency = graph.network.adjacency
    return Contest(lambda: our_pagerank(adjacency, DAMPING), lambda: _pagerank_peers(graph), graph.edges, "edges")


def _pagerank_peers(graph: Graph) -> dict[str, Peer]:
    adjacency, tolerance = graph.network.adjacency, _RESIDUAL / graph.vertices
    entries, slow, directed = in_igraph(graph), in_networkx(graph), in_rustworkx(graph).to_directed()
    peers = {
        "igraph": Peer(lambda: entries.pagerank(damping=DAMPING), same_values),
        "networkx": Peer(lambda: list(nx.pagerank(slow, DAMPING, None, STEPS, tolerance).values()), same_values),
        **in_networkit(graph, _networkit_pagerank, same_values),
        "rustworkx": Peer(lambda: _rustworkx_pagerank(directed, tolerance), same_values),
    }
    return peers | in_c(lambda c: c.pagerank(adjacency, DAMPING, _RESIDUAL), same_values)


def _networkit_pagerank(networkit, graph):
    run = networkit.centrality.PageRank(graph, damp=DAMPING, tol=_RESIDUAL)
    run.norm = networkit.centrality.Norm.L1_NORM
    return run.run().scores()


def _rustworkx_pagerank(directed, tolerance: float):
    return list(rustworkx.pagerank(directed, alpha=DAMPING, tol=tolerance, max_iter=STEPS).values())


def eigenvector(graph: Graph) -> Contest:
    """Values of the Euclidean length 1."""
    adjacency = graph.network.adjacency
    return Contest(lambda: our_eigenvector(adjacency), lambda: _eigenvector_peers(graph), graph.edges, "edges")


def _eigenvector_peers(graph: Graph) -> dict[str, Peer]:
    adjacency, tolerance = graph.network.adjacency, EIGENVECTOR_RESIDUAL / graph.vertices
    entries, slow, rust = in_igraph(graph), in_networkx(graph), in_rustworkx(graph)
    peers = {
        "igraph": Peer(lambda: entries.eigenvector_centrality(scale=False), _same_direction),
        "networkx": Peer(lambda: list(nx.eigenvector_centrality(slow, STEPS, tolerance).values()), _same_direction),
        **in_networkit(graph, _networkit_eigenvector, _same_direction),
        "rustworkx": Peer(lambda: _rustworkx_eigenvector(rust, tolerance), _same_direction),
    }
    return peers | in_c(lambda c: c.eigenvector(adjacency, EIGENVECTOR_RESIDUAL), _same_direction)


def _same_direction(ours, theirs):
    same_values(ours, np.asarray(theirs) / np.linalg.norm(theirs))


def _networkit_eigenvector(networkit, graph):
    """It stops when the length of the vector does not change, long before the vector itself."""
    return networkit.centrality.EigenvectorCentrality(graph, tol=_SAME_LENGTH).run().scores()


def _rustworkx_eigenvector(graph, tolerance: float):
    return list(rustworkx.graph_eigenvector_centrality(graph, max_iter=STEPS, tol=tolerance).values())
