"""Which offers near an area could also take place there, and with whom could that be discussed?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.district.supply import Supplies


class Nearby(NamedTuple):
    """An offer for an area near, and which actors of the snapshot lead it; all who provide it where none leads it."""

    area: str
    offer: str
    providers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TransferableOffers:
    """Looks for offers and actors that fit a cell without supply."""

    supplies: Supplies
    presence: Presence

    def nearby(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        """Offers for the same group on the same theme, made for an area near, as (area, offer); neighbours first."""
        made_for = self.supplies.made_for
        return tuple(
            (area, offer)
            for area in self.presence.near(cell.area)
            for offer in made_for.get(cell._replace(area=area), ())
        )

    def provided_nearby(self, cell: Cell) -> Iterator[Nearby]:
        """Offers nearby that somebody can be asked about, in the same order."""
        offers = {one.id: one for one in self.supplies.pairs.get((cell.target_group, cell.theme), ())}
        known = self.supplies.network.position
        for area, offer in self.nearby(cell):
            by = offers[offer].leads or offers[offer].actors
            providers = tuple(one for one in by if one in known and self.presence.lasts(one))
            if providers:
                yield Nearby(area, offer, providers)

    def candidates(self, cell: Cell) -> tuple[str, ...]:
        """Actors that stay: those who offer the same near, then elsewhere, then those active for the group in the area."""
        known = self.supplies.network.position
        some = (actor for actor in self._candidates(cell) if actor in known and self.presence.lasts(actor))
        return tuple(dict.fromkeys(some))

    def _candidates(self, cell: Cell) -> Iterator[str]:
        near = {offer for _, offer in self.nearby(cell)}
        same = self.supplies.pairs.get((cell.target_group, cell.theme), ())
        for offer in sorted(same, key=lambda one: (one.id not in near, one.id)):
            yield from offer.actors
        within, cells = self.presence.within(cell.area), self.supplies.cells
        for other in cells.occupied:
            if other.area in within and other.target_group == cell.target_group:
                yield from (actor for actor, wider in cells.active(other).items() if not wider)
