"""Between which groups run clearly fewer ties than chance would make?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.network.district.service_cells import Cell, Cells
from app.network.graph.groupings import Grouping, Mixing
from app.network.graph.network import Network
from app.network.kernels.chance import monte_carlo_p


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two groups by number with ``observed`` ties between them, ``expected`` ones and the ``p`` of as few, with its standard ``error``."""

    one: int
    other: int
    observed: int
    expected: float
    p: float
    error: float


def sparse_pairs(
    mixing: Mixing, candidates: Sequence[tuple[int, int]], *, fewest_expected: float, permutations: int, seed: int
) -> tuple[GroupPair, ...]:
    """Pairs of groups with the share of label permutations that leave as few ties between them.

    The groups of all actors are dealt anew, ties stay where they are: how many partners each actor has does not
    count against a group. The observed ties count among the permutations, so that no p is 0.

    Args:
        mixing: ties among the grouped actors.
        candidates: pairs of group numbers.
        fewest_expected: pairs with fewer expected ties are left out.
        permutations: how often groups are dealt.
        seed: start of the random numbers.
    """
    expected = {pair: _expected(mixing, *pair) for pair in candidates}
    kept = [pair for pair in candidates if expected[pair] >= fewest_expected]
    if not kept:
        return ()
    observed, dealt = mixing.table(mixing.member), mixing.permuted(permutations, seed)
    chances = {(one, other): monte_carlo_p(dealt[:, one, other] <= observed[one, other]) for one, other in kept}
    return tuple(
        GroupPair(*pair, int(observed[pair]), expected[pair], chance.p, chance.error)
        for pair, chance in chances.items()
    )


def _expected(mixing: Mixing, one: int, other: int) -> float:
    """Mean over all ways to deal the groups: any two actors are as likely to be a tied pair."""
    sizes = np.bincount(mixing.member, minlength=mixing.count)
    size = len(mixing.member)
    return float(len(mixing.ends_a) * sizes[one] * sizes[other] / (size * (size - 1) / 2))


def discoveries(pairs: Sequence[GroupPair], rate: float) -> tuple[GroupPair, ...]:
    """Pairs that stay when at most a share ``rate`` of them may be chance (Benjamini and Hochberg 1995)."""
    ordered = sorted(pairs, key=lambda pair: (pair.p, pair.one, pair.other))
    passed = [rank for rank, pair in enumerate(ordered, 1) if pair.p <= rate * rank / len(ordered)]
    return tuple(ordered[: max(passed, default=0)])


@dataclass(frozen=True, slots=True)
class MeetingPoints:
    """In which cells the actors of groups are active, cells × groups: ``direct``, or also for a ``wider`` area."""

    cells: Cells
    direct: NDArray[np.bool_]
    wider: NDArray[np.bool_]

    @classmethod
    def of(cls, network: Network, groups: Grouping) -> "MeetingPoints":
        """Those of a snapshot."""
        cells = network.view(Cells)
        belongs = (groups.member[:, None] == np.arange(len(groups.groups))).astype(np.float64)
        direct, wider = (np.asarray(cells.matrix(wider=which).T @ belongs) > 0 for which in (False, True))
        return cls(cells, direct, wider)

    def shared(self, one: int, other: int) -> tuple[Cell, ...]:
        """Cells of both groups, those with the fewest active actors first; two wider areas make none."""
        both = self.direct[:, one] & (self.direct | self.wider)[:, other]
        both |= self.wider[:, one] & self.direct[:, other]
        found = [self.cells.occupied[at] for at in np.flatnonzero(both).tolist()]
        return tuple(sorted(found, key=lambda cell: (len(self.cells.active(cell)), cell)))


def meeting_pairs(points: MeetingPoints, groups: Grouping, smallest: int) -> tuple[tuple[int, int], ...]:
    """Pairs of groups of at least ``smallest`` actors that share a cell."""
    large = np.flatnonzero(groups.sizes >= smallest).tolist()
    return tuple(pair for pair in combinations(large, 2) if points.shared(*pair))
