"""Last works of cells: where an offer or project is the only one that is recorded for some people on some theme."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product

from app.network.district.funded_work import Work
from app.network.district.service_cells import Cell, Cells, offers_to_others
from app.network.district.supply import Pair, partly
from app.network.graph.joint_work import WorkTopic
from app.network.graph.network import Network
from app.records.offers import Offer, Project

WorkId = tuple[WorkTopic, str]
"""The topic and id of an offer or project."""


@dataclass(frozen=True)
class LastWorks:
    """What would be left without a running offer or project of a snapshot."""

    network: Network

    @property
    def cells(self) -> Cells:
        """Cells with the works that fill them."""
        return self.network.view(Cells)

    def alone(self, work: Work) -> frozenset[Cell]:
        """Cells of a work in which no other running offer or project is recorded."""
        topic, record = work
        cells = (Cell(*cell) for cell in product(record.areas, record.target_groups, record.themes))
        return frozenset(
            cell
            for cell in cells
            if (activities := self.cells.activities.get(cell))
            and all((activity.topic, activity.record) == (topic, record.id) for activity in activities)
        )

    def left_empty(self, work: Work) -> frozenset[Cell]:
        """Cells of a work for which nothing that outlasts it is recorded, whether it runs or is still to begin."""
        _, record = work
        if record.end is None or self.network.position.keys().isdisjoint(record.actors):
            return frozenset()
        return self._unserved(record, record.end.last)

    def left_since(self, work: Work) -> frozenset[Cell]:
        """Cells of a work that has ended for which nothing is recorded that runs on the day or is still to begin."""
        return self._unserved(work[1], self.network.as_of - timedelta(days=1))

    def _unserved(self, record: Offer | Project, end: date) -> frozenset[Cell]:
        """Cells of a record for which nothing is recorded that lasts beyond a day."""
        subjects = product(record.areas, record.target_groups, record.themes)
        return frozenset(cell for cell in (Cell(*names) for names in subjects) if not self._outlasted(cell, end))

    def _outlasted(self, cell: Cell, end: date) -> bool:
        return any(cell.area in self._reached[work] for work in self._lasting((cell[1:],), end))

    def fitting_in_part(self, cells: Iterable[Cell], end: date) -> tuple[WorkId, ...]:
        """What outlasts an end and may serve people of some cells: for a near group, on a near theme or in a part of the area."""
        fitting = (
            work
            for cell in sorted(cells)
            for work in self._lasting(partly(cell.target_group, cell.theme), end)
            if not self._reached[work].isdisjoint((cell.area, *self.cells.areas.descendants(cell.area)))
        )
        return tuple(dict.fromkeys(fitting))

    def _lasting(self, pairs: Iterable[Pair], end: date) -> Iterator[WorkId]:
        works = (work for pair in pairs for work in self._by_pair.get(pair, ()))
        return ((topic, record.id) for topic, record in works if record.end is None or record.end.last > end)

    @cached_property
    def _works(self) -> tuple[Work, ...]:
        """Offers to others and projects, also those that are still to begin."""
        offers: Iterator[Work] = (("offers", offer) for offer in self.network.view(offers_to_others))
        projects: Iterator[Work] = (("projects", project) for project in self.network.records.projects)
        return (*offers, *projects)

    @cached_property
    def _by_pair(self) -> Mapping[Pair, Sequence[Work]]:
        works_of: dict[Pair, list[Work]] = {}
        for topic, record in self._works:
            for pair in set(product(record.target_groups, record.themes)):
                works_of.setdefault(pair, []).append((topic, record))
        return works_of

    @cached_property
    def _reached(self) -> Mapping[WorkId, frozenset[str]]:
        """Areas that a work is for, with those within them."""
        areas_of, reached = self.cells.areas_of, self.cells.areas.reached
        return {(topic, record.id): frozenset(reached(areas_of(record))) for topic, record in self._works}


def largest_block(cells: AbstractSet[Cell]) -> Collection[Cell]:
    """Largest block of cells that a sentence can name: all combinations of its areas, groups and themes are cells."""
    return max((_block_around(cell, cells) for cell in sorted(cells)), key=len, default=())


def _block_around(cell: Cell, cells: AbstractSet[Cell]) -> Collection[Cell]:
    """Block of cells around a cell: first its areas, then the groups that all areas have, then the themes."""
    block = {candidate for candidate in cells if candidate == cell._replace(area=candidate.area)}
    for name in ("target_group", "theme"):
        terms = {getattr(candidate, name) for candidate in cells}
        layers = ({member._replace(**{name: term}) for member in block} for term in terms)
        block = {member for layer in layers if layer <= cells for member in layer}
    return block
