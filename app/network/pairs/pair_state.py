"""State of coordination of two actors: yes, no or unknown, and the ground it rests on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from typing import Literal

import numpy as np

from app.findings import Evidence, RestsOn
from app.network.graph.joint_work import Pair, WorkTopic, joint_work
from app.network.graph.network import Network
from app.records.certainty import Ground, least_sure, surest
from app.records.cooperations import BASES, COOPERATING, DERIVED, KINDS, STATUSES, TieStatus
from app.records.dates import PartialDate
from app.records.offers import Offer, Project

Coordination = Literal["yes", "no", "unknown"]
"""Whether two coordinate what they do."""

_AGREED_KINDS = ("joint_offer", "agreement")
_ANY_STRENGTH_IS_COORDINATION = 3
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class PairState:
    """The state of coordination of two actors.

    ``coordinated`` is yes, no or unknown. ``rests_on`` is the surest ground of the records; ``strength`` the greatest
    known strength of a tie, None where no tie has one. ``tied``: a record says that they work together, coordinated or
    not. ``evidence`` are the ties, shared offers and shared projects the state rests on. ``since`` is the first year of
    the oldest record that makes them coordinated, None where it is not known; a stated tie counts for it only where the
    state rests on no better ground. ``judged``: the actors share recorded work, but all ties between them are the
    coordinator's own statements. ``agreed``: a tie of theirs says that they coordinate, not only work that they share.
    """

    coordinated: Coordination
    rests_on: RestsOn
    strength: int | None
    tied: bool
    evidence: tuple[Evidence, ...] = ()
    since: int | None = None
    judged: bool = False
    agreed: bool = False

    @property
    def known(self) -> bool:
        """Whether the state is known: yes or no."""
        return self.coordinated != "unknown"


@dataclass(frozen=True)
class PairStates:
    """The state of every pair of a network, looked up by actor ids in either order."""

    network: Network

    @cached_property
    def _joint_work(self) -> Mapping[Pair, Sequence[tuple[WorkTopic, Offer | Project]]]:
        return self.network.view(joint_work)

    def __call__(self, actor_a: str, actor_b: str) -> PairState:
        """The state of two different actors of the snapshot."""
        state, work, said, left_out = self._recorded(actor_a, actor_b)
        if not (work or said or left_out):
            return state
        evidence = tuple(self.network.tie_evidence(number) for number, _ in said)
        evidence += tuple(self.network.evidence(topic, record.id) for topic, record in work)
        if left_out:
            evidence += (self.network.absence_evidence(actor_a, actor_b),)
        only_stated = state.rests_on == "stated"
        deciding = (number for number, tie in said if tie.decides and (only_stated or tie.ground != "stated"))
        began = [since for number in deciding if (since := self.network.ties.year(number)) is not None]
        began += [self._joint_since(record.start, actor_a, actor_b) for _, record in work if record.start is not None]
        return replace(state, evidence=evidence, since=min(began, default=None))

    def bare_state(self, actor_a: str, actor_b: str) -> PairState:
        """The state of two different actors without evidence and age; quicker, where many pairs are asked about."""
        return self._recorded(actor_a, actor_b)[0]

    def coordinate(self, actor_a: str, actor_b: str) -> bool:
        """Whether two actors are known to coordinate."""
        return self.bare_state(actor_a, actor_b).coordinated == "yes"

    def _recorded(
        self, actor_a: str, actor_b: str
    ) -> tuple[PairState, Sequence[tuple[WorkTopic, Offer | Project]], Sequence[tuple[int, "PairTie"]], bool]:
        """The state still without evidence and age, the joint work, the ties by number, and whether a survey left the pair out."""
        work = self._joint_work.get((actor_a, actor_b) if actor_a < actor_b else (actor_b, actor_a), ())
        numbers = self.network.ties_between(actor_a, actor_b)
        if not work and not numbers and not self.network.is_absent(actor_a, actor_b):
            return self._unrecorded, (), (), False
        said = [(number, tie) for number in numbers if (tie := self._ties[number]) is not None]
        ties = tuple(tie for _, tie in said)
        left_out = not any(tie.says_yes for tie in ties) and self.network.is_absent(actor_a, actor_b)
        return _state(ties, bool(work), left_out or (not ties and self.network.closed_world)), work, said, left_out

    @cached_property
    def _ties(self) -> Sequence["PairTie | None"]:
        """What each tie of the network says about its pair; None for ties without joint work."""
        ties = self.network.ties
        columns = (ties.kind.tolist(), ties.basis.tolist(), ties.status.tolist(), map(int, ties.strength.tolist()))
        return tuple(map(PairTie.of, *columns))

    @cached_property
    def _unrecorded(self) -> PairState:
        """The state of every pair about which no record and no survey says anything."""
        return _state((), False, self.network.closed_world)

    @property
    def agreed(self) -> Iterator[Pair]:
        """Pairs of which a tie says that they coordinate, each once, in the order of their ties."""
        ties, actors = self.network.ties, self.network.actors
        decides = np.array([tie is not None and tie.decides for tie in self._ties], np.bool_)
        for a, b in dict.fromkeys(zip(ties.a[decides].tolist(), ties.b[decides].tolist(), strict=True)):
            yield actors[a].id, actors[b].id

    def _joint_since(self, start: PartialDate, *actors: str) -> int:
        """First year of joint work that began on a date: a partner founded later joined later."""
        founded = (self.network.actors[self.network.position[actor]].start for actor in actors)
        return max(day.first.year for day in (start, *founded) if day is not None)

    def joint(self, work_a: Offer | Project, work_b: Offer | Project) -> PairState:
        """The state of two offers or projects without a common actor.

        Yes, if any actor of the first coordinates with any actor of the second; no, only if every pair of their leads
        is known not to coordinate (all actors count where no actor leads); else unknown. The ground is the least sure
        for a no, which needs all pairs, and the surest otherwise.
        """
        return self._of_several(
            product(self._known(work_a.actors), self._known(work_b.actors)),
            product(self._known(work_a.leads or work_a.actors), self._known(work_b.leads or work_b.actors)),
        )

    def between(self, actors_a: tuple[str, ...], actors_b: tuple[str, ...]) -> PairState:
        """The state of two sets of actors without a common one, by the rules of :meth:`joint`; all of them count."""
        pairs = tuple(product(self._known(actors_a), self._known(actors_b)))
        return self._of_several(pairs, pairs)

    def _of_several(self, pairs: Iterable[Pair], leading: Iterable[Pair]) -> PairState:
        """The state of several pairs, of which those in ``leading`` decide about a no."""
        states = {pair: self(*pair) for pair in pairs}
        coordinated = [state for state in states.values() if state.coordinated == "yes"]
        if coordinated:
            return _merged("yes", coordinated)
        leads = [states[pair] for pair in leading]
        if leads and all(state.coordinated == "no" for state in leads):
            return _merged("no", leads)
        return _merged("unknown", [state for state in states.values() if state.coordinated == "unknown"])

    def _known(self, actors: tuple[str, ...]) -> list[str]:
        return [actor for actor in actors if actor in self.network.position]


def _merged(coordinated: Coordination, states: Collection[PairState]) -> PairState:
    """The state of several pairs with the same answer: that of one where all are the same."""
    first = next(iter(states), None)
    if first is not None and len(first.evidence) <= 1 and all(state is first for state in states):
        return first
    grounds = [state.rests_on for state in states]
    return PairState(
        coordinated,
        least_sure(grounds) if coordinated == "no" else surest(grounds),
        max((state.strength for state in states if state.strength is not None), default=None),
        any(state.tied for state in states),
        tuple(dict.fromkeys(source for state in states for source in state.evidence)),
        min((state.since for state in states if state.since is not None), default=None),
        bool(states) and all(state.judged for state in states),
        any(state.agreed for state in states),
    )


@dataclass(frozen=True, slots=True)
class PairTie:
    """What a tie says about its pair; ``surveyed``: it rests on more than the coordinator's own statement."""

    status: TieStatus
    surveyed: bool
    strength: int
    agreed: bool

    @staticmethod
    @lru_cache(_MOST_KEPT)
    def of(kind: int, basis: int, status: int, strength: int) -> "PairTie | None":
        """The tie with these positions in ``KINDS``, ``BASES`` and ``STATUSES``; None for one without joint work.

        A payment is none, nor a seat in the same room.
        """
        if KINDS[kind] == "funding" or BASES[basis] in DERIVED:
            return None
        return PairTie(STATUSES[status], BASES[basis] != "stated", strength, KINDS[kind] in _AGREED_KINDS)

    @property
    def ground(self) -> Ground:
        """Ground of the tie: ``stated`` for the coordinator's own statement, never for an answer on a sheet."""
        if self.status == "denied":
            return "absent" if self.surveyed else "stated"
        return "recorded" if self.status == "stated" and self.surveyed else self.status

    @property
    def says_yes(self) -> bool:
        """Whether the tie says that the two work together."""
        return self.status in COOPERATING

    @property
    def certain(self) -> bool:
        """Whether the tie settles that they work together; the claim of a single side does not."""
        return self.says_yes and self.status != "one_sided"

    @property
    def close(self) -> bool:
        """Whether the tie is strong or formal enough for coordination."""
        return self.agreed or self.strength >= _ANY_STRENGTH_IS_COORDINATION

    @property
    def decides(self) -> bool:
        """Whether the tie alone makes the pair coordinated."""
        return self.certain and self.close

    @property
    def loose(self) -> bool:
        """Whether the tie is known to be less than coordination."""
        return self.strength > 0 and not self.close


