"""Core-periphery of a graph: the best cores, and which vertices are in all that fit equally well."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_LEAST_GAIN = 1e-12
"""Smaller gains are rounding, and following them may never end."""

_SMALLEST = 2
"""Members without which core or periphery has no pair."""

_TOLERANCE = 1e-9
"""Fits that differ less are equal."""

MOST_CORES = 1000
"""Equally good cores that are counted; of more, that there are at least so many is known."""

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cores:
    """The best cores found from all starts, cores × n, each once, and the ``fit`` they have in common."""

    members: _Mask
    fit: float


@dataclass(frozen=True, slots=True)
class EqualCores:
    """All cores of one fit: their ``count`` (:data:`MOST_CORES`: or more), and the vertices in all and in any of them.

    A star with three leaves has three, the centre with each of the leaves: ``in_all`` is the centre, ``in_any`` everybody.
    """

    count: int
    in_all: _Mask
    in_any: _Mask


def fit(adjacency: sparse.csr_array, core: _Mask) -> float:
    """Correlation of ties with the ideal of a core where all are tied and a periphery where none are.

    Borgatti and Everett (1999); ties between core and periphery are left out, the diagonal too. NaN where nothing
    varies.

    Args:
        adjacency: n × n, directed or symmetric, without a diagonal; True or 1 where two are tied.
        core: mask of its vertices.
    """
    ties = [float(adjacency[side][:, side].sum()) for side in (core, ~core)]
    sizes = [float(side.sum()) for side in (core, ~core)]
    value = float(_correlation(*map(np.asarray, (*ties, *sizes))))
    return value if np.isfinite(value) else float("nan")


def _correlation(in_core: _Floats, outside: _Floats, core: _Floats, periphery: _Floats) -> _Floats:
    """Phi of the cells of core and periphery, from numbers of ties and vertices; -inf where nothing varies."""
    core_cells, periphery_cells = core * (core - 1), periphery * (periphery - 1)
    ties = in_core + outside
    spread = core_cells * periphery_cells * ties * (core_cells + periphery_cells - ties)
    allowed = (core >= _SMALLEST) & (periphery >= _SMALLEST) & (spread > 0)
    above = in_core * periphery_cells - outside * core_cells
    return np.where(allowed, above / np.sqrt(np.where(allowed, spread, 1.0)), -np.inf)


def best_cores(adjacency: sparse.csr_array, *, starts: int, seed: int) -> Cores:
    """The best cores of several local searches.

    In each, all vertices are put in order again and again as long as that helps; then, until nothing helps, the one
    vertex changes sides that helps most.

    Args:
        adjacency: n × n, symmetric, without a diagonal; True or 1 where two are tied.
        starts: number of searches: the first from the order by degree, the others from that order shaken.
        seed: start of the random numbers.
    """
    search = _Search(adjacency)
    generator = np.random.default_rng(seed)
    shaken = ((search.degree + 1.0) * generator.random(len(search.degree)) for _ in range(starts - 1))
    core = np.column_stack([search.ordered(worth) for worth in (search.degree, *shaken)])
    fits = search.improve(core)
    best = float(fits.max())
    return Cores(np.unique(core.T[_equal(fits, best)] > 0, axis=0), best)


def _equal(fits: _Floats, best: float) -> _Mask:
    return np.asarray(np.isclose(fits, best, rtol=0.0, atol=_TOLERANCE))


def equal_cores(adjacency: sparse.csr_array, cores: Cores) -> EqualCores:
    """The cores that fit as well as those given and follow from them by steps in which one vertex joins, leaves or is exchanged.

    Args:
        adjacency: as for :func:`best_cores`.
        cores: with a finite fit.
    """
    known = {core.tobytes(): core for core in cores.members}
    waiting, in_all, in_any = list(known.values()), np.ones(adjacency.shape[0], np.bool_), np.any(cores.members, axis=0)
    while waiting:
        steps = _EqualSteps(adjacency, waiting.pop(), cores.fit)
        in_all &= steps.core & ~steps.leaving
        in_any |= steps.joining
        for core in steps.cores():
            if len(known) == MOST_CORES:
                break
            if core.tobytes() not in known:
                known[core.tobytes()] = core
                waiting.append(core)
    return EqualCores(len(known), in_all, in_any)


class _EqualSteps:
    """Single vertices that can join, leave or be exchanged so that the fit of a core stays the same.

    What an exchange does depends on nothing but whether the two are tied, their ties to the core and their degrees:
    vertices with the same two numbers are one class.
    """

    def __init__(self, adjacency: sparse.csr_array, core: _Mask, best: float) -> None:
        self.core = core
        self._adjacency, self._best = adjacency, best
        member = core.astype(np.float64)
        degree = np.asarray(adjacency.sum(axis=1), np.float64)
        ties: _Floats = adjacency @ member
        moved = _fit_after_moves(member[:, None], ties[:, None], degree[:, None])[:, 0]
        self._moves = _equal(moved, best)
        _, self._class = np.unique(np.stack([ties, degree]), axis=1, return_inverse=True)
        first = np.unique(self._class, return_index=True)[1]
        self._exchanges = self._equal_exchanges(ties[first], degree[first], _sums(member, ties, degree))

    def _equal_exchanges(self, ties: _Floats, degree: _Floats, sums: tuple[_Floats, _Floats]) -> _Mask:
        """Tied or not × class of the member that leaves × class of the vertex that joins."""
        inside, outside = sums
        members = float(self.core.sum())
        tied = np.array([0.0, 1.0])[:, None, None]
        apart = degree - ties
        periphery = len(self.core) - members
        gained = ties[None, :] - ties[:, None] - tied
        lost = apart[:, None] - apart[None, :] - tied
        fits = _correlation(inside + 2 * gained, outside + 2 * lost, np.asarray(members), np.asarray(periphery))
        return _equal(fits, self._best)

    @cached_property
    def leaving(self) -> _Mask:
        """Members that an equally good core does without."""
        out = self.core & self._moves
        for vertex in np.flatnonzero(self.core & ~self._moves).tolist():
            out[vertex] = self._partners(vertex).any()
        return out

    @cached_property
    def joining(self) -> _Mask:
        """Others that are in an equally good core."""
        into = ~self.core & self._moves
        for vertex in np.flatnonzero(self.leaving).tolist():
            into |= self._partners(vertex)
        return into

    def cores(self) -> Iterator[_Mask]:
        """The equally good cores one step away."""
        for vertex in np.flatnonzero(self._moves):
            yield self._changed(vertex)
        for vertex in np.flatnonzero(self.leaving):
            for partner in np.flatnonzero(self._partners(int(vertex))):
                yield self._changed(vertex, partner)

    def _partners(self, member: int) -> _Mask:
        """Others that a member can be exchanged for."""
        tied = np.zeros(len(self.core), np.int64)
        tied[self._adjacency.indices[self._adjacency.indptr[member] : self._adjacency.indptr[member + 1]]] = 1
        return np.asarray(self._exchanges[tied, self._class[member], self._class] & ~self.core)

    def _changed(self, *vertices: np.integer) -> _Mask:
        core = self.core.copy()
        core[list(vertices)] ^= True
        return core


class _Search:
    """Looks for cores of one graph; a core is a column of 1.0 for its vertices."""

    def __init__(self, adjacency: sparse.csr_array) -> None:
        self.adjacency = adjacency.astype(np.float64)
        self.degree = np.diff(adjacency.indptr).astype(np.float64)
        self._ends = np.stack(sparse.triu(adjacency, k=1).nonzero())

    def ordered(self, worth: _Floats) -> _Floats:
        """The best core made of the first vertices of an order, and of the orders that follow from it.

        Degrees are a good order to begin with: the errors of a core of given size depend on them alone (Lip 2011).
        """
        core, best = np.zeros(len(worth)), -np.inf
        while True:
            order = np.argsort(-worth, kind="stable")
            size, better = self._best_size(np.argsort(order)[self._ends])
            if not better > best + _LEAST_GAIN:
                return core
            core, best = np.zeros(len(worth)), better
            core[order[:size]] = 1.0
            worth = _worth(core, self.adjacency @ core, self.degree, best)

    def _best_size(self, ranks: NDArray[np.intp]) -> tuple[int, float]:
        """How many vertices of an order make the best core, and its fit; ``ranks`` are those of the ends of ties."""
        size = len(self.degree)
        inside, begun = (
            2.0 * np.bincount(ends, minlength=size).cumsum() for ends in (ranks.max(axis=0), ranks.min(axis=0))
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
            moved = _fit_after_moves(core[:, columns], ties[:, columns], degree)
            vertex = np.argmax(moved, axis=0)
            best = moved[vertex, np.arange(len(columns))]
            better = best > fits[columns] + _LEAST_GAIN
            columns, vertex = columns[better], vertex[better]
            fits[columns] = best[better]
            change = 1.0 - 2.0 * core[vertex, columns]
            ties[:, columns] += self.adjacency[vertex].toarray().T * change
            core[vertex, columns] += change
        return fits


def _worth(core: _Floats, ties: _Floats, degree: _Floats, best: float) -> _Floats:
    """How much the fit would gain from each vertex in the core, to first order."""
    members = float(core.sum())
    inside, outside = float(core @ ties), float((1 - core) @ (degree - ties))
    core_cells, periphery_cells = members * (members - 1), (len(core) - members) * (len(core) - members - 1)
    tie_cells, cells = inside + outside, core_cells + periphery_cells
    spread = math.sqrt(core_cells * periphery_cells * tie_cells * (cells - tie_cells))
    drift = 0.5 * best * (cells - 2 * tie_cells) / (tie_cells * (cells - tie_cells))
    return (periphery_cells / spread - drift) * ties + (core_cells / spread + drift) * (degree - ties)


def _fits(core: _Floats, ties: _Floats, degree: _Floats) -> _Floats:
    """Fit of each column; ``ties`` are those of each vertex to the core."""
    members = core.sum(axis=0)
    return _correlation(*_sums(core, ties, degree), members, len(core) - members)


def _sums(core: _Floats, ties: _Floats, degree: _Floats) -> tuple[_Floats, _Floats]:
    """Cells with a tie inside the core and outside of it, a column a core."""
    return (core * ties).sum(axis=0), ((1 - core) * (degree - ties)).sum(axis=0)


def _fit_after_moves(core: _Floats, ties: _Floats, degree: _Floats) -> _Floats:
    """Fit of each column if one vertex (row) changed sides; every tie is two cells."""
    members = core.sum(axis=0)
    inside, outside = _sums(core, ties, degree)
    joins = 1.0 - 2.0 * core
    return _correlation(
        inside + 2 * joins * ties,
        outside - 2 * joins * (degree - ties),
        members + joins,
        len(core) - members - joins,
    )
