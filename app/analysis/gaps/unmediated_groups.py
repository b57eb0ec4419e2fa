"""Which working groups have nobody to lead, moderate or connect them?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Evidence, Finding, Message, NotLookedAt, Subject, finding_key, in_order
from app.network.district.inventory import Inventory
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.actor import Actor, kinds_of
from app.records.dates import months_later
from app.records.meetings import WorkingGroup
from app.records.profile import kind_group
from app.records.sources import InventoryCheck

_WEIGHTS = {"chair": 0.4, "mediator": 0.2, "meeting": 0.2, "interlock": 0.1, "kinds": 0.1}
"""What a group can lack, the more important first."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    smallest: int = parameter(
        3, "recorded members below which nothing is said about their kinds and other groups", low=1, high=50
    )
    months: int = parameter(12, "months without a meeting after which to ask", low=1, high=60)


@dataclass(frozen=True, slots=True)
class _Group:
    """A group with its active members and what it lacks."""

    record: WorkingGroup
    members: tuple[Actor, ...]
    lacks: tuple[str, ...]


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each thing a group lacks."""
    city = _City(network, parameters)
    groups = [city.group(one) for one in city.presence.active_groups]
    few = tuple(group.record.id for group in groups if len(group.members) < parameters.smallest)
    return Answer(
        findings=in_order(_finding(city, group, what) for group in groups for what in group.lacks),
        summary={"groups": len(groups), "without_chair": sum("chair" in group.lacks for group in groups)},
        not_looked_at=(NotLookedAt("groups_with_few_members", len(few), few),),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    def members(self, group: WorkingGroup) -> tuple[Actor, ...]:
        seated = frozenset(group.actors)
        return tuple(one for one in self.network.actors if one.id in seated)

    def group(self, group: WorkingGroup) -> _Group:
        members = self.members(group)
        seated = {one.id for one in members}
        enough = len(members) >= self.parameters.smallest
        lacking = {
            "chair": bool(members) and seated.isdisjoint((*group.chairs, *group.moderators)),
            "mediator": bool(members) and not any(one.id in self.mediating or one.mediator for one in members),
            "meeting": self._without_meeting(group),
            "interlock": enough and len(self.presence.active_groups) > 1 and not self._linked(group, seated),
            "kinds": enough and _one_kind(members) is not None,
        }
        return _Group(group, members, tuple(what for what, lacks in lacking.items() if lacks))

    @cached_property
    def mediating(self) -> frozenset[str]:
        """Actors named as mediators of an area."""
        return frozenset(one for area in self.network.records.areas for one in area.mediated_by)

    def _linked(self, group: WorkingGroup, seated: set[str]) -> bool:
        """Whether a member sits in another group."""
        return any(
            other.id != group.id and not seated.isdisjoint(other.actors) for other in self.presence.active_groups
        )

    def _without_meeting(self, group: WorkingGroup) -> bool:
        """Only where meetings of groups are recorded at all; one that is planned counts, and a young group may wait."""
        young = group.start is not None and group.start.last > self.earliest
        recorded = any(one.working_group for one in self.network.records.occasions)
        last = self.last_meeting(group)
        return recorded and not young and (last is None or last < self.earliest)

    def last_meeting(self, group: WorkingGroup) -> date | None:
        """The last meeting that is recorded, held or planned."""
        of_group = (one.date.last for one in self.network.records.occasions if one.working_group == group.id)
        return max(of_group, default=None)

    @cached_property
    def earliest(self) -> date:
        """The day as many months ago as a meeting may lie back."""
        return months_later(self.network.as_of, -self.parameters.months)

    def mediators(self, group: WorkingGroup) -> tuple[Subject, ...]:
        """Who mediates in the areas of a group without sitting in it."""
        found = (one.id for area in group.areas for one in self.presence.mediators(area))
        outside = dict.fromkeys(one for one in found if one not in group.actors)
        return tuple(self.network.subject("actors", one) for one in outside)

    def other_groups(self, group: WorkingGroup) -> tuple[Subject, ...]:
        """Other groups for the same areas."""
        found = {one.id: one for area in group.areas for one in self.presence.groups(area) if one.id != group.id}
        return tuple(self.network.subject("working_groups", one) for one in sorted(found))


def _one_kind(members: tuple[Actor, ...]) -> str | None:
    """The kind group of all members; None: there are several, or somebody's kind is not recorded."""
    groups = [frozenset(map(kind_group, kinds_of(one))) for one in members]
    shared = frozenset.intersection(*groups) if groups else frozenset()
    return min(shared) if shared and len(frozenset().union(*groups)) == 1 else None


def _finding(city: _City, group: _Group, what: str) -> Finding:
    """Meetings have no list that could be complete, so that one stays a question."""
    check = (
        city.network.view(Inventory).confirmed("members", "working_group", group.record.id)
        if what != "meeting"
        else None
    )
    unmediated = what == "chair" or (what == "mediator" and "chair" in group.lacks)
    return Finding(
        key=finding_key("unmediated-groups", [group.record.id], what),
        analysis="unmediated-groups",
        subjects=(city.network.subject("working_groups", group.record.id),),
        score=_WEIGHTS[what],
        band="clear" if check is not None and unmediated else "possible",
        rests_on="recorded" if check is not None else "not_recorded",
        message=Message(_code(what, check), _arguments(city, group, check)),
        evidence=tuple(_evidence(city, group, check)),
        contributions={what: _WEIGHTS[what]},
        unknowns=() if check else ("list_not_confirmed",),
        card="close" if check else "ask",
        cluster=f"unmediated-groups/{group.record.id}",
    )


def _code(what: str, check: InventoryCheck | None) -> str:
    return what if check is not None or what == "meeting" else f"{what}_unchecked"


def _arguments(city: _City, group: _Group, check: InventoryCheck | None) -> Mapping[str, Argument]:
    kind = _one_kind(group.members)
    return {
        "working_group": city.network.subject("working_groups", group.record.id),
        "areas": tuple(city.network.subject("areas", area) for area in group.record.areas),
        "members": len(group.members),
        "kind": Code("actor_kind", kind) if kind else None,
        "checked": check.checked_on.last if check else None,
        "mediators": city.mediators(group.record)[:1],
        "other_groups": city.other_groups(group.record)[:1],
        "last_meeting": city.last_meeting(group.record),
        "months": city.parameters.months,
        **{f"no_{what}": what in group.lacks for what in _WEIGHTS},
    }


def _evidence(city: _City, group: _Group, check: InventoryCheck | None) -> Iterator[Evidence]:
    yield city.network.evidence("working_groups", group.record.id, "members")
    if check is not None:
        yield city.network.evidence("inventory_checks", check.id)


ANALYSIS = Analysis(
    id="unmediated-groups",
    version=2,
    parameters=Parameters,
    run=run,
    needs=("working_groups",),
    section="mediation",
    rank=2,
    cost=of_size(4),
)
