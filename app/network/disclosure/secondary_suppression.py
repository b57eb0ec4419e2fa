"""Secondary suppression: the known numbers kept back beside a hidden one, so that no sum gives it away.

Sums are those of wider areas and those of statistics that add up. The rule and its proof stand in
docs/decisions/small-counts.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from app.network.disclosure.additive_statistics import AdditiveSum, additive_sums, statistic_families
from app.network.disclosure.suppression import Figure, Withheld, figure
from app.records.areas import AreaTree
from app.records.statistic import Indicator, Observation

_DIGITS = 9  # differences below come from the order of additions

Column = Mapping[str, Figure | Withheld]
"""What may be told of a statistic by area, on one day."""

_Cell = tuple[str, date, str]
"""A statistic, the last day of a date and an area: 2023 and 31 December 2023 are the same table."""


def kept_back(indicators: Iterable[Indicator], observations: Iterable[Observation], areas: AreaTree) -> frozenset[str]:
    """Ids of observations from which nothing is derived although each of them alone could be told.

    Beside a hidden part of a known sum others are kept back until it can be any number below its threshold, for
    somebody who knows the sum, this rule, and that no other kept part is below the threshold. Which parts, and in which
    order, does not depend on their numbers. Records of all days count, since an older one can be asked for. A higher
    threshold that somebody asks for changes nothing here.

    Args:
        indicators: all statistics.
        observations: all records about them.
        areas: which area lies in which.
    """
    by_id = {indicator.id: indicator for indicator in indicators}
    recorded: dict[_Cell, list[Observation]] = {}
    for observation in observations:
        if observation.indicator in by_id:
            cell = (observation.indicator, observation.ref_date.last, observation.area)
            recorded.setdefault(cell, []).append(observation)
    told = {cell: _told(by_id[cell[0]], same) for cell, same in sorted(recorded.items())}
    sums = [*additive_sums(_counts(told))]
    told |= _told_by_sums(told, sums, {indicator.id: indicator.smallest_count for indicator in by_id.values()})
    return frozenset(
        observation.id
        for family in statistic_families(sorted({indicator for indicator, _, _ in told}), sums)
        for cell in _kept_cells([by_id[indicator] for indicator in family], told, areas)
        for observation in recorded.get(cell, ())
    )


def _told(indicator: Indicator, same: Iterable[Observation]) -> Figure | Withheld:
    """What may be told of a cell: nothing where one of several records of it is hidden."""
    figures = [figure(indicator, observation) for observation in same]
    return "suppressed" if "suppressed" in figures else figures[0]


def _counts(told: Mapping[_Cell, Figure | Withheld]) -> Mapping[str, Mapping[tuple[str, date], float]]:
    counts: dict[str, dict[tuple[str, date], float]] = {}
    for (indicator, day, area), number in told.items():
        by_cell = counts.setdefault(indicator, {})
        if isinstance(number, Figure):
            by_cell[area, day] = number.count
    return counts


def _told_by_sums(
    told: Mapping[_Cell, Figure | Withheld], sums: Iterable[AdditiveSum], thresholds: Mapping[str, int]
) -> Mapping[_Cell, Figure | Withheld]:
    """What nobody recorded and everybody can work out: the women, where only men and all are known."""
    numbers: dict[tuple[date, str], dict[str, float]] = {}
    for (indicator, day, area), number in told.items():
        if isinstance(number, Figure):
            numbers.setdefault((day, area), {})[indicator] = number.count
    return {
        (missing[0], day, area): Figure(missing[1], None) if missing[1] >= thresholds[missing[0]] else "suppressed"
        for (day, area), known in numbers.items()
        for additive in sums
        if (missing := additive.missing(known)) and (missing[0], day, area) not in told
    }


def _kept_cells(
    family: Iterable[Indicator], told: Mapping[_Cell, Figure | Withheld], areas: AreaTree
) -> Iterator[_Cell]:
    tables: dict[date, dict[str, dict[str, Figure | Withheld]]] = {}
    thresholds = {indicator.id: indicator.smallest_count for indicator in family}
    for (indicator, day, area), number in told.items():
        if indicator in thresholds:
            tables.setdefault(day, {}).setdefault(indicator, {})[area] = number
    for day, columns in tables.items():
        hidden = StatisticFamily(columns, thresholds, areas).hidden
        for indicator, column in columns.items():
            yield from ((indicator, day, area) for area in hidden if isinstance(column.get(area), Figure))


@dataclass(frozen=True)
class StatisticFamily:
    """Statistics joined by sums, on one day: an area is hidden in all of them or in none.

    ``columns`` and ``thresholds`` are by statistic. With an area hidden in all, no sum of statistics tells anything;
    sums of areas are looked at one statistic at a time.
    """

    columns: Mapping[str, Column]
    thresholds: Mapping[str, int]
    areas: AreaTree

    @cached_property
    def too_small(self) -> frozenset[str]:
        """Areas with a number that may not be shown."""
        return frozenset(
            area for column in self.columns.values() for area, number in column.items() if number == "suppressed"
        )

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Those and the areas kept back beside them."""
        hidden = set(self.too_small)
        while (kept := self._next(hidden)) is not None:
            hidden.add(kept)
        return frozenset(hidden)

    def _next(self, hidden: set[str]) -> str | None:
        """The next area to keep back; None: no sum gives anything away.

        It is a part that is still shown; where none is left, the wider area itself.
        """
        for indicator, column in sorted(self.columns.items()):
            for area_sum in AreaSums(column, self.areas, frozenset(hidden)):
                if area_sum.discloses(self.too_small, hidden, self.thresholds[indicator]):
                    return next((part for part in area_sum.parts if part in area_sum.shown), area_sum.whole)
        return None


