"""Candidate pairs of offers: those that meet in area, target group and theme, selected without comparing all pairs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.district.cities import is_citywide
from app.network.district.taxonomy_similarity import Taxonomy, related
from app.network.pairs.overlap import LEAST_SUBJECT_DIMENSIONS, Service
from app.records.areas import AreaTree

_CITYWIDE = "*"  # no id of an area: it meets itself alone

Key = tuple[str | None, str | None, str | None]
"""An area, a target group and a theme; None: not recorded, which meets every value."""


def candidate_pairs(services: Sequence[Service], areas: AreaTree) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions (first, second), first < second, of all pairs that meet in every dimension both name.

    A service has a composite key for every combination of its areas, target groups and themes. The keys that meet are
    looked up once per distinct key (areas above and below, parent and child codes); the pairs are then the non-zero
    cells of ``S M Sᵀ`` with S: services × keys and M: keys × keys.
    """
    keys_of = [_keys(service) for service in services]
    number = {key: at for at, key in enumerate(sorted({key for keys in keys_of for key in keys}, key=str))}
    has = _matrix([[number[key] for key in keys] for keys in keys_of], len(number))
    neighbours = KeyNeighbours(number, areas)
    meets = _matrix(map(neighbours.of, number), len(number))
    pairs = sparse.triu(has @ meets @ has.T, k=1).tocsr()
    pairs.sort_indices()
    first, second = pairs.nonzero()
    return first.astype(np.intp), second.astype(np.intp)


def _keys(service: Service) -> list[Key]:
    """Composite keys of a service; none where it names less than two of area, target group and theme."""
    areas = (_CITYWIDE,) if is_citywide(service) else service.areas
    dimensions = (areas, service.target_groups, service.themes)
    if sum(map(bool, dimensions)) < LEAST_SUBJECT_DIMENSIONS:
        return []
    areas_, groups, themes = (tuple(dict.fromkeys(values)) or (None,) for values in dimensions)
    return list(product(areas_, groups, themes))


@dataclass(frozen=True)
class KeyNeighbours:
    """The known keys that a key meets; ``number`` is by known key."""

    number: Mapping[Key, int]
    areas: AreaTree

    def of(self, key: Key) -> Iterator[int]:
        """Numbers of the keys that meet a key in all three dimensions."""
        (areas, groups, themes), (area, group, theme) = self._near, key
        near = product(areas[area], groups[group], themes[theme])
        return (self.number[neighbour] for neighbour in near if neighbour in self.number)

    @cached_property
    def _near(self) -> tuple[Mapping[str | None, Collection[str | None]], ...]:
        """Values met by each known value, for areas, target groups and themes."""
        areas, groups, themes = map(frozenset, zip(*self.number, strict=True))
        return (
            {area: self._near_areas(area, areas) for area in areas},
            {code: _near_codes("target_group", code, groups) for code in groups},
            {code: _near_codes("theme", code, themes) for code in themes},
        )

    def _near_areas(self, area: str | None, known: frozenset[str | None]) -> Collection[str | None]:
        if area is None:
            return known - {_CITYWIDE}
        if area == _CITYWIDE:
            return (area,)
        return known & {area, None, *self.areas.ancestors(area), *self.areas.descendants(area)}


def _near_codes(taxonomy: Taxonomy, code: str | None, known: frozenset[str | None]) -> Collection[str | None]:
    return known if code is None else known & {None, *related(taxonomy, code)}


def _matrix(rows: Iterable[Iterable[int]], width: int) -> sparse.csr_array:
    """True where a row names a column."""
    lists = [list(row) for row in rows]
    starts = np.cumsum([0, *map(len, lists)])
    columns = np.fromiter(chain.from_iterable(lists), np.int64, starts[-1])
    return sparse.csr_array((np.ones(len(columns), np.bool_), columns, starts), shape=(len(lists), width))
