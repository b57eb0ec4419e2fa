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
from app.network.disclosure.suppression import Figure, Withheld, figure, threshold
from app.records.areas import AreaTree
from app.records.statistic import Indicator, Observation

_DIGITS = 9  # differences below come from the order of additions

Column = Mapping[str, Figure | Withheld]
"""Figures of a statistic by area, on a single day, as far as they may be shown."""

_Cell = tuple[str, date, str]
"""A statistic, the last day of a reference date and an area: 2023 and 31 December 2023 are the same table."""


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Ids of observations whose ``values`` are kept back, and of those whose ``bases`` are."""

    values: frozenset[str]
    bases: frozenset[str]


def kept_back(indicators: Iterable[Indicator], observations: Iterable[Observation], areas: AreaTree) -> KeptBack:
    """Observations of which a number is kept back although every single number alone could be shown.

    Beside a hidden part of a known sum, further parts are kept back until the hidden number can be any number below
    its threshold, even for a reader who knows the sum, this rule, and that no part kept back is below the threshold.
    The choice and order of these parts does not depend on their numbers. Records of all days count, since older records
    can be requested. A higher threshold on request changes nothing here. The bases are a statistic of their own beside
    each: women and men who make up a base add up as they do to a recorded total.

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
    numbers = {cell: _cell_figure(by_id[cell[0]], records) for cell, records in sorted(recorded.items())}
    numbers |= _bases(by_id, recorded)
    thresholds = {indicator.id: indicator.smallest_count for indicator in by_id.values()}
    thresholds |= {_base_of(indicator): count for indicator, count in thresholds.items()}
    sums = [*additive_sums(_counts(numbers), frozenset(map(_base_of, by_id)))]
    numbers |= _implied_by_sums(numbers, sums, thresholds)
    cells = {cell for cell, number in numbers.items() if cell[0] not in by_id and number == "suppressed"} | {
        cell
        for family in statistic_families(sorted({indicator for indicator, _, _ in numbers}), sums)
        for cell in _kept_cells({name: thresholds[name] for name in family}, numbers, areas)
    }
    values, bases = set[str](), set[str]()
    for (indicator, day, area), records in recorded.items():
        ids = {observation.id for observation in records}
        bases |= ids if (_base_of(indicator), day, area) in cells else set()
        values |= ids if (indicator, day, area) in cells else set()
    return KeptBack(frozenset(values | bases), frozenset(bases))  # a value beside its share would tell the base


def _base_of(indicator: str) -> str:
    """The statistic that the bases of a statistic are."""
    return f"base of {indicator}"


def _bases(
    indicators: Mapping[str, Indicator], recorded: Mapping[_Cell, Iterable[Observation]]
) -> Mapping[_Cell, Figure | Withheld]:
    """Bases as numbers of people; one that is small is suppressed like any other."""
    numbers: dict[_Cell, Figure | Withheld] = {}
    for (indicator, day, area), records in sorted(recorded.items()):
        people = [observation.base for observation in records if observation.base is not None]
        if people:
            small = min(people) < threshold(indicators[indicator])
            numbers[_base_of(indicator), day, area] = "suppressed" if small else Figure(people[0], None)
    return numbers


def _cell_figure(indicator: Indicator, records: Iterable[Observation]) -> Figure | Withheld:
    """The figure of a cell; suppressed where any of several records of the cell is hidden."""
    figures = [figure(indicator, observation) for observation in records]
    return "suppressed" if "suppressed" in figures else figures[0]


def _counts(numbers: Mapping[_Cell, Figure | Withheld]) -> Mapping[str, Mapping[tuple[str, date], float]]:
    counts: dict[str, dict[tuple[str, date], float]] = {}
    for (indicator, day, area), number in numbers.items():
        by_cell = counts.setdefault(indicator, {})
        if isinstance(number, Figure):
            by_cell[area, day] = number.count
    return counts


def _implied_by_sums(
    numbers: Mapping[_Cell, Figure | Withheld], sums: Iterable[AdditiveSum], thresholds: Mapping[str, int]
) -> Mapping[_Cell, Figure | Withheld]:
    """Numbers without a record that follow from the sums: that of the women, where those of men and all are known."""
    counts: dict[tuple[date, str], dict[str, float]] = {}
    for (indicator, day, area), number in numbers.items():
        if isinstance(number, Figure):
            counts.setdefault((day, area), {})[indicator] = number.count
    return {
        (missing[0], day, area): Figure(missing[1], None) if missing[1] >= thresholds[missing[0]] else "suppressed"
        for (day, area), known in counts.items()
        for additive in sums
        if (missing := additive.missing(known)) and (missing[0], day, area) not in numbers
    }


def _kept_cells(
    thresholds: Mapping[str, int], numbers: Mapping[_Cell, Figure | Withheld], areas: AreaTree
) -> Iterator[_Cell]:
    """Cells kept back of a family of statistics, given with their thresholds."""
    tables: dict[date, dict[str, dict[str, Figure | Withheld]]] = {}
    for (indicator, day, area), number in numbers.items():
        if indicator in thresholds:
            tables.setdefault(day, {}).setdefault(indicator, {})[area] = number
    for day, columns in tables.items():
        hidden = StatisticFamily(columns, thresholds, areas).hidden
        for indicator, column in columns.items():
            yield from ((indicator, day, area) for area in hidden if isinstance(column.get(area), Figure))


