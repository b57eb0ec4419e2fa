"""PageRank and eigenvector centrality."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_RESIDUAL = 1e-13
"""Greatest change of the sum of all shares in the last step."""


def pagerank(adjacency: sparse.csr_array, damping: float, *, directed: bool = False) -> NDArray[np.float64]:
    """Share of time of a walker who follows an edge with probability ``damping``, else starts anywhere (Page 1999).

    A vertex where nothing goes on leads anywhere. Without directions the share a degree is the solution of symmetric
    equations, which conjugate gradients find in half the steps of the walk itself.

    Args:
        adjacency: n × n; row v is True or 1 where the walker may go on from v.
        damping: 0 to below 1.
        directed: whether the matrix may be other than symmetric.

    Returns:
        n shares with the sum 1.
    """
    size, leaving = adjacency.shape[0], np.diff(adjacency.indptr)
    if directed:
        return _walked(sparse.csr_array(adjacency.T.astype(np.float64)), leaving, damping)
    degree = np.maximum(leaving, 1.0)
    equations = sparse.diags_array(degree) - damping * adjacency
    inverse, tolerance = sparse.diags_array(1.0 / degree), _RESIDUAL / (1.0 - damping)
    by_degree, failed = sparse.linalg.cg(equations, np.ones(size), rtol=tolerance, M=inverse)
    if failed:
        return _walked(sparse.csr_array(adjacency.astype(np.float64)), leaving, damping)
    share = degree * by_degree
    return np.asarray(share / share.sum())


def _walked(inwards: sparse.csr_array, leaving: NDArray[np.integer], damping: float) -> NDArray[np.float64]:
    """The shares after so many steps that they no longer change."""
    size = len(leaving)
    share = np.divide(damping, leaving, out=np.zeros(size), where=leaving > 0)
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
        adjacency: n × n, symmetric, True or 1, connected, n ≥ 2.

    Returns:
        n values above 0 with the Euclidean length 1.
    """
    size = adjacency.shape[0]
    start = np.full(size, size**-0.5)
    _, vectors = sparse.linalg.eigsh(adjacency.astype(np.float64), k=1, which="LA", v0=start, ncv=min(size, 40))
    return np.asarray(np.abs(vectors[:, 0]))
