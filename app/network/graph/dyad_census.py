"""How many pairs of actors are tied, how many are known not to be, and about how many does nobody know?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.network.graph.directed_ties import Arcs
from app.network.graph.network import Network
from app.network.graph.ties import Ties


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Pairs of all actors of a snapshot, unordered unless told otherwise: ``pairs`` = ``tied`` + absent + ``unknown``.

    ``tied`` are pairs of view ``G``. A pair is absent when somebody denies it, or left it out of a list, and nobody
    says otherwise; in a closed world also when nothing is recorded.
    """

    pairs: int
    tied: int
    unknown: int

    @classmethod
    def of(cls, network: Network) -> "PairCounts":
        """The counts of a snapshot."""
        size = len(network.actors)
        pairs = size * (size - 1) // 2
        tied, absent = known_pairs(network)
        known = len(tied) + len(absent)
        recorded = len(_keys(network.ties, size))
        return cls(pairs, len(tied), recorded - known if network.closed_world else pairs - known)

    @classmethod
    def directed(cls, network: Network, arcs: Arcs) -> "PairCounts":
        """The counts of ordered pairs: who names whom; an answer "no" speaks for both directions."""
        either = cls.of(network)
        pairs, absent = 2 * either.pairs, 2 * (either.pairs - either.tied - either.unknown)
        return cls(pairs, len(arcs), 2 * either.unknown if network.closed_world else pairs - len(arcs) - absent)

    @property
    def unknown_share(self) -> float:
        """Share of the pairs nobody knows about; 0 without pairs."""
        return self.unknown / self.pairs if self.pairs else 0.0


def known_pairs(network: Network) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tied and absent pairs as keys, smaller position × number of actors + greater, sorted, each once."""
    size, ties, absent = len(network.actors), network.ties, network.answers.absent
    tied = _keys(network.cooperation, size)
    denied = _keys(ties.where(ties.has_status("denied")), size)
    yes = np.union1d(tied, _keys(ties.where(ties.has_status("contradicted")), size))
    further = np.setdiff1d(denied, absent[_places(absent, denied)])
    every = np.insert(absent, np.searchsorted(absent, further), further)
    return tied, np.delete(every, _places(every, yes))


def _places(many: NDArray[np.int64], few: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where those of the few stand that are among the many; both sorted. The many are not sorted again."""
    at = np.searchsorted(many, few)
    among = at < len(many)
    places: NDArray[np.intp] = at[among][many[at[among]] == few[among]]
    return places


def _keys(ties: Ties, size: int) -> NDArray[np.int64]:
    return np.unique(ties.a.astype(np.int64) * size + ties.b)
