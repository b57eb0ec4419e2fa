"""Do two actors coordinate, do they not, or does nobody know?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from app.findings import Evidence, RestsOn
from app.network.graph.joint_work import Pair, WorkTopic, joint_work
from app.network.graph.network import Network
from app.records.certainty import Ground, least_sure, surest
from app.records.cooperations import BASES, COOPERATING, DERIVED, KINDS, STATUSES, TieStatus
from app.records.offers import Offer, Project

_AGREED_KINDS = ("joint_offer", "agreement")
_ANY_STRENGTH_IS_COORDINATION = 3


@dataclass(frozen=True, slots=True)
class PairState:
    """What is known about two actors.

    ``coordinated`` is yes, no or unknown. ``rests_on`` is the best ground of what is recorded; ``strength`` the
    greatest known one, None when no tie says. ``tied``: somebody says that they work together, coordinated or not.
    ``evidence`` are the ties, shared offers and shared projects it rests on. ``since`` is the year in which the oldest of those began
    that make them coordinated, None when it is not known; a mere judgement dates nothing that rests on better ground.
    ``judged``: they share recorded work, but how they work together otherwise is only the coordinator's judgement.
    """

    coordinated: str
    rests_on: RestsOn
    strength: int | None
    tied: bool
    evidence: tuple[Evidence, ...] = ()
    since: int | None = None
    judged: bool = False

    @property
    def known(self) -> bool:
        """Whether it is known that they do, or that they do not, coordinate."""
        return self.coordinated != "unknown"


@dataclass(frozen=True)
class PairStates:
    """The state of every pair of a network, looked up by actor ids in either order."""

    network: Network

    @cached_property
    def _joint_work(self) -> Mapping[Pair, Sequence[tuple[WorkTopic, Offer | Project]]]:
        return self.network.view(joint_work)

    def __call__(self, one: str, other: str) -> PairState:
        """The state of two different actors of the snapshot."""
        work = self._joint_work.get((min(one, other), max(one, other)), ())
        every_tie = (_Tie.of(self.network, number) for number in self.network.ties_between(one, other))
        ties = tuple(tie for tie in every_tie if tie is not None)
        evidence = tuple(self.network.tie_evidence(tie.number) for tie in ties)
        evidence += tuple(self.network.evidence(topic, shared.id) for topic, shared in work)
        yes = [tie for tie in ties if tie.says_yes]
        strength = max((tie.strength for tie in yes if tie.strength), default=None)
        left_out = not yes and self.network.is_absent(one, other)
        if left_out:
            evidence += (self.network.absence_evidence(one, other),)
        absent = left_out or (not ties and self.network.closed_world)
        coordinated = _coordinated(ties, bool(work), absent)
        rests_on = _rests_on(ties, bool(work), absent)
        only_stated = rests_on == "stated"
        deciding = (tie for tie in ties if tie.decides and (only_stated or tie.status != "stated"))
        began = [tie.since for tie in deciding if tie.since is not None]
        began += [shared.start.first.year for _, shared in work if shared.start is not None]
        judged = bool(work and ties) and all(tie.status == "stated" for tie in ties)
        return PairState(coordinated, rests_on, strength, bool(yes), evidence, min(began, default=None), judged)

    def joint(self, one: Offer | Project, other: Offer | Project) -> PairState:
        """The state of two offers or projects of several actors, none of them in both.

        Yes, if any actor of one coordinates with any of the other; no, only if every lead of one is known not to
        coordinate with every lead of the other (all actors count where nobody leads); else unknown. Its ground is the
        weakest for a no, which needs all pairs, and the best otherwise.
        """
        states = {pair: self(*pair) for pair in product(self._known(one.actors), self._known(other.actors))}
        answers = {state.coordinated for state in states.values()}
        if "yes" in answers:
            return _merged("yes", [state for state in states.values() if state.coordinated == "yes"])
        leading = product(self._known(one.leads or one.actors), self._known(other.leads or other.actors))
        leads = [states[pair] for pair in leading]
        if leads and all(state.coordinated == "no" for state in leads):
            return _merged("no", leads)
        return _merged("unknown", [state for state in states.values() if state.coordinated == "unknown"])

    def _known(self, actors: tuple[str, ...]) -> list[str]:
        return [actor for actor in actors if actor in self.network.position]


def _merged(coordinated: str, states: Collection[PairState]) -> PairState:
    """Several states of the same answer as one."""
    grounds = [state.rests_on for state in states]
    return PairState(
        coordinated,
        least_sure(grounds) if coordinated == "no" else surest(grounds),
        max((state.strength for state in states if state.strength is not None), default=None),
        any(state.tied for state in states),
        tuple(dict.fromkeys(one for state in states for one in state.evidence)),
        min((state.since for state in states if state.since is not None), default=None),
        bool(states) and all(state.judged for state in states),
    )


@dataclass(frozen=True, slots=True)
class _Tie:
    number: int
    status: TieStatus
    asked: bool
    strength: int
    agreed: bool
    since: int | None

    @classmethod
    def of(cls, network: Network, number: int) -> "_Tie | None":
        """None for ties that say nothing: paying somebody, or sitting in one room, is not working with them."""
        ties = network.ties
        kind = KINDS[int(ties.kind[number])]
        if kind == "funding" or BASES[int(ties.basis[number])] in DERIVED:
            return None
        status = STATUSES[int(ties.status[number])]
        asked = BASES[int(ties.basis[number])] != "stated"
        return cls(number, status, asked, int(ties.strength[number]), kind in _AGREED_KINDS, ties.year(number))

    @property
    def ground(self) -> Ground:
        """What it rests on; what nobody was asked for is the coordinator's own, and an answer on a sheet is not."""
        if self.status == "denied":
            return "absent" if self.asked else "stated"
        return "recorded" if self.status == "stated" and self.asked else self.status

    @property
    def says_yes(self) -> bool:
        return self.status in COOPERATING

    @property
    def certain(self) -> bool:
        """A tie that one side claims while the other has not answered settles nothing."""
        return self.says_yes and self.status != "one_sided"

    @property
    def close(self) -> bool:
        """Strong or formal enough to speak of coordination."""
        return self.agreed or self.strength >= _ANY_STRENGTH_IS_COORDINATION

    @property
    def decides(self) -> bool:
        return self.certain and self.close

    @property
    def loose(self) -> bool:
        """Known to be less than coordination."""
        return self.strength > 0 and not self.close


def _coordinated(ties: tuple[_Tie, ...], shared_work: bool, absent: bool) -> str:
    """``absent``: nobody says yes, and silence is an answer: in a closed world, or of somebody who was asked."""
    if shared_work or any(tie.decides for tie in ties):
        return "yes"
    if any(tie.status == "contradicted" for tie in ties):
        return "unknown"
    yes = [tie for tie in ties if tie.says_yes]
    denied = not yes and any(tie.status == "denied" for tie in ties)
    loose = any(tie.certain for tie in yes) and all(tie.loose for tie in yes)
    return "no" if denied or loose or absent else "unknown"


def _rests_on(ties: tuple[_Tie, ...], shared_work: bool, absent: bool) -> RestsOn:
    """The best ground: of the ties that decide, else of all."""
    deciding = [tie for tie in ties if tie.decides]
    if shared_work:
        return surest(["recorded", *(tie.ground for tie in deciding)])
    grounds: list[Ground] = ["absent"] if absent else []
    return surest([*grounds, *(tie.ground for tie in deciding or ties)])
