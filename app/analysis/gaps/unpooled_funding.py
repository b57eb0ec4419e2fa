"""Grants for one theme in one area whose recipients are not known to coordinate.

Which grants run side by side for one theme in one area without their recipients planning together?
"""

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
    """Time grants run side by side, and the amounts needed to name a share.

    ``months`` (6): lower it to see grants that meet only shortly, raise it to see those with time to plan together.
    ``amounts`` (0.8): 1 names a share only where all amounts are known; lower it where rough shares are enough.
    """

    months: int = parameter(6, "months two grants run side by side at least", low=1, high=60)
    amounts: float = parameter(
        0.8, "share of known amounts of an area from which its share of the money is told", low=0.5, high=1.0
    )


@dataclass(frozen=True, slots=True)
class _GrantPair:
    """Two grants of different recipients that run side by side, and the state of each pair of recipients."""

    grant_a: Grant
    grant_b: Grant
    state_of: Mapping[tuple[str, str], PairState]

    @property
    def states(self) -> tuple[PairState, ...]:
        """States of the pairs of recipients."""
        return tuple(self.state_of.values())

    @property
    def denied(self) -> bool:
        """Whether it is known of all pairs of recipients that they do not coordinate."""
        return all(state.coordinated == "no" for state in self.states)


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each area and theme with such grants."""
    search = _FundingSearch(network, parameters)
    findings = in_order(
        _finding(search, area, theme, pairs)
        for (area, theme), grants in search.by_topic.items()
        if (pairs := search.pairs(grants))
    )
    return Answer(
        findings=findings,
        summary={
            "grants": len(search.funded.grants),
            "areas_and_themes": len(search.by_topic),
            **{code: sum(finding.message.code == code for finding in findings) for code in ("apart", "unknown")},
        },
        not_looked_at=(NotLookedAt("grants_without_area_or_theme", len(search.unplaced), search.unplaced),),
    )


@dataclass(frozen=True)
class _FundingSearch:
    """Running grants of a network by area and theme, and the pairs of them without coordination."""

    network: Network
    parameters: Parameters

    @property
    def funded(self) -> FundedWork:
        return self.network.view(FundedWork)

    @cached_property
    def by_topic(self) -> Mapping[tuple[str, str], tuple[Grant, ...]]:
        """Running grants by the (area, theme) of the work they pay for, sorted."""
        grants_of: dict[tuple[str, str], list[Grant]] = {}
        for grant in self.funded.grants:
            for topic in sorted(self._topics(grant)):
                grants_of.setdefault(topic, []).append(grant)
        return {topic: tuple(grants_of[topic]) for topic in sorted(grants_of)}

    def _topics(self, grant: Grant) -> frozenset[tuple[str, str]]:
        works = (record for _, record in self.funded.of(grant))
        return frozenset(
            topic for record in works for topic in product(self.funded.cells.areas_of(record), record.themes)
        )

    def works(self, grants: Sequence[Grant], area: str, theme: str) -> tuple[Subject, ...]:
        """Work for a theme in an area that grants pay for, one subject for each name."""
        works = (work for grant in grants for work in self.funded.of(grant))
        areas_of = self.funded.cells.areas_of
        paid = ((topic, record) for topic, record in works if area in areas_of(record) and theme in record.themes)
        by_name = {record.name: self.network.subject(topic, record.id) for topic, record in paid}
        return tuple(by_name.values())

    @cached_property
    def by_area(self) -> Mapping[str, tuple[Grant, ...]]:
        """Running grants by the area of the work they pay for, of all themes; a grant for two areas counts in both."""
        grants_of: dict[str, dict[str, Grant]] = {}
        for (area, _), grants in self.by_topic.items():
            grants_of.setdefault(area, {}).update((grant.id, grant) for grant in grants)
        return {area: tuple(grants.values()) for area, grants in grants_of.items()}

    def share(self, grants: Sequence[Grant], area: str) -> float | None:
        """Percentage of the running money of an area that these grants are; None: too few amounts are known."""
        amounts = [grant.amount_eur for grant in self.by_area[area] if grant.amount_eur is not None]
        if not sum(amounts) or len(amounts) < self.parameters.amounts * len(self.by_area[area]):
            return None
        return 100 * sum(grant.amount_eur for grant in grants if grant.amount_eur is not None) / sum(amounts)

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        return tuple(grant.id for grant in self.funded.grants if not self._topics(grant))

    def pairs(self, grants: Sequence[Grant]) -> tuple[_GrantPair, ...]:
        """Pairs of grants whose recipients are different and not known to coordinate."""
        return tuple(pair for grant_a, grant_b in combinations(grants, 2) if (pair := self._pair(grant_a, grant_b)))

    def _pair(self, grant_a: Grant, grant_b: Grant) -> _GrantPair | None:
        recipients = tuple(product(self._active(grant_a), self._active(grant_b)))
        same_organisation, state_of = self.network.view(Organisations).same_organisation, self.network.view(PairStates)
        alike = any(same_organisation(*pair) for pair in recipients)
        if alike or not recipients or not self._side_by_side(grant_a.period, grant_b.period):
            return None
        states = {pair: state_of(*pair) for pair in recipients}
        coordinated = any(state.coordinated == "yes" for state in states.values())
        return None if coordinated else _GrantPair(grant_a, grant_b, states)

    def _active(self, grant: Grant) -> list[str]:
        return [recipient for recipient in dict.fromkeys(grant.recipients) if recipient in self.network.position]

    def _side_by_side(self, *periods: Period) -> bool:
        starts = [period.start.first for period in periods if period.start is not None]
        last = _last_shared(*periods)
        return not starts or last is None or whole_months(max(starts), last) >= self.parameters.months


def _last_shared(*periods: Period) -> date | None:
    """The last day on which all periods run; None: no period has a recorded end."""
    return min((period.end.last for period in periods if period.end is not None), default=None)


def _finding(search: _FundingSearch, area: str, theme: str, pairs: Sequence[_GrantPair]) -> Finding:
    """The finding about all pairs; arguments about pairs that do not coordinate are extra, for the coordinator alone."""
    grants, denied = _grants(pairs), [pair for pair in pairs if pair.denied]
    network, recipients = search.network, {actor for grant in grants.values() for actor in grant.recipients}
    arguments = _arguments(search, area, theme, grants)
    if denied:
        of_denied = _arguments(search, area, theme, _grants(denied))
        arguments |= {f"{TOLD}{name}": value for name, value in of_denied.items()}
        apart = {tuple(sorted(recipients_of)) for pair in denied for recipients_of in pair.state_of}
        arguments[f"{TOLD}pairs"] = tuple(
            tuple(network.subject("actors", actor) for actor in actors) for actors in sorted(apart)
        )
        grounds = {state.rests_on for pair in denied for state in pair.states}
        arguments |= {f"{TOLD}judged": grounds == {"stated"}, f"{TOLD}answered": grounds == {"absent"}}
    active = sorted(recipients & network.position.keys())
    return Finding(
        key=finding_key(ID, [area], theme),
        analysis=ID,
        subjects=(network.subject("areas", area), *(network.subject("actors", actor) for actor in active)),
        score=float(len(grants)),
        band="clear" if denied else "possible",
        rests_on=_ground(denied or pairs),
        message=Message("apart" if denied else "unknown", arguments),
        evidence=tuple(_evidence(network, grants, pairs)),
        contributions={"grants": float(len(grants))},
        unknowns=() if denied else ("coordination_of_recipients",),
        card="agree" if denied else "ask",
        cluster=finding_key(ID, map("/".join, _recipients(pairs)), "recipients"),
    )


def _grants(pairs: Sequence[_GrantPair]) -> dict[str, Grant]:
    return {grant.id: grant for pair in pairs for grant in (pair.grant_a, pair.grant_b)}


def _recipients(pairs: Sequence[_GrantPair]) -> frozenset[tuple[str, str]]:
    """Whom the question of all pairs is about: of several themes or areas it is the same question to the same two."""
    return frozenset((min(actors), max(actors)) for pair in pairs for actors in pair.state_of)


def _ground(pairs: Sequence[_GrantPair]) -> RestsOn:
    """The weakest ground of all states, since the hint needs all of them."""
    return least_sure(state.rests_on for pair in pairs for state in pair.states)


def _arguments(search: _FundingSearch, area: str, theme: str, grants: Mapping[str, Grant]) -> dict[str, Argument]:
    network, chosen = search.network, [grants[grant_id] for grant_id in sorted(grants)]
    beside = {grant.programme for grant in search.by_topic[area, theme] if grant.id not in grants}
    known, share = sum(grant.amount_eur is not None for grant in chosen), search.share(chosen, area)
    programmes = sorted({grant.programme for grant in chosen})
    active = network.position.keys()
    recipients = dict.fromkeys(actor for grant in chosen for actor in grant.recipients if actor in active)
    return {
        "area": network.subject("areas", area),
        "theme": Code("theme", theme),
        "n": len(chosen),
        "programmes": tuple(network.subject("programmes", programme) for programme in programmes),
        "recipients": tuple(network.subject("actors", actor) for actor in recipients),
        "works": search.works(chosen, area, theme),
        "until": _last_shared(*(grant.period for grant in chosen)),
        "amounts": "all" if known == len(chosen) else "some" if known else "none",
        "share": None if share is None else round(share),
        "in_area": len(search.by_area[area]),
        "beside": tuple(network.subject("programmes", programme) for programme in sorted(beside)),
    }


def _evidence(network: Network, grants: Mapping[str, Grant], pairs: Sequence[_GrantPair]) -> Iterator[Evidence]:
    yield from (network.evidence("grants", grant_id) for grant_id in sorted(grants))
    yield from dict.fromkeys(entry for pair in pairs for state in pair.states for entry in state.evidence)


ANALYSIS = Analysis(
    id=ID,
    version=3,
    parameters=Parameters,
    run=run,
    needs=("grants",),
    section="money",
    restated={"apart": Restatement("unknown", "coordination_of_recipients")},
    cost=of_size(0.06),
)