@dataclass(frozen=True)
class StatisticFamily:
    """A family of statistics joined by sums, on a single day: an area is hidden in all of them or in none.

    ``columns`` and ``thresholds`` are by statistic. With an area hidden in all, no sum of statistics discloses a number;
    the sums of areas are examined for every single statistic.
    """

    columns: Mapping[str, Column]
    thresholds: Mapping[str, int]
    areas: AreaTree

    @cached_property
    def too_small(self) -> frozenset[str]:
        """Areas with a suppressed number."""
        return frozenset(
            area for column in self.columns.values() for area, number in column.items() if number == "suppressed"
        )

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Areas with a suppressed number and the areas kept back beside them."""
        hidden = set(self.too_small)
        while (area := self._next(hidden)) is not None:
            hidden.add(area)
        return frozenset(hidden)

    def _next(self, hidden: set[str]) -> str | None:
        """The next area to keep back; None: no sum discloses a number.

        It is a part of a sum that is still shown; without such a part it is the wider area itself.
        """
        for indicator, column in sorted(self.columns.items()):
            for area_sum in AreaSums(column, self.areas, frozenset(hidden)):
                if area_sum.discloses(self.too_small, hidden, self.thresholds[indicator]):
                    return next((part for part in area_sum.parts if part in area_sum.visible), area_sum.whole)
        return None


@dataclass(frozen=True, slots=True)
class AreaSum:
    """A wider area and the parts whose numbers add up to its own, in the order in which they are kept back.

    ``visible`` are the numbers of the visible parts, ``small`` the parts whose own number is too small, ``total`` is the
    number of the ``whole``. ``unrecorded`` are areas of the same kinds in it without a number, ``left`` what is left for
    them beside all recorded parts.
    """

    whole: str
    total: float
    parts: tuple[str, ...]
    visible: Mapping[str, float]
    small: frozenset[str]
    unrecorded: frozenset[str]
    left: float

    @property
    def remainder(self) -> float:
        """Sum of the hidden and the unrecorded parts."""
        return round(self.total - sum(self.visible.values()), _DIGITS)

    def discloses(self, too_small: frozenset[str], hidden: Iterable[str], threshold: int) -> bool:
        """Whether the sum says more of a number below the threshold than that it is below.

        A reader knows that every part kept back is at least the threshold. A hidden number can then be any number below
        the threshold if the remainder exceeds these parts by at least the threshold. The reader also knows that the
        remainder was too small *before* the last part was kept back: one smaller by 1 would already disclose something.
        What is left for areas without a number is theirs: too few people are as small as if they were recorded.
        """
        left_too_small = self.unrecorded if 1 <= self.left < threshold else frozenset()
        small = self.small or too_small.intersection(self.parts) or left_too_small
        hidden_parts = [part for part in self.parts if part in hidden and part not in small]
        if not small:
            return False
        if not hidden_parts and not self.visible:
            return self.remainder < threshold * len(small)  # more than small numbers can be: they are not the whole
        return not hidden_parts or self.remainder - threshold * len(hidden_parts) < threshold


@dataclass(frozen=True, slots=True)
class AreaSums:
    """The sums of areas within a column of numbers."""

    column: Column
    areas: AreaTree
    hidden: frozenset[str]

    def __iter__(self) -> Iterator[AreaSum]:
        """Sums for every choice of kinds of areas that may make up a wider area: boroughs, social spaces, or the quarters
        of certain boroughs beside the remaining boroughs. A choice whose shown numbers exceed the whole is no sum.
        """
        for whole, parts in sorted(self._parts.items()):
            for chosen in self._choices(parts):
                area_sum = self._sum(whole, chosen)
                if area_sum.remainder >= 0:
                    yield area_sum

    @property
    def _parts(self) -> Mapping[str, list[str]]:
        """Parts by the nearest area around them whose total is shown; areas without such an area are left out."""
        parts_of: dict[str, list[str]] = {}
        for area in sorted(self.column):
            whole = next((around for around in self.areas.ancestors(area) if self._is_visible(around)), None)
            if whole is not None:
                parts_of.setdefault(whole, []).append(area)
        return parts_of

    def _is_visible(self, area: str) -> bool:
        return area not in self.hidden and isinstance(self.column.get(area), Figure)

    def _choices(self, parts: list[str]) -> Iterator[list[str]]:
        """Parts by choice of kinds, fewest kinds first; no part lies in another."""
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
        """A sum with the parts of the kind of a hidden part first, then in the order of their ids."""
        wanted = {self._kind(part) for part in parts if part in self.hidden}
        total, figures = self.column[whole], {part: self.column[part] for part in parts}
        assert isinstance(total, Figure)
        counts = {part: number.count for part, number in figures.items() if isinstance(number, Figure)}
        return AreaSum(
            whole,
            total.count,
            parts=tuple(sorted(parts, key=lambda part: (self._kind(part) not in wanted, part))),
            visible={part: count for part, count in counts.items() if self._is_visible(part)},
            small=frozenset(part for part, number in figures.items() if number == "suppressed"),
            unrecorded=self._unrecorded(whole, parts),
            left=round(total.count - sum(counts.values()), _DIGITS),
        )

    def _unrecorded(self, whole: str, parts: Iterable[str]) -> frozenset[str]:
        """Areas of the kinds of the parts that lie in the whole beside them and have no number."""
        kinds, counted = {self._kind(part) for part in parts}, {*parts}
        return frozenset(
            area
            for area in self.areas.descendants(whole)
            if self._kind(area) in kinds
            and self.column.get(area, "not_recorded") == "not_recorded"
            and counted.isdisjoint((*self.areas.ancestors(area), *self.areas.descendants(area)))
        )
