"""Shortest paths along edges of given lengths: their sums, and who lies on them."""

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_BATCH = 32
"""Sources at once: their distances and the inverses of these are all that is held, 50 MB with 100,000 vertices."""


@dataclass(frozen=True, slots=True)
class LengthSums:
    """For each vertex: ``reached`` others, Σ d and Σ 1/d over them, with d the length of the shortest path."""

    reached: NDArray[np.int64]
    lengths: NDArray[np.float64]
    inverse: NDArray[np.float64]


def length_sums(lengths: sparse.csr_array, targets: NDArray[np.integer] | None = None) -> LengthSums:
    """Sums over all shortest paths from each vertex (Dijkstra 1959), a batch of targets at a time.

    Args:
        lengths: n × n, symmetric; lengths of edges, greater than 0.
        targets: positions, each once, of the vertices that paths lead to; None: all.
    """
    size = lengths.shape[0]
    ends = np.arange(size) if targets is None else targets
    sums = LengthSums(np.zeros(size, np.int64), np.zeros(size), np.zeros(size))
    for start in range(0, len(ends), _BATCH):
        _add(lengths, ends[start : start + _BATCH], sums)
    return sums


def _add(lengths: sparse.csr_array, targets: NDArray[np.integer], sums: LengthSums) -> None:
    """Count paths to some targets into the sums; nobody is at a distance to itself."""
    distances = sparse.csgraph.dijkstra(lengths, indices=targets)
    distances[np.arange(len(targets)), targets] = np.inf
    sums.inverse[:] += (1 / distances).sum(axis=0)
    reached = np.isfinite(distances)
    sums.reached[:] += reached.sum(axis=0)
    sums.lengths[:] += distances.sum(axis=0, where=reached)


@dataclass(frozen=True, slots=True)
class LengthPaths:
    """A graph with lengths made ready once, for betweenness from several groups of sources."""

    graph: "nx.Graph[int]"

    @classmethod
    def of(cls, lengths: sparse.csr_array) -> "LengthPaths":
        """Lengths as for :func:`length_sums`; paths are equally long where sums are equal, so whole numbers are best."""
        return cls(nx.from_scipy_sparse_array(lengths, edge_attribute="length"))

    def betweenness(self, sources: NDArray[np.integer] | None = None) -> NDArray[np.float64]:
        """For each vertex Σ over unordered pairs of others of the share of shortest paths through it (Brandes 2001).

        Args:
            sources: positions, each once, of the vertices that paths start from; None: all. Values of disjoint sets
                of sources add up to those of their union.
        """
        everyone = list(self.graph)
        starts = everyone if sources is None else sources.tolist()
        values = nx.betweenness_centrality_subset(self.graph, starts, everyone, weight="length")
        return np.fromiter((values[vertex] for vertex in everyone), np.float64, len(everyone))
