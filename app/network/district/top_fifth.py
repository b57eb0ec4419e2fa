"""Top fifth of the areas by an indicator of need, and the share of the people who live in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.network.district.combined_need import indicator_levels
from app.network.district.need import Needs
from app.records.statistic import Indicator

_DIGITS = 9  # differences below come from the order of additions


@dataclass(frozen=True, slots=True)
class TopFifth:
    """The upper fifth of the ``known`` areas, those whose value may be shown.

    ``people`` is the percentage of the people counted in known areas who live in ``areas``; None where no area belongs
    to the fifth: fewer than five are known, or too many are equal.
    """

    areas: frozenset[str]
    known: int
    people: float | None


def top_fifth(needs: Needs, indicator: Indicator) -> TopFifth:
    """The areas with the greatest value of an indicator, at most a fifth of the known ones of each city.

    Equal areas that do not all fit in stay outside: none of them has more need than the next.
    """
    of_cities = [indicator_levels(of_city, indicator) for of_city in needs.by_city]
    areas = frozenset(area for levels in of_cities for area in _first_fifth(levels))
    return TopFifth(areas, sum(map(len, of_cities)), _people(needs, indicator, areas) if areas else None)


def _first_fifth(levels: Mapping[str, float]) -> Iterator[str]:
    """Areas in the top fifth of their city."""
    for area, level in levels.items():
        if sum(value >= level for value in levels.values()) <= len(levels) // 5:
            yield area


def _people(needs: Needs, indicator: Indicator, areas: frozenset[str]) -> float:
    figures = {area: needs.of_indicator(indicator, area).figure for area in needs.areas}
    counts = {area: figure.count for area, figure in figures.items() if figure is not None}
    within = sum(count for area, count in counts.items() if area in areas)
    return round(100 * within / sum(counts.values()), _DIGITS)
