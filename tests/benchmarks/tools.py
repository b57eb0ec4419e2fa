"""How do other tools get a graph? Each in the form it likes best, made before anything is timed."""

import igraph
import networkx as nx
import numpy as np
import rustworkx

from tests.benchmarks.contest import Agree, Peer
from tests.benchmarks.graph import Graph

try:
    import networkit
except ModuleNotFoundError:  # few machines have a wheel of it
    networkit = None


def in_networkx(graph: Graph) -> nx.Graph:
    """A networkx graph of numbers."""
    made = nx.empty_graph(graph.vertices)
    made.add_edges_from(graph.pairs)
    return made


def in_igraph(graph: Graph) -> igraph.Graph:
    """An igraph graph."""
    return igraph.Graph(n=graph.vertices, edges=graph.pairs)


def in_rustworkx(graph: Graph) -> rustworkx.PyGraph:
    """A rustworkx graph."""
    made = rustworkx.PyGraph(multigraph=False)
    made.add_nodes_from(range(graph.vertices))
    made.add_edges_from_no_data(graph.pairs)
    return made


def in_networkit(graph: Graph, run, agree: Agree) -> dict[str, Peer]:
    """A peer that gets NetworKit and its graph; none where it is not installed. One thread, as CPU time is compared."""
    if networkit is None:
        return {}
    networkit.setNumberOfThreads(1)
    ends = (graph.one.astype(np.uint64), graph.other.astype(np.uint64))
    made = networkit.GraphFromCoo(ends, n=graph.vertices)
    return {"NetworKit": Peer(lambda: run(networkit, made), agree)}
