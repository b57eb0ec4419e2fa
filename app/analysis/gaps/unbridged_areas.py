"""In which areas with much to do does nobody mediate?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

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
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.funding import FundingArea
from app.records.sources import InventoryCheck

_LISTS = {"mediator": "mediators", "group": "working_groups", "bridge": "actors"}
"""What can be missing, and the list that would have to be complete to know."""

_WEIGHTS = {"mediator": 0.4, "group": 0.2, "bridge": 0.1}
_SEVERAL = 2
"""Areas from which a sole mediator carries much already (analyses: failure-points)."""
_REASON_WEIGHTS = {"funding_area": 0.3, "high_need": 0.3}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    fifths: int = parameter(2, "upper fifths of combined need in which mediation is expected", low=1, high=5)
    smallest: int = parameter(3, "actors from which an area without statistics is looked at", low=1, high=50)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each thing that is missing in an area: a mediator, a group, an actor active elsewhere too."""
    city = _City(network, parameters)
    areas = [city.area(one) for one in city.areas]
    return Answer(
        findings=in_order(_finding(city, area, what) for area in areas for what in area.missing),
        summary={"areas": len(areas), "without_mediator": sum("mediator" in area.missing for area in areas)},
        not_looked_at=(NotLookedAt("areas_with_unknown_need", len(city.unknown), city.unknown),),
    )


@dataclass(frozen=True, slots=True)
class _Area:
    """An area to look at: why (funding, need; else its actors), who is there, and what is missing."""

    id: str
    funding: FundingArea | None
    high_need: bool
    actors: tuple[Actor, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _City:
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
        """Whether what rests on the statistics may leave the house."""
        return all(one.may_be_passed_on for one in self.needs.indicators)

    @cached_property
    def funded(self) -> Mapping[str, FundingArea]:
        """Recorded areas that a funding area covers on the day."""
        known = {area.id for area in self.network.records.areas}
        active = (one for one in self.network.records.funding_areas if one.period.active_on(self.network.as_of))
        return {area: one for one in active for area in one.areas if area in known}

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
        return tuple(area for area, one in self.combined.items() if one.score is None and area not in self.funded)

    def area(self, area: str) -> _Area:
        actors = self.presence.actors_within(area)
        there = {
            "mediator": bool(self.presence.mediators(area)),
            "group": bool(self.presence.groups(area)),
            "bridge": len(actors) < self.parameters.smallest or any(self._elsewhere(one, area) for one in actors),
        }
        missing = tuple(what for what, is_there in there.items() if not is_there)
        return _Area(area, self.funded.get(area), self._is_of_high_need(area), actors, missing)

    def _is_of_high_need(self, area: str) -> bool:
        """Never in a funding area when it may not be passed on: all read of these, and the one left out would be it."""
        return area in self.high_need and (self.passed_on or area not in self.funded)

    def _elsewhere(self, actor: Actor, area: str) -> bool:
        return not self.presence.areas_of[actor.id] <= self.presence.within(area)

    def next_door(self, area: str) -> tuple[str, str] | None:
        """An area near with a mediator who stays, and who that is: a neighbour first, then one who is not alone in many."""
        neighbours = self.presence.neighbours(area)
        mediators = [
            (near, mediator.id)
            for near in self.presence.near(area)
            for mediator in self.presence.mediators(near)
            if self.presence.lasts(mediator.id)
        ]
        return min(
            mediators,
            key=lambda found: (found[0] not in neighbours, self.alone_in(found[1]) >= _SEVERAL),
            default=None,
        )

    def alone_in(self, mediator: str) -> int:
        """In how many areas nobody else mediates."""
        return len(self.presence.alone_in.get(mediator, ()))

    @cached_property
    def day_of_need(self) -> date | None:
        """The newest reference date of what the combined need rests on."""
        needs = (self.needs.of_indicator(one, area).day for one in self.needs.indicators for area in self.needs.areas)
        return max((day for day in needs if day is not None), default=None)


def _finding(city: _City, area: _Area, what: str) -> Finding:
    check = city.network.view(Inventory).confirmed(_LISTS[what], "area", area.id)
    contributions = {what: _WEIGHTS[what]} | {
        "funding_area": _REASON_WEIGHTS["funding_area"] * (area.funding is not None),
        "high_need": _REASON_WEIGHTS["high_need"] * area.high_need,
    }
    well_founded = area.funding is not None or area.high_need
    return Finding(
        key=finding_key("unbridged-areas", [area.id], what),
        analysis="unbridged-areas",
        subjects=(city.network.subject("areas", area.id),),
        score=round(sum(contributions.values()), 9),
        band="clear" if check is not None and well_founded else "possible",
        rests_on="recorded" if check is not None else "not_recorded",
        message=Message(what if check else f"{what}_unchecked", _arguments(city, area, check)),
        evidence=tuple(_evidence(city, area, check)),
        contributions=contributions,
        unknowns=() if check else ("list_not_confirmed",),
        audience=_audience(city, area),
        card="close" if check else "ask",
        cluster=f"unbridged-areas/{area.id}",
    )


def _arguments(city: _City, area: _Area, check: InventoryCheck | None) -> Mapping[str, Argument]:
    subject, door = city.network.subject, city.next_door(area.id)
    group = next((subject("working_groups", one.id) for one in city.presence.groups(area.id)), None)
    return {
        "area": subject("areas", area.id),
        "actors": len(area.actors),
        "funding_area": subject("funding_areas", area.funding.id) if area.funding else None,
        "high_need": area.high_need,
        "fifths": city.parameters.fifths,
        "indicators": tuple(one.name for one in city.needs.indicators) if area.high_need else (),
        "day": city.day_of_need if area.high_need else None,
        "checked": check.checked_on.last if check else None,
        "near_area": subject("areas", door[0]) if door else None,
        "near_mediator": subject("actors", door[1]) if door else None,
        "near_alone": alone if (alone := city.alone_in(door[1]) if door else 0) >= _SEVERAL else None,
        "working_group": group,
        "candidates": _candidates(city, area),
        **{f"no_{what}": what in area.missing for what in _LISTS},
    }


def _candidates(city: _City, area: _Area) -> tuple[Subject, ...]:
    """Some who are there and could say more."""
    lasting = [one for one in area.actors if city.presence.lasts(one.id)]
    return tuple(city.network.subject("actors", one.id) for one in lasting[:3])


def _evidence(city: _City, area: _Area, check: InventoryCheck | None) -> Iterator[Evidence]:
    yield city.network.evidence("areas", area.id, "mediated_by")
    if area.funding is not None:
        yield city.network.evidence("funding_areas", area.funding.id)
    if check is not None:
        yield city.network.evidence("inventory_checks", check.id)
    if area.high_need:
        for need in (city.needs.of_indicator(one, area.id) for one in city.needs.indicators):
            if need.figure is not None and need.observation is not None:
                yield city.network.evidence("observations", need.observation.id)


def _audience(city: _City, area: _Area) -> Audience:
    """A place in the city that rests on statistics which may not be passed on stays inside."""
    return "internal" if area.high_need and not city.passed_on else "partners"


ANALYSIS = Analysis(
    id="unbridged-areas",
    version=3,
    parameters=Parameters,
    run=run,
    needs=("areas",),
    section="mediation",
    on_statistics=True,
    cost=of_size(2),
)
