"""Need beside supply: what is offered in every comparable area, and how it stands among the areas of its city."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from app.findings import Audience
from app.network.district.combined_need import combined_need
from app.network.district.coverage_gaps import Level, levels_among
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.supply import Supplies
from app.network.graph.network import Network
from app.records.offers import Offer
from app.records.vocabulary import vocabulary

Standing = Literal["more_need", "even", "more_supply", "list_open", "suppressed", "not_recorded", "too_few"]
"""What is known of an area: its need against its supply, or why the two are not compared."""

STANDINGS: tuple[Standing, ...] = get_args(Standing)

NeedSign = Literal["high", "other", "suppressed", "not_recorded"]
"""Need of an area among those of its city: in the upper half, not, hidden, or without a record."""

Columns = Literal["theme", "target_group"]
"""What the columns of a table of supply are: terms of that vocabulary."""

FEWEST_COMPARED = 3
"""Of fewer areas none stands higher or lower than "the others"."""

APART = 1 / 3
"""So far apart the places of need and supply among the areas are, from 0 (lowest) to 1 (highest), before it is said."""


@dataclass(frozen=True, slots=True)
class AreaNeed:
    """The need of an area as a share, a count or a combined score. ``level`` None: nothing may be said of it, ``sign`` tells why."""

    sign: NeedSign
    value: float | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """An area with its need, its supply and its standing; ``complete``: its list of offers is confirmed.

    ``offers`` run for the area itself, ``wider`` for a larger area; both count in its standing.
    """

    area: str
    standing: Standing
    need: AreaNeed
    offers: tuple[str, ...]
    wider: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class SupplyCell:
    """Running offers for an area and for larger ones in one column, whether their list is confirmed, and the need there."""

    offers: tuple[str, ...]
    wider: tuple[str, ...]
    complete: bool
    need: NeedSign


@dataclass(frozen=True)
class NeedAndSupply:
    """Need and supply of the comparable areas.

    ``target_group`` None: the combined need, and offers for whomever; else the need of that group, and offers for it.
    ``theme`` None: offers on whatever; else those on that theme or one below it. ``audience``: statistics that must not
    be passed on are left out for others than the coordinator, as if they had not been recorded.
    """

    network: Network
    target_group: str | None = None
    theme: str | None = None
    audience: Audience = "internal"

    @cached_property
    def areas(self) -> tuple[AreaStanding, ...]:
        """Every comparable area, sorted by id."""
        standings = [standing for city in self._supplies.needs.by_city for standing in self._of_city(city)]
        return tuple(sorted(standings, key=lambda standing: standing.area))

    @cached_property
    def target_groups(self) -> tuple[str, ...]:
        """Target groups with a measured need or a running offer, in the order of their vocabulary."""
        offered = {group for offer in self._running for group in offer.target_groups}
        measured = {group for city in self._supplies.needs.by_city for group in city.primary}
        return _in_order("target_group", offered | measured)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """Themes of running offers, as those that stand at the top of their vocabulary, in its order."""
        return _in_order("theme", {_theme_and_wider(theme)[-1] for offer in self._running for theme in offer.themes})

    def columns(self, kind: Columns) -> tuple[str, ...]:
        """The columns of a table: those of :attr:`themes` or :attr:`target_groups`."""
        return self.themes if kind == "theme" else self.target_groups

    def row(self, area: str, kind: Columns) -> tuple[SupplyCell, ...]:
        """The cells of an area; in a table of target groups each has the need of its group."""
        return tuple(self._cell(area, kind, code) for code in self.columns(kind))

    def _cell(self, area: str, kind: Columns, code: str) -> SupplyCell:
        group, theme = (code, self.theme) if kind == "target_group" else (self.target_group, code)
        return SupplyCell(
            *self.offers(area, group, theme), self.complete(area, theme), self._needs_of[group][area].sign
        )

    def offers(self, area: str, group: str | None, theme: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Running offers for exactly that group, on that theme or one below it: for the area itself, for larger ones."""
        matching = [
            (offer, wider)
            for offer, wider in self._by_area[area]
            if (group is None or offer in self._by_group.get(group, ()))
            and (theme is None or offer in self._by_theme.get(theme, ()))
        ]
        return (
            tuple(offer for offer, wider in matching if not wider),
            tuple(offer for offer, wider in matching if wider),
        )

    def offers_on(self, theme: str) -> frozenset[str]:
        """Running offers on a theme or one below it, wherever they are."""
        return self._by_theme.get(theme, frozenset())

    def complete(self, area: str, theme: str | None) -> bool:
        """Whether the list of offers for an area is confirmed, at least on that theme."""
        return self.network.view(Inventory).confirmed("offers", "area", area, theme) is not None

    @property
    def _supplies(self) -> Supplies:
        return self.network.view(Supplies)

    @cached_property
    def _running(self) -> tuple[Offer, ...]:
        return tuple(record for _, record in self._supplies.cells.running if isinstance(record, Offer))

    @cached_property
    def _by_area(self) -> Mapping[str, Sequence[tuple[str, bool]]]:
        """Running offers by area, True for those of a larger area."""
        offers_in: dict[str, list[tuple[str, bool]]] = {area: [] for area in self._supplies.needs.areas}
        for offer, areas in sorted(self._supplies.served.items()):
            for area, wider in areas.items():
                offers_in[area].append((offer, wider))
        return offers_in

    @cached_property
    def _by_group(self) -> Mapping[str, frozenset[str]]:
        return _index((group, offer.id) for offer in self._running for group in offer.target_groups)

    @cached_property
    def _by_theme(self) -> Mapping[str, frozenset[str]]:
        return _index(
            (wider, offer.id) for offer in self._running for theme in offer.themes for wider in _theme_and_wider(theme)
        )

    @cached_property
    def _needs_of(self) -> Mapping[str | None, Mapping[str, AreaNeed]]:
        """The need of every area by target group; of None the combined one."""
        groups = {None, self.target_group, *self.target_groups}
        return {group: area_needs(self.network, group, self.audience) for group in groups}

    def _of_city(self, city: Needs) -> list[AreaStanding]:
        needs = self._needs_of[self.target_group]
        offers = {area: self.offers(area, self.target_group, self.theme) for area in city.areas}
        complete = {area: self.complete(area, self.theme) for area in city.areas}
        compared = {area: value for area in city.areas if complete[area] and (value := needs[area].value) is not None}
        apart = _apart(compared, {area: float(len(local) + len(wider)) for area, (local, wider) in offers.items()})
        return [
            AreaStanding(
                area,
                _standing(needs[area], apart.get(area), complete=complete[area]),
                needs[area],
                *offers[area],
                complete[area],
            )
            for area in city.areas
        ]


