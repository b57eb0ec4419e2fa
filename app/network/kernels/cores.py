"""Core numbers: how deep in the dense middle a vertex lies."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


def core_numbers(adjacency: sparse.csr_array) -> NDArray[np.int64]:
    """For each vertex the greatest k of a subgraph with it in which everybody has k neighbours (Seidman 1983).

    Vertices with the fewest neighbours are peeled off in rounds; a round looks only at those that have just lost one.

    Args:
        adjacency: n × n, symmetric; values are not looked at.
    """
    degree = np.diff(adjacency.indptr).astype(np.int64)
    core = np.full(len(degree), -1, np.int64)
    k = 0
    while (left := np.flatnonzero(core < 0)).size:
        k = max(k, int(degree[left].min()))
        leaving: NDArray[np.integer] = left[degree[left] <= k]
        while leaving.size:
            core[leaving] = k
            lost, times = np.unique(adjacency[leaving].indices, return_counts=True)
            degree[lost] -= times
            leaving = lost[(core[lost] < 0) & (degree[lost] <= k)]
    return core
