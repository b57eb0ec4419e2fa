"""Shared work of two actors: cells, places, groups and programmes, with the records behind them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.findings import Evidence
from app.network.district.service_cells import Cell, Cells
from app.network.graph.joint_work import WorkTopic
from app.network.graph.network import Network
from app.network.pairs.link_features import cells_of_links
from app.records.offers import Offer, Project

Place = tuple[str, str]
"""An area and a target group."""

_Work = tuple[WorkTopic, Offer | Project]


@dataclass(frozen=True, slots=True)
class Complement:
    """A place that two actors serve with different themes; ``themes_a`` and ``themes_b`` are the sorted codes of one actor alone."""

    place: Place
    themes_a: tuple[str, ...]
    themes_b: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared work of a pair.

    ``cells``: the rarest first; ``places``, ``complements``, ids of ``working_groups`` and ``programmes``: sorted.
    ``wider``: the actors meet in cells only because either works for a wider area. ``records``: (topic, id) of the
    running offers and projects behind it. ``ends``: the day after which either actor has none of these left; None: not
    known.
    """

    cells: tuple[Cell, ...]
    places: tuple[Place, ...]
    complements: tuple[Complement, ...]
    working_groups: tuple[str, ...]
    programmes: tuple[str, ...]
    wider: bool
    records: tuple[tuple[WorkTopic, str], ...]
    ends: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class SharedWork:
    """Shared work by pair of a snapshot; the terms of :mod:`app.network.pairs.link_features` count the same records."""

    network: Network

    @cached_property
    def cells(self) -> Cells:
        """Cells with the actors active in them."""
        return cells_of_links(self.network)

    def of(self, actor_a: str, actor_b: str) -> Shared:
        """The shared work of two actors by their ids."""
        cells = self._shared_cells(actor_a, actor_b)
        places = self._shared_places(actor_a, actor_b)
        works = [self._works_at(actor, places) for actor in (actor_a, actor_b)]
        records = tuple(sorted({(topic, record.id) for actor_works in works for topic, record in actor_works}))
        groups = sorted(self._groups.get(actor_a, set()) & self._groups.get(actor_b, set()))
        programmes = sorted(self._grants.get(actor_a, {}).keys() & self._grants.get(actor_b, {}).keys())
        grants = sorted(
            {grant for actor in (actor_a, actor_b) for code in programmes for grant in self._grants[actor][code]}
        )
        return Shared(
            cells=cells,
            places=places,
            complements=tuple(self._complements(actor_a, actor_b, places)),
            working_groups=tuple(groups),
            programmes=tuple(programmes),
            wider=bool(cells) and all(any(self._by_wider(cell, actor_a, actor_b)) for cell in cells),
            records=records,
            ends=min(filter(None, map(_last_day, works)), default=None),
            evidence=(
                *(self.network.evidence(topic, record) for topic, record in records),
                *(self.network.evidence("working_groups", group, "members") for group in groups),
                *(self.network.evidence("grants", grant, "programme") for grant in grants),
            ),
        )

    def _by_wider(self, cell: Cell, actor_a: str, actor_b: str) -> tuple[bool, bool]:
        active = self.cells.active(cell)
        return active[actor_a], active[actor_b]

    def _shared_cells(self, actor_a: str, actor_b: str) -> tuple[Cell, ...]:
        common = set(self.cells.of_actor(actor_a)) & set(self.cells.of_actor(actor_b))
        met = (cell for cell in common if not all(self._by_wider(cell, actor_a, actor_b)))
        return tuple(sorted(met, key=lambda cell: (len(self.cells.active(cell)), cell)))

    def _shared_places(self, actor_a: str, actor_b: str) -> tuple[Place, ...]:
        common = self._places.get(actor_a, set()) & self._places.get(actor_b, set())
        return tuple(sorted(place for place in common if self._is_met(self.cells.themes[place], actor_a, actor_b)))

    @staticmethod
    def _is_met(themes: Mapping[str, Mapping[str, bool]], actor_a: str, actor_b: str) -> bool:
        return not (all(themes[actor_a].values()) and all(themes[actor_b].values()))

    @cached_property
    def _places(self) -> Mapping[str, set[Place]]:
        places_of: dict[str, set[Place]] = {}
        for place, themes in self.cells.themes.items():
            for actor in themes:
                places_of.setdefault(actor, set()).add(place)
        return places_of

    def _complements(self, actor_a: str, actor_b: str, places: Iterable[Place]) -> Iterator[Complement]:
        for place in places:
            themes_a, themes_b = (self.cells.themes[place][actor].keys() for actor in (actor_a, actor_b))
            if themes_a - themes_b and themes_b - themes_a:
                yield Complement(place, tuple(sorted(themes_a - themes_b)), tuple(sorted(themes_b - themes_a)))

    def _works_at(self, actor: str, places: Iterable[Place]) -> list[_Work]:
        """Running offers and projects of an actor for any of the places or a wider area."""
        wanted = set(places)
        return [
            (topic, record)
            for topic, record in self._works.get(actor, ())
            if wanted & {(area, group) for area in self._reached(record) for group in record.target_groups}
        ]

    def _reached(self, record: Offer | Project) -> Iterable[str]:
        return self.cells.areas.reached(self.cells.areas_of(record))

    @cached_property
    def _works(self) -> Mapping[str, list[_Work]]:
        works_of: dict[str, list[_Work]] = {}
        for topic, record in self.cells.running:
            for actor in record.actors:
                works_of.setdefault(actor, []).append((topic, record))
        return works_of

    @cached_property
    def _groups(self) -> Mapping[str, set[str]]:
        """Ids of active groups by actor."""
        groups_of: dict[str, set[str]] = {}
        for group in self.network.records.working_groups:
            for actor in group.actors if group.period.active_on(self.network.as_of) else ():
                groups_of.setdefault(actor, set()).add(group.id)
        return groups_of

    @cached_property
    def _grants(self) -> Mapping[str, Mapping[str, list[str]]]:
        """Ids of active grants by actor and programme."""
        grants_of: dict[str, dict[str, list[str]]] = {}
        for grant in self.network.records.grants:
            for actor in grant.recipients if grant.period.active_on(self.network.as_of) else ():
                grants_of.setdefault(actor, {}).setdefault(grant.programme, []).append(grant.id)
        return grants_of


def _last_day(works: Iterable[_Work]) -> date | None:
    """Last day of the offers and projects; None where any has no end, or the list is empty."""
    ends = [record.end for _, record in works]
    return None if None in ends else max((end.last for end in ends if end is not None), default=None)
