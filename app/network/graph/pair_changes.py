"""Changes of cooperation: pairs that work together on two days, or on one of them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.network.graph.network import Network, cooperating
from app.network.graph.survey_answers import answered_ties
from app.network.graph.ties import Ties
from app.network.kernels.pair_keys import Keys, distinct, pair_ends


@dataclass(frozen=True, slots=True)
class PairChanges:
    """Pairs of view ``G`` on an earlier day and on the day of the snapshot.

    ``since_ever`` are pairs on the earlier day only because neither a start nor an answer from before it is known:
    they may have begun later. All are sorted keys, each once; ``size`` is the number of ``records.actors``, whose positions the pairs hold.
    """

    then: Keys
    now: Keys
    since_ever: Keys
    size: int

    @property
    def formed(self) -> Keys:
        """Pairs that work together on the later day alone."""
        return np.setdiff1d(self.now, self.then, assume_unique=True)

    @property
    def dissolved(self) -> Keys:
        """Pairs that work together on the earlier day alone."""
        return np.setdiff1d(self.then, self.now, assume_unique=True)

    @property
    def kept(self) -> Keys:
        """Pairs that work together on both days."""
        return np.intersect1d(self.then, self.now, assume_unique=True)

    def by_actor(self, pairs: Keys) -> NDArray[np.int64]:
        """How many of some pairs each actor is in, by position in ``records.actors``."""
        a, b = pair_ends(pairs, self.size)
        return np.bincount(a, minlength=self.size) + np.bincount(b, minlength=self.size)


def pair_changes(network: Network, earlier: date) -> PairChanges:
    """The pairs of a snapshot on its day and on an earlier one.

    What a recorded tie is said to be holds for all its time; answers of a survey count from their wave on. A pair that
    nobody was asked about before the earlier day counts as working together since ever.
    """
    size = len(network.records.actors)
    present_then, present_now = present(network, earlier), present(network, network.as_of)
    now = network.cooperation.renumbered(np.flatnonzero(present_now))
    held = [
        _working(ties.where(ties.on(earlier) & ~ties.answered), present_then) for ties in (now, network.further_ties)
    ]
    answered, pairs_answered = _answers_on(network, earlier)
    answered_ties = _working(answered, present_then)
    unasked = np.setdiff1d(_first_answers(now, present_then, size), pairs_answered, assume_unique=True)
    then = distinct(_pairs([*held, answered_ties], size), unasked)
    known = _pairs([*(ties.where(ties.start > 0) for ties in held), answered_ties], size)
    return PairChanges(then, _pairs([now], size), np.setdiff1d(then, known, assume_unique=True), size)


def present(network: Network, day: date) -> NDArray[np.bool_]:
    """Which of ``records.actors`` are active on a day."""
    everyone = network.records.actors
    return np.fromiter((actor.period.active_on(day) for actor in everyone), np.bool_, len(everyone))


def _working(ties: Ties, present_then: NDArray[np.bool_]) -> Ties:
    """The ties of ``G`` between actors that were there."""
    return ties.where(cooperating(ties) & present_then[ties.a] & present_then[ties.b])


def _answers_on(network: Network, earlier: date) -> tuple[Ties, Keys]:
    """The ties that followed from answers on the earlier day, and the pairs about which there were answers."""
    records = network.records
    position = {actor.id: at for at, actor in enumerate(records.actors)}
    ties, answers = answered_ties(records.waves, records.tie_reports, earlier, position)
    return ties, distinct(_pairs([ties], len(records.actors)), answers.absent)


def _first_answers(now: Ties, present_then: NDArray[np.bool_], size: int) -> Keys:
    """Pairs of actors that were there before, which rest on answers alone, without a tie whose start is recorded."""
    answered = _pairs([now.where(now.answered & present_then[now.a] & present_then[now.b])], size)
    return np.setdiff1d(answered, _pairs([now.where(now.start > 0)], size), assume_unique=True)


def _pairs(tie_columns: Sequence[Ties], size: int) -> Keys:
    return distinct(*(ties.pair_keys(size) for ties in tie_columns))
