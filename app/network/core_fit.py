"""Is there a core of actors that work with each other, and a periphery of actors that do not?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_LEAST_GAIN = 1e-12
"""Smaller gains are rounding, and following them may never end."""

_SMALLEST = 2
"""Members without which core or periphery has no pair."""

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Core:
    """The best core found, a mask of vertices, and its ``fit``."""

    member: NDArray[np.bool_]
    fit: float


def fit(adjacency: sparse.csr_array, core: NDArray[np.bool_]) -> float:
    """Correlation of ties with the ideal of a core where all are tied and a periphery where none are.

    Borgatti and Everett (1999); ties between core and periphery are left out, the diagonal too. NaN where nothing
    varies.

    Args:
        adjacency: n × n of 1.0, directed or symmetric, without a diagonal.
        core: mask of its vertices.
    """
    ties = [float(adjacency[side][:, side].sum()) for side in (core, ~core)]
    sizes = [float(side.sum()) for side in (core, ~core)]
    found = float(_correlation(*map(np.asarray, (*ties, *sizes))))
    return found if np.isfinite(found) else float("nan")


def _correlation(in_core: _Floats, outside: _Floats, core: _Floats, periphery: _Floats) -> _Floats:
    """Phi of the cells of core and periphery, from numbers of ties and vertices; -inf where nothing varies."""
    core_cells, other_cells = core * (core - 1), periphery * (periphery - 1)
    ties = in_core + outside
    spread = core_cells * other_cells * ties * (core_cells + other_cells - ties)
    allowed = (core >= _SMALLEST) & (periphery >= _SMALLEST) & (spread > 0)
    above = in_core * other_cells - outside * core_cells
    return np.where(allowed, above / np.sqrt(np.where(allowed, spread, 1.0)), -np.inf)


def best_core(adjacency: sparse.csr_array, *, starts: int, seed: int) -> Core:
    """The best of several local searches: from each start, the vertex that helps most changes sides.

    Args:
        adjacency: n × n, symmetric, of 1.0, without a diagonal.
        starts: number of starts: vertices drawn with odds by degree, of random number.
        seed: start of the random numbers.
    """
    degree = np.asarray(adjacency.sum(axis=1), np.float64)[:, None]
    core = _starts(degree, starts, np.random.default_rng(seed))
    ties = adjacency @ core
    fits, columns = _fits(core, ties, degree), np.arange(starts)
    while len(columns):
        moved = _after_each_move(core[:, columns], ties[:, columns], degree)
        vertex = np.argmax(moved, axis=0)
        best = moved[vertex, np.arange(len(columns))]
        better = best > fits[columns] + _LEAST_GAIN
        columns, vertex = columns[better], vertex[better]
        fits[columns] = best[better]
        change = 1.0 - 2.0 * core[vertex, columns]
        ties[:, columns] += adjacency[vertex].toarray().T * change
        core[vertex, columns] += change
    at = int(np.argmax(np.round(fits, 9)))
    return Core(core[:, at] > 0, float(fits[at]))


def _starts(degree: _Floats, starts: int, generator: np.random.Generator) -> _Floats:
    """Columns of 1.0 for the vertices of a core; small cores are drawn more often than large ones."""
    size = len(degree)
    odds = (degree + 1.0) * generator.random((size, starts))
    rank = np.argsort(np.argsort(-odds, axis=0), axis=0)
    wanted = _SMALLEST + (size - 2 * _SMALLEST) * generator.random(starts) ** 2
    return (rank < np.floor(wanted)).astype(np.float64)


def _fits(core: _Floats, ties: _Floats, degree: _Floats) -> _Floats:
    """Fit of each column; ``ties`` are those of each vertex to the core."""
    members = core.sum(axis=0)
    inside, outside = (core * ties).sum(axis=0), ((1 - core) * (degree - ties)).sum(axis=0)
    return _correlation(inside, outside, members, len(core) - members)


def _after_each_move(core: _Floats, ties: _Floats, degree: _Floats) -> _Floats:
    """Fit of each column if one vertex (row) changed sides; every tie is two cells."""
    members = core.sum(axis=0)
    inside, outside = (core * ties).sum(axis=0), ((1 - core) * (degree - ties)).sum(axis=0)
    joins = 1.0 - 2.0 * core
    return _correlation(
        inside + 2 * joins * ties,
        outside - 2 * joins * (degree - ties),
        members + joins,
        len(core) - members - joins,
    )
