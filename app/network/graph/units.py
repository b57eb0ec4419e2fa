"""Units of organisations: whether two actors are one organisation."""

from dataclasses import dataclass
from functools import cached_property

from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.profile import kind_group


@dataclass(frozen=True)
class Organisations:
    """Units and what they are units of; an umbrella association is no organisation of its members."""

    network: Network

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.network.records.actors}

    @cached_property
    def _tops(self) -> dict[str, str]:
        return {actor: self._top(actor) for actor in self._actors}

    def _top(self, actor: str) -> str:
        """The organisation above all others; in a circle the smallest id."""
        units = [actor]
        while (above := self._unit_of(units[-1])) is not None:
            if above in units:
                return min(units[units.index(above) :])
            units.append(above)
        return units[-1]

    def _unit_of(self, actor: str) -> str | None:
        known = self._actors.get(actor)
        return known.unit_of if known else None

    def part_of(self, actor_a: str, actor_b: str) -> bool:
        """Whether one is recorded as a unit of the other, at any depth, or as its member."""
        known = self._actors.get(actor_a)
        chain = [actor_a]
        while (above := self._unit_of(chain[-1])) is not None and above not in chain:
            chain.append(above)
        return actor_a != actor_b and (actor_b in chain or (known is not None and actor_b in known.affiliated_to))

    def same_organisation(self, actor_a: str, actor_b: str) -> bool:
        """Whether two actors are one organisation: one a unit of the other, at any depth, or both units of one actor.

        Departments of a city stay two: they have different tasks, and bringing them together is what one asks for.
        """
        if actor_a == actor_b:
            return True
        tops = self._tops
        together = tops.get(actor_a, actor_a) == tops.get(actor_b, actor_b)
        return together and not (self._is_department(actor_a) and self._is_department(actor_b))

    def _is_department(self, actor: str) -> bool:
        kinds = self._actors[actor].kinds if actor in self._actors else ()
        return bool(kinds) and kind_group(kinds[0]) == "city_department"
