"""Presence in an area: its actors, mediators, working groups and places, and the areas near it."""

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
"""Months for which an actor must still exist to be proposed for a task."""


@dataclass(frozen=True)
class Presence:
    """Actors, groups and places by area; a record for a part of an area counts for the area."""

    network: Network

    @cached_property
    def cells(self) -> Cells:
        """Cells with the actors active in them."""
        return self.network.view(Cells)

    def within(self, area: str) -> frozenset[str]:
        """The area and all its parts."""
        return frozenset((area, *self.cells.areas.descendants(area)))

    def around(self, area: str) -> frozenset[str]:
        """The area, its parts and the wider areas around it, without the whole city: their mediators mediate here too."""
        roots = frozenset(self.cells.areas.roots) - {area}
        return self.within(area) | (frozenset(self.cells.areas.ancestors(area)) - roots)

    def near(self, area: str) -> tuple[str, ...]:
        """Neighbours, then other parts of the same area; both sorted."""
        neighbours = self.neighbours(area)
        siblings = self._siblings(area) - neighbours - {area}
        return (*sorted(neighbours), *sorted(siblings))

    def neighbours(self, area: str) -> frozenset[str]:
        """Areas beside an area."""
        return self._neighbours.get(area, frozenset()) - {area}

    @cached_property
    def _neighbours(self) -> Mapping[str, frozenset[str]]:
        """Neighbours by area; two areas are neighbours when the record of either names the other area."""
        neighbours_of: dict[str, set[str]] = {area.id: set() for area in self.network.records.areas}
        for area in self.network.records.areas:
            for neighbour in set(area.neighbours) & neighbours_of.keys():
                neighbours_of[area.id].add(neighbour)
                neighbours_of[neighbour].add(area.id)
        return {area: frozenset(neighbours) for area, neighbours in neighbours_of.items()}

    def _siblings(self, area: str) -> frozenset[str]:
        above = next(iter(self.cells.areas.ancestors(area)), None)
        return frozenset() if above is None else self._parts.get(above, frozenset())

    @cached_property
    def _parts(self) -> Mapping[str, frozenset[str]]:
        """Direct parts by wider area."""
        areas = self.network.records.areas
        wholes = {area.part_of for area in areas if area.part_of is not None}
        return {whole: frozenset(area.id for area in areas if area.part_of == whole) for whole in wholes}

    @cached_property
    def areas_of(self) -> Mapping[str, frozenset[str]]:
        """Areas by active actor: its home area, the areas it is active in, and those of its running offers and projects."""
        areas_by_actor = {actor.id: {*actor.active_in, actor.home_area} - {None} for actor in self.network.actors}
        for _, record in self.cells.running:
            for actor in record.actors:
                if actor in areas_by_actor:
                    areas_by_actor[actor].update(record.areas)
        return {actor: frozenset(area for area in areas if area) for actor, areas in areas_by_actor.items()}

    def actors(self, areas: Iterable[str]) -> tuple[Actor, ...]:
        """Active actors recorded in one of these areas, sorted by id."""
        positions = {actor for area in areas for actor in self._actors_in.get(area, ())}
        return tuple(self.network.actors[position] for position in sorted(positions))

    def actors_within(self, area: str) -> tuple[Actor, ...]:
        """Active actors recorded in an area or a part of it, sorted by id."""
        return self.actors(self.within(area))

    @cached_property
    def _actors_in(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of actors by area."""
        positions: dict[str, list[int]] = {}
        for position, actor in enumerate(self.network.actors):
            for area in self.areas_of[actor.id]:
                positions.setdefault(area, []).append(position)
        return {area: tuple(actors) for area, actors in positions.items()}

    def lasts(self, actor: str) -> bool:
        """Whether an actor lasts long enough to be proposed for a task: no known end within :data:`LASTING_MONTHS`."""
        end = self.network.actors[self.network.position[actor]].end
        return end is None or end.last > months_later(self.network.as_of, LASTING_MONTHS)

    def mediators(self, area: str) -> tuple[Actor, ...]:
        """Mediators of an area: first those named for it, then actors present whose task is mediation."""
        around = self.around(area)
        areas = (record for record in self.network.records.areas if record.id in around)
        named = {mediator for record in areas for mediator in record.mediated_by}
        mediators = [actor for actor in self.network.actors if actor.id in named]
        return tuple(mediators + [actor for actor in self.actors(around) if actor.mediator and actor.id not in named])

    @cached_property
    def alone_in(self) -> Mapping[str, tuple[str, ...]]:
        """Areas by their only mediator, where the record of the area names mediators."""
        areas_of: dict[str, list[str]] = {}
        for area in self.network.records.areas:
            mediators = self.mediators(area.id) if area.mediated_by else ()
            if len(mediators) == 1:
                areas_of.setdefault(mediators[0].id, []).append(area.id)
        return {actor: tuple(areas) for actor, areas in areas_of.items()}

    def groups(self, area: str) -> tuple[WorkingGroup, ...]:
        """Working groups for the area that exist on the day, sorted by id."""
        around = self.around(area)
        return tuple(group for group in self.active_groups if not around.isdisjoint(group.areas))

    @cached_property
    def active_groups(self) -> tuple[WorkingGroup, ...]:
        """All working groups that exist on the day, sorted by id."""
        groups = self.network.records.working_groups
        return tuple(group for group in groups if group.period.active_on(self.network.as_of))

    def place(self, area: str) -> Place | None:
        """A place in the area that is not closed to guests: open places first, then established ones, then by id."""
        within = self.within(area)
        places = (
            place for place in self.network.records.places if place.area in within and place.open_to_others != "no"
        )
        return min(
            places, key=lambda place: (place.open_to_others != "yes", not place.established, place.id), default=None
        )
