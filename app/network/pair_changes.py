"""Which pairs work together on two days, and which on one of them alone?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.network.network import Network, cooperating
from app.network.ties import Ties

_Pairs = NDArray[np.int64]
"""Pairs as numbers: position of one times the number of actors plus position of the other, sorted, each once."""


@dataclass(frozen=True, slots=True)
class PairChanges:
    """Pairs of view ``G`` on an earlier day and on the day of the snapshot.

    ``since_ever`` are pairs on the earlier day only because the start of no tie of theirs that holds then is known:
    they may have begun later. ``size`` is the number of ``records.actors``, whose positions the pairs hold.
    """

    then: _Pairs
    now: _Pairs
    since_ever: _Pairs
    size: int

    @property
    def formed(self) -> _Pairs:
        """On the later day alone."""
        return np.setdiff1d(self.now, self.then, assume_unique=True)

    @property
    def dissolved(self) -> _Pairs:
        """On the earlier day alone."""
        return np.setdiff1d(self.then, self.now, assume_unique=True)

    @property
    def kept(self) -> _Pairs:
        """On both days."""
        return np.intersect1d(self.then, self.now, assume_unique=True)

    def by_actor(self, pairs: _Pairs) -> NDArray[np.int64]:
        """How many of some pairs each actor is in, by position in ``records.actors``."""
        one, other = np.divmod(pairs, max(self.size, 1))
        return np.bincount(one, minlength=self.size) + np.bincount(other, minlength=self.size)


def pair_changes(network: Network, earlier: date) -> PairChanges:
    """The pairs of a snapshot on its day and on an earlier one; what a tie is said to be holds for all its time."""
    size = len(network.records.actors)
    there, now_there = present(network, earlier), present(network, network.as_of)
    ties, others = network.cooperation.renumbered(np.flatnonzero(now_there)), network.other_ties
    held = [some.where(some.on(earlier) & there[some.a] & there[some.b]) for some in (ties, others)]
    held = [some.where(cooperating(some)) for some in held]
    then = _pairs(held, size)
    known = _pairs([some.where(some.start > 0) for some in held], size)
    return PairChanges(then, _pairs([ties], size), np.setdiff1d(then, known, assume_unique=True), size)


def present(network: Network, day: date) -> NDArray[np.bool_]:
    """Which of ``records.actors`` are active on a day."""
    everyone = network.records.actors
    return np.fromiter((one.period.active_on(day) for one in everyone), np.bool_, len(everyone))


def _pairs(some: Sequence[Ties], size: int) -> _Pairs:
    """Sorted and compared with the one before: numpy's own way goes through a hash and takes ten times as long."""
    pairs = np.sort(np.concatenate([ties.a.astype(np.int64) * size + ties.b for ties in some]), kind="stable")
    return pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
