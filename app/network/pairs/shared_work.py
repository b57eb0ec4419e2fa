"""What exactly do two actors share, and which records say so?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.findings import Evidence
from app.network.district.service_cells import Cell, Cells
from app.network.graph.network import Network
from app.records.offers import Offer, Project

Place = tuple[str, str]
"""An area and a target group."""

_Work = tuple[str, Offer | Project]


@dataclass(frozen=True, slots=True)
class Complement:
    """A place both serve, each with themes the other lacks there; themes are sorted codes."""

    place: Place
    themes_of_one: tuple[str, ...]
    themes_of_other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What a pair shares.

    ``cells``: the rarest first; ``places``, ``complements``, ids of ``working_groups`` and ``programmes``: sorted.
    ``wider``: they meet in cells only because one works for a wider area. ``records``: (topic, id) of the running
    offers and projects behind it. ``ends``: when the first of the two has none of these left, None: not known.
    """

    cells: tuple[Cell, ...]
    places: tuple[Place, ...]
    complements: tuple[Complement, ...]
    working_groups: tuple[str, ...]
    programmes: tuple[str, ...]
    wider: bool
    records: tuple[tuple[str, str], ...]
    ends: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class SharedWork:
    """Looks up pairs of one snapshot; the terms of :mod:`app.network.pairs.link_features` count the same things."""

    network: Network

    @cached_property
    def cells(self) -> Cells:
        """Who is active where."""
        return self.network.view(Cells)

    def of(self, one: str, other: str) -> Shared:
        """What two actors share, by their ids."""
        cells = self._shared_cells(one, other)
        places = self._shared_places(one, other)
        works = [self._works_at(actor, places) for actor in (one, other)]
        records = tuple(sorted({(topic, record.id) for some in works for topic, record in some}))
        groups = sorted(self._groups.get(one, set()) & self._groups.get(other, set()))
        programmes = sorted(self._grants.get(one, {}).keys() & self._grants.get(other, {}).keys())
        grants = sorted({grant for actor in (one, other) for code in programmes for grant in self._grants[actor][code]})
        return Shared(
            cells=cells,
            places=places,
            complements=tuple(self._complements(one, other, places)),
            working_groups=tuple(groups),
            programmes=tuple(programmes),
            wider=bool(cells) and all(any(self._by_wider(cell, one, other)) for cell in cells),
            records=records,
            ends=min(filter(None, map(_last_day, works)), default=None),
            evidence=(
                *(self.network.evidence(topic, record) for topic, record in records),
                *(self.network.evidence("working_groups", group, "members") for group in groups),
                *(self.network.evidence("grants", grant, "programme") for grant in grants),
            ),
        )

    def _by_wider(self, cell: Cell, one: str, other: str) -> tuple[bool, bool]:
        active = self.cells.active(cell)
        return active[one], active[other]

    def _shared_cells(self, one: str, other: str) -> tuple[Cell, ...]:
        both = set(self.cells.of_actor(one)) & set(self.cells.of_actor(other))
        met = (cell for cell in both if not all(self._by_wider(cell, one, other)))
        return tuple(sorted(met, key=lambda cell: (len(self.cells.active(cell)), cell)))

    def _shared_places(self, one: str, other: str) -> tuple[Place, ...]:
        both = self._places.get(one, set()) & self._places.get(other, set())
        return tuple(sorted(place for place in both if self._is_met(self.cells.themes[place], one, other)))

    @staticmethod
    def _is_met(themes: Mapping[str, Mapping[str, bool]], one: str, other: str) -> bool:
        return not (all(themes[one].values()) and all(themes[other].values()))

    @cached_property
    def _places(self) -> Mapping[str, set[Place]]:
        found: dict[str, set[Place]] = {}
        for place, themes in self.cells.themes.items():
            for actor in themes:
                found.setdefault(actor, set()).add(place)
        return found

    def _complements(self, one: str, other: str, places: Iterable[Place]) -> Iterator[Complement]:
        for place in places:
            mine, theirs = (self.cells.themes[place][actor].keys() for actor in (one, other))
            if mine - theirs and theirs - mine:
                yield Complement(place, tuple(sorted(mine - theirs)), tuple(sorted(theirs - mine)))

    def _works_at(self, actor: str, places: Iterable[Place]) -> list[_Work]:
        """Running offers and projects of an actor for one of the places or a wider area."""
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
        found: dict[str, list[_Work]] = {}
        for topic, record in self.cells.running:
            for actor in record.actors:
                found.setdefault(actor, []).append((topic, record))
        return found

    @cached_property
    def _groups(self) -> Mapping[str, set[str]]:
        """Ids of the active groups of each actor."""
        found: dict[str, set[str]] = {}
        for group in self.network.records.working_groups:
            for actor in group.actors if group.period.active_on(self.network.as_of) else ():
                found.setdefault(actor, set()).add(group.id)
        return found

    @cached_property
    def _grants(self) -> Mapping[str, Mapping[str, list[str]]]:
        """By actor and programme the ids of its active grants."""
        found: dict[str, dict[str, list[str]]] = {}
        for grant in self.network.records.grants:
            for actor in grant.recipients if grant.period.active_on(self.network.as_of) else ():
                found.setdefault(actor, {}).setdefault(grant.programme, []).append(grant.id)
        return found


def _last_day(works: Iterable[_Work]) -> date | None:
    """When the last of some offers and projects ends; None when one is open, or there is none."""
    ends = [record.end for _, record in works]
    return None if None in ends else max((end.last for end in ends if end is not None), default=None)
