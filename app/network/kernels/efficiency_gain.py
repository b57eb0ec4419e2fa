"""Gain in efficiency: how much nearer everybody would come to everybody by one more tie."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.distances import UNREACHABLE, hop_distances

_BATCH = 512
"""Sources whose distances are held at once."""

_Hops = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A tie that could be: who is nearer to which end by two hops or more, and how many hops away.

    Only a path from one side to the other can become shorter.
    """

    near_a: NDArray[np.intp]
    to_a: NDArray[np.int64]
    near_b: NDArray[np.intp]
    to_b: NDArray[np.int64]

    @classmethod
    def of(cls, from_a: _Hops, from_b: _Hops) -> "_Candidate":
        hops_a, hops_b = from_a.astype(np.int64), from_b.astype(np.int64)
        near_a, near_b = np.flatnonzero(hops_a + 1 < hops_b), np.flatnonzero(hops_b + 1 < hops_a)
        return cls(near_a, hops_a[near_a], near_b, hops_b[near_b])

    def gain(self, sources: slice, distances: _Hops) -> float:
        """Σ over the pairs that start at the sources on the side of the first end."""
        near_sources = slice(*np.searchsorted(self.near_a, (sources.start, sources.stop)))
        now = distances[self.near_a[near_sources] - sources.start][:, self.near_b]
        then = self.to_a[near_sources][:, None] + 1 + self.to_b
        return float(np.maximum(_closeness(then) - _closeness(now), 0.0).sum())


def bridging_gains(
    adjacency: sparse.csr_array, ends_a: NDArray[np.integer], ends_b: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Gain in Σ 1/d over all unordered pairs, for each tie that could be added alone; no path counts 0.

    With d' = min(d(s,t), d(s,u) + 1 + d(v,t), d(s,v) + 1 + d(u,t)) for a tie of u and v; distances are computed for
    batches of sources, never held for all pairs.

    Args:
        adjacency: n × n, symmetric; values are not looked at.
        ends_a: first ends.
        ends_b: second ends, as many.

    Returns:
        one gain a tie, 0 for one that exists.
    """
    ends, at = np.unique(np.concatenate([ends_a, ends_b]), return_inverse=True)
    rows = hop_distances(adjacency, ends)
    candidates = [_Candidate.of(rows[u], rows[v]) for u, v in at.reshape(2, -1).T.tolist()]
    gains = np.zeros(len(candidates))
    for start in range(0, adjacency.shape[0] if candidates else 0, _BATCH):
        sources = slice(start, min(start + _BATCH, adjacency.shape[0]))
        distances = hop_distances(adjacency, np.arange(sources.start, sources.stop))
        gains += [candidate.gain(sources, distances) for candidate in candidates]
    return gains


def _closeness(hops: NDArray[np.integer]) -> NDArray[np.float64]:
    return np.where(hops < UNREACHABLE, 1.0 / np.maximum(hops, 1), 0.0)
