"""Which graphs do tests of kernels and measures compare with other software?"""

import json
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import strategies as st
from scipy import sparse

from app.network.graph.from_graph_file import build_graph_network, graph_settings
from app.network.graph.network import Network
from app.records.graph_records import Edge, GraphRecords

DATA = Path(__file__).parent / "data"
DAY = date(2024, 9, 1)

NAMED: dict[str, Callable[[], nx.Graph]] = {
    "kite": nx.krackhardt_kite_graph,
    "florentine": nx.florentine_families_graph,
    "karate": nx.karate_club_graph,
    "path": lambda: nx.path_graph(7),
    "cycle": lambda: nx.cycle_graph(8),
    "star": lambda: nx.star_graph(6),
    "complete": lambda: nx.complete_graph(6),
    "grid": lambda: nx.grid_2d_graph(4, 5),
    "two parts": lambda: nx.disjoint_union(nx.path_graph(4), nx.cycle_graph(3)),
    "no ties": lambda: nx.empty_graph(5),
}


def random_graphs(least: int = 1, most: int = 40) -> st.SearchStrategy[nx.Graph]:
    """Graphs of all densities, connected or not."""
    return st.builds(nx.gnp_random_graph, st.integers(least, most), st.floats(0, 0.4), seed=st.integers(0, 2**16))


def random_strong_graphs(strengths: st.SearchStrategy[float]) -> st.SearchStrategy[nx.Graph]:
    """Graphs whose edges have a strength, and a length of 720,720/strength, which is whole for whole ones up to 16."""
    return st.builds(_strengthened, random_graphs(least=3, most=25), st.lists(strengths, min_size=20, max_size=20))


def _strengthened(graph: nx.Graph, strengths: list[float]) -> nx.Graph:
    for (_, _, attributes), strength in zip(graph.edges(data=True), cycle(strengths), strict=False):
        attributes.update(strength=strength, length=720_720 / strength)
    return graph


def adjacency(graph: nx.Graph) -> sparse.csr_array:
    """As a network holds it, in the order of the nodes."""
    return sparse.csr_array(nx.to_scipy_sparse_array(graph, weight=None, dtype=bool))


def network_of_graph(graph: nx.Graph, **settings: str) -> Network:
    """The closed-world network of a graph with its attributes and strengths; nodes by their text."""
    nodes = {str(node): dict(attributes) for node, attributes in graph.nodes(data=True)}
    edges = tuple(Edge(str(a), str(b), strength) for a, b, strength in graph.edges(data="strength"))
    return build_graph_network(GraphRecords(nodes, edges), DAY, graph_settings(settings))


def directed_network_of_graph(graph: nx.DiGraph, **settings: str) -> Network:
    """The same of a directed graph, with its directions kept."""
    return network_of_graph(graph, directed="true", **settings)


def random_digraphs(least: int = 1, most: int = 30) -> st.SearchStrategy[nx.DiGraph]:
    """Directed graphs of all densities."""
    sizes, shares = st.integers(least, most), st.floats(0, 0.3)
    return st.builds(nx.gnp_random_graph, sizes, shares, seed=st.integers(0, 2**16), directed=st.just(True))


def reference_case(case_id: str) -> dict[str, Any]:
    """One expected value of tests/data/reference."""
    cases = json.loads((DATA / "reference/cases.json").read_text("utf-8"))["cases"]
    return next(case for case in cases if case["id"] == case_id)


def reference_graph(name: str, *, directed: bool = False) -> nx.Graph:
    """The graph of a case, its nodes in the order of expected lists."""
    stored = json.loads((DATA / "reference/graphs.json").read_text("utf-8"))["graphs"][name]
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(stored["nodes"])
    graph.add_edges_from(stored["edges"])
    return graph
