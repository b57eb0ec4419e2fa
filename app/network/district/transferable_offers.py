"""Offers near an area that could also take place in it, and the actors to discuss that with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.district.supply import Pair, Supplies
from app.records.offers import Offer


class Nearby(NamedTuple):
    """An offer for an area nearby with its leading actors of the snapshot; with all its actors where none leads."""

    area: str
    offer: str
    providers: tuple[str, ...]


@dataclass(frozen=True)
class TransferableOffers:
    """Offers and actors that fit a cell without supply."""

    supplies: Supplies
    presence: Presence

    def nearby(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        """Offers for the same group and theme, made for an area nearby, as (area, offer); neighbours first."""
        made_for = self.supplies.made_for
        return tuple(
            (area, offer)
            for area in self.presence.near(cell.area)
            for offer in made_for.get(cell._replace(area=area), ())
        )

    def provided_nearby(self, cell: Cell) -> Iterator[Nearby]:
        """Offers nearby that stay, with at least one provider that stays, in the order of :meth:`nearby`."""
        known = self.supplies.network.position
        for area, offer_id in self.nearby(cell):
            offer = self.supplies.running[offer_id]
            actors = offer.leads or offer.actors
            providers = tuple(actor for actor in actors if actor in known and self.presence.lasts(actor))
            if providers and self.presence.stays(offer.end):
                yield Nearby(area, offer_id, providers)

    def ended(self, cell: Cell) -> Offer | None:
        """The offer for a cell that ended last, made for the area itself or a part of it; None: none is recorded.

        An offer counts for the cell when it names the group and the theme themselves.
        """
        within = self.presence.within(cell.area)
        offers = self._over.get((cell.target_group, cell.theme), ())
        return next((offer for offer in offers if not within.isdisjoint(offer.areas)), None)

    @cached_property
    def _over(self) -> Mapping[Pair, Sequence[Offer]]:
        """Offers that have ended by target group and theme, the last first; of those that ended on one day the greater id."""
        network = self.supplies.network
        last_days = {offer.id: offer.end.last for offer in network.records.offers if offer.end is not None}
        over = (offer for offer in network.records.offers if last_days.get(offer.id, network.as_of) < network.as_of)
        ended: dict[Pair, list[Offer]] = {}
        for offer in sorted(over, key=lambda offer: (last_days[offer.id], offer.id), reverse=True):
            for pair in set(product(offer.target_groups, offer.themes)):
                ended.setdefault(pair, []).append(offer)
        return ended

    def candidates(self, cell: Cell, most: int) -> tuple[str, ...]:
        """Actors that stay: first providers of such offers nearby, then elsewhere, then actors for the group in the area."""
        known = self.supplies.network.position
        chosen: dict[str, None] = {}
        for actor in self._candidates(cell):
            if actor in known and self.presence.lasts(actor):
                chosen[actor] = None
            if len(chosen) == most:
                break
        return tuple(chosen)

    def _candidates(self, cell: Cell) -> Iterator[str]:
        near = {offer for _, offer in self.nearby(cell)}
        for offer in filter(self.presence.goes_on, (self.supplies.running[near_offer] for near_offer in sorted(near))):
            yield from offer.actors
        for further in self.supplies.pairs.get((cell.target_group, cell.theme), ()):
            if further.id not in near and self.presence.goes_on(further):
                yield from further.actors
        within, cells = self.presence.within(cell.area), self.supplies.cells
        for neighbour in self._occupied_for.get(cell.target_group, ()):
            if neighbour.area in within:
                activities = (activity for activity in cells.activities[neighbour] if not activity.wider)
                yield from (
                    activity.actor
                    for activity in activities
                    if (activity.topic, activity.record) in self.presence.going_on
                )

    @cached_property
    def _occupied_for(self) -> Mapping[str, tuple[Cell, ...]]:
        """Occupied cells by target group, in their order."""
        cells: dict[str, list[Cell]] = {}
        for cell in self.supplies.cells.occupied:
            cells.setdefault(cell.target_group, []).append(cell)
        return {group: tuple(of_group) for group, of_group in cells.items()}
