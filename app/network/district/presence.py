"""Presence in an area: its actors, mediators, working groups and places, and the areas near it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, product

from app.network.district.cities import Cities
from app.network.district.occasions import Occasions
from app.network.district.service_cells import Cells
from app.network.graph.joint_work import WorkTopic
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.areas import Place
from app.records.dates import PartialDate, months_later
from app.records.meetings import WorkingGroup
from app.records.offers import Offer, Project

SEVERAL = 2
"""Areas from which a sole mediator carries much already (analyses: failure-points)."""

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
        """Neighbours, then other parts of the same area in the same city; both sorted."""
        neighbours, city = self.neighbours(area), self.network.view(Cities).of_area
        siblings = {part for part in self._siblings(area) - neighbours - {area} if city(part) == city(area)}
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
        return {actor: frozenset(last_days) for actor, last_days in self._present_until.items()}

    def goes_on(self, work: Offer | Project) -> bool:
        """Whether a running work outlasts the next session, so that a proposal may rest on it."""
        return work.end is None or work.end.last > self.network.view(Occasions).proposed_until

    @cached_property
    def going_on(self) -> frozenset[tuple[WorkTopic, str]]:
        """Topics and ids of the running offers and projects that go on (:meth:`goes_on`)."""
        return frozenset((topic, record.id) for topic, record in self.cells.running if self.goes_on(record))

    @cached_property
    def _present_until(self) -> Mapping[str, Mapping[str, date]]:
        """Last day on which an actor is recorded in an area, by actor and area; without an end the last day there is."""
        last_days = {
            actor.id: dict.fromkeys(filter(None, (*actor.active_in, actor.home_area)), date.max)
            for actor in self.network.actors
        }
        for _, record in self.cells.all_running:
            end = record.end.last if record.end else date.max
            for actor, area in product(set(record.actors) & last_days.keys(), record.areas):
                last_days[actor][area] = max(end, last_days[actor].get(area, end))
        return last_days

    def active_until(self, actor: Actor, areas: Iterable[str]) -> date:
        """Last day on which an actor is recorded in one of these areas; in none of them, on which it exists."""
        last_days = self._present_until[actor.id]
        last = max((last_days[area] for area in areas if area in last_days), default=date.max)
        return min(last, actor.end.last) if actor.end else last

    def areas_beyond(self, actor: str, until: date | None = None) -> frozenset[str]:
        """Areas in which an actor is still active after a day, as far as is recorded; None: that of the next session."""
        day = until or self.network.view(Occasions).proposed_until
        return frozenset(area for area, last in self._present_until[actor].items() if last > day)

    def proposable(self, areas: Collection[str], until: date | None = None) -> tuple[Actor, ...]:
        """Lasting actors that can be proposed for these areas, sorted by id: they are active there beyond a day.

        Args:
            areas: areas with their parts.
            until: the day; None: that of the next session.
        """
        lasting, day = self.lasting(self.actors(areas)), until or self.network.view(Occasions).proposed_until
        return tuple(actor for actor in lasting if not self.areas_beyond(actor.id, day).isdisjoint(areas))

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
        return actor in self.lasting_ids

    @cached_property
    def lasting_ids(self) -> frozenset[str]:
        """Ids of the actors that last long enough to be proposed for a task."""
        return frozenset(actor.id for actor in self.network.actors if self.stays(actor.end))

    def lasting(self, actors: Iterable[Actor]) -> tuple[Actor, ...]:
        """The actors that last long enough to be proposed for a task, in their order."""
        return tuple(actor for actor in actors if self.lasts(actor.id))

    def advisers(self, area: str) -> tuple[Actor, ...]:
        """Lasting actors who could say more about an area, each once: its mediators, then those with most work in it."""
        within = self.within(area)
        works, proposable = self.works_in(within), self.proposable(within)
        actors_by_work = sorted(proposable, key=lambda actor: (-works[actor.id], actor.id))
        return tuple(dict.fromkeys((*self.lasting(self.mediators(area)), *actors_by_work)))

    def works_in(self, areas: Iterable[str]) -> "Counter[str]":
        """Numbers of offers and projects that name one of these areas and go on (:meth:`goes_on`), by actor."""
        works = {at: work for area in areas for at, work in self._works_at.get(area, ())}
        return Counter(chain.from_iterable(work.actors for work in works.values()))

    @cached_property
    def _works_at(self) -> Mapping[str, Sequence[tuple[int, Offer | Project]]]:
        """Works that go on by area that they name, each with its number among all that run."""
        works_at: dict[str, list[tuple[int, Offer | Project]]] = {}
        for at, (_, work) in enumerate(self.cells.running):
            for area in set(work.areas) if self.goes_on(work) else ():
                works_at.setdefault(area, []).append((at, work))
        return works_at

    def mediator_beside(self, area: str) -> tuple[str, Actor] | None:
        """A near area and its lasting mediator: neighbours first, then mediators who are not alone in several areas."""
        neighbours = self.neighbours(area)
        doors = [(near, mediator) for near in self.near(area) for mediator in self.lasting(self.mediators(near))]
        return min(
            doors,
            key=lambda door: (door[0] not in neighbours, len(self.alone_in.get(door[1].id, ())) >= SEVERAL),
            default=None,
        )

    def mediators(self, area: str) -> tuple[Actor, ...]:
        """Mediators of an area: first those named for it, then actors present whose task is mediation."""
        around = self.around(area)
        mediator_ids = {mediator for part in around for mediator in self._named_mediators.get(part, ())}
        further = (actor for actor in self.actors(around) if actor.mediator and actor.id not in mediator_ids)
        return (*self.network.active(mediator_ids), *further)

    def former_mediator(self, area: str) -> Actor | None:
        """The mediator named for an area that ended last; None where none did."""
        around = self.around(area)
        return self.former(mediator for part in around for mediator in self._named_mediators.get(part, ()))

    def former(self, actors: Iterable[str]) -> Actor | None:
        """The one of some actors that ended last before the day, of several the first by id; None where none did."""
        ended = [self._ended[actor] for actor in self._ended.keys() & {*actors}]
        return min(ended, key=lambda actor: (-actor.end.last.toordinal() if actor.end else 0, actor.id), default=None)

    @cached_property
    def _ended(self) -> Mapping[str, Actor]:
        """Actors that ended before the day, by id."""
        day = self.network.as_of
        return {actor.id: actor for actor in self.network.records.actors if actor.end and actor.end.last < day}

    @cached_property
    def _named_mediators(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of mediators that the record of an area names, by area."""
        return {area.id: area.mediated_by for area in self.network.records.areas}

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
        numbers = {number for part in self.around(area) for number in self._groups_in.get(part, ())}
        return tuple(self.active_groups[number] for number in sorted(numbers))

    @cached_property
    def _groups_in(self) -> Mapping[str, Sequence[int]]:
        """Positions of active groups by area that they name."""
        groups_in: dict[str, list[int]] = {}
        for number, group in enumerate(self.active_groups):
            for area in group.areas:
                groups_in.setdefault(area, []).append(number)
        return groups_in

    def former_groups(self, area: str) -> tuple[WorkingGroup, ...]:
        """Working groups for the area that ended before the day, sorted by id."""
        around, groups = self.around(area), self.network.records.working_groups
        ended = (group for group in groups if group.end is not None and group.end.last < self.network.as_of)
        return tuple(group for group in ended if not around.isdisjoint(group.areas))

    def lasting_groups(self, area: str) -> tuple[WorkingGroup, ...]:
        """Working groups for the area that last long enough to be given a task."""
        return tuple(group for group in self.groups(area) if self.stays(group.end))

    def stays(self, end: PartialDate | None) -> bool:
        """Whether an end leaves time for something to be arranged: none is known within :data:`LASTING_MONTHS`."""
        return end is None or end.last > self._last_day

    @cached_property
    def _last_day(self) -> date:
        return months_later(self.network.as_of, LASTING_MONTHS)

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
