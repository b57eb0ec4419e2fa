"""How many hops are there from some vertices to all others?"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

UNREACHABLE = np.iinfo(np.uint16).max
"""Stands for no path, and for one of more than 65,534 hops."""

_WORD = 64


def hop_distances(adjacency: sparse.csr_array, sources: NDArray[np.integer]) -> NDArray[np.uint16]:
    """Breadth-first distances, 64 sources to a machine word.

    Every vertex holds one bit a source: reached or not. A level is one bitwise "or" over the words of all neighbours,
    so a batch of sources costs as many passes over the edges as the graph is deep.

    Args:
        adjacency: n × n, symmetric; values are not looked at.
        sources: positions of the vertices to start from.

    Returns:
        len(sources) × n hops, :data:`UNREACHABLE` without a path.
    """
    size = adjacency.shape[0]
    found = np.full((size, len(sources)), UNREACHABLE, np.uint16)
    found[sources, np.arange(len(sources))] = 0
    reached = packed(found == 0)
    frontier = reached
    for hops in range(1, UNREACHABLE):
        frontier = joined(adjacency, frontier) & ~reached
        if not frontier.any():
            break
        reached = reached | frontier
        found[_truth(frontier, len(sources))] = hops
    return np.ascontiguousarray(found.T)


def packed(truth: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Rows of truth values packed into whole words; in memory the first words of all rows come first."""
    padded = np.zeros((truth.shape[0], -(-truth.shape[1] // _WORD) * _WORD), np.bool_)
    padded[:, : truth.shape[1]] = truth
    return np.asfortranarray(np.packbits(padded, axis=1).view(np.uint64))


def _truth(bits: NDArray[np.uint64], count: int) -> NDArray[np.bool_]:
    return np.unpackbits(np.ascontiguousarray(bits).view(np.uint8), axis=1, count=count).view(np.bool_)


def joined(adjacency: sparse.csr_array, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For each vertex the "or" of its neighbours; those without any are left out, reduceat would misread them.

    A word at a time: numpy reduces long single columns twice as quickly as rows of a few words.
    """
    found = np.zeros_like(bits)
    linked = np.flatnonzero(np.diff(adjacency.indptr))
    starts, neighbours = adjacency.indptr[linked], adjacency.indices.astype(np.intp)
    if len(linked):
        for word, into in zip(bits.T, found.T, strict=True):
            into[linked] = np.bitwise_or.reduceat(word.take(neighbours, mode="clip"), starts)
    return found
