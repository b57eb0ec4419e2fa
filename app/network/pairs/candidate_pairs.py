"""Candidate pairs of offers: those that meet in area, target group and theme, selected without comparing all pairs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.district.cities import is_citywide
from app.network.district.taxonomy_similarity import Taxonomy, related
from app.network.pairs.overlap import LEAST_SUBJECT_DIMENSIONS, Service
from app.records.areas import AreaTree

_CITYWIDE = "*"  # no id of an area: it meets itself alone

Value = str | None
"""An area, a target group or a theme; None: not recorded, which meets every value."""

_NOT_RECORDED: Sequence[Value] = (None,)

_Near = Callable[[Value, frozenset[Value]], Collection[Value]]
"""Of the known values those that a value meets."""


def candidate_pairs(services: Sequence[Service], areas: AreaTree) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions (first, second), first < second, of all pairs that meet in every dimension both name.

    A service has a composite key for every combination of its areas, target groups and themes. The keys that meet are
    looked up once per distinct key (areas above and below, parent and child codes); the pairs are then the non-zero
    cells of ``S M Sᵀ`` with S: services × keys and M: keys × keys.
    """
    values_of_services = [_values(service) for service in services]
    dimensions = [
        _Dimension.of([values[at] for values in values_of_services], near)
        for at, near in enumerate(
            (partial(_near_areas, areas), partial(_near_codes, "target_group"), partial(_near_codes, "theme"))
        )
    ]
    widths = tuple(dimension.width for dimension in dimensions)
    positions = np.arange(len(services))
    owners, keys = _combinations([(dimension.of_services, positions) for dimension in dimensions], widths)
    known, column = np.unique(keys, return_inverse=True)
    has = _matrix(owners, column, (len(services), len(known)))
    parts = zip(dimensions, np.unravel_index(known, widths), strict=True)
    owners, near_keys = _combinations([(dimension.near, codes) for dimension, codes in parts], widths)
    at = np.searchsorted(known, near_keys).clip(max=max(len(known) - 1, 0))
    is_known = known[at] == near_keys
    meets = _matrix(owners[is_known], at[is_known], (len(known), len(known)))
    pairs = has @ meets @ has.T
    pairs.sort_indices()
    first, second = (positions.astype(np.intp) for positions in pairs.nonzero())
    above = first < second
    return first[above], second[above]


def _values(service: Service) -> tuple[Sequence[Value], ...]:
    """Areas, target groups and themes of a service; nothing where it names less than two of them."""
    areas = (_CITYWIDE,) if is_citywide(service) else service.areas
    groups, themes = service.target_groups, service.themes
    if bool(areas) + bool(groups) + bool(themes) < LEAST_SUBJECT_DIMENSIONS:
        return (), (), ()
    return areas or _NOT_RECORDED, groups or _NOT_RECORDED, themes or _NOT_RECORDED


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists of numbers, one behind the other: ``[[4], [], [7, 8]]`` has the sizes 1, 0, 2 and the numbers 4, 7, 8."""

    sizes: NDArray[np.int64]
    numbers: NDArray[np.int64]

    @classmethod
    def of(cls, lists: Sequence[Sequence[Value]], code: dict[Value, int]) -> "_Lists":
        sizes = np.fromiter(map(len, lists), np.int64, len(lists))
        numbers = map(code.__getitem__, chain.from_iterable(lists))
        return cls(sizes, np.fromiter(numbers, np.int64, int(sizes.sum())))

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each list begins."""
        starts: NDArray[np.int64] = np.cumsum(self.sizes) - self.sizes
        return starts


def _combinations(
    dimensions: Sequence[tuple[_Lists, NDArray[np.intp]]], widths: tuple[int, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every combination of a number of each dimension, as one number in the space of ``widths``, and whose it is.

    A dimension gives a list to each owner: of its lists the one at the owner's position.
    """
    owners = np.arange(len(dimensions[0][1]))
    keys = np.zeros(len(owners), np.int64)
    for (lists, chosen), width in zip(dimensions, widths, strict=True):
        rows = chosen[owners]
        sizes = lists.sizes[rows]
        inside = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes - lists.starts[rows], sizes)
        owners, keys = np.repeat(owners, sizes), np.repeat(keys * width, sizes) + lists.numbers[inside]
    return owners, keys


@dataclass(frozen=True, slots=True)
class _Dimension:
    """Area, target group or theme: the values ``of_services`` and those ``near`` each value, as numbers below ``width``."""

    width: int
    of_services: _Lists
    near: _Lists

    @classmethod
    def of(cls, lists: Sequence[Sequence[Value]], near: _Near) -> "_Dimension":
        known = frozenset(chain.from_iterable(lists))
        code = {value: number for number, value in enumerate(sorted(known, key=str))}
        near_lists = [sorted(near(value, known), key=str) for value in code]
        return cls(max(len(code), 1), _Lists.of(lists, code), _Lists.of(near_lists, code))


def _near_areas(areas: AreaTree, area: Value, known: frozenset[Value]) -> Collection[Value]:
    if area is None:
        return known - {_CITYWIDE}
    if area == _CITYWIDE:
        return (area,)
    return known & {area, None, *areas.ancestors(area), *areas.descendants(area)}


def _near_codes(taxonomy: Taxonomy, code: Value, known: frozenset[Value]) -> Collection[Value]:
    return known if code is None else known & {None, *related(taxonomy, code)}


def _matrix(rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]) -> sparse.csr_array:
    """True at each row and column."""
    return sparse.coo_array((np.ones(len(rows), np.bool_), (rows, columns)), shape=shape).tocsr()
