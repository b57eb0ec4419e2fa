"""Cells of (area, target group, theme) and the records that fill them: who is active where, for whom and on what?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy import sparse

from app.findings import NotLookedAt
from app.network.district.cities import Cities, is_citywide
from app.network.graph.joint_work import WorkTopic
from app.network.graph.network import Network
from app.records.actor import kinds_of
from app.records.areas import AreaTree
from app.records.offers import OWN_STAFF, Offer, Project
from app.records.schema import Topic


class Cell(NamedTuple):
    """An area id, a code of ``target_group`` and a code of ``theme``."""

    area: str
    target_group: str
    theme: str


@dataclass(frozen=True, slots=True, order=True)
class Activity:
    """The activity of an actor in a cell by a record; ``topic`` is offers or projects.

    ``wider``: the record is for an area that contains the area of the cell.
    """

    actor: str
    topic: Topic
    record: str
    wider: bool = False


def offers_to_others(network: Network) -> tuple[Offer, ...]:
    """Offers that people outside can use: what a firm does for its own staff, or a sole trader sells, is none.

    A sole trader is a business of one person. Any other body of one person, like a neighbourhood guide, has offers.
    """
    traders = {actor.id for actor in network.actors if actor.one_person and "business" in kinds_of(actor)}
    return tuple(
        offer
        for offer in network.records.offers
        if offer.form != OWN_STAFF and not (offer.actors and traders.issuperset(offer.actors))
    )


@dataclass(frozen=True)
class Cells:
    """The occupied cells of a snapshot.

    A cell is occupied when a running offer or project names it. A record for a wider area counts in the occupied
    cells below, once and marked; it occupies none of them, or two citywide offers would meet in every district.
    """

    network: Network

    @property
    def areas(self) -> AreaTree:
        """The tree of recorded areas."""
        return self.network.area_tree

    @cached_property
    def running(self) -> tuple[tuple[WorkTopic, Offer | Project], ...]:
        """Offers to others and projects that run on the day, with their topic."""
        return self._on_the_day(self._offers)

    @cached_property
    def all_running(self) -> tuple[tuple[WorkTopic, Offer | Project], ...]:
        """Running offers and projects with offers that are none to others: money is paid for them too."""
        return self._on_the_day(self.network.records.offers)

    def _on_the_day(self, offers: Iterable[Offer]) -> tuple[tuple[WorkTopic, Offer | Project], ...]:
        day = self.network.as_of
        running: Iterator[tuple[WorkTopic, Offer]] = (
            ("offers", offer) for offer in offers if offer.period.active_on(day)
        )
        projects: Iterator[tuple[WorkTopic, Project]] = (
            ("projects", project) for project in self.network.records.projects if project.period.active_on(day)
        )
        return (*running, *projects)

    @property
    def _offers(self) -> tuple[Offer, ...]:
        return self.network.view(offers_to_others)

    def areas_of(self, record: Offer | Project) -> tuple[str, ...]:
        """Areas a record names; a citywide offer that names none is for its city."""
        if is_citywide(record) and not record.areas:
            return self.network.view(Cities).whole(record)
        return record.areas

    def reached(self, record: Offer | Project) -> Mapping[str, bool]:
        """Areas that a running record reaches: True where it names only a wider area."""
        return self._reached[self.areas_of(record)]

    @cached_property
    def _reached(self) -> Mapping[tuple[str, ...], Mapping[str, bool]]:
        named = {self.areas_of(record) for _, record in self.running}
        return {areas: self.areas.reached(areas) for areas in named}

    @cached_property
    def activities(self) -> Mapping[Cell, tuple[Activity, ...]]:
        """Activities by occupied cell, sorted; the cells are sorted too."""
        activities: dict[Cell, list[Activity]] = {cell: [] for cell in sorted(set(self._named_cells()))}
        for topic, record in self.running:
            actors = sorted({actor for actor in record.actors if actor in self.network.position})
            for area, wider in self.reached(record).items():
                for pair in set(product(record.target_groups, record.themes)):
                    if (cell := Cell(area, *pair)) in activities:
                        activities[cell] += [Activity(actor, topic, record.id, wider) for actor in actors]
        return {cell: tuple(sorted(entries)) for cell, entries in activities.items()}

    def _named_cells(self) -> Iterator[Cell]:
        for _, record in self.running:
            if any(actor in self.network.position for actor in record.actors):
                cells = product(self.areas_of(record), record.target_groups, record.themes)
                yield from (Cell(*cell) for cell in cells)

    @cached_property
    def occupied(self) -> tuple[Cell, ...]:
        """All occupied cells, sorted; their position is their column in :meth:`matrix`."""
        return tuple(self.activities)

    def active(self, cell: Cell) -> Mapping[str, bool]:
        """Actors active in a cell; True for an actor whose records are all for a wider area."""
        return self._active.get(cell, {})

    @cached_property
    def _active(self) -> Mapping[Cell, Mapping[str, bool]]:
        return {cell: _by_wider_alone(activities) for cell, activities in self.activities.items()}

    def of_actor(self, actor: str) -> tuple[Cell, ...]:
        """Cells an actor is active in, sorted."""
        return self._by_actor.get(actor, ())

    @cached_property
    def _by_actor(self) -> Mapping[str, tuple[Cell, ...]]:
        cells_of: dict[str, list[Cell]] = {}
        for cell, actors in self._active.items():
            for actor in actors:
                cells_of.setdefault(actor, []).append(cell)
        return {actor: tuple(cells) for actor, cells in cells_of.items()}

    def records_of(self, actor: str, cell: Cell) -> tuple[Activity, ...]:
        """Activities of an actor in a cell."""
        return tuple(activity for activity in self.activities.get(cell, ()) if activity.actor == actor)

    @cached_property
    def themes(self) -> Mapping[tuple[str, str], Mapping[str, Mapping[str, bool]]]:
        """Themes by actor and place, an (area, target group) that a record names; True for a theme by a wider area.

        Unlike :attr:`activities` this also holds themes that no record names for that very area.
        """
        themes_at: dict[tuple[str, str], dict[str, dict[str, bool]]] = {
            cell[:2]: {}
            for cell, activities in self.activities.items()
            if not all(activity.wider for activity in activities)
        }
        for _, record in self.running:
            actors = [actor for actor in record.actors if actor in self.network.position]
            for area, wider in self.reached(record).items():
                for place in {(area, group) for group in record.target_groups} & themes_at.keys():
                    for actor, theme in product(actors, record.themes):
                        wider_by_theme = themes_at[place].setdefault(actor, {})
                        wider_by_theme[theme] = wider_by_theme.get(theme, True) and wider
        return themes_at

    def matrix(self, *, wider: bool) -> sparse.csr_array:
        """Actors × occupied cells, 1.0 where an actor is active.

        Args:
            wider: True for actors active by records for a wider area alone, False for all further active actors.
        """
        position = self.network.position
        pairs = [
            (position[actor], column)
            for column, active in enumerate(self._active.values())
            for actor, is_wider in active.items()
            if is_wider is wider
        ]
        rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
        shape = (len(position), len(self.occupied))
        return sparse.coo_array((np.ones(len(pairs)), (rows, columns)), shape=shape).tocsr()

    @cached_property
    def unplaced(self) -> tuple[NotLookedAt, ...]:
        """Running offers and projects that lie in no cell because a field is empty, by topic and field.

        Offers that are none to others come last.
        """
        empty = tuple(
            NotLookedAt(f"{topic}_without_{field}", len(ids), tuple(ids))
            for topic in ("offers", "projects")
            for field in ("area", "target_group", "theme")
            if (ids := sorted(self._without(topic, field)))
        )
        inside = sorted(
            {offer.id for offer in self.network.records.offers if offer.period.active_on(self.network.as_of)}
            - {offer.id for offer in self._offers}
        )
        return (*empty, *([NotLookedAt("offers_not_to_others", len(inside), tuple(inside))] if inside else []))

    def _without(self, topic: Topic, field: str) -> Iterable[str]:
        for record_topic, record in self.running:
            values = self.areas_of(record) if field == "area" else getattr(record, f"{field}s")
            if record_topic == topic and not values:
                yield record.id


def _by_wider_alone(activities: Iterable[Activity]) -> Mapping[str, bool]:
    """Active actors; True for one whose activities are all by records for a wider area."""
    by_wider_alone: dict[str, bool] = {}
    for activity in activities:
        by_wider_alone[activity.actor] = by_wider_alone.get(activity.actor, True) and activity.wider
    return by_wider_alone
