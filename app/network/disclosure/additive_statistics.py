"""Statistics that add up, as women and men do to all: recognised by the numbers, since no field records it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import networkx as nx

LARGEST_SUM = 4
"""Most parts of a sum that is searched for; ages in five classes are not recognised as one."""

FEWEST_CELLS = 2
"""Areas and days in which the parts must add up before it counts as no accident."""

_ROUNDED = 1.0  # people: a share in tenths of a percent is not exact

StatisticCell = tuple[str, date]
"""An area and a day."""

Counts = Mapping[StatisticCell, float]
"""People counted in each area on each day, only where known."""


@dataclass(frozen=True, slots=True)
class AdditiveSum:
    """A statistic and the parts it is the sum of; a single part is the same number under another name."""

    whole: str
    parts: tuple[str, ...]

    def holds(self, counts: Mapping[str, Counts]) -> bool:
        """Whether the sum is true wherever all its numbers are known, in at least :data:`FEWEST_CELLS` cells."""
        shared = set(counts[self.whole]).intersection(*(counts[part] for part in self.parts))
        return len(shared) >= FEWEST_CELLS and all(
            abs(counts[self.whole][cell] - sum(counts[part][cell] for part in self.parts)) <= _ROUNDED
            for cell in shared
        )

    def missing(self, numbers: Mapping[str, float]) -> tuple[str, float] | None:
        """The only statistic of the sum without a number in a cell, and the number it must have; None: not exactly one."""
        unknown = [name for name in (self.whole, *self.parts) if name not in numbers]
        if len(unknown) != 1:
            return None
        known = sum(numbers[part] for part in self.parts if part in numbers)
        return unknown[0], known if unknown[0] == self.whole else numbers[self.whole] - known


def statistic_families(statistics: Iterable[str], sums: Iterable[AdditiveSum]) -> list[tuple[str, ...]]:
    """Families of ids of statistics joined by sums, sorted; a statistic in no sum stands alone."""
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(statistics)
    for additive in sums:
        nx.add_star(joined, (additive.whole, *additive.parts))
    return sorted(tuple(sorted(family)) for family in nx.connected_components(joined))


def additive_sums(counts: Mapping[str, Counts], bases: Collection[str] = ()) -> Iterator[AdditiveSum]:
    """Every sum of statistics that is true of all numbers known.

    Args:
        counts: people by statistic.
        bases: those that are bases of others: women and men make up the base of both; a base is a part of nothing else.
    """
    for whole in sorted(counts):
        parts = [part for part in sorted(counts) if part != whole and part not in bases]
        smaller = [part for part in parts if _at_most(counts[part], counts[whole])]
        sums = (AdditiveSum(whole, parts) for size in _sizes(smaller) for parts in combinations(smaller, size))
        yield from (additive for additive in sums if additive.holds(counts))


def _sizes(smaller: Iterable[str]) -> range:
    return range(1, min(LARGEST_SUM, len([*smaller])) + 1)


def _at_most(part: Counts, whole: Counts) -> bool:
    """Whether a statistic can be a part of another: nowhere is it greater."""
    shared = part.keys() & whole.keys()
    return len(shared) >= FEWEST_CELLS and all(part[cell] <= whole[cell] + _ROUNDED for cell in shared)