@lru_cache(_MOST_KEPT)
def _state(ties: tuple[PairTie, ...], shared_work: bool, absent: bool) -> PairState:
    """The state of a pair as its ties and shared work say it, still without evidence and without its age.

    Kept: a whole network has few such combinations, and each is asked for by thousands of pairs.
    """
    yes = [tie for tie in ties if tie.says_yes]
    return PairState(
        _coordinated(ties, shared_work, absent),
        _rests_on(ties, shared_work, absent),
        max((tie.strength for tie in yes if tie.strength), default=None),
        bool(yes),
        judged=shared_work and bool(ties) and all(tie.ground == "stated" for tie in ties),
        agreed=any(tie.decides for tie in ties),
    )


def _coordinated(ties: tuple[PairTie, ...], shared_work: bool, absent: bool) -> Coordination:
    """Coordination by ties and shared work; ``absent``: no tie says yes, and silence counts as no (closed world, survey).

    Shared work beside a spoken no settles nothing: the two may meet there alone.
    """
    if any(tie.decides for tie in ties):
        return "yes"
    denied = _denied(ties)
    if shared_work and not denied:
        return "yes"
    if shared_work or any(tie.status == "contradicted" for tie in ties):
        return "unknown"
    yes = [tie for tie in ties if tie.says_yes]
    loose = any(tie.certain for tie in yes) and all(tie.loose for tie in yes)
    return "no" if denied or loose or absent else "unknown"


def _denied(ties: tuple[PairTie, ...]) -> bool:
    return any(tie.status == "denied" for tie in ties) and not any(tie.says_yes for tie in ties)


def _rests_on(ties: tuple[PairTie, ...], shared_work: bool, absent: bool) -> RestsOn:
    """The surest ground of the deciding ties, else of all ties."""
    deciding = [tie for tie in ties if tie.decides]
    if shared_work and not deciding and _denied(ties):
        return "contradicted"
    if shared_work:
        return surest(["recorded", *(tie.ground for tie in deciding)])
    grounds: list[Ground] = ["absent"] if absent else []
    return surest([*grounds, *(tie.ground for tie in deciding or ties)])
