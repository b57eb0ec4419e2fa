"""Cities of areas, organisations and offers: a file may hold several, and a record for one city says nothing of another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.offers import Offer, Project

_WHOLE = ("city", "region")


@dataclass(frozen=True)
class Cities:
    """The city of each record: the area of kind ``city`` around it, or the region where no city is around it.

    Sets of cities are empty where the city is not known. In a file with at most one city all records are of the same.
    """

    network: Network

    @cached_property
    def several(self) -> bool:
        """Whether the areas are of more than one city."""
        return len({city for city in self._cities.values() if city}) > 1

    def of_area(self, area: str) -> str | None:
        """The city of an area, of a region that holds cities the region itself; None: it lies in neither."""
        return self._cities[area] if area in self._cities else self._around(area)

    @cached_property
    def _cities(self) -> Mapping[str, str | None]:
        return {area.id: self._around(area.id) for area in self.network.records.areas}

    def _around(self, area: str) -> str | None:
        tree = self.network.area_tree
        around = (area, *tree.ancestors(area))
        return next((whole for kind in _WHOLE for whole in around if tree.kinds.get(whole) == kind), None)

    def of_actor(self, actor: Actor) -> frozenset[str]:
        """Cities of the seat of an actor and of the areas it is active in."""
        return self._of(filter(None, (actor.home_area, *actor.active_in)))

    def of_record(self, record: Offer | Project) -> frozenset[str]:
        """Cities of the areas a record names, else those of its actors."""
        if record.areas:
            return self._of(record.areas)
        position = self.network.position
        actors = (self.network.actors[position[actor]] for actor in record.actors if actor in position)
        return frozenset(city for actor in actors for city in self.of_actor(actor))

    def apart(self, actor_a: Actor, actor_b: Actor) -> bool:
        """Whether two actors are known to be of different cities."""
        return self.several and _apart(self.of_actor(actor_a), self.of_actor(actor_b))

    def records_meet(self, record_a: Offer | Project, record_b: Offer | Project) -> bool:
        """Whether two records can be of the same city; a citywide record of an unknown city meets no record."""
        if not self.several:
            return True
        cities_a, cities_b = self.of_record(record_a), self.of_record(record_b)
        if not (cities_a and cities_b):
            return not (is_citywide(record_a) or is_citywide(record_b))
        return not _apart(cities_a, cities_b)

    def whole(self, record: Offer | Project) -> tuple[str, ...]:
        """The areas that stand for the whole city of a record, sorted: with one city all that lie in no other."""
        return tuple(sorted(self.of_record(record))) if self.several else self.network.area_tree.roots

    def _of(self, areas: Iterable[str]) -> frozenset[str]:
        return frozenset(city for area in areas if (city := self.of_area(area)))


def is_citywide(record: Offer | Project) -> bool:
    """Whether a record is for the whole city rather than for areas."""
    return isinstance(record, Offer) and record.area_mode == "citywide"


def _apart(cities_a: frozenset[str], cities_b: frozenset[str]) -> bool:
    return bool(cities_a and cities_b) and cities_a.isdisjoint(cities_b)
