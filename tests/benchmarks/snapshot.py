"""How many bytes does a network hold for an edge and for a node, ids and records apart?"""

from dataclasses import fields, is_dataclass

import numpy as np
from scipy import sparse

from app.network.graph.network import Network
from tests.benchmarks.graph import QUICK, SIZES, made
from tests.benchmarks.measure import Outcome, Section

BYTES_PER_EDGE = 26
BYTES_PER_NODE = 64


def measure(size: str, *, quick: bool) -> Outcome:
    """Ties as they are loaded, and everything that is kept once an analysis has asked for the matrix of partners."""
    graph = made(*(QUICK if quick else SIZES)[size])
    loaded = sum(_bytes(graph.network))
    assert graph.network.adjacency.nnz == 2 * graph.edges
    of_edges, of_nodes = _bytes(graph.network)
    budget = BYTES_PER_EDGE * graph.edges + BYTES_PER_NODE * graph.vertices
    row = (
        size,
        graph.vertices,
        graph.edges,
        loaded / 2**20,
        (of_edges + of_nodes) / 2**20,
        of_edges / graph.edges,
        of_nodes / graph.vertices,
    )
    share = (of_edges + of_nodes) / budget
    return Outcome((_section(row),), figures={f"snapshot/{size}/share": share})


def _section(row: tuple[str | float | int, ...]) -> Section:
    return Section(
        title="A network in memory",
        text="All arrays that a network holds: when it is loaded (ties in columns), and in use, once an analysis has asked for "
        "partners (also a sparse matrix). Ids, names and records come on top and are those of the actors.",
        columns=("size", "nodes", "edges", "MiB loaded", "MiB in use", "of it bytes an edge", "and bytes a node"),
        rows=(row,),
    )


def _bytes(network: Network) -> tuple[int, int]:
    """Of the arrays in a network that are as long as the edges, and of those as long as the nodes; each counts once."""
    arrays = {id(one if one.base is None else one.base): one for one in _arrays(vars(network).values())}
    of_nodes = sum(one.nbytes for one in arrays.values() if len(one) <= len(network.actors) + 1)
    return sum(one.nbytes for one in arrays.values()) - of_nodes, of_nodes


def _arrays(values):
    for one in values:
        if isinstance(one, np.ndarray):
            yield one
        elif sparse.issparse(one):
            yield from (one.data, one.indices, one.indptr)
        elif is_dataclass(one) and not isinstance(one, type):
            yield from _arrays(getattr(one, field.name) for field in fields(one))
