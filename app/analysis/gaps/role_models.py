"""Role-model projects, and areas similar to theirs that have no such project.

Which role-model project could also suit which similar area?
"""

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
from app.network.district.occasions import Occasions, day_of
from app.network.district.presence import Presence
from app.network.district.service_cells import Cells
from app.network.district.taxonomy_similarity import is_universal, related
from app.network.graph.network import Network
from app.records.offers import Offer, Project
from app.records.statistic import Indicator

ID = "role-models"
_MOST_NAMED = 3
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Parameters:
    """Bounds of similarity of two areas, and the number of areas named.

    ``distance`` (1.0): raise it where no area is similar enough, lower it where nearly all are.
    ``indicators`` (3): raise it where many indicators are recorded, lower it only where few are.
    ``nearest`` (3): raise it to see more areas for each project.
    ``suppression_threshold`` (``source``: as each statistic says): ``10``, ``20``, ``50`` or ``100`` hide counts of fewer
    people too; set one where readers know the people counted.
    """

    distance: float = parameter(1.0, "greatest difference between areas, in standard deviations", low=0.1, high=5.0)
    indicators: int = parameter(3, "fewest indicators known in both areas", low=1, high=50)
    nearest: int = parameter(3, "areas named for one project", low=1, high=20)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An area a project could suit, with its distance from ``like``, the nearest area of the project.

    ``indicators`` are the ids compared, ``groups`` the target groups of the project with need or work in the area.
    """

    area: str
    like: str
    distance: float
    indicators: tuple[str, ...]
    groups: tuple[str, ...] = ()


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each role model and similar area without such a project, or a question where none compares."""
    search = _TransferSearch(network, parameters)
    findings = in_order(finding for project in search.role_models for finding in search.findings(project))
    unknown = (
        tuple(area for area, need in search.combined.items() if need.score is None) if search.needs.indicators else ()
    )
    return Answer(
        findings=findings,
        summary={
            "role_models": len(search.role_models),
            "suits": sum(finding.message.code != "unknown" for finding in findings),
        },
        not_looked_at=(NotLookedAt("areas_not_compared", len(unknown), unknown),),
    )


