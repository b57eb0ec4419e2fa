"""How much nearer would everybody come to everybody by one more tie?"""

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

    near_one: NDArray[np.intp]
    to_one: NDArray[np.int64]
    near_other: NDArray[np.intp]
    to_other: NDArray[np.int64]

    @classmethod
    def of(cls, from_one: _Hops, from_other: _Hops) -> "_Candidate":
        one, other = from_one.astype(np.int64), from_other.astype(np.int64)
        near_one, near_other = np.flatnonzero(one + 1 < other), np.flatnonzero(other + 1 < one)
        return cls(near_one, one[near_one], near_other, other[near_other])

    def gain(self, sources: slice, distances: _Hops) -> float:
        """Σ over the pairs that start at the sources on the side of the first end."""
        here = slice(*np.searchsorted(self.near_one, (sources.start, sources.stop)))
        now = distances[self.near_one[here] - sources.start][:, self.near_other]
        then = self.to_one[here][:, None] + 1 + self.to_other
        return float(np.maximum(_closeness(then) - _closeness(now), 0.0).sum())


def bridging_gains(
    adjacency: sparse.csr_array, one: NDArray[np.integer], other: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Gain in Σ 1/d over all unordered pairs, for each tie that could be added alone; no path counts 0.

    With d' = min(d(s,t), d(s,u) + 1 + d(v,t), d(s,v) + 1 + d(u,t)) for a tie of u and v; distances are computed for
    batches of sources, never held for all pairs.

    Args:
        adjacency: n × n, symmetric; values are not looked at.
        one: first ends.
        other: second ends, as many.

    Returns:
        one gain a tie, 0 for one that exists.
    """
    ends, at = np.unique(np.concatenate([one, other]), return_inverse=True)
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
