"""Tables of groups and areas: the actors present, and the kinds of actors expected."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from app.findings import Subject
from app.network.district.comparable_areas import quarters
from app.network.district.inventory import Inventory
from app.network.district.occasions import day_of
from app.network.district.presence import Presence
from app.network.district.taxonomy_similarity import related
from app.network.graph.network import Network
from app.records.actor import Actor, kinds_of
from app.records.meetings import WorkingGroup
from app.records.profile import Profile, default_profile, kind_group, profile
from app.records.sources import InventoryCheck
from app.records.vocabulary import vocabulary

NO_PROFILE = "none"
"""Code in the place of a profile: no kinds of actors are expected."""


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a group, or of an area without a group.

    ``present`` are the active members of the group, or the actors of the area; ``candidates`` are the lasting actors
    among whom a missing kind could be represented, ``leaving`` those that will no longer be there, with their last day.
    ``check`` is the newest about the list of members, complete or not; ``actors_complete``: all actors of its areas are
    recorded.
    """

    subject: Subject
    profile: Profile
    present: tuple[Actor, ...]
    candidates: tuple[Actor, ...]
    leaving: Mapping[Actor, date]
    areas: tuple[str, ...]
    themes: frozenset[str]
    check: InventoryCheck | None
    actors_complete: bool
    meeting: date | None = None

    @property
    def without_kind(self) -> int:
        """Number of present actors whose kind is not known."""
        return sum(not kinds_of(actor) for actor in self.present)

    @property
    def complete(self) -> bool:
        """Whether a check confirms its list."""
        return self.check is not None and self.check.complete

    @property
    def missing(self) -> tuple[str, ...]:
        """Expected kinds that no present actor has, in the order of the profile."""
        return self.profile.missing(kind for actor in self.present for kind in kinds_of(actor))


@dataclass(frozen=True)
class Tables:
    """All tables of a snapshot.

    ``chosen`` are codes of profiles, or ``none``, by id of the groups that have another profile than their default;
    ``area_profile`` is the profile of areas without a group.
    """

    network: Network
    chosen: Mapping[str, str]
    area_profile: str

    @cached_property
    def presence(self) -> Presence:
        """Actors, groups and places by area."""
        return self.network.view(Presence)

    @cached_property
    def _inventory(self) -> Inventory:
        return self.network.view(Inventory)

    @cached_property
    def of_groups(self) -> tuple[Table, ...]:
        """Tables of the active groups with a profile, sorted by id."""
        expecting = ((group, self._profile(group)) for group in self.presence.active_groups)
        return tuple(self._group(group, expected) for group, expected in expecting if expected is not None)

    @cached_property
    def of_areas(self) -> tuple[Table, ...]:
        """Tables of the quarters that none of these groups is for, sorted by id."""
        if self.area_profile == NO_PROFILE:
            return ()
        taken = {area for table in self.of_groups for area in table.areas}
        areas = (area for area in self.network.view(quarters) if taken.isdisjoint(self.presence.around(area)))
        return tuple(self._area(area, profile(self.area_profile)) for area in areas)

    def _profile(self, group: WorkingGroup) -> Profile | None:
        code = self.chosen.get(group.id)
        if code is None:
            return default_profile(group.kind, (theme for theme in group.themes if theme in vocabulary("theme").terms))
        return None if code == NO_PROFILE else profile(code)

    def _group(self, group: WorkingGroup, expected: Profile) -> Table:
        within = [part for area in group.areas for part in self.presence.within(area)]
        meeting = self._meeting(group.id)
        candidates = self._candidates(within, meeting)
        return Table(
            subject=self.network.subject("working_groups", group.id),
            profile=expected,
            present=self.network.active(group.actors),
            candidates=candidates,
            leaving=self._leaving(self.presence.actors(within) if within else self.network.actors, candidates, within),
            areas=group.areas,
            themes=frozenset(code for theme in group.themes for code in related("theme", theme)),
            check=self._inventory.newest("members", "working_group", group.id),
            actors_complete=bool(group.areas) and all(map(self._actors_complete, group.areas)),
            meeting=meeting,
        )

    def _area(self, area: str, expected: Profile) -> Table:
        near = self.presence.near(area)
        candidates = self.presence.proposable(near)
        return Table(
            subject=self.network.subject("areas", area),
            profile=expected,
            present=self.presence.actors_within(area),
            candidates=candidates,
            leaving=self._leaving(self.presence.actors(near), candidates, near),
            areas=(area,),
            themes=frozenset(),
            check=self._inventory.newest("actors", "area", area),
            actors_complete=self._actors_complete(area),
        )

    def _candidates(self, within: Collection[str], meeting: date | None) -> tuple[Actor, ...]:
        """Lasting actors of the areas of a group, or of everywhere, that are still active there when it meets."""
        if not within:
            return self.presence.lasting(self.network.actors)
        return self.presence.proposable(within, meeting)

    def _leaving(
        self, active: Iterable[Actor], candidates: Collection[Actor], within: Collection[str]
    ) -> Mapping[Actor, date]:
        """Active actors that are no candidates, with the last day on which they are recorded there."""
        staying = {actor.id for actor in candidates}
        return {actor: self.presence.active_until(actor, within) for actor in active if actor.id not in staying}

    def _actors_complete(self, area: str) -> bool:
        return self._inventory.confirmed("actors", "area", area) is not None

    def _meeting(self, group: str) -> date | None:
        """The day of the next meeting of a group; None where none is recorded to the day."""
        of_group = (occasion for occasion in self.network.records.occasions if occasion.working_group == group)
        days = (day for occasion in of_group if (day := day_of(occasion)) is not None)
        return min((day for day in days if day >= self.network.as_of), default=None)


def meets(actor: Actor, kind: str) -> bool:
    """Whether an actor is of an expected kind, or of an expected group of kinds."""
    return kind in _kinds_and_groups(kinds_of(actor))


@cache
def _kinds_and_groups(kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for kind in kinds for name in (kind, kind_group(kind)))
