"""Key players: the few actors that would be missed most, or that reach most others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb
from operator import itemgetter

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
        while (better := self._swapped(candidates, chosen)) is not None:
            chosen = better
        return KeySets(self._as_good(candidates, chosen), self._rounded(chosen), exact=False)

    def _rounded(self, chosen: Sequence[int]) -> float:
        return round(self.value(chosen), _DECIMALS)

    def _grown(self, candidates: Sequence[int], size: int) -> _Set:
        chosen: _Set = ()
        for _ in range(size):
            _, chosen = self._enlarged(chosen, [candidate for candidate in candidates if candidate not in chosen])
        return chosen

    def _swapped(self, candidates: Sequence[int], chosen: _Set) -> _Set | None:
        """The best set that differs in one member; None: it is not better."""
        vertices_outside = [candidate for candidate in candidates if candidate not in chosen]
        smaller_sets = (
            [tuple(candidate for candidate in chosen if candidate != member) for member in chosen]
            if vertices_outside
            else []
        )
        rivals = [self._enlarged(subset, vertices_outside) for subset in smaller_sets]
        value, best = max(rivals, key=itemgetter(0), default=(0.0, chosen))
        return best if value > self._rounded(chosen) else None

    def _as_good(self, candidates: Sequence[int], chosen: _Set) -> tuple[_Set, ...]:
        """The sets of the same value that differ in one member at most, sorted."""
        vertices_outside, value = (
            [candidate for candidate in candidates if candidate not in chosen],
            self._rounded(chosen),
        )
        sets = {chosen}
        for member in chosen:
            smaller_set = tuple(vertex for vertex in chosen if vertex != member)
            valued = zip(self._values(smaller_set, vertices_outside), vertices_outside, strict=True)
            sets |= {tuple(sorted((*smaller_set, vertex))) for value_of_set, vertex in valued if value_of_set == value}
        return tuple(sorted(sets))

    def _enlarged(self, chosen: _Set, vertices_outside: Sequence[int]) -> tuple[float, _Set]:
        """The best set with one more member, the first of equals, and its value."""
        values = self._values(chosen, vertices_outside)
        value = max(values)
        return value, tuple(sorted((*chosen, vertices_outside[values.index(value)])))

    def _values(self, chosen: _Set, vertices_outside: Sequence[int]) -> list[float]:
        """Values of the set with each of the others; for fragmentation one search tells them all."""
        if self.criterion != "fragmentation":
            return [self._rounded((*chosen, vertex)) for vertex in vertices_outside]
        outside = np.setdiff1d(np.arange(self.adjacency.shape[0]), np.asarray(chosen, np.int64))
        linked = pairs_linked_without(self.adjacency[outside][:, outside])[np.searchsorted(outside, vertices_outside)]
        remaining = len(outside) - 1
        return [round(1 - pairs / (remaining * (remaining - 1)), _DECIMALS) for pairs in linked.tolist()]


def _greatest(valued: Sequence[tuple[float, _Set]]) -> KeySets:
    top = max(value for value, _ in valued)
    return KeySets(tuple(chosen for value, chosen in valued if value == top), top, exact=True)
