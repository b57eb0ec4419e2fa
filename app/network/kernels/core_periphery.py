"""Is there a core of actors that work with each other, and a periphery of actors that do not?"""

import math
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
    """The best of several local searches.

    In each, all vertices are put in order again and again as long as that helps; then, until nothing helps, the one
    vertex changes sides that helps most.

    Args:
        adjacency: n × n, symmetric, of 1.0, without a diagonal.
        starts: number of searches: the first from the order by degree, the others from that order shaken.
        seed: start of the random numbers.
    """
    search = _Search(adjacency)
    generator = np.random.default_rng(seed)
    shaken = ((search.degree + 1.0) * generator.random(len(search.degree)) for _ in range(starts - 1))
    core = np.column_stack([search.ordered(worth) for worth in (search.degree, *shaken)])
    fits = search.improve(core)
    at = int(np.argmax(np.round(fits, 9)))
    return Core(core[:, at] > 0, float(fits[at]))


class _Search:
    """Looks for cores of one graph; a core is a column of 1.0 for its vertices."""

    def __init__(self, adjacency: sparse.csr_array) -> None:
        self.adjacency = adjacency
        self.degree = np.asarray(adjacency.sum(axis=1), np.float64)
        self._ends = np.stack(sparse.triu(adjacency, k=1).nonzero())

    def ordered(self, worth: _Floats) -> _Floats:
        """The best core made of the first vertices of an order, and of the orders that follow from it.

        Degrees are a good order to begin with: the errors of a core of given size depend on them alone (Lip 2011).
        """
        core, found = np.zeros(len(worth)), -np.inf
        while True:
            order = np.argsort(-worth, kind="stable")
            size, better = self._best_size(np.argsort(order)[self._ends])
            if not better > found + _LEAST_GAIN:
                return core
            core, found = np.zeros(len(worth)), better
            core[order[:size]] = 1.0
            worth = _worth(core, self.adjacency @ core, self.degree, found)

    def _best_size(self, ranks: NDArray[np.intp]) -> tuple[int, float]:
        """How many vertices of an order make the best core, and its fit; ``ranks`` are those of the ends of ties."""
        size = len(self.degree)
        inside, begun = (
            2.0 * np.bincount(some, minlength=size).cumsum() for some in (ranks.max(axis=0), ranks.min(axis=0))
        )
        members = np.arange(1.0, size + 1)
        fits = _correlation(inside, 2.0 * ranks.shape[1] - begun, members, size - members)
        at = int(np.argmax(fits))
        return at + 1, float(fits[at])

    def improve(self, core: _Floats) -> _Floats:
        """Moves single vertices of each core, in place, until no move helps; returns the fits."""
        degree, columns = self.degree[:, None], np.arange(core.shape[1])
        ties: _Floats = self.adjacency @ core
        fits = _fits(core, ties, degree)
        while len(columns):
            moved = _after_each_move(core[:, columns], ties[:, columns], degree)
            vertex = np.argmax(moved, axis=0)
            best = moved[vertex, np.arange(len(columns))]
            better = best > fits[columns] + _LEAST_GAIN
            columns, vertex = columns[better], vertex[better]
            fits[columns] = best[better]
            change = 1.0 - 2.0 * core[vertex, columns]
            ties[:, columns] += self.adjacency[vertex].toarray().T * change
            core[vertex, columns] += change
        return fits


def _worth(core: _Floats, ties: _Floats, degree: _Floats, found: float) -> _Floats:
    """How much the fit would gain from each vertex in the core, to first order."""
    members = float(core.sum())
    inside, outside = float(core @ ties), float((1 - core) @ (degree - ties))
    core_cells, other_cells = members * (members - 1), (len(core) - members) * (len(core) - members - 1)
    both, cells = inside + outside, core_cells + other_cells
    spread = math.sqrt(core_cells * other_cells * both * (cells - both))
    drift = 0.5 * found * (cells - 2 * both) / (both * (cells - both))
    return (other_cells / spread - drift) * ties + (core_cells / spread + drift) * (degree - ties)


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