def _theme_and_wider(theme: str) -> tuple[str, ...]:
    terms = vocabulary("theme")
    return (theme, *terms.ancestors(theme)) if theme in terms.terms else (theme,)


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Ids of offers by the term beside them."""
    offers_of: dict[str, set[str]] = {}
    for term, offer in pairs:
        offers_of.setdefault(term, set()).add(offer)
    return {term: frozenset(offers) for term, offers in offers_of.items()}


def area_needs(network: Network, group: str | None, audience: Audience = "internal") -> Mapping[str, AreaNeed]:
    """The need of every comparable area: of a group, or combined; areas are compared within their city."""
    needs_of: dict[str, AreaNeed] = {}
    for city in network.view(Supplies).needs.by_city:
        values, hidden = _values(city, group, audience)
        levels = levels_among(values)
        needs_of |= {area: _area_need(values.get(area), levels.get(area), hidden=area in hidden) for area in city.areas}
    return needs_of


def _values(needs: Needs, group: str | None, audience: Audience) -> tuple[Mapping[str, float], frozenset[str]]:
    """Known levels by area, and the areas whose level is hidden."""
    indicators = needs.indicators if group is None else tuple(filter(None, [needs.primary.get(group)]))
    if audience != "internal" and not all(indicator.may_be_passed_on for indicator in indicators):
        return {}, frozenset()
    if group is None:
        combined = {area: need for area, need in needs.network.view(combined_need).items() if area in needs.areas}
        return (
            {area: need.score for area, need in combined.items() if need.score is not None},
            frozenset(area for area, need in combined.items() if need.withheld == "suppressed"),
        )
    of_area = {area: need for area in needs.areas if (need := needs.of_group(group, area)) is not None}
    return needs.levels(group), frozenset(area for area, need in of_area.items() if need.withheld == "suppressed")


def _area_need(value: float | None, level: Level | None, *, hidden: bool) -> AreaNeed:
    if hidden or level is None:
        return AreaNeed("suppressed" if hidden else "not_recorded")
    return AreaNeed("high" if level.upper_half else "other", value, level)


def _apart(needs: Mapping[str, float], offers: Mapping[str, float]) -> Mapping[str, float]:
    """How much higher each area stands by need than by the number of its offers; nothing for too few areas."""
    if len(needs) < FEWEST_COMPARED:
        return {}
    by_need, by_supply = _places(needs), _places({area: offers[area] for area in needs})
    return {area: by_need[area] - by_supply[area] for area in needs}


def _places(values: Mapping[str, float]) -> Mapping[str, float]:
    """The place of each area from 0, the lowest value, to 1; equal ones share the middle of their places."""
    in_order, rivals = sorted(values.values()), len(values) - 1
    return {
        area: (bisect_left(in_order, value) + bisect_right(in_order, value) - 1) / 2 / rivals
        for area, value in values.items()
    }


def _standing(need: AreaNeed, apart: float | None, *, complete: bool) -> Standing:
    if need.level is None:
        return "suppressed" if need.sign == "suppressed" else "not_recorded"
    if not complete:
        return "list_open"
    if apart is None:
        return "too_few"
    return "more_need" if apart >= APART else "more_supply" if apart <= -APART else "even"


def _in_order(name: str, codes: set[str]) -> tuple[str, ...]:
    known = vocabulary(name).terms
    return tuple(code for code in known if code in codes) + tuple(sorted(codes - known.keys()))
