"""Supply of a cell: the running offers for a group on a theme in an area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

import scipy  # loads each of its parts when it is first asked for

from app.network.disclosure.suppression import Raised
from app.network.district.need import Needs
from app.network.district.service_cells import Cell, Cells
from app.network.district.taxonomy_similarity import related
from app.network.graph.network import Network
from app.records.offers import Offer
from app.records.vocabulary import vocabulary

_DIGITS = 9  # differences below come from the order of additions

Pair = tuple[str, str]
"""A code of ``target_group`` and a code of ``theme``."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Running offers for a cell.

    ``offers`` are those for exactly this group and theme, ``wider`` those of them that are for a larger area too.
    ``partial`` fit in part: for a parent group, a child group or all residents, on the theme, its parent or its
    children.
    """

    offers: tuple[str, ...]
    wider: tuple[str, ...]
    partial: tuple[str, ...]


@dataclass(frozen=True)
class Supplies:
    """The supply of every cell of the comparable areas; ``raised`` and ``city`` are those of :class:`Needs`."""

    network: Network
    raised: Raised = "source"
    city: str | None = None

    @cached_property
    def cells(self) -> Cells:
        """Cells with the actors active in them."""
        return self.network.view(Cells)

    @cached_property
    def needs(self) -> Needs:
        """Needs of the areas, with the numbers of people who live in them."""
        return self.network.view(Needs, self.raised, self.city)

    @cached_property
    def served(self) -> Mapping[str, Mapping[str, bool]]:
        """Comparable areas served, by running offer: True for an area served as part of a larger area."""
        named = {offer.id: self.cells.areas_of(offer) for offer in self.running.values()}
        served = {areas: self._served(areas) for areas in set(named.values())}
        return {offer: served[areas] for offer, areas in named.items()}

    @cached_property
    def running(self) -> Mapping[str, Offer]:
        """Running offers by id, sorted."""
        return {record.id: record for _, record in self.cells.running if isinstance(record, Offer)}

    def _served(self, named: Iterable[str]) -> Mapping[str, bool]:
        """Areas served by an offer for some areas; one for a part of a comparable area serves that area."""
        areas: dict[str, bool] = {}
        for area in named:
            within = self._comparable.intersection((area, *self.cells.areas.ancestors(area)))
            below = self._comparable.intersection(self.cells.areas.descendants(area))
            areas |= dict.fromkeys(below - areas.keys(), True)
            areas |= dict.fromkeys(within, False)
        return dict(sorted(areas.items()))

    @cached_property
    def _comparable(self) -> frozenset[str]:
        return frozenset(self.needs.areas)

    @cached_property
    def by_area(self) -> Mapping[str, frozenset[str]]:
        """Running offers by comparable area that they serve."""
        offers_in: dict[str, set[str]] = {area: set() for area in self.needs.areas}
        for offer, areas in self.served.items():
            for area in areas:
                offers_in[area].add(offer)
        return {area: frozenset(offers) for area, offers in offers_in.items()}

    @cached_property
    def pairs(self) -> Mapping[Pair, tuple[Offer, ...]]:
        """Running offers by target group and theme, sorted."""
        offers_of: dict[Pair, list[Offer]] = {}
        for offer in self.running.values():
            for pair in sorted(set(product(offer.target_groups, offer.themes))):
                offers_of.setdefault(pair, []).append(offer)
        return {pair: tuple(offers) for pair, offers in sorted(offers_of.items())}

    @cached_property
    def made_for(self) -> Mapping[Cell, tuple[str, ...]]:
        """Running offers by cell, sorted, without those that serve the area only as part of a larger area."""
        offers_at: dict[Cell, list[str]] = {}
        for pair, offers in self.pairs.items():
            for offer in sorted(offer.id for offer in offers):
                for area in (area for area, wider in self.served[offer].items() if not wider):
                    offers_at.setdefault(Cell(area, *pair), []).append(offer)
        return {cell: tuple(offers) for cell, offers in offers_at.items()}

    def areas_with(self, pair: Pair) -> frozenset[str]:
        """Comparable areas with an offer for a group on a theme."""
        return frozenset().union(*(self.served[offer.id] for offer in self.pairs.get(pair, ())))

    def of(self, cell: Cell) -> Supply:
        """The supply of a cell."""
        pair = (cell.target_group, cell.theme)
        serving = self._serving(cell.area, (pair,))
        return Supply(
            offers=serving,
            wider=tuple(offer for offer in serving if self.served[offer][cell.area]),
            partial=tuple(offer for offer in self._serving(cell.area, partly(*pair)) if offer not in serving),
        )

    def _serving(self, area: str, pairs: Iterable[Pair]) -> tuple[str, ...]:
        offers_here = self.by_area.get(area, frozenset())
        return tuple(sorted({offer for pair in pairs for offer in offers_here & self._ids.get(pair, frozenset())}))

    @cached_property
    def _ids(self) -> Mapping[Pair, frozenset[str]]:
        """Ids of running offers by target group and theme."""
        return {pair: frozenset(offer.id for offer in offers) for pair, offers in self.pairs.items()}

    def amounts(self, pair: Pair) -> Mapping[str, float]:
        """Offers for a group on a theme by area, each divided over the areas it serves, sorted by area.

        In proportion to the people of the group if their number is known in all areas an offer serves, else equally.
        For computing alone: shown, a fraction would tell how many people live in an area.
        """
        people = self.needs.people.get(pair[0], {})
        amounts: dict[str, float] = {}
        for offer in self.pairs.get(pair, ()):
            for area, part in _parts(self.served[offer.id], people).items():
                amounts[area] = amounts.get(area, 0.0) + part
        return {area: round(amount, _DIGITS) for area, amount in sorted(amounts.items())}


def _parts(areas: Iterable[str], people: Mapping[str, float]) -> Mapping[str, float]:
    areas = tuple(areas)
    weights = [people[area] for area in areas if area in people]
    if len(weights) < len(areas):
        return dict.fromkeys(areas, 1 / len(areas))
    return {area: weight / sum(weights) for area, weight in zip(areas, weights, strict=True)}


def upper_bound(amount: float, confidence: float) -> float:
    """The one-sided upper bound of the exact Poisson interval in its gamma form, since amounts are fractions.

    It is the ``confidence`` quantile of the gamma distribution of shape ``amount + 1`` (Garwood 1936, half the
    quantile of chi-squared with 2 (amount + 1) degrees of freedom).
    """
    return float(scipy.special.gammaincinv(amount + 1, confidence))


@cache
def partly(group: str, theme: str) -> tuple[Pair, ...]:
    """Pairs whose offers may meet the same need."""
    residents = {code for code, term in vocabulary("target_group").terms.items() if term.universal}
    return tuple(product(sorted(related("target_group", group) | residents), sorted(related("theme", theme))))
