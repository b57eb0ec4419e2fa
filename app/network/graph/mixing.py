"""How many ties run within groups, and how many between them?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.network.graph.groupings import Grouping
from app.network.graph.network import Network


@dataclass(frozen=True, slots=True)
class Mixing:
    """Pairs of view ``G`` whose two actors both belong to a group.

    ``one`` and ``other`` are their positions among the grouped actors, ``member`` the group of each of these;
    ``count`` is the number of groups.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    member: NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, network: Network, groups: Grouping) -> "Mixing":
        """The tied pairs of a snapshot, each once."""
        known = np.flatnonzero(groups.known)
        among = network.adjacency[known][:, known].tocoo()
        half = among.row < among.col
        one, other = among.row[half].astype(np.int64), among.col[half].astype(np.int64)
        return cls(one, other, groups.member[known], len(groups.groups))

    def table(self, member: NDArray[np.int64]) -> NDArray[np.int64]:
        """Ties between any two groups, symmetric; a tie within a group counts once.

        Args:
            member: group of each actor, for example ``self.member`` or a permutation of it.
        """
        first, second = member[self.one], member[self.other]
        cells = np.minimum(first, second) * self.count + np.maximum(first, second)
        upper = np.bincount(cells, minlength=self.count**2).reshape(self.count, self.count)
        return np.asarray(upper + np.triu(upper, 1).T, np.int64)

    def permuted(self, permutations: int, seed: int) -> NDArray[np.int64]:
        """Tables of the same ties after the groups were dealt anew, permutations × groups × groups."""
        generator = np.random.default_rng(seed)
        dealt = (generator.permutation(self.member) for _ in range(permutations))
        return np.array([self.table(member) for member in dealt]).reshape(-1, self.count, self.count)


def within(tables: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ties within groups of one table or of many."""
    return np.asarray(np.trace(tables, axis1=-2, axis2=-1), np.int64)
