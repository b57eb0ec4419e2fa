"""Where may a path go on?"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.graph.network import Network

DIRECTIONS = ("in", "out")
"""``in``: towards an actor, ``out``: away from it; the same where ties have no direction."""

BOTH_AND_EACH = ("both", *DIRECTIONS)
"""``both``: as if ties had no direction."""


def ways(network: Network, direction: str = "out") -> sparse.csr_array:
    """Square matrix of 1.0: row v marks the next actors on paths away from v, or with ``in`` on paths back from v.

    Ties without a direction may be followed both ways.
    """
    if network.arcs is None:
        return network.adjacency
    away = network.arcs.adjacency(len(network.actors))
    return away if direction == "out" else sparse.csr_array(away.T)


def partner_counts(network: Network, direction: str) -> NDArray[np.int64]:
    """How many name each actor (``in``), how many it names (``out``), or either (``both``)."""
    if direction == "both":
        return network.partner_counts
    return np.diff(ways(network, direction).indptr).astype(np.int64)


def tie_weights(network: Network) -> sparse.csr_array:
    """Symmetric matrix: 2.0 where both name each other, else 1.0; all 1.0 where ties have no direction."""
    if network.arcs is None:
        return network.adjacency
    away = network.arcs.adjacency(len(network.actors))
    both = sparse.csr_array(away + away.T)
    both.sort_indices()
    return both
