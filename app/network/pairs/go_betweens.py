"""How do two actors stand to each other now, and who could introduce them?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.network.graph.network import Network
from app.network.kernels.distances import UNREACHABLE, hop_distances


@dataclass(frozen=True)
class Introductions:
    """Looks up partners and paths in view ``G`` of one snapshot."""

    network: Network

    @cached_property
    def _strengths(self) -> Mapping[tuple[int, int], int]:
        """The greatest strength of each pair of ``G``, smaller position first; 0: not known."""
        ties = self.network.cooperation
        found: dict[tuple[int, int], int] = {}
        for a, b, strength in zip(ties.a.tolist(), ties.b.tolist(), ties.strength.tolist(), strict=True):
            found[a, b] = max(strength, found.get((a, b), 0))
        return found

    def _strength(self, one: int, other: int) -> int:
        return self._strengths[min(one, other), max(one, other)]

    def _partners(self, actor: int) -> NDArray[np.int32]:
        graph = self.network.adjacency
        return graph.indices[graph.indptr[actor] : graph.indptr[actor + 1]]

    def introducer(self, one: int, other: int) -> int | None:
        """The common partner whose weaker tie is strongest, then with the greatest sum, then of the smallest id.

        A tie of unknown strength counts as the weakest. None: no common partner is recorded.
        """
        common = np.intersect1d(self._partners(one), self._partners(other)).tolist()

        def rank(partner: int) -> tuple[int, int, int]:
            strengths = self._strength(one, partner), self._strength(other, partner)
            return -min(strengths), -sum(strengths), partner

        return min(common, key=rank, default=None)

    def paths(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
        """A shortest path of each pair, both ends included; empty without one.

        Of several paths the one whose next actor has the smaller id, from the first end on.
        """
        ends = sorted({other for _, other in pairs})
        distances = dict(zip(ends, hop_distances(self.network.adjacency, np.array(ends, np.int64)), strict=True))
        return [self._path(one, other, distances[other]) for one, other in pairs]

    def _path(self, one: int, other: int, to_other: NDArray[np.uint16]) -> tuple[int, ...]:
        if to_other[one] == UNREACHABLE:
            return ()
        path = [one]
        while path[-1] != other:
            partners = self._partners(path[-1])
            path.append(int(partners[to_other[partners] < to_other[path[-1]]][0]))
        return tuple(path)
