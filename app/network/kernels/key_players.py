"""Key players: the few actors that would be missed most, or that reach most others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from math import comb
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.connectivity import components, pairs_linked_without
from app.network.kernels.distances import distance_sums, hop_distances

CRITERIA = ("fragmentation", "distance_fragmentation", "distance_reach", "reach")
"""F and F_D of what is left without the set; R_D and m-reach of the set (Borgatti 2006)."""

_EXACT_SETS = 2000
_DECIMALS = 12
"""Values that differ less are equal: sums of the same terms in another order."""

_Set = tuple[int, ...]


def sets_tried(candidates: int, size: int) -> int:
    """About how many sets :meth:`KeySearch.best` looks at: all, or those of growing and of two rounds of swaps."""
    sets_in_all = comb(candidates, size)
    return sets_in_all if sets_in_all <= _EXACT_SETS else size * candidates * (1 if size == 1 else 3)


@dataclass(frozen=True, slots=True)
class KeySets:
    """The best sets found, sorted, and their ``value``; ``exact``: all sets were tried."""

    sets: tuple[_Set, ...]
    value: float
    exact: bool


def fragmentation(adjacency: sparse.csr_array) -> float:
    """F: share of the pairs of vertices without a path between them; at least two vertices."""
    sizes = np.bincount(components(adjacency)).astype(np.float64)
    size = adjacency.shape[0]
    return float(1 - (sizes * (sizes - 1)).sum() / (size * (size - 1)))


def distance_fragmentation(adjacency: sparse.csr_array) -> float:
    """F_D: 1 - mean 1/d over all pairs of vertices, no path counting 0; at least two vertices."""
    size = adjacency.shape[0]
    return float(1 - distance_sums(adjacency).inverse.sum() / (size * (size - 1)))


@dataclass(frozen=True)
class KeySearch:
    """Looks for sets of vertices of one graph.

    ``adjacency`` is n × n and symmetric, ``criterion`` one of :data:`CRITERIA`, ``steps`` the m of m-reach.
    """

    adjacency: sparse.csr_array
    criterion: str
    steps: int = 2

    def value(self, chosen: Sequence[int]) -> float:
        """The criterion of a set, in [0, 1]; fragmentation needs two vertices outside the set.

        R_D is the mean over all vertices of 1/d to the nearest member, m-reach the share of vertices within
        ``steps`` hops of one; members count 1 in both.
        """
        if self.criterion in ("fragmentation", "distance_fragmentation"):
            outside = np.setdiff1d(np.arange(self.adjacency.shape[0]), np.asarray(chosen, np.int64))
            subgraph = self.adjacency[outside][:, outside]
            return fragmentation(subgraph) if self.criterion == "fragmentation" else distance_fragmentation(subgraph)
        return float(self._nearness[list(chosen)].max(axis=0, initial=0.0).mean())

    @cached_property
    def _nearness(self) -> NDArray[np.float64]:
        """What a vertex (column) counts if only one (row) is chosen: 1/d, or whether it is near enough."""
        hops = hop_distances(self.adjacency, np.arange(self.adjacency.shape[0]))
        if self.criterion == "reach":
            return (hops <= self.steps).astype(np.float64)
        far = hops == np.iinfo(hops.dtype).max
        return np.where(far, 0.0, 1.0 / np.maximum(hops, 1))

    def best(self, candidates: Sequence[int], size: int) -> KeySets:
        """Sets of ``size`` candidates with the greatest value: all of them, or greedily when there are too many.

        Greedy: the best candidate is added until the set is full, then members are swapped for others as long as
        that helps. Those as good that differ from it in one member are told with it; a better one may exist.
        """
        if comb(len(candidates), size) <= _EXACT_SETS:
            return _greatest([(self._rounded(chosen), chosen) for chosen in combinations(candidates, size)])
        chosen = self._grown(candidates, size)
        while True:
            value = self._rounded(chosen)
            swaps = [self._enlarged(tuple(kept for kept in chosen if kept != member), candidates) for member in chosen]
            best = max(swaps, key=attrgetter("value"))
            if best.value <= value:
                as_good = chain.from_iterable(swap.of_value(value) for swap in swaps)
                return KeySets(tuple(sorted({chosen, *as_good})), value, exact=False)
            chosen = next(best.of_value(best.value))

    def _rounded(self, chosen: Sequence[int]) -> float:
        return round(self.value(chosen), _DECIMALS)

    def _grown(self, candidates: Sequence[int], size: int) -> _Set:
        chosen: _Set = ()
        for _ in range(size):
            enlarged = self._enlarged(chosen, candidates)
            chosen = next(enlarged.of_value(enlarged.value))
        return chosen

    def _enlarged(self, chosen: _Set, candidates: Sequence[int]) -> "_Enlarged":
        """The set with each further candidate; for fragmentation one search tells all their values."""
        vertices = [candidate for candidate in candidates if candidate not in chosen]
        if self.criterion != "fragmentation":
            return _Enlarged(chosen, vertices, [self._rounded((*chosen, vertex)) for vertex in vertices])
        linked = pairs_linked_without(self._without(chosen))[vertices].tolist()
        remaining = self.adjacency.shape[0] - len(chosen) - 1
        value_of = {pairs: round(1 - pairs / (remaining * (remaining - 1)), _DECIMALS) for pairs in set(linked)}
        return _Enlarged(chosen, vertices, [value_of[pairs] for pairs in linked])

    def _without(self, chosen: _Set) -> sparse.csr_array:
        """The graph in which the vertices of a set stand alone: no pair of theirs is linked."""
        starts, targets = self.adjacency.indptr, self.adjacency.indices
        alone = np.zeros(self.adjacency.shape[0], np.bool_)
        alone[list(chosen)] = True
        left = ~(alone[targets] | np.repeat(alone, np.diff(starts)))
        starts = np.concatenate([[0], np.cumsum(left)])[starts]
        return sparse.csr_array((self.adjacency.data[left], targets[left], starts), self.adjacency.shape)


@dataclass(frozen=True, slots=True)
class _Enlarged:
    """A set with one more member each time, and the values of these sets."""

    chosen: _Set
    further: Sequence[int]
    values: Sequence[float]

    @property
    def value(self) -> float:
        """The greatest value."""
        return max(self.values)

    def of_value(self, value: float) -> Iterator[_Set]:
        """The sets of that value, in the order of their further members."""
        for vertex, value_of_set in zip(self.further, self.values, strict=True):
            if value_of_set == value:
                yield tuple(sorted((*self.chosen, vertex)))


def _greatest(valued: Sequence[tuple[float, _Set]]) -> KeySets:
    top = max(value for value, _ in valued)
    return KeySets(tuple(chosen for value, chosen in valued if value == top), top, exact=True)
