"""Connected components of a graph."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph


def components(adjacency: sparse.csr_array) -> NDArray[np.int64]:
    """Component of each vertex; component 0 is the largest, among equals the one with the first vertex.

    Args:
        adjacency: n × n, symmetric.
    """
    _, labels = csgraph.connected_components(adjacency, directed=False)
    _, first, member, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(first), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(first))
    return rank[member]
