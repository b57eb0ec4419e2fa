"""Sums over shortest paths from a random sample of vertices, with standard errors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.network.kernels.by_rows import Places

Graph = TypeVar("Graph")

EXACT_ACTORS = 20_000
"""Up to so many actors every vertex is a source unless somebody asks for fewer."""

USUAL_SOURCES = 256
SAMPLES_DOC = "sampled sources of paths; 0: all up to 20,000 actors, 256 above"
TARGETS_DOC = "sampled targets of paths; 0: all up to 20,000 actors, 256 above"
_GROUPS = 16
_PART = 512
"""Sources of a task where all vertices are sources."""

_FEWEST_GROUPS = 2
_ROUNDING = 1e-6
"""Share of the greatest value below which a spread comes from the rounding of single precision."""


def sources_of(size: int, samples: int) -> int:
    """How many vertices of a graph of ``size`` are sources; ``samples`` 0: as many as is usual for the size."""
    groups, sources_per_group = _groups_of(size, samples)
    return groups * sources_per_group


def _groups_of(size: int, samples: int) -> tuple[int, int]:
    """How many groups of sources, of how many each: all of one size, which may leave a few wanted ones out."""
    wanted = max(samples, _FEWEST_GROUPS) if samples else (size if size <= EXACT_ACTORS else USUAL_SOURCES)
    if wanted >= size:
        return 1, size
    sources_per_group = -(-wanted // _GROUPS)
    return wanted // sources_per_group, sources_per_group


@dataclass(frozen=True, slots=True)
class SampledSums:
    """For each of n vertices a sum over paths from all others, estimated from random groups of sources.

    ``sums`` is groups × n: what each group of sources gives a vertex; ``sources_elsewhere``, as large: how many of its sources are
    other vertices. One row where all vertices are sources.
    """

    sums: NDArray[np.float64]
    sources_elsewhere: NDArray[np.int64]

    @property
    def sources(self) -> int:
        """How many vertices are sources."""
        return self.sums.shape[1] if self.exact else int(self.sources_elsewhere.sum(axis=0).max())

    @property
    def exact(self) -> bool:
        """Whether all vertices are sources."""
        return len(self.sources_elsewhere) == 1

    @property
    def values(self) -> NDArray[np.float64]:
        """Unbiased: n - 1 times the mean over sources; paths from a vertex itself tell nothing about it."""
        return self.sums[0] if self.exact else self._scaled(self.sums.sum(axis=0), self.sources_elsewhere.sum(axis=0))

    def _scaled(self, sums: NDArray[np.float64], sources_elsewhere: NDArray[np.int64]) -> NDArray[np.float64]:
        size = sums.shape[-1]
        return np.asarray(
            (size - 1) * np.divide(sums, sources_elsewhere, out=np.zeros(sums.shape), where=sources_elsewhere > 0)
        )

    @property
    def errors(self) -> NDArray[np.float64]:
        """Standard errors from the spread of the groups, less the more of all vertices are sources.

        NaN where the groups do not differ, and for a vertex that one group alone tells about: nothing says how far off
        such a value is.
        """
        if self.exact:
            return np.zeros(self.sums.shape[1])
        telling = (self.sources_elsewhere > 0).sum(axis=0)
        weight = self.sources_elsewhere / self.sources_elsewhere.sum(axis=0)
        apart = weight * (self._scaled(self.sums, self.sources_elsewhere) - self.values)
        spread = np.divide(telling, telling - 1, out=np.full(len(telling), np.nan), where=telling >= _FEWEST_GROUPS)
        errors = np.sqrt((apart**2).sum(axis=0) * spread * self.unseen)
        return np.where(errors > _ROUNDING * self.values.max(initial=0.0), errors, np.nan)

    @property
    def unseen(self) -> NDArray[np.float64]:
        """Share of the others of each vertex that are no sources."""
        return np.asarray(1 - self.sources_elsewhere.sum(axis=0) / (self.sums.shape[1] - 1))

    def leaving_out_groups(self) -> NDArray[np.float64]:
        """Groups × n: what the values would be without one of the groups."""
        return self._scaled(
            self.sums.sum(axis=0) - self.sums, self.sources_elsewhere.sum(axis=0) - self.sources_elsewhere
        )


def jackknife(values: NDArray[np.float64], unseen: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard errors of whatever is computed from sums, by leaving out each group (Quenouille 1956, Tukey 1958).

    Args:
        values: groups × whatever: what comes out without each of the groups.
        unseen: share of the vertices that are no sources.

    Returns:
        Errors; NaN where the groups do not differ.
    """
    errors = np.sqrt((len(values) - 1) * values.var(axis=0) * unseen)
    return np.where(errors > _ROUNDING * np.abs(values).max(initial=0.0), errors, np.nan)


@dataclass(frozen=True, slots=True)
class Draw:
    """Groups of sources among ``size`` vertices, groups × sources each; None: all are sources, in one group."""

    size: int
    groups: NDArray[np.integer] | None

    @classmethod
    def of(cls, size: int, samples: int, seed: int) -> "Draw":
        """Sources drawn without replacement; ``samples`` as :func:`sources_of` reads it, ``seed`` starts the chance."""
        groups, sources_per_group = _groups_of(size, samples)
        if sources_per_group == size:
            return cls(size, None)
        drawn = np.random.default_rng(seed).choice(size, groups * sources_per_group, replace=False)
        return cls(size, drawn.reshape(groups, sources_per_group))

    def sums(self, of_sources: Callable[[NDArray[np.integer] | None], NDArray[np.float64]]) -> SampledSums:
        """Sums over the sources of each group, as a function gives them for some sources; None: for all."""
        return SampledSums(self.of_groups(of_sources), self.sources_elsewhere)

    def of_groups(self, of_sources: Callable[[NDArray[np.integer] | None], NDArray[np.float64]]) -> NDArray[np.float64]:
        """Values of a function for each group, groups × values."""
        groups = [None] if self.groups is None else list(self.groups)
        return np.array([of_sources(sources) for sources in groups])

    def spread(
        self, places: Places, of_sources: Callable[[Graph, NDArray[np.integer]], NDArray[np.float64]], graph: Graph
    ) -> NDArray[np.float64]:
        """Values for each group, computed on several machines; where all vertices are sources, sums over parts of them are added."""
        if self.groups is not None:
            return np.array(places.in_order(of_sources, graph, list(self.groups)))
        parts = np.array_split(np.arange(self.size), -(-self.size // _PART) or 1)
        total: NDArray[np.float64] = np.add.reduce(places.in_order(of_sources, graph, parts))
        return total[np.newaxis]

    @property
    def sources_elsewhere(self) -> NDArray[np.int64]:
        """Groups × n: how many sources of each group are other vertices."""
        if self.groups is None:
            return np.full((1, self.size), self.size - 1)
        sources_elsewhere = np.full((len(self.groups), self.size), self.groups.shape[1])
        np.put_along_axis(sources_elsewhere, self.groups, self.groups.shape[1] - 1, axis=1)
        return sources_elsewhere
