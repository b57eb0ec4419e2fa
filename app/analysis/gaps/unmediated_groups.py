"""Working groups without a lead, a mediator, a meeting, a tie to a further group or different kinds of members.

Which working groups have nobody to lead, moderate or connect them?
"""

from collections import Counter
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
"""Codes of gaps of a group and their weights, the more important first."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Members and months from which a group is asked about.

    ``smallest`` (3): raise it where small groups need no ties to further groups.
    ``months`` (12): lower it where groups meet every month, raise it where they meet once a year or less.
    """

    smallest: int = parameter(
        3, "recorded members below which nothing is said about their kinds and other groups", low=1, high=50
    )
    months: int = parameter(12, "months without a meeting after which to ask", low=1, high=60)


@dataclass(frozen=True, slots=True)
class _ReviewedGroup:
    """A group with its active members and its gaps."""

    record: WorkingGroup
    members: tuple[Actor, ...]
    lacks: tuple[str, ...]


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each gap of a group."""
    review = _GroupReview(network, parameters)
    groups = [review.group(group) for group in review.presence.active_groups]
    few = tuple(group.record.id for group in groups if len(group.members) < parameters.smallest)
    return Answer(
        findings=in_order(_finding(review, group, gap) for group in groups for gap in group.lacks),
        summary={"groups": len(groups), "without_chair": sum("chair" in group.lacks for group in groups)},
        not_looked_at=(NotLookedAt("groups_with_few_members", len(few), few),),
    )


@dataclass(frozen=True)
class _GroupReview:
    """Working groups of a network with their members, meetings and gaps."""

    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    def group(self, group: WorkingGroup) -> _ReviewedGroup:
        members = self.network.active(group.actors)
        seated = {member.id for member in members}
        enough = len(members) >= self.parameters.smallest
        gaps = {
            "chair": bool(members) and seated.isdisjoint((*group.chairs, *group.moderators)),
            "mediator": bool(members) and not any(member.id in self.mediating or member.mediator for member in members),
            "meeting": self._without_meeting(group),
            "interlock": enough and len(self.presence.active_groups) > 1 and not self._linked(seated),
            "kinds": enough and _common_kind(members) is not None,
        }
        return _ReviewedGroup(group, members, tuple(gap for gap, is_open in gaps.items() if is_open))

    @cached_property
    def mediating(self) -> frozenset[str]:
        """Actors named as mediators of an area."""
        return frozenset(actor for area in self.network.records.areas for actor in area.mediated_by)

    def _linked(self, seated: set[str]) -> bool:
        """Whether a member sits in a second group."""
        return any(self._seats[member] > 1 for member in seated)

    @cached_property
    def _seats(self) -> "Counter[str]":
        """In how many groups each actor sits."""
        return Counter(actor for group in self.presence.active_groups for actor in group.actors)

    def _without_meeting(self, group: WorkingGroup) -> bool:
        """Whether a group has not met for long, where meetings of groups are recorded at all.

        A planned meeting counts, and a young group may wait.
        """
        young = group.start is not None and group.start.last > self.earliest
        recorded = any(occasion.working_group for occasion in self.network.records.occasions)
        last = self.last_meeting(group)
        return recorded and not young and (last is None or last < self.earliest)

    def last_meeting(self, group: WorkingGroup) -> date | None:
        """The day of the last recorded meeting, held or planned."""
        return self._last_meetings.get(group.id)

    @cached_property
    def _last_meetings(self) -> Mapping[str, date]:
        meetings = sorted(self.network.records.occasions, key=lambda occasion: occasion.date.last)
        return {meeting.working_group: meeting.date.last for meeting in meetings if meeting.working_group}

    @cached_property
    def earliest(self) -> date:
        """The day ``months`` before the day of the analysis, since when a meeting is expected."""
        return months_later(self.network.as_of, -self.parameters.months)

    def former_leader(self, group: WorkingGroup) -> Actor | None:
        """The chair or moderator of a group that ended last; None where none did."""
        return self.presence.former((*group.chairs, *group.moderators))

    def mediators(self, group: WorkingGroup) -> tuple[Subject, ...]:
        """Lasting mediators of the areas of a group who do not sit in it."""
        mediators = (mediator for area in group.areas for mediator in self.presence.mediators(area))
        lasting = (mediator.id for mediator in self.presence.lasting(mediators))
        outside = dict.fromkeys(mediator for mediator in lasting if mediator not in group.actors)
        return tuple(self.network.subject("actors", mediator) for mediator in outside)

    def further_groups(self, group: WorkingGroup) -> tuple[Subject, ...]:
        """Further groups for the same areas that last, sorted by id."""
        ids = {neighbour.id for area in group.areas for neighbour in self.presence.lasting_groups(area)} - {group.id}
        return tuple(self.network.subject("working_groups", group_id) for group_id in sorted(ids))


def _common_kind(members: tuple[Actor, ...]) -> str | None:
    """The kind group of all members; None for several kind groups, or a member of an unrecorded kind."""
    groups = [frozenset(map(kind_group, kinds_of(member))) for member in members]
    shared = frozenset.intersection(*groups) if groups else frozenset()
    return min(shared) if shared and len(frozenset().union(*groups)) == 1 else None


def _finding(review: _GroupReview, group: _ReviewedGroup, gap: str) -> Finding:
    """The finding about a gap; a missing meeting stays a question, since meetings have no list that could be complete."""
    check = _check(review, group, gap)
    unmediated = gap == "chair" or (gap == "mediator" and "chair" in group.lacks)
    return Finding(
        key=finding_key("unmediated-groups", [group.record.id], gap),
        analysis="unmediated-groups",
        subjects=(review.network.subject("working_groups", group.record.id),),
        score=_WEIGHTS[gap],
        band="clear" if check is not None and unmediated else "possible",
        rests_on="recorded" if check is not None else "not_recorded",
        message=Message(_code(gap, check), _arguments(review, group, check)),
        evidence=tuple(_evidence(review, group, check)),
        contributions={gap: _WEIGHTS[gap]},
        unknowns=() if check else ("list_not_confirmed",),
        card="close" if check else "ask",
        cluster=f"unmediated-groups/{group.record.id}",
    )


def _check(review: _GroupReview, group: _ReviewedGroup, gap: str) -> InventoryCheck | None:
    """The check of the list of members, where a list can answer the question."""
    if gap == "meeting":
        return None
    former = [former] if (former := review.former_leader(group.record)) else []
    return review.network.view(Inventory).confirmed_after(former, "members", "working_group", group.record.id)


def _code(gap: str, check: InventoryCheck | None) -> str:
    return gap if check is not None or gap == "meeting" else f"{gap}_unchecked"


def _arguments(review: _GroupReview, group: _ReviewedGroup, check: InventoryCheck | None) -> Mapping[str, Argument]:
    kind, former = _common_kind(group.members), review.former_leader(group.record)
    return {
        "working_group": review.network.subject("working_groups", group.record.id),
        "areas": tuple(review.network.subject("areas", area) for area in group.record.areas),
        "members": len(group.members),
        "kind": Code("actor_kind", kind) if kind else None,
        "checked": check.checked_on.last if check else None,
        "former": review.network.subject("actors", former.id) if former else None,
        "former_end": former.end.last if former and former.end else None,
        "mediators": review.mediators(group.record)[:1],
        "other_groups": review.further_groups(group.record)[:1],
        "last_meeting": review.last_meeting(group.record),
        "months": review.parameters.months,
        **{f"no_{gap}": gap in group.lacks for gap in _WEIGHTS},
    }


def _evidence(review: _GroupReview, group: _ReviewedGroup, check: InventoryCheck | None) -> Iterator[Evidence]:
    yield review.network.evidence("working_groups", group.record.id, "members")
    if check is not None:
        yield review.network.evidence("inventory_checks", check.id)


ANALYSIS = Analysis(
    id="unmediated-groups",
    version=4,
    parameters=Parameters,
    run=run,
    needs=("working_groups",),
    section="mediation",
    rank=2,
    cost=of_size(1),
)
