"""Areas with high need, funding or many actors that lack a mediator, a working group or a connecting actor.

In which areas with much to do does nobody mediate?
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import (
    Argument,
    Audience,
    Evidence,
    Finding,
    Message,
    NotLookedAt,
    Subject,
    finding_key,
    in_order,
)
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.combined_need import CombinedNeed, combined_need, top_fifths
from app.network.district.comparable_areas import quarters
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.presence import SEVERAL, Presence
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.funding import FundingArea
from app.records.meetings import WorkingGroup
from app.records.sources import InventoryCheck

_LISTS = {"mediator": "mediators", "group": "working_groups", "bridge": "actors"}
"""Codes of gaps, and the list that must be complete to know of each."""

_WEIGHTS = {"mediator": 0.4, "group": 0.2, "bridge": 0.1}
_MOST_NAMED = 3
_REASON_WEIGHTS = {"funding_area": 0.3, "high_need": 0.3}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Areas in which mediation is expected.

    ``fifths`` (2): 1 looks at the areas of highest need alone, 5 at all.
    ``smallest`` (3): raise it where areas with few actors need no mediator of their own.
    ``suppression_threshold`` (``source``: as each statistic says): ``10``, ``20``, ``50`` or ``100`` hide counts of fewer
    people too; set one where readers know the people counted.
    """

    fifths: int = parameter(2, "upper fifths of combined need in which mediation is expected", low=1, high=5)
    smallest: int = parameter(3, "actors from which an area without statistics is looked at", low=1, high=50)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each gap in an area: a mediator, a group, an actor active elsewhere too."""
    search = _MediationSearch(network, parameters)
    areas = [search.area(area) for area in search.areas]
    return Answer(
        findings=in_order(_finding(search, area, gap) for area in areas for gap in area.missing),
        summary={"areas": len(areas), "without_mediator": sum("mediator" in area.missing for area in areas)},
        not_looked_at=(NotLookedAt("areas_with_unknown_need", len(search.unknown), search.unknown),),
    )


@dataclass(frozen=True, slots=True)
class _Area:
    """An area to look at: the reason for it (funding, need; else its actors), its actors and its gaps."""

    id: str
    funding: FundingArea | None
    high_need: bool
    actors: tuple[Actor, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _MediationSearch:
    """Areas of a network in which mediation is expected, and the mediators around them."""

    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    @property
    def needs(self) -> Needs:
        return self.network.view(Needs, self.parameters.suppression_threshold)

    @cached_property
    def combined(self) -> Mapping[str, CombinedNeed]:
        return self.network.view(combined_need, self.parameters.suppression_threshold)

    @cached_property
    def high_need(self) -> frozenset[str]:
        return top_fifths(self.combined, self.parameters.fifths)

    @cached_property
    def passed_on(self) -> bool:
        """Whether all statistics may be passed on."""
        return all(indicator.may_be_passed_on for indicator in self.needs.indicators)

    @cached_property
    def funded(self) -> Mapping[str, FundingArea]:
        """Recorded areas that a funding area covers on the day."""
        known = {area.id for area in self.network.records.areas}
        funding_areas = self.network.records.funding_areas
        active = (funding for funding in funding_areas if funding.period.active_on(self.network.as_of))
        return {area: funding for funding in active for area in funding.areas if area in known}

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Areas to look at, sorted; without any statistics those with enough actors take the place of high need."""
        busy = [] if self.needs.indicators else filter(self._busy, self.network.view(quarters))
        return tuple(sorted({*self.funded, *self.high_need, *busy}))

    def _busy(self, area: str) -> bool:
        return len(self.presence.actors_within(area)) >= self.parameters.smallest

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Areas left out because nothing may be said about their need."""
        if not self.needs.indicators:
            return ()
        return tuple(area for area, need in self.combined.items() if need.score is None and area not in self.funded)

    def area(self, area: str) -> _Area:
        actors = self.presence.actors_within(area)
        present = {
            "mediator": bool(self.presence.mediators(area)),
            "group": bool(self.presence.groups(area)),
            "bridge": len(actors) < self.parameters.smallest or any(self._elsewhere(actor, area) for actor in actors),
        }
        missing = tuple(gap for gap, is_present in present.items() if not is_present)
        return _Area(area, self.funded.get(area), self._is_of_high_need(area), actors, missing)

    def _is_of_high_need(self, area: str) -> bool:
        """Whether a hint may say that an area is of high need.

        Never of a funding area when the statistics may not be passed on: partners read of all funding areas, and the area
        left out for them would be known to be of high need.
        """
        return area in self.high_need and (self.passed_on or area not in self.funded)

    def _elsewhere(self, actor: Actor, area: str) -> bool:
        return not self.presence.areas_of[actor.id] <= self.presence.within(area)

    def alone_in(self, mediator: str) -> int:
        """Number of areas in which the mediator is the only one."""
        return len(self.presence.alone_in.get(mediator, ()))

    @cached_property
    def day_of_need(self) -> date | None:
        """The newest reference date of the values of the combined need."""
        values = product(self.needs.indicators, self.needs.areas)
        days = (self.needs.of_indicator(indicator, area).day for indicator, area in values)
        return max((day for day in days if day is not None), default=None)


def _finding(search: _MediationSearch, area: _Area, gap: str) -> Finding:
    check = _check(search, area, gap)
    contributions = {gap: _WEIGHTS[gap]} | {
        "funding_area": _REASON_WEIGHTS["funding_area"] * (area.funding is not None),
        "high_need": _REASON_WEIGHTS["high_need"] * area.high_need,
    }
    well_founded = area.funding is not None or area.high_need
    return Finding(
        key=finding_key("unbridged-areas", [area.id], gap),
        analysis="unbridged-areas",
        subjects=(search.network.subject("areas", area.id),),
        score=round(sum(contributions.values()), 9),
        band="clear" if check is not None and well_founded else "possible",
        rests_on="recorded" if check is not None else "not_recorded",
        message=Message(gap if check else f"{gap}_unchecked", _arguments(search, area, check)),
        evidence=tuple(_evidence(search, area, check)),
        contributions=contributions,
        unknowns=() if check else ("list_not_confirmed",),
        audience=_audience(search, area),
        card="close" if check else "ask",
        cluster=f"unbridged-areas/{area.id}",
    )


def _check(search: _MediationSearch, area: _Area, gap: str) -> InventoryCheck | None:
    """The check of the list that would name what is missing."""
    return search.network.view(Inventory).confirmed_after(_former(search, area, gap), _LISTS[gap], "area", area.id)


def _former(search: _MediationSearch, area: _Area, gap: str) -> Sequence[Actor | WorkingGroup]:
    """What filled a gap until it ended: the last mediator, or the groups of the area."""
    if gap == "group":
        return search.presence.former_groups(area.id)
    mediator = search.presence.former_mediator(area.id) if gap == "mediator" else None
    return [mediator] if mediator else []


def _arguments(search: _MediationSearch, area: _Area, check: InventoryCheck | None) -> Mapping[str, Argument]:
    former = search.presence.former_mediator(area.id)
    subject, door = search.network.subject, search.presence.mediator_beside(area.id)
    group = next((subject("working_groups", group.id) for group in search.presence.lasting_groups(area.id)), None)
    return {
        "area": subject("areas", area.id),
        "actors": len(area.actors),
        "funding_area": subject("funding_areas", area.funding.id) if area.funding else None,
        "high_need": area.high_need,
        "fifths": search.parameters.fifths,
        "indicators": tuple(indicator.name for indicator in search.needs.indicators) if area.high_need else (),
        "day": search.day_of_need if area.high_need else None,
        "checked": check.checked_on.last if check else None,
        **search.network.view(Inventory).outlived(
            search.presence.former_groups(area.id), "working_groups", "area", area.id
        ),
        "former": subject("actors", former.id) if former else None,
        "former_end": former.end.last if former and former.end else None,
        "near_area": subject("areas", door[0]) if door else None,
        "near_mediator": subject("actors", door[1].id) if door else None,
        "near_alone": alone if (alone := search.alone_in(door[1].id) if door else 0) >= SEVERAL else None,
        "working_group": group,
        "groups": tuple(subject("working_groups", recorded.id) for recorded in search.presence.groups(area.id)),
        "candidates": _candidates(search, area),
        **{f"no_{gap}": gap in area.missing for gap in _LISTS},
    }


def _candidates(search: _MediationSearch, area: _Area) -> tuple[Subject, ...]:
    """Up to three lasting actors who could say more: mediators around the area, then those with most work in it."""
    advisers = search.presence.advisers(area.id)
    return tuple(search.network.subject("actors", actor.id) for actor in advisers[:_MOST_NAMED])


def _evidence(search: _MediationSearch, area: _Area, check: InventoryCheck | None) -> Iterator[Evidence]:
    yield search.network.evidence("areas", area.id, "mediated_by")
    if area.funding is not None:
        yield search.network.evidence("funding_areas", area.funding.id)
    if check is not None:
        yield search.network.evidence("inventory_checks", check.id)
    if area.high_need:
        for need in (search.needs.of_indicator(indicator, area.id) for indicator in search.needs.indicators):
            if need.figure is not None and need.observation is not None:
                yield search.network.evidence("observations", need.observation.id)


def _audience(search: _MediationSearch, area: _Area) -> Audience:
    """Readers of a hint: the coordinator alone where high need rests on statistics that may not be passed on."""
    return "internal" if area.high_need and not search.passed_on else "partners"


ANALYSIS = Analysis(
    id="unbridged-areas",
    version=6,
    parameters=Parameters,
    run=run,
    needs=("areas",),
    section="mediation",
    on_statistics=True,
    cost=of_size(1.6),
)
