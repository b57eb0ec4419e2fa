"""How far are all vertices from each vertex, and how many can it reach at all?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.distances import joined, packed

_BATCH = 512
"""Targets at once: eight machine words a vertex, one cache line."""


@dataclass(frozen=True, slots=True)
class DistanceSums:
    """For each vertex: ``reached`` others, Σ d and Σ 1/d over them, by hops."""

    reached: NDArray[np.int64]
    hops: NDArray[np.int64]
    inverse: NDArray[np.float64]


def distance_sums(adjacency: sparse.csr_array) -> DistanceSums:
    """Sums over all shortest paths from each vertex, without holding a distance.

    Breadth-first search for 512 targets at once: each vertex holds one bit a target, a level is one bitwise "or" over
    the words of its neighbours, and the newly set bits are counted.

    Args:
        adjacency: n × n; row v marks where a path may go on from v. Values are not looked at.
    """
    size = adjacency.shape[0]
    sums = DistanceSums(np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size))
    for start in range(0, size, _BATCH):
        _add(adjacency, np.arange(start, min(start + _BATCH, size)), sums)
    return sums


def _add(adjacency: sparse.csr_array, targets: NDArray[np.int64], sums: DistanceSums) -> None:
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