@dataclass(frozen=True, slots=True)
class AreaSum:
    """A wider area and the parts whose numbers add up to its own, those first that are kept back first.

    ``shown`` are the numbers of parts that are told, ``small`` the parts whose own number is too small, ``total`` is
    the number of the ``whole``.
    """

    whole: str
    total: float
    parts: tuple[str, ...]
    shown: Mapping[str, float]
    small: frozenset[str]

    @property
    def rest(self) -> float:
        """What the hidden parts, and those nobody recorded, are together."""
        return round(self.total - sum(self.shown.values()), _DIGITS)

    def discloses(self, too_small: frozenset[str], hidden: Iterable[str], threshold: int) -> bool:
        """Whether somebody could say of a number below the threshold more than that it is below.

        Knowing that each of the parts kept back is at least the threshold, a hidden number can be anything below it if
        as much as the threshold is left over; that the rest *before* the last part was kept back was not enough is
        part of that knowledge, so that one less would already tell something.
        """
        small = self.small or too_small.intersection(self.parts)
        kept = [part for part in self.parts if part in hidden and part not in small]
        if not small:
            return False
        if not kept and not self.shown:
            return self.rest < threshold * len(small)  # more than small numbers can be: they are not the whole
        return not kept or self.rest - threshold * len(kept) < threshold


@dataclass(frozen=True, slots=True)
class AreaSums:
    """The sums of areas that a column of numbers is full of."""

    column: Column
    areas: AreaTree
    hidden: frozenset[str]

    def __iter__(self) -> Iterator[AreaSum]:
        """Every choice of kinds of areas that may make up a wider one: boroughs, social spaces, or quarters of some
        boroughs beside the other boroughs. A choice whose shown numbers are more than the whole is none.
        """
        for whole, parts in sorted(self._parts.items()):
            for chosen in self._choices(parts):
                area_sum = self._sum(whole, chosen)
                if area_sum.rest >= 0:
                    yield area_sum

    @property
    def _parts(self) -> Mapping[str, list[str]]:
        """Areas by the nearest area around them whose total is told; those without one are in none."""
        found: dict[str, list[str]] = {}
        for area in sorted(self.column):
            whole = next((around for around in self.areas.ancestors(area) if self._shown(around)), None)
            if whole is not None:
                found.setdefault(whole, []).append(area)
        return found

    def _shown(self, area: str) -> bool:
        return area not in self.hidden and isinstance(self.column.get(area), Figure)

    def _choices(self, parts: list[str]) -> Iterator[list[str]]:
        """Parts of one or several kinds, fewest first, of which none lies in another."""
        outer = [part for part in parts if not set(self.areas.ancestors(part)) & set(parts)]
        inner = [part for part in parts if not set(self.areas.descendants(part)) & set(parts)]
        for layer in [outer] if outer == inner else [outer, inner]:
            kinds = sorted({self._kind(part) for part in layer})
            for count in range(1, len(kinds) + 1):
                for chosen in combinations(kinds, count):
                    yield [part for part in layer if self._kind(part) in chosen]

    def _kind(self, area: str) -> str:
        return self.areas.kinds.get(area) or ""

    def _sum(self, whole: str, parts: list[str]) -> AreaSum:
        """A sum whose parts of the kind of a hidden one come first, then in the order of their ids."""
        wanted = {self._kind(part) for part in parts if part in self.hidden}
        total, figures = self.column[whole], {part: self.column[part] for part in parts}
        assert isinstance(total, Figure)
        return AreaSum(
            whole,
            total.count,
            parts=tuple(sorted(parts, key=lambda part: (self._kind(part) not in wanted, part))),
            shown={
                part: number.count
                for part, number in figures.items()
                if isinstance(number, Figure) and self._shown(part)
            },
            small=frozenset(part for part, number in figures.items() if number == "suppressed"),
        )
