"""Areas in which residents decide in no working group.

In which areas do residents take no part in decisions?
"""

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
_NOT_RECORDED = (None, "unknown")
_CODES = {(False, False): "no_group", (True, False): "undecided", (True, True): "unsaid"}
"""Codes of the sentences about a complete list, by whether it has groups, and groups that may be the one."""
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """Size from which an area is looked at.

    ``smallest`` (3): raise it where areas with few actors need no group of their own; 1 looks at all.
    """

    smallest: int = parameter(
        3, "actors from which an area with no complete list of groups is looked at", low=1, high=50
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each area in which residents decide in no group."""
    search = _ParticipationSearch(network, parameters)
    areas = network.view(quarters)
    findings = in_order(search.finding(area) for area in areas if search.is_without(area))
    unrecorded = tuple(group.id for group in search.presence.active_groups if group.residents in _NOT_RECORDED)
    return Answer(
        findings=findings,
        summary={"areas": len(areas), "without": len(findings), "good_examples": len(search.examples)},
        not_looked_at=(NotLookedAt("groups_without_residents_share", len(unrecorded), unrecorded),),
    )


@dataclass(frozen=True)
class _ParticipationSearch:
    """Areas of a network, and the groups and projects in which residents take part."""

    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    @cached_property
    def examples(self) -> tuple[Subject, ...]:
        """Groups, then projects of all areas in which residents take part, sorted by id."""
        groups = (
            self.network.subject("working_groups", group.id) for group in self.presence.active_groups if _decides(group)
        )
        return (*groups, *(self.network.subject("projects", project.id) for project in self._projects))

    @cached_property
    def _projects(self) -> tuple[Project, ...]:
        running = (
            record
            for topic, record in self.presence.cells.running
            if topic == "projects" and isinstance(record, Project)
        )
        return tuple(project for project in running if project.participation in _TAKING_PART)

    def is_without(self, area: str) -> bool:
        """Whether residents decide in no group; a project they help to shape counts until the list is complete."""
        within = self.presence.within(area)
        looked_at = self._checked(area) or len(self.presence.actors(within)) >= self.parameters.smallest
        open_question = bool(self._checked(area)) or not self._projects_in(area)
        return bool(looked_at) and open_question and not any(map(_decides, self.presence.groups(area)))

    def _projects_in(self, area: str) -> tuple[Project, ...]:
        within = self.presence.within(area)
        return tuple(project for project in self._projects if not within.isdisjoint(project.areas))

    def _checked(self, area: str) -> InventoryCheck | None:
        return self.network.view(Inventory).confirmed_after(self._former(area), "working_groups", "area", area)

    def _former(self, area: str) -> list[WorkingGroup]:
        """Groups that ended and in which residents may have decided."""
        return [group for group in self.presence.former_groups(area) if _may_decide(group)]

    def finding(self, area: str) -> Finding:
        check, groups = self._checked(area), self.presence.groups(area)
        unsaid = [group for group in groups if _may_decide(group)]
        code = _CODES[bool(groups), bool(unsaid)] if check else "unchecked"
        known = check is not None and not unsaid
        actors = self.presence.actors_within(area)
        candidates = self.presence.advisers(area)
        arguments: dict[str, Argument] = {
            "area": self.network.subject("areas", area),
            "groups": tuple(self.network.subject("working_groups", group.id) for group in groups),
            "unsaid": tuple(self.network.subject("working_groups", group.id) for group in unsaid),
            "projects": tuple(self.network.subject("projects", project.id) for project in self._projects_in(area)),
            "checked": check.checked_on.last if check else None,
            **self.network.view(Inventory).outlived(self._former(area), "working_groups", "area", area),
            "candidates": tuple(self.network.subject("actors", actor.id) for actor in candidates[:_MOST_NAMED]),
            "example": next(iter(self.examples), None),
        }
        return Finding(
            key=finding_key(ID, [area]),
            analysis=ID,
            subjects=(self.network.subject("areas", area),),
            score=float(len(actors)),
            band="clear" if known else "possible",
            rests_on="recorded" if known else "unknown" if check else "not_recorded",
            message=Message(code, arguments),
            evidence=tuple(self._evidence(area, groups)),
            contributions={"actors": float(len(actors))},
            unknowns=() if known else ("residents_in_group",) if check else ("list_not_confirmed",),
            card="close" if known else "ask",
        )

    def _evidence(self, area: str, groups: tuple[WorkingGroup, ...]) -> Iterator[Evidence]:
        yield self.network.evidence("areas", area)
        yield from (self.network.evidence("working_groups", group.id) for group in groups)
        if check := self._checked(area):
            yield self.network.evidence("inventory_checks", check.id)
        yield from (self.network.evidence("projects", project.id) for project in self._projects_in(area))


def _decides(group: WorkingGroup) -> bool:
    """Whether residents decide in a group: the group decides, and half of its seats or more are theirs."""
    return group.decides == "decides" and group.residents in _SEATED


def _may_decide(group: WorkingGroup) -> bool:
    """Whether what is recorded of a group leaves open that residents decide in it."""
    return group.decides in ("decides", *_NOT_RECORDED) and group.residents in (*_SEATED, *_NOT_RECORDED)


ANALYSIS = Analysis(
    id=ID, version=4, parameters=Parameters, run=run, needs=("areas",), section="table", rank=2, cost=of_size(3)
)
