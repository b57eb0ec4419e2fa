"""Go-betweens of two actors: the common partner who could introduce them, and the shortest path between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.network.kernels.distances import UNREACHABLE, hop_distances

_CONTACT = (1, 2)


@dataclass(frozen=True)
class Introductions:
    """Partners and paths in view ``G`` of a snapshot."""

    network: Network

    @cached_property
    def _strengths(self) -> Mapping[tuple[int, int], int]:
        """The greatest strength by pair of ``G``, smaller position first; 0: not known."""
        ties = self.network.cooperation
        order = np.lexsort((ties.strength, ties.b, ties.a))  # of a pair the greatest comes last, and stays
        pairs = zip(ties.a[order].tolist(), ties.b[order].tolist(), strict=True)
        return dict(zip(pairs, ties.strength[order].tolist(), strict=True))

    def _strength(self, actor_a: int, actor_b: int) -> int:
        return self._strengths[min(actor_a, actor_b), max(actor_a, actor_b)]

    def _partners(self, actor: int) -> NDArray[np.int32]:
        graph = self.network.adjacency
        return graph.indices[graph.indptr[actor] : graph.indptr[actor + 1]]

    def introducer(self, actor_a: int, actor_b: int) -> int | None:
        """The common partner whose weaker tie is strongest, then with the greatest sum, then of the smallest id.

        A tie of unknown strength counts as the weakest. None: no common partner is recorded that lasts long enough to be
        asked (:meth:`~app.network.district.presence.Presence.lasts`).
        """
        shared = np.intersect1d(self._partners(actor_a), self._partners(actor_b)).tolist()
        lasts = self.network.view(Presence).lasts
        common = [partner for partner in shared if lasts(self.network.actors[partner].id)]

        def rank(partner: int) -> tuple[int, int, int]:
            strengths = self._strength(actor_a, partner), self._strength(actor_b, partner)
            return -min(strengths), -sum(strengths), partner

        return min(common, key=rank, default=None)

    def is_close(self, partner: int, *actors: int) -> bool:
        """Whether none of the ties of a partner to actors is known to be mere contact (strength 1 or 2)."""
        return all(self._strength(actor, partner) not in _CONTACT for actor in actors)

    def paths(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
        """A shortest path by pair, both ends included; empty where no path joins them.

        Of several shortest paths the one whose next actor has the smaller id, from the first end on.
        """
        ends = sorted({end for _, end in pairs})
        distances = dict(zip(ends, hop_distances(self.network.adjacency, np.array(ends, np.int64)), strict=True))
        return [self._path(start, end, distances[end]) for start, end in pairs]

    def _path(self, start: int, end: int, hops_to_end: NDArray[np.uint16]) -> tuple[int, ...]:
        if hops_to_end[start] == UNREACHABLE:
            return ()
        path = [start]
        while path[-1] != end:
            partners = self._partners(path[-1])
            path.append(int(partners[hops_to_end[partners] < hops_to_end[path[-1]]][0]))
        return tuple(path)
