"""What is known about the pairs of actors of two groups?"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.network.graph.dyad_census import known_pairs
from app.network.graph.groupings import Grouping
from app.network.graph.network import Network


@dataclass(frozen=True)
class PairsBetween:
    """Looks up two groups of one snapshot by their numbers."""

    network: Network
    groups: Grouping

    def tied(self, one: int, other: int) -> NDArray[np.int64]:
        """Positions of the tied pairs of view ``G``, pairs × 2, sorted: first the actor of ``one``."""
        first = np.flatnonzero(self.groups.member == one)
        second = np.flatnonzero(self.groups.member == other)
        found = self.network.adjacency[first][:, second].tocoo()
        pairs = np.stack([first[found.row], second[found.col]], axis=1)
        return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])

    def known_share(self, one: int, other: int) -> float:
        """Share of all pairs about which somebody says yes or no; in a closed world everything is known."""
        if self.network.closed_world:
            return 1.0
        sizes = self.groups.sizes
        return float(len(self._known_between(one, other)) / (sizes[one] * sizes[other]))

    def connecting(self, one: int, other: int, most: int) -> tuple[str, ...]:
        """Ids of the actors with most partners in the other of the two groups; none that is one person."""
        partners = Counter(self.tied(one, other).ravel().tolist())
        ordered = sorted(partners, key=lambda at: (-partners[at], at))
        actors = [self.network.actors[at] for at in ordered]
        return tuple(actor.id for actor in actors if not actor.one_person)[:most]

    def _known_between(self, one: int, other: int) -> NDArray[np.int64]:
        first, second = self.groups.member[self._known].T
        return np.asarray(self._known[((first == one) & (second == other)) | ((first == other) & (second == one))])

    @cached_property
    def _known(self) -> NDArray[np.int64]:
        """Pairs that are tied, or denied or left out of a list while nobody contradicts, pairs × 2."""
        known = np.union1d(*known_pairs(self.network))
        return np.stack(np.divmod(known, max(len(self.network.actors), 1)), axis=1)
