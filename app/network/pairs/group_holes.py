"""Holes between groups: pairs of groups with clearly fewer ties than chance would make, and where the groups meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.district.service_cells import Cell, Cells
from app.network.graph.groupings import Grouping, Mixing
from app.network.graph.network import Network
from app.network.kernels.chance import monte_carlo_p


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two groups by number with ``observed`` and ``expected`` ties between them.

    ``p`` is the probability of as few ties by chance, ``error`` its standard error.
    """

    group_a: int
    group_b: int
    observed: int
    expected: float
    p: float
    error: float


def sparse_pairs(
    mixing: Mixing, candidates: Sequence[tuple[int, int]], *, fewest_expected: float, permutations: int, seed: int
) -> tuple[GroupPair, ...]:
    """Pairs of groups with the share of label permutations that leave as few ties between them.

    The groups of all actors are dealt anew while the ties stay: the numbers of partners of the actors do not count
    against a group. The observed ties count among the permutations, so that no p is 0.

    Args:
        mixing: ties among the grouped actors.
        candidates: pairs of group numbers.
        fewest_expected: pairs with fewer expected ties are left out.
        permutations: how often groups are dealt.
        seed: start of the random numbers.
    """
    sizes = np.bincount(mixing.member, minlength=mixing.count).tolist()
    expected = {
        (group_a, group_b): _expected(mixing, sizes[group_a], sizes[group_b]) for group_a, group_b in candidates
    }
    compared_pairs = [pair for pair in candidates if expected[pair] >= fewest_expected]
    if not compared_pairs:
        return ()
    observed, dealt = mixing.table(mixing.member), mixing.permuted(permutations, seed)
    chances = {
        (group_a, group_b): monte_carlo_p(dealt[:, group_a, group_b] <= observed[group_a, group_b])
        for group_a, group_b in compared_pairs
    }
    return tuple(
        GroupPair(*pair, int(observed[pair]), expected[pair], chance.p, chance.error)
        for pair, chance in chances.items()
    )


def _expected(mixing: Mixing, size_a: int, size_b: int) -> float:
    """Expected ties of two groups: the mean over all ways to deal them, where any two actors are equally likely to be tied."""
    size = len(mixing.member)
    return len(mixing.ends_a) * size_a * size_b / (size * (size - 1) / 2)


def discoveries(pairs: Sequence[GroupPair], rate: float) -> tuple[GroupPair, ...]:
    """Pairs that remain when at most a share ``rate`` of them may be chance (Benjamini and Hochberg 1995)."""
    ordered = sorted(pairs, key=lambda pair: (pair.p, pair.group_a, pair.group_b))
    passed = [rank for rank, pair in enumerate(ordered, 1) if pair.p <= rate * rank / len(ordered)]
    return tuple(ordered[: max(passed, default=0)])


@dataclass(frozen=True, slots=True)
class MeetingPoints:
    """Cells in which the actors of groups are active, as masks cells × groups: ``direct``, or for a ``wider`` area."""

    cells: Cells
    direct: NDArray[np.bool_]
    wider: NDArray[np.bool_]

    @classmethod
    def of(cls, network: Network, groups: Grouping) -> "MeetingPoints":
        """The meeting points of a snapshot."""
        cells = network.view(Cells)
        belongs = (groups.member[:, None] == np.arange(len(groups.groups))).astype(np.float64)
        direct, wider = (np.asarray(cells.matrix(wider=is_wider).T @ belongs) > 0 for is_wider in (False, True))
        return cls(cells, direct, wider)

    @property
    def meet(self) -> NDArray[np.bool_]:
        """Whether two groups share a cell, groups × groups."""
        direct, wider = sparse.csr_array(self.direct, dtype=np.int64), sparse.csr_array(self.wider, dtype=np.int64)
        across = direct.T @ wider
        return np.asarray(sparse.csr_array(direct.T @ direct + across + across.T).toarray() > 0)

    def shared(self, group_a: int, group_b: int) -> tuple[Cell, ...]:
        """Cells shared by two groups, fewest active actors first.

        A cell is not shared where both groups are active only for a wider area.
        """
        bridged = self.direct[:, group_a] & (self.direct | self.wider)[:, group_b]
        bridged |= self.wider[:, group_a] & self.direct[:, group_b]
        cells = [self.cells.occupied[at] for at in np.flatnonzero(bridged).tolist()]
        return tuple(sorted(cells, key=lambda cell: (len(self.cells.active(cell)), cell)))


def meeting_pairs(points: MeetingPoints, groups: Grouping, smallest: int) -> tuple[tuple[int, int], ...]:
    """Pairs of groups of at least ``smallest`` actors that share a cell."""
    large = np.flatnonzero(groups.sizes >= smallest).tolist()
    meet = points.meet
    return tuple(pair for pair in combinations(large, 2) if meet[pair])
