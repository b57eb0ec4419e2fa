"""Which grants run side by side for one theme in one area without their recipients planning together?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, product

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, Restatement, parameter
from app.findings import (
    TOLD,
    Argument,
    Code,
    Evidence,
    Finding,
    Message,
    NotLookedAt,
    RestsOn,
    Subject,
    finding_key,
    in_order,
)
from app.network.district.funded_work import FundedWork
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.pairs.pair_state import PairState, PairStates
from app.records.certainty import least_sure
from app.records.dates import Period, whole_months
from app.records.funding import Grant

ID = "unpooled-funding"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    months: int = parameter(6, "months two grants run side by side at least", low=1, high=60)
    amounts: float = parameter(
        0.8, "share of known amounts of an area from which its share of the money is told", low=0.5, high=1.0
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two grants of different recipients that run side by side, and what is known of these recipients."""

    one: Grant
    other: Grant
    states: tuple[PairState, ...]

    @property
    def denied(self) -> bool:
        """Whether it is known that no recipient of one coordinates with one of the other."""
        return all(state.coordinated == "no" for state in self.states)


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each area and theme with such grants."""
    money = _Money(network, parameters)
    findings = in_order(
        _finding(money, area, theme, pairs)
        for (area, theme), some in money.by_topic.items()
        if (pairs := money.pairs(some))
    )
    return Answer(
        findings=findings,
        summary={
            "grants": len(money.funded.grants),
            "areas_and_themes": len(money.by_topic),
            **{code: sum(one.message.code == code for one in findings) for code in ("apart", "unknown")},
        },
        not_looked_at=(NotLookedAt("grants_without_area_or_theme", len(money.unplaced), money.unplaced),),
    )


@dataclass(frozen=True)
class _Money:
    network: Network
    parameters: Parameters

    @property
    def funded(self) -> FundedWork:
        return self.network.view(FundedWork)

    @cached_property
    def by_topic(self) -> Mapping[tuple[str, str], tuple[Grant, ...]]:
        """Running grants by the (area, theme) of what they pay for, sorted."""
        found: dict[tuple[str, str], list[Grant]] = {}
        for grant in self.funded.grants:
            for topic in sorted(self._topics(grant)):
                found.setdefault(topic, []).append(grant)
        return {topic: tuple(found[topic]) for topic in sorted(found)}

    def _topics(self, grant: Grant) -> frozenset[tuple[str, str]]:
        works = (record for _, record in self.funded.of(grant))
        return frozenset(pair for one in works for pair in product(self.funded.cells.areas_of(one), one.themes))

    def works(self, grants: Sequence[Grant], area: str, theme: str) -> tuple[Subject, ...]:
        """What grants pay for there; several of one name once."""
        works = (work for grant in grants for work in self.funded.of(grant))
        there = (work for work in works if area in self.funded.cells.areas_of(work[1]) and theme in work[1].themes)
        named = {one.name: self.network.subject(topic, one.id) for topic, one in there}
        return tuple(named.values())

    @cached_property
    def by_area(self) -> Mapping[str, tuple[Grant, ...]]:
        """Running grants by the area of what they pay for, whatever its theme; one for two areas counts in both."""
        found: dict[str, dict[str, Grant]] = {}
        for (area, _), grants in self.by_topic.items():
            found.setdefault(area, {}).update((one.id, one) for one in grants)
        return {area: tuple(grants.values()) for area, grants in found.items()}

    def share(self, grants: Sequence[Grant], area: str) -> float | None:
        """Percentage these grants are of the money that runs in an area; None: too few amounts are known to tell."""
        amounts = [one.amount_eur for one in self.by_area[area] if one.amount_eur is not None]
        if not sum(amounts) or len(amounts) < self.parameters.amounts * len(self.by_area[area]):
            return None
        return 100 * sum(one.amount_eur for one in grants if one.amount_eur is not None) / sum(amounts)

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.funded.grants if not self._topics(one))

    def pairs(self, grants: Sequence[Grant]) -> tuple[_Pair, ...]:
        """Pairs of grants whose recipients are others and are not known to coordinate."""
        return tuple(pair for one, other in combinations(grants, 2) if (pair := self._pair(one, other)))

    def _pair(self, one: Grant, other: Grant) -> _Pair | None:
        recipients = tuple(product(self._active(one), self._active(other)))
        same, state_of = self.network.view(Organisations).same, self.network.view(PairStates)
        alike = any(same(*pair) for pair in recipients)
        if alike or not recipients or not self._side_by_side(one.period, other.period):
            return None
        states = tuple(state_of(*pair) for pair in recipients)
        return None if any(state.coordinated == "yes" for state in states) else _Pair(one, other, states)

    def _active(self, grant: Grant) -> list[str]:
        return [one for one in dict.fromkeys(grant.recipients) if one in self.network.position]

    def _side_by_side(self, one: Period, other: Period) -> bool:
        starts = [each.start.first for each in (one, other) if each.start is not None]
        last = _last_shared(one, other)
        return not starts or last is None or whole_months(max(starts), last) >= self.parameters.months


def _last_shared(*periods: Period) -> date | None:
    """The last day all of them run; None: none has a recorded end."""
    return min((one.end.last for one in periods if one.end is not None), default=None)


def _finding(money: _Money, area: str, theme: str, pairs: Sequence[_Pair]) -> Finding:
    """About all of them; what is told of a no alone stands apart, so that it can be kept from others."""
    grants, denied = _grants(pairs), [one for one in pairs if one.denied]
    network, recipients = money.network, {actor for one in grants.values() for actor in one.recipients}
    arguments = _arguments(money, area, theme, grants)
    if denied:
        of_a_no = _arguments(money, area, theme, _grants(denied))
        arguments |= {f"{TOLD}{name}": value for name, value in of_a_no.items()}
        arguments[f"{TOLD}judged"] = all(state.rests_on == "stated" for pair in denied for state in pair.states)
    active = sorted(recipients & network.position.keys())
    return Finding(
        key=finding_key(ID, [area], theme),
        analysis=ID,
        subjects=(network.subject("areas", area), *(network.subject("actors", one) for one in active)),
        score=float(len(grants)),
        band="clear" if denied else "possible",
        rests_on=_ground(denied or pairs),
        message=Message("apart" if denied else "unknown", arguments),
        evidence=tuple(_evidence(network, grants, pairs)),
        contributions={"grants": float(len(grants))},
        unknowns=() if denied else ("coordination_of_recipients",),
        card="agree" if denied else "ask",
    )


def _grants(pairs: Sequence[_Pair]) -> dict[str, Grant]:
    return {one.id: one for pair in pairs for one in (pair.one, pair.other)}


def _ground(pairs: Sequence[_Pair]) -> RestsOn:
    """The weakest ground of all: the hint needs each of them."""
    return least_sure(state.rests_on for pair in pairs for state in pair.states)


def _arguments(money: _Money, area: str, theme: str, grants: Mapping[str, Grant]) -> dict[str, Argument]:
    network, some = money.network, [grants[one] for one in sorted(grants)]
    beside = {one.programme for one in money.by_topic[area, theme] if one.id not in grants}
    known, share = sum(one.amount_eur is not None for one in some), money.share(some, area)
    recipients = dict.fromkeys(actor for one in some for actor in one.recipients)
    return {
        "area": network.subject("areas", area),
        "theme": Code("theme", theme),
        "n": len(some),
        "programmes": tuple(network.subject("programmes", one) for one in sorted({one.programme for one in some})),
        "recipients": tuple(network.subject("actors", one) for one in recipients),
        "works": money.works(some, area, theme),
        "until": _last_shared(*(one.period for one in some)),
        "amounts": "all" if known == len(some) else "some" if known else "none",
        "share": None if share is None else round(share),
        "in_area": len(money.by_area[area]),
        "beside": tuple(network.subject("programmes", one) for one in sorted(beside)),
    }


def _evidence(network: Network, grants: Mapping[str, Grant], pairs: Sequence[_Pair]) -> Iterator[Evidence]:
    yield from (network.evidence("grants", one) for one in sorted(grants))
    yield from dict.fromkeys(one for pair in pairs for state in pair.states for one in state.evidence)


ANALYSIS = Analysis(
    id=ID,
    version=2,
    parameters=Parameters,
    run=run,
    needs=("grants",),
    section="money",
    restated={"apart": Restatement("unknown", "coordination_of_recipients")},
    cost=of_size(0.06),
)
