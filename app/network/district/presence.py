"""Who is present in an area, who mediates there, what lies near?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.network.district.service_cells import Cells
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.areas import Place
from app.records.dates import months_later
from app.records.meetings import WorkingGroup

LASTING_MONTHS = 12
"""Months that somebody is to be there who is proposed for a task."""


@dataclass(frozen=True)
class Presence:
    """What is recorded about areas; what is in a part of an area is in the area."""

    network: Network

    @cached_property
    def cells(self) -> Cells:
        """Who is active where."""
        return self.network.view(Cells)

    def within(self, area: str) -> frozenset[str]:
        """The area and all its parts."""
        return frozenset((area, *self.cells.areas.descendants(area)))

    def around(self, area: str) -> frozenset[str]:
        """The area, its parts and what it is part of, without the whole city: who mediates there mediates here."""
        roots = frozenset(self.cells.areas.roots) - {area}
        return self.within(area) | (frozenset(self.cells.areas.ancestors(area)) - roots)

    def near(self, area: str) -> tuple[str, ...]:
        """Neighbours, then other parts of the same area; both sorted."""
        neighbours = self.neighbours(area)
        siblings = self._siblings(area) - neighbours - {area}
        return (*sorted(neighbours), *sorted(siblings))

    def neighbours(self, area: str) -> frozenset[str]:
        """Areas that lie beside it."""
        return self._neighbours.get(area, frozenset()) - {area}

    @cached_property
    def _neighbours(self) -> Mapping[str, frozenset[str]]:
        """Two areas are neighbours when one of them says so."""
        found: dict[str, set[str]] = {area.id: set() for area in self.network.records.areas}
        for area in self.network.records.areas:
            for other in set(area.neighbours) & found.keys():
                found[area.id].add(other)
                found[other].add(area.id)
        return {area: frozenset(others) for area, others in found.items()}

    def _siblings(self, area: str) -> frozenset[str]:
        above = next(iter(self.cells.areas.ancestors(area)), None)
        return frozenset() if above is None else self._parts.get(above, frozenset())

    @cached_property
    def _parts(self) -> Mapping[str, frozenset[str]]:
        """Areas by what they are direct parts of."""
        areas = self.network.records.areas
        wholes = {area.part_of for area in areas if area.part_of is not None}
        return {whole: frozenset(area.id for area in areas if area.part_of == whole) for whole in wholes}

    @cached_property
    def areas_of(self) -> Mapping[str, frozenset[str]]:
        """By active actor the areas it is recorded in: at home, active, with an offer or a project for that area."""
        found = {actor.id: {*actor.active_in, actor.home_area} - {None} for actor in self.network.actors}
        for _, record in self.cells.running:
            for actor in record.actors:
                if actor in found:
                    found[actor].update(record.areas)
        return {actor: frozenset(area for area in areas if area) for actor, areas in found.items()}

    def actors(self, areas: Iterable[str]) -> tuple[Actor, ...]:
        """Active actors recorded in one of these areas, sorted by id."""
        found = {actor for area in areas for actor in self._actors_in.get(area, ())}
        return tuple(self.network.actors[at] for at in sorted(found))

    def actors_within(self, area: str) -> tuple[Actor, ...]:
        """Active actors recorded in an area or a part of it, sorted by id."""
        return self.actors(self.within(area))

    @cached_property
    def _actors_in(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of actors by area."""
        found: dict[str, list[int]] = {}
        for at, actor in enumerate(self.network.actors):
            for area in self.areas_of[actor.id]:
                found.setdefault(area, []).append(at)
        return {area: tuple(actors) for area, actors in found.items()}

    def lasts(self, actor: str) -> bool:
        """Whether an actor is there long enough to be proposed for something: not known to end within a year."""
        end = self.network.actors[self.network.position[actor]].end
        return end is None or end.last > months_later(self.network.as_of, LASTING_MONTHS)

    def mediators(self, area: str) -> tuple[Actor, ...]:
        """Who mediates in the area: those named for it first, then others present whose task it is."""
        around = self.around(area)
        named = {one for record in self.network.records.areas if record.id in around for one in record.mediated_by}
        found = [one for one in self.network.actors if one.id in named]
        return tuple(found + [one for one in self.actors(around) if one.mediator and one.id not in named])

    @cached_property
    def alone_in(self) -> Mapping[str, tuple[str, ...]]:
        """By mediator the areas with a name on their list of mediators where nobody else mediates."""
        found: dict[str, list[str]] = {}
        for area in self.network.records.areas:
            mediators = self.mediators(area.id) if area.mediated_by else ()
            if len(mediators) == 1:
                found.setdefault(mediators[0].id, []).append(area.id)
        return {actor: tuple(areas) for actor, areas in found.items()}

    def groups(self, area: str) -> tuple[WorkingGroup, ...]:
        """Working groups for the area that exist on the day, sorted by id."""
        around = self.around(area)
        return tuple(one for one in self.active_groups if not around.isdisjoint(one.areas))

    @cached_property
    def active_groups(self) -> tuple[WorkingGroup, ...]:
        """All working groups that exist on the day, sorted by id."""
        groups = self.network.records.working_groups
        return tuple(one for one in groups if one.period.active_on(self.network.as_of))

    def place(self, area: str) -> Place | None:
        """A place in the area that others may use: open ones first, then established ones, then by id."""
        within = self.within(area)
        places = (one for one in self.network.records.places if one.area in within and one.open_to_others != "no")
        return min(places, key=lambda one: (one.open_to_others != "yes", not one.established, one.id), default=None)
