"""How many bytes does a network hold for an edge and for a node, ids and records apart?"""

from dataclasses import fields, is_dataclass

import numpy as np
from scipy import sparse

from app.network.graph.network import Network
from tests.benchmarks.graph import QUICK, SIZES, made
from tests.benchmarks.measure import Outcome, Section


def measure(size: str, *, quick: bool) -> Outcome:
    """Ties as they are loaded, and everything that is kept once an analysis has asked for the matrix of partners."""
    graph = made(*(QUICK if quick else SIZES)[size])
    loaded = sum(_bytes(graph.network))
    assert graph.network.adjacency.nnz == 2 * graph.edges
    of_edges, of_nodes = _bytes(graph.network)
    row = (
        size,
        graph.vertices,
        graph.edges,
        loaded / 2**20,
        (of_edges + of_nodes) / 2**20,
        of_edges / graph.edges,
        of_nodes / graph.vertices,
    )
    return Outcome((_section(row),), figures={f"snapshot/{size}/edge": of_edges / graph.edges})


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
    arrays = {id(item if item.base is None else item.base): item for item in _arrays(vars(network).values())}
    of_nodes = sum(entry.nbytes for entry in arrays.values() if len(entry) <= len(network.actors) + 1)
    return sum(array.nbytes for array in arrays.values()) - of_nodes, of_nodes


def _arrays(values):
    for value in values:
        if isinstance(value, np.ndarray):
            yield value
        elif sparse.issparse(value):
            yield from (value.data, value.indices, value.indptr)
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _arrays(getattr(value, field.name) for field in fields(value))
