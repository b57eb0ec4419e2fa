"""How many bytes does a network hold for an edge and for a node, ids and records apart?"""

from dataclasses import fields, is_dataclass

import numpy as np
from scipy import sparse

from app.network.network import Network
from tests.benchmarks.graph import QUICK, SIZES, made
from tests.benchmarks.measure import Outcome, Section

BYTES_PER_EDGE = 26
BYTES_PER_NODE = 64


def measure(size: str, *, quick: bool) -> Outcome:
    """Ties as they are loaded, and everything that is kept once an analysis has asked for the matrix of partners."""
    graph = made(*(QUICK if quick else SIZES)[size])
    loaded = held_bytes(graph.network)
    assert graph.network.adjacency.nnz == 2 * graph.edges
    used = held_bytes(graph.network)
    budget = BYTES_PER_EDGE * graph.edges + BYTES_PER_NODE * graph.vertices
    row = (size, graph.vertices, graph.edges, loaded / graph.edges, used / graph.edges, budget / graph.edges)
    return Outcome(
        sections=(
            Section(
                title="A network in memory",
                text="Bytes of all arrays that a network holds, for each edge: when it is loaded (ties in columns), and once an analysis has asked for "
                "partners (ties that count, and the sparse matrix). Ids, names and records come on top and are those of the actors.",
                columns=("size", "nodes", "edges", "loaded, bytes an edge", "in use, bytes an edge", "goal in use"),
                rows=(row,),
            ),
        ),
        figures={f"snapshot/{size}/share": used / budget},
    )


def held_bytes(network: Network) -> int:
    """Bytes of the arrays in a network, whether made at once or kept later; each array counts once."""
    arrays = {id(one.base if one.base is not None else one): one for one in _arrays(vars(network).values())}
    return sum(one.nbytes for one in arrays.values())


def _arrays(values):
    for one in values:
        if isinstance(one, np.ndarray):
            yield one
        elif sparse.issparse(one):
            yield from (one.data, one.indices, one.indptr)
        elif is_dataclass(one) and not isinstance(one, type):
            yield from _arrays(getattr(one, field.name) for field in fields(one))
