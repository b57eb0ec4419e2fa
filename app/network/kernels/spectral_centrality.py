"""PageRank and eigenvector centrality."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_RESIDUAL = 1e-13
"""Greatest change of the sum of all shares in the last step."""


def pagerank(adjacency: sparse.csr_array, damping: float) -> NDArray[np.float64]:
    """Share of time of a walker who follows an edge with probability ``damping``, else starts anywhere (Page 1999).

    A vertex where nothing goes on leads anywhere.

    Args:
        adjacency: n × n of 1.0; row v marks where the walker may go on from v.
        damping: 0 to below 1.

    Returns:
        n shares with the sum 1.
    """
    size = adjacency.shape[0]
    leaving = np.diff(adjacency.indptr)
    share = np.divide(damping, leaving, out=np.zeros(size), where=leaving > 0)
    inwards = sparse.csr_array(adjacency.T)
    rank, change = np.full(size, 1 / max(size, 1)), 1.0
    while change > _RESIDUAL and size:
        anywhere = 1.0 - damping + damping * rank[leaving == 0].sum()
        before, rank = rank, inwards @ (share * rank) + anywhere / size
        rank /= rank.sum()
        change = float(np.abs(rank - before).sum())
    return rank


def eigenvector(adjacency: sparse.csr_array) -> NDArray[np.float64]:
    """Bonacich's centrality (1972): each value in proportion to the sum of the neighbours' values.

    Args:
        adjacency: n × n, symmetric, connected, n ≥ 2.

    Returns:
        n values above 0 with the Euclidean length 1.
    """
    size = adjacency.shape[0]
    start = np.full(size, size**-0.5)
    _, vectors = sparse.linalg.eigsh(adjacency, k=1, which="LA", v0=start, ncv=min(size, 40))
    return np.asarray(np.abs(vectors[:, 0]))
