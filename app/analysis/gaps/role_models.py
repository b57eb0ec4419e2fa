"""Which role-model project could also suit which similar area?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import sqrt
from statistics import fmean

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Audience, Code, Evidence, Finding, Message, NotLookedAt, finding_key, in_order
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.cities import Cities
from app.network.district.combined_need import CombinedNeed, combined_need
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.occasions import next_audience
from app.network.district.service_cells import Cells
from app.network.district.taxonomy_similarity import is_universal, related
from app.network.graph.network import Network
from app.records.offers import Offer, Project

ID = "role-models"
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Parameters:
    """What makes two areas similar, and how many are named."""

    distance: float = parameter(1.0, "greatest difference between areas, in standard deviations", low=0.1, high=5.0)
    indicators: int = parameter(3, "fewest indicators known in both areas", low=1, high=50)
    nearest: int = parameter(3, "areas named for one project", low=1, high=20)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


@dataclass(frozen=True, slots=True)
class _Suit:
    """An area a project could suit: how far it is from the nearest area of the project, by which indicators.

    ``groups`` are those of the project for whom there is need or work there.
    """

    area: str
    like: str
    distance: float
    indicators: tuple[str, ...]
    groups: tuple[str, ...] = ()


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each role model and similar area without such a project, or a question where none compares."""
    city = _City(network, parameters)
    findings = in_order(finding for project in city.role_models for finding in city.findings(project))
    unknown = tuple(area for area, one in city.combined.items() if one.score is None) if city.needs.indicators else ()
    return Answer(
        findings=findings,
        summary={"role_models": len(city.role_models), "suits": sum(one.message.code != "unknown" for one in findings)},
        not_looked_at=(NotLookedAt("areas_not_compared", len(unknown), unknown),),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @property
    def needs(self) -> Needs:
        return self.network.view(Needs, self.parameters.suppression_threshold)

    @property
    def combined(self) -> Mapping[str, CombinedNeed]:
        return self.network.view(combined_need, self.parameters.suppression_threshold)

    @property
    def cells(self) -> Cells:
        return self.network.view(Cells)

    @cached_property
    def role_models(self) -> tuple[Project, ...]:
        """Projects recorded as a role model that have begun, also ended ones, sorted by id."""
        begun = (
            one for one in self.network.records.projects if one.start is None or one.start.first <= self.network.as_of
        )
        return tuple(one for one in begun if one.role_model is not None)

    def findings(self, project: Project) -> Iterator[Finding]:
        suits = self._suits(project)
        yield from (self._finding(project, one) for one in suits[: self.parameters.nearest])
        if not suits and not self._comparable(project):
            yield self._question(project)

    def _comparable(self, project: Project) -> bool:
        """Whether the indicators of an area of the project can be compared at all."""
        return any(len(self._parts(area)) >= self.parameters.indicators for area in project.areas)

    def _parts(self, area: str) -> Mapping[str, float]:
        """The z-scores of an area; none where one of its values is hidden."""
        return self.combined[area].parts if area in self.combined else {}

    def _suits(self, project: Project) -> list[_Suit]:
        """Similar areas without such a project, the nearest first."""
        own = {part for area in project.areas for part in (area, *self.cells.areas.descendants(area))}
        others = (area for area in self._of_its_cities(project) if area not in own)
        without = (area for area in others if not self._has_one_like(project, area))
        found = [suit for area in without if (suit := self._suit(project, area))]
        asked = (replace(one, groups=self._asked(project, one.area)) for one in found)
        suits = (one for one in asked if one.groups or not project.target_groups)
        return sorted(suits, key=lambda one: (one.distance, one.area))

    def _of_its_cities(self, project: Project) -> Iterator[str]:
        """Areas of the cities of a project; those of others are not compared with them."""
        cities = self.network.view(Cities)
        of_project = {cities.of_area(area) for area in project.areas}
        return (area for area in self.combined if not cities.several or cities.of_area(area) in of_project)

    def _asked(self, project: Project, area: str) -> tuple[str, ...]:
        """Target groups of the project whose people are counted in an area, or for whom something runs there."""
        here = {group for group in self.needs.primary if self._counted(group, area)}
        here |= {group for _, one in self.cells.running if self._is_for(one, area) for group in one.target_groups}
        named = dict.fromkeys(project.target_groups)
        return tuple(one for one in named if is_universal(one) or not here.isdisjoint(related("target_group", one)))

    def _counted(self, group: str, area: str) -> bool:
        need = self.needs.of_group(group, area)
        return need is not None and need.figure is not None and need.figure.count > 0

    def _is_for(self, work: Offer | Project, area: str) -> bool:
        return area in self.cells.areas.reached(self.cells.areas_of(work))

    def _suit(self, project: Project, area: str) -> _Suit | None:
        compared = [one for like in project.areas if (one := self._compared(like, area))]
        nearest = min(compared, key=lambda one: (one.distance, one.like), default=None)
        return nearest if nearest is not None and nearest.distance <= self.parameters.distance else None

    def _compared(self, like: str, area: str) -> _Suit | None:
        """The root of the mean squared difference of the z-scores both have."""
        mine, theirs = self._parts(like), self._parts(area)
        shared = sorted(mine.keys() & theirs.keys())
        if len(shared) < self.parameters.indicators:
            return None
        distance = sqrt(fmean((mine[one] - theirs[one]) ** 2 for one in shared))
        return _Suit(area, like, round(distance, _DIGITS), tuple(shared))

    def _has_one_like(self, project: Project, area: str) -> bool:
        """Whether a running project for the area has a theme and a target group of the project."""
        projects = (one for topic, one in self.cells.running if topic == "projects")
        there = (other for other in projects if self._is_for(other, area))
        themes, groups = {*project.themes}, {*project.target_groups}
        return any(themes & {*other.themes} and groups & {*other.target_groups} for other in there)

    def _finding(self, project: Project, suit: _Suit) -> Finding:
        check = self.network.view(Inventory).confirmed("projects", "area", suit.area)
        arguments = self._of_project(project) | {
            "like": self.network.subject("areas", suit.like),
            "area": self.network.subject("areas", suit.area),
            "distance": round(suit.distance, 2),
            "groups": tuple(Code("target_group", one) for one in suit.groups if not is_universal(one)),
            "indicators": tuple(self.network.subject("indicators", one) for one in suit.indicators),
            "day": self._day(suit),
            "checked": check.checked_on.last if check else None,
        }
        evidence = [self.network.evidence("projects", project.id), *self._observations(suit)]
        evidence += [self.network.evidence("inventory_checks", check.id)] if check else []
        return Finding(
            key=finding_key(ID, [project.id, suit.area]),
            analysis=ID,
            subjects=(self.network.subject("projects", project.id), self.network.subject("areas", suit.area)),
            score=round(self.parameters.distance - suit.distance, _DIGITS),
            band="clear" if check else "possible",
            rests_on="recorded" if check else "not_recorded",
            message=Message("suits" if check else "suits_unchecked", arguments),
            evidence=tuple(evidence),
            unknowns=() if check else ("list_not_confirmed",),
            audience=self._audience(suit),
            card="close" if check else "ask",
            cluster=f"{ID}/{project.id}",
        )

    def _question(self, project: Project) -> Finding:
        return Finding(
            key=finding_key(ID, [project.id], "unknown"),
            analysis=ID,
            subjects=(self.network.subject("projects", project.id),),
            score=0.0,
            band="possible",
            rests_on="unknown",
            message=Message("unknown", self._of_project(project)),
            evidence=(self.network.evidence("projects", project.id),),
            unknowns=("similar_areas",),
            card="ask",
        )

    def _of_project(self, project: Project) -> dict[str, Argument]:
        actors = project.leads or project.actors
        occasion = next_audience(self.network, actors)
        return {
            "project": self.network.subject("projects", project.id),
            "home": tuple(self.network.subject("areas", one) for one in dict.fromkeys(project.areas)),
            "leads": tuple(self.network.subject("actors", one) for one in dict.fromkeys(actors)),
            "basis": Code("role_model_basis", project.role_model) if project.role_model else None,
            "because": project.role_model_why,
            "source": project.role_model_source,
            "occasion": self.network.subject("occasions", occasion.id) if occasion else None,
            "date": occasion.date.first if occasion else None,
        }

    def _observations(self, suit: _Suit) -> Iterator[Evidence]:
        for one in self.needs.indicators:
            if one.id in suit.indicators:
                for need in (self.needs.of_indicator(one, area) for area in (suit.like, suit.area)):
                    if need.figure is not None and need.observation is not None:
                        yield self.network.evidence("observations", need.observation.id)

    def _day(self, suit: _Suit) -> date | None:
        """The newest reference date of what is compared."""
        used = [one for one in self.needs.indicators if one.id in suit.indicators]
        days = (self.needs.of_indicator(one, suit.area).day for one in used)
        return max((day for day in days if day is not None), default=None)

    def _audience(self, suit: _Suit) -> Audience:
        """What rests on statistics that may not be passed on stays inside."""
        used = (one for one in self.needs.indicators if one.id in suit.indicators)
        return "partners" if all(one.may_be_passed_on for one in used) else "internal"


ANALYSIS = Analysis(
    id=ID,
    version=3,
    parameters=Parameters,
    run=run,
    needs=("projects",),
    section="examples",
    on_statistics=True,
    cost=of_size(0.2),
)