@dataclass(frozen=True)
class _TransferSearch:
    """Role models of a network, and the areas they are compared with."""

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
            project
            for project in self.network.records.projects
            if project.start is None or project.start.first <= self.network.as_of
        )
        return tuple(project for project in begun if project.role_model is not None)

    def findings(self, project: Project) -> Iterator[Finding]:
        candidates = self._candidates(project)
        yield from (self._finding(project, candidate) for candidate in candidates[: self.parameters.nearest])
        if not candidates and not self._comparable(project):
            yield self._question(project)

    def _comparable(self, project: Project) -> bool:
        """Whether the indicators of an area of the project can be compared at all."""
        return any(len(self._parts(area)) >= self.parameters.indicators for area in project.areas)

    def _parts(self, area: str) -> Mapping[str, float]:
        """The z-scores of an area; none where one of its values is hidden."""
        return self.combined[area].parts if area in self.combined else {}

    def _candidates(self, project: Project) -> list[_Candidate]:
        """Similar areas without such a project, the nearest first."""
        areas_of_project = {part for area in project.areas for part in (area, *self.cells.areas.descendants(area))}
        areas = (area for area in self._of_its_cities(project) if area not in areas_of_project)
        without = (area for area in areas if not any(self._similar("projects", project, area)))
        similar = [candidate for area in without if (candidate := self._candidate(project, area))]
        with_groups = (replace(candidate, groups=self._groups_in(project, candidate.area)) for candidate in similar)
        candidates = (candidate for candidate in with_groups if candidate.groups or not project.target_groups)
        return sorted(candidates, key=lambda candidate: (candidate.distance, candidate.area))

    def _of_its_cities(self, project: Project) -> Iterator[str]:
        """Areas of the cities of a project; areas of different cities are not compared."""
        cities = self.network.view(Cities)
        of_project = {cities.of_area(area) for area in project.areas}
        return (area for area in self.combined if not cities.several or cities.of_area(area) in of_project)

    def _groups_in(self, project: Project, area: str) -> tuple[str, ...]:
        """Target groups of the project whose people are counted in an area, or who have a running offer or project there."""
        present = {group for group in self.needs.primary if self._counted(group, area)}
        works = (record for _, record in self.cells.running if self._is_for(record, area))
        present |= {group for record in works for group in record.target_groups}
        groups = dict.fromkeys(project.target_groups)
        return tuple(
            group for group in groups if is_universal(group) or not present.isdisjoint(related("target_group", group))
        )

    def _counted(self, group: str, area: str) -> bool:
        need = self.needs.of_group(group, area)
        return need is not None and need.figure is not None and need.figure.count > 0

    def _is_for(self, work: Offer | Project, area: str) -> bool:
        return area in self.cells.areas.reached(self.cells.areas_of(work))

    def _candidate(self, project: Project, area: str) -> _Candidate | None:
        candidates = [candidate for like in project.areas if (candidate := self._compared(like, area))]
        nearest = min(candidates, key=lambda candidate: (candidate.distance, candidate.like), default=None)
        return nearest if nearest is not None and nearest.distance <= self.parameters.distance else None

    def _compared(self, like: str, area: str) -> _Candidate | None:
        """Distance of two areas: the root of the mean squared difference of the z-scores known in both."""
        scores_of_like, scores = self._parts(like), self._parts(area)
        shared = sorted(scores_of_like.keys() & scores.keys())
        if len(shared) < self.parameters.indicators:
            return None
        distance = sqrt(fmean((scores_of_like[indicator] - scores[indicator]) ** 2 for indicator in shared))
        return _Candidate(area, like, round(distance, _DIGITS), tuple(shared))

    def _similar(self, topic: str, project: Project, area: str) -> Iterator[Offer | Project]:
        """Running projects or offers for the area that have a theme and a target group of the project."""
        of_area = (record for kind, record in self.cells.running if kind == topic and self._is_for(record, area))
        themes, groups = {*project.themes}, {*project.target_groups}
        return (record for record in of_area if themes & {*record.themes} and groups & {*record.target_groups})

    def _former(self, project: Project, area: str) -> list[Project]:
        """Projects of an area that ended before the day and have a theme and a target group of a project."""
        day, themes, groups = self.network.as_of, {*project.themes}, {*project.target_groups}
        ended = (former for former in self.network.records.projects if former.end and former.end.last < day)
        of_area = (former for former in ended if former is not project and self._is_for(former, area))
        return [former for former in of_area if themes & {*former.themes} and groups & {*former.target_groups}]

    def _finding(self, project: Project, candidate: _Candidate) -> Finding:
        inventory, former = self.network.view(Inventory), self._former(project, candidate.area)
        check = inventory.confirmed_after(former, "projects", "area", candidate.area)
        offers = list(self._similar("offers", project, candidate.area))
        arguments = self._of_project(project) | {
            "like": self.network.subject("areas", candidate.like),
            "area": self.network.subject("areas", candidate.area),
            "distance": round(candidate.distance, 2),
            "groups": tuple(Code("target_group", group) for group in candidate.groups if not is_universal(group)),
            "indicators": tuple(self.network.subject("indicators", indicator) for indicator in candidate.indicators),
            "day": self._day(candidate),
            "checked": check.checked_on.last if check else None,
            **inventory.outlived(former, "projects", "area", candidate.area),
            "running": tuple(self.network.subject("offers", offer.id) for offer in offers[:_MOST_NAMED]),
        }
        evidence = [self.network.evidence("projects", project.id), *self._observations(candidate)]
        evidence += [self.network.evidence("inventory_checks", check.id)] if check else []
        evidence += [self.network.evidence("offers", offer.id) for offer in offers[:_MOST_NAMED]]
        return Finding(
            key=finding_key(ID, [project.id, candidate.area]),
            analysis=ID,
            subjects=(self.network.subject("projects", project.id), self.network.subject("areas", candidate.area)),
            score=round(self.parameters.distance - candidate.distance, _DIGITS),
            band="clear" if check else "possible",
            rests_on="recorded" if check else "not_recorded",
            message=Message("suits" if check else "suits_unchecked", arguments),
            evidence=tuple(evidence),
            unknowns=() if check else ("list_not_confirmed",),
            audience=self._audience(candidate),
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
        lasts = self.network.view(Presence).lasts
        known = [actor for actor in project.leads or project.actors if actor in self.network.position]
        actors = [actor for actor in dict.fromkeys(known) if lasts(actor)]
        occasion = self.network.view(Occasions).next_audience(actors)
        return {
            "project": self.network.subject("projects", project.id),
            "home": tuple(self.network.subject("areas", area) for area in dict.fromkeys(project.areas)),
            "leads": tuple(self.network.subject("actors", actor) for actor in actors),
            "basis": Code("role_model_basis", project.role_model) if project.role_model else None,
            "because": project.role_model_why,
            "source": project.role_model_source,
            "occasion": self.network.subject("occasions", occasion.id) if occasion else None,
            "date": day_of(occasion) if occasion else None,
        }

    def _observations(self, candidate: _Candidate) -> Iterator[Evidence]:
        for indicator in self._indicators(candidate):
            for need in (self.needs.of_indicator(indicator, area) for area in (candidate.like, candidate.area)):
                if need.figure is not None and need.observation is not None:
                    yield self.network.evidence("observations", need.observation.id)

    def _day(self, candidate: _Candidate) -> date | None:
        """The newest reference date of the indicators compared."""
        days = (self.needs.of_indicator(indicator, candidate.area).day for indicator in self._indicators(candidate))
        return max((day for day in days if day is not None), default=None)

    def _audience(self, candidate: _Candidate) -> Audience:
        """Readers of a hint: the coordinator alone where a statistic it rests on may not be passed on."""
        passed_on = all(indicator.may_be_passed_on for indicator in self._indicators(candidate))
        return "partners" if passed_on else "internal"

    def _indicators(self, candidate: _Candidate) -> list[Indicator]:
        return [indicator for indicator in self.needs.indicators if indicator.id in candidate.indicators]


ANALYSIS = Analysis(
    id=ID,
    version=6,
    parameters=Parameters,
    run=run,
    needs=("projects",),
    section="examples",
    on_statistics=True,
    cost=of_size(0.4),
)
