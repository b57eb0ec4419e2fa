"""How many pairs of actors are tied, how many are known not to be, and about how many does nobody know?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.network.network import Network
from app.network.ties import Ties


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Unordered pairs of all actors of a snapshot: ``pairs`` = ``tied`` + absent + ``unknown``.

    ``tied`` are pairs of view ``G``. A pair is absent when somebody denies it and nobody says otherwise, in a closed
    world also when nothing is recorded.
    """

    pairs: int
    tied: int
    unknown: int

    @classmethod
    def of(cls, network: Network) -> "PairCounts":
        """The counts of a snapshot."""
        size = len(network.actors)
        pairs = size * (size - 1) // 2
        tied = _keys(network.cooperation, size)
        denied = _keys(network.ties.where(network.ties.has_status("denied")), size)
        contradicted = _keys(network.ties.where(network.ties.has_status("contradicted")), size)
        absent = np.setdiff1d(denied, np.union1d(tied, contradicted))
        known = len(tied) + len(absent)
        recorded = len(_keys(network.ties, size))
        return cls(pairs, len(tied), recorded - known if network.closed_world else pairs - known)

    @property
    def unknown_share(self) -> float:
        """Share of the pairs nobody knows about; 0 without pairs."""
        return self.unknown / self.pairs if self.pairs else 0.0


def _keys(ties: Ties, size: int) -> NDArray[np.int64]:
    return np.unique(ties.a.astype(np.int64) * size + ties.b)
