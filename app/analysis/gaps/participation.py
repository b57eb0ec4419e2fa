"""In which areas do residents take no part in decisions?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Evidence, Finding, Message, NotLookedAt, Subject, finding_key, in_order
from app.network.district.comparable_areas import quarters
from app.network.district.inventory import Inventory
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.meetings import WorkingGroup
from app.records.offers import Project
from app.records.sources import InventoryCheck

ID = "participation"
_TAKING_PART = ("co_decide", "co_produce")
_SEATED = ("half", "majority")
_NOT_SAID = (None, "unknown")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    smallest: int = parameter(
        3, "actors from which an area with no complete list of groups is looked at", low=1, high=50
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each area in which residents decide in no group."""
    city = _City(network, parameters)
    areas = network.view(quarters)
    findings = in_order(city.finding(area) for area in areas if city.is_without(area))
    unsaid = tuple(one.id for one in city.presence.active_groups if one.residents in _NOT_SAID)
    return Answer(
        findings=findings,
        summary={"areas": len(areas), "without": len(findings), "good_examples": len(city.examples)},
        not_looked_at=(NotLookedAt("groups_without_residents_share", len(unsaid), unsaid),),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    @cached_property
    def examples(self) -> tuple[Subject, ...]:
        """Where residents take part anywhere: groups, then projects, sorted by id."""
        groups = (
            self.network.subject("working_groups", one.id) for one in self.presence.active_groups if _decides(one)
        )
        return (*groups, *(self.network.subject("projects", one.id) for one in self._projects))

    @cached_property
    def _projects(self) -> tuple[Project, ...]:
        running = (
            one for topic, one in self.presence.cells.running if topic == "projects" and isinstance(one, Project)
        )
        return tuple(one for one in running if one.participation in _TAKING_PART)

    def is_without(self, area: str) -> bool:
        """Whether they decide in no group; without a complete list a project they help to shape settles the question."""
        within = self.presence.within(area)
        looked_at = self._checked(area) or len(self.presence.actors(within)) >= self.parameters.smallest
        asked = bool(self._checked(area)) or not self._projects_in(area)
        return bool(looked_at) and asked and not any(map(_decides, self.presence.groups(area)))

    def _projects_in(self, area: str) -> tuple[Project, ...]:
        within = self.presence.within(area)
        return tuple(one for one in self._projects if not within.isdisjoint(one.areas))

    def _checked(self, area: str) -> InventoryCheck | None:
        return self.network.view(Inventory).confirmed("working_groups", "area", area)

    def finding(self, area: str) -> Finding:
        check, groups = self._checked(area), self.presence.groups(area)
        code = ("undecided" if groups else "no_group") if check else "unchecked"
        here = self.presence.actors_within(area)
        to_ask = dict.fromkeys(one.id for one in (*self.presence.mediators(area), *here))
        arguments: dict[str, Argument] = {
            "area": self.network.subject("areas", area),
            "groups": tuple(self.network.subject("working_groups", one.id) for one in groups),
            "projects": tuple(self.network.subject("projects", one.id) for one in self._projects_in(area)),
            "checked": check.checked_on.last if check else None,
            "candidates": tuple(self.network.subject("actors", one) for one in (*to_ask,)[:_MOST_NAMED]),
            "example": next(iter(self.examples), None),
        }
        return Finding(
            key=finding_key(ID, [area]),
            analysis=ID,
            subjects=(self.network.subject("areas", area),),
            score=float(len(here)),
            band="clear" if check else "possible",
            rests_on="recorded" if check else "not_recorded",
            message=Message(code, arguments),
            evidence=tuple(self._evidence(area, groups)),
            contributions={"actors": float(len(here))},
            unknowns=() if check else ("list_not_confirmed",),
            card="close" if check else "ask",
        )

    def _evidence(self, area: str, groups: tuple[WorkingGroup, ...]) -> Iterator[Evidence]:
        yield self.network.evidence("areas", area)
        yield from (self.network.evidence("working_groups", one.id) for one in groups)
        if check := self._checked(area):
            yield self.network.evidence("inventory_checks", check.id)
        yield from (self.network.evidence("projects", one.id) for one in self._projects_in(area))


def _decides(group: WorkingGroup) -> bool:
    """Whether residents decide in it: the group decides, and half of its seats or more are theirs."""
    return group.decides == "decides" and group.residents in _SEATED


ANALYSIS = Analysis(
    id=ID, version=2, parameters=Parameters, run=run, needs=("areas",), section="table", rank=2, cost=of_size(3)
)
