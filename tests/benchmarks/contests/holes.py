"""Which kernels look at triangles around a vertex? Burt's constraint and effective size, and brokerage roles."""

from collections import Counter

import networkx as nx
import numpy as np
from scipy import sparse

from app.network.graph.paths import tie_weights
from app.network.kernels.brokerage import ROLES
from app.network.kernels.brokerage import brokerage as our_brokerage
from app.network.kernels.structural_holes import constraint, effective_size
from tests.benchmarks.contest import Contest, Peer, same_values
from tests.benchmarks.graph import Graph
from tests.benchmarks.tools import in_igraph, in_networkx
from tests.benchmarks.yardstick import in_c


def structural_holes(graph: Graph) -> Contest:
    """Constraint in the whole network and effective size; igraph has the first alone."""
    weights = tie_weights(graph.network)
    return Contest(lambda: _holes(weights), lambda: _holes_peers(graph), graph.wedges, "wedges")


def _holes_peers(graph: Graph) -> dict[str, Peer]:
    adjacency, slow = graph.network.adjacency, in_networkx(graph)
    peers = {
        "igraph": Peer(in_igraph(graph).constraint, lambda ours, theirs: same_values(ours[0], theirs)),
        "networkx": Peer(lambda: _networkx_holes(slow), same_values),
    }
    return peers | in_c(lambda c: c.structural_holes(adjacency), same_values)


def _holes(weights):
    return [constraint(weights, ego=False), effective_size(weights, ego=False)]


def _networkx_holes(graph) -> list[list[float]]:
    """Both for all vertices at once, which it does with sparse matrices too; for some of them it would take hours."""
    return [list(measured.values()) for measured in (nx.constraint(graph), nx.effective_size(graph))]


def brokerage(graph: Graph) -> Contest:
    """Gould and Fernandez' roles in the directed graph; no other tool has them, so a loop over all ways."""
    ends = (graph.one, graph.other)
    size = (graph.vertices, graph.vertices)
    arcs = sparse.coo_array((np.ones(graph.edges), ends), shape=size).tocsr()
    arcs.sort_indices()
    return Contest(lambda: _roles(arcs, graph.group), lambda: _brokerage_peers(graph, arcs), graph.wedges, "wedges")


def _brokerage_peers(graph: Graph, arcs: sparse.csr_array) -> dict[str, Peer]:
    peers = {"Python loop": Peer(lambda: roles_by_loop(graph), same_values)}
    return peers | in_c(lambda c: c.brokerage(arcs, graph.group), same_values)


def _roles(arcs, group):
    counted = our_brokerage(arcs, group)
    return [counted[role] for role in ROLES]


def roles_by_loop(graph: Graph):
    """Each way a → v → b looked at."""
    into: list[set[int]] = [set() for _ in range(graph.vertices)]
    out: list[set[int]] = [set() for _ in range(graph.vertices)]
    for first, pair in graph.pairs:
        out[first].add(pair)
        into[pair].add(first)
    group = graph.group.tolist()
    counted = [
        Counter(_role(group[a], group[v], group[b]) for a in into[v] for b in out[v] if b != a and b not in out[a])
        for v in range(graph.vertices)
    ]
    return [[entry[role] for entry in counted] for role in ROLES]


def _role(first: int, between: int, last: int) -> str:
    if first == last:
        return "coordinator" if between == first else "itinerant"
    if between == first:
        return "representative"
    return "gatekeeper" if between == last else "liaison"
