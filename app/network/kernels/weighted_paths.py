"""How long are shortest paths along edges of given lengths, and who lies on them?"""

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

_BATCH = 32
"""Sources at once: their distances and the inverses of these are all that is held, 50 MB with 100,000 vertices."""


@dataclass(frozen=True, slots=True)
class LengthSums:
    """For each vertex: ``reached`` others, Σ d and Σ 1/d over them, with d the length of the shortest path."""

    reached: NDArray[np.int64]
    lengths: NDArray[np.float64]
    inverse: NDArray[np.float64]


def length_sums(lengths: sparse.csr_array) -> LengthSums:
    """Sums over all shortest paths from each vertex (Dijkstra 1959), a batch of sources at a time.

    Args:
        lengths: n × n, symmetric; lengths of edges, greater than 0.
    """
    size = lengths.shape[0]
    sums = LengthSums(np.zeros(size, np.int64), np.zeros(size), np.zeros(size))
    for start in range(0, size, _BATCH):
        _add(lengths, np.arange(start, min(start + _BATCH, size)), sums)
    return sums


def _add(lengths: sparse.csr_array, sources: NDArray[np.int64], sums: LengthSums) -> None:
    """Put the sums of some sources where they belong; nobody is at a distance to itself."""
    found = csgraph.dijkstra(lengths, indices=sources)
    found[np.arange(len(sources)), sources] = np.inf
    sums.inverse[sources] = (1 / found).sum(axis=1)
    there = np.isfinite(found)
    sums.reached[sources] = there.sum(axis=1)
    sums.lengths[sources] = found.sum(axis=1, where=there)


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
        found = nx.betweenness_centrality_subset(self.graph, starts, everyone, weight="length")
        return np.fromiter((found[one] for one in everyone), np.float64, len(everyone))
