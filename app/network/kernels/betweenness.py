"""How often does a vertex lie on the shortest paths between others?"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_BATCH = 16
"""Sources at once: a row of a batch fills two cache lines, and a block stays far below n × n."""

_Block = NDArray[np.float64]


def betweenness(adjacency: sparse.csr_array, *, directed: bool = False) -> NDArray[np.float64]:
    """Exact betweenness by hops: for each vertex Σ over pairs of others of the share of shortest paths through it.

    Brandes' accumulation (2001) for a batch of sources at once: both sweeps are products of the sparse adjacency with
    a dense n × batch block. Numbers of paths are float64; beyond 2^53 paths they are rounded.

    Args:
        adjacency: n × n of 1.0; row v marks where a path may go on from v.
        directed: whether edges are followed from row to column only; else it is symmetric.

    Returns:
        n sums over unordered pairs, of a directed graph over ordered ones; not normalised.
    """
    size = adjacency.shape[0]
    incoming = sparse.csr_array(adjacency.T) if directed else adjacency
    total = np.zeros(size)
    for start in range(0, size, _BATCH):
        sources = np.arange(start, min(start + _BATCH, size))
        total += _dependencies(adjacency, incoming, sources)
    return total if directed else total / 2.0


def _dependencies(
    adjacency: sparse.csr_array, incoming: sparse.csr_array, sources: NDArray[np.int64]
) -> NDArray[np.float64]:
    """For each vertex the sum over a batch of sources of how much they depend on it."""
    levels = _levels(adjacency, incoming, sources)
    dependency = np.zeros_like(levels[0])
    for at in range(len(levels) - 1, 1, -1):
        share = np.divide(1.0 + dependency, levels[at], out=np.zeros_like(dependency), where=levels[at] > 0)
        passed_on = adjacency @ share
        passed_on *= levels[at - 1]
        dependency += passed_on
    return np.asarray(dependency.sum(axis=1))


def _levels(adjacency: sparse.csr_array, incoming: sparse.csr_array, sources: NDArray[np.int64]) -> list[_Block]:
    """Numbers of shortest paths to the vertices of each distance, 0 elsewhere; one n × batch block a distance."""
    start = np.zeros((adjacency.shape[0], len(sources)))
    start[sources, np.arange(len(sources))] = 1.0
    frontier = np.ascontiguousarray(adjacency[sources].toarray().T)
    unseen = (start + frontier) == 0
    levels = [start]
    while frontier.any():
        levels.append(frontier)
        if not unseen.any():
            break
        frontier = incoming @ frontier
        frontier *= unseen
        unseen &= frontier == 0
    return levels
