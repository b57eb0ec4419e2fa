"""Distances in hops: from some vertices to all others, and sums over all of them."""

from dataclasses import dataclass

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
    distances = np.full((size, len(sources)), UNREACHABLE, np.uint16)
    distances[sources, np.arange(len(sources))] = 0
    reached = packed(distances == 0)
    frontier = reached
    for hops in range(1, UNREACHABLE):
        frontier = joined(adjacency, frontier) & ~reached
        if not frontier.any():
            break
        reached = reached | frontier
        distances[_truth(frontier, len(sources))] = hops
    return np.ascontiguousarray(distances.T)


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
    joined_bits = np.zeros_like(bits)
    linked = np.flatnonzero(np.diff(adjacency.indptr))
    starts, neighbours = adjacency.indptr[linked], adjacency.indices.astype(np.intp)
    if len(linked):
        for word, into in zip(bits.T, joined_bits.T, strict=True):
            into[linked] = np.bitwise_or.reduceat(word.take(neighbours, mode="clip"), starts)
    return joined_bits


_BATCH = 512
"""Targets at once: eight machine words a vertex, one cache line."""


@dataclass(frozen=True, slots=True)
class DistanceSums:
    """For each vertex: ``reached`` others, Σ d and Σ 1/d over them, by hops."""

    reached: NDArray[np.int64]
    hops: NDArray[np.int64]
    inverse: NDArray[np.float64]


def distance_sums(adjacency: sparse.csr_array, targets: NDArray[np.integer] | None = None) -> DistanceSums:
    """Sums over all shortest paths from each vertex, without holding a distance.

    Breadth-first search for 512 targets at once: each vertex holds one bit a target, a level is one bitwise "or" over
    the words of its neighbours, and the newly set bits are counted.

    Args:
        adjacency: n × n; row v marks where a path may go on from v. Values are not looked at.
        targets: positions, each once, of the vertices that paths lead to; None: all.
    """
    size = adjacency.shape[0]
    ends = np.arange(size) if targets is None else targets
    sums = DistanceSums(np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size))
    for start in range(0, len(ends), _BATCH):
        _add(adjacency, ends[start : start + _BATCH], sums)
    return sums


def _add(adjacency: sparse.csr_array, targets: NDArray[np.integer], sums: DistanceSums) -> None:
    """Count paths to some targets into the sums."""
    start = np.zeros((adjacency.shape[0], len(targets)), np.bool_)
    start[targets, np.arange(len(targets))] = True
    reached = frontier = packed(start)
    hops, unseen = 0, start.size - len(targets)
    while unseen and frontier.any():
        hops += 1
        frontier = joined(adjacency, frontier) & ~reached
        reached = reached | frontier
        new = np.bitwise_count(frontier).sum(axis=1, dtype=np.int64)
        unseen -= int(new.sum())
        sums.reached[:] += new
        sums.hops[:] += new * hops
        sums.inverse[:] += new / hops
