"""Who sits at which table, and who is expected there?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.findings import Subject
from app.network.district.comparable_areas import quarters
from app.network.district.inventory import Inventory
from app.network.district.presence import Presence
from app.network.district.taxonomy_similarity import related
from app.network.graph.network import Network
from app.records.actor import Actor, kinds_of
from app.records.meetings import WorkingGroup
from app.records.profile import Profile, default_profile, kind_group, profile
from app.records.sources import InventoryCheck
from app.records.vocabulary import vocabulary

NO_PROFILE = "none"
"""In the place of a profile: nobody is expected."""


@dataclass(frozen=True, slots=True)
class Table:
    """A group, or an area that no group stands for.

    ``present`` are its active members, or the actors of the area; ``asked`` those among whom a missing one could be
    found. ``check`` is the newest about its list, complete or not; ``actors_complete``: all actors of its areas are
    recorded.
    """

    subject: Subject
    profile: Profile
    present: tuple[Actor, ...]
    asked: tuple[Actor, ...]
    areas: tuple[str, ...]
    themes: frozenset[str]
    check: InventoryCheck | None
    actors_complete: bool
    meeting: date | None = None

    @property
    def without_kind(self) -> int:
        """How many of those present could be of any kind."""
        return sum(not kinds_of(one) for one in self.present)

    @property
    def complete(self) -> bool:
        """Whether somebody confirmed its list."""
        return self.check is not None and self.check.complete

    @property
    def missing(self) -> tuple[str, ...]:
        """Expected kinds that nobody present has, in the order of the profile."""
        return self.profile.missing(kind for one in self.present for kind in kinds_of(one))


@dataclass(frozen=True)
class Tables:
    """All tables of a snapshot.

    ``chosen`` are codes of profiles, or ``none``, by id of a group for which somebody chose another than its default;
    ``area_profile`` is that of areas without a group.
    """

    network: Network
    chosen: Mapping[str, str]
    area_profile: str

    @cached_property
    def presence(self) -> Presence:
        """Who is where."""
        return self.network.view(Presence)

    @cached_property
    def _inventory(self) -> Inventory:
        return self.network.view(Inventory)

    @cached_property
    def of_groups(self) -> tuple[Table, ...]:
        """Active groups that somebody is expected in, sorted by id."""
        expecting = ((group, self._profile(group)) for group in self.presence.active_groups)
        return tuple(self._group(group, expected) for group, expected in expecting if expected is not None)

    @cached_property
    def of_areas(self) -> tuple[Table, ...]:
        """Quarters that none of these groups is for, sorted by id."""
        if self.area_profile == NO_PROFILE:
            return ()
        taken = {area for table in self.of_groups for area in table.areas}
        areas = (one for one in self.network.view(quarters) if taken.isdisjoint(self.presence.around(one)))
        return tuple(self._area(area, profile(self.area_profile)) for area in areas)

    def _profile(self, group: WorkingGroup) -> Profile | None:
        code = self.chosen.get(group.id)
        if code is None:
            return default_profile(group.kind, (one for one in group.themes if one in vocabulary("theme").terms))
        return None if code == NO_PROFILE else profile(code)

    def _group(self, group: WorkingGroup, expected: Profile) -> Table:
        within = [area for named in group.areas for area in self.presence.within(named)]
        return Table(
            subject=self.network.subject("working_groups", group.id),
            profile=expected,
            present=tuple(one for one in self.network.actors if one.id in group.actors),
            asked=self.presence.actors(within) if within else self.network.actors,
            areas=group.areas,
            themes=frozenset(code for theme in group.themes for code in related("theme", theme)),
            check=self._inventory.newest("members", "working_group", group.id),
            actors_complete=bool(group.areas) and all(map(self._actors_complete, group.areas)),
            meeting=self._meeting(group.id),
        )

    def _area(self, area: str, expected: Profile) -> Table:
        return Table(
            subject=self.network.subject("areas", area),
            profile=expected,
            present=self.presence.actors_within(area),
            asked=self.presence.actors(self.presence.near(area)),
            areas=(area,),
            themes=frozenset(),
            check=self._inventory.newest("actors", "area", area),
            actors_complete=self._actors_complete(area),
        )

    def _actors_complete(self, area: str) -> bool:
        return self._inventory.confirmed("actors", "area", area) is not None

    def _meeting(self, group: str) -> date | None:
        """The next meeting of a group."""
        of_group = (one.date for one in self.network.records.occasions if one.working_group == group)
        return min((day.first for day in of_group if day.last >= self.network.as_of), default=None)


def meets(actor: Actor, kind: str) -> bool:
    """Whether an actor is of an expected kind or of that kind group."""
    return any(kind in (own, kind_group(own)) for own in kinds_of(actor))
