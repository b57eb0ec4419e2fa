"""Betweenness by hops: how often a vertex lies on shortest paths between others."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.errors import InvalidInput
from app.refusals import said

_PRECISE = 2_000
"""Up to so many vertices numbers have double precision, which takes twice the time."""

_BATCH = 16
"""Sources at once: a row of a batch fills a cache line or two, and a block of 10,000 rows stays in a core's cache."""

_WIDE = 0.5
"""Share of the vertices from which on a level is computed for all of them: picking them out would cost more."""

_Block = NDArray[np.floating]
_Rows = NDArray[np.integer] | slice
_ALL_ROWS = slice(None)


def betweenness(
    adjacency: sparse.csr_array, *, directed: bool = False, sources: NDArray[np.integer] | None = None
) -> NDArray[np.float64]:
    """Betweenness by hops: for each vertex Σ over pairs of others of the share of shortest paths through it.

    Brandes' accumulation (2001) for a batch of sources at once: both sweeps are products of the sparse adjacency with
    a dense n × batch block. Vertices are put in reverse Cuthill-McKee order (1969): neighbours are near in memory, and
    the sources of a batch reach the same vertices at about the same time, so that few rows of a level stay empty.

    Above 2,000 vertices numbers of paths and dependencies have single precision. Only positive numbers are added,
    multiplied and divided, so no error grows by cancellation: values are right within 5e-7 of the greatest. A batch
    with more paths than single precision can hold, 10^38, is counted in double precision.

    Args:
        adjacency: n × n; row v is True or 1 where a path may go on from v.
        directed: whether edges are followed from row to column only; else it is symmetric.
        sources: positions, each once, of the vertices that paths start from; None: all. Values of disjoint sets of
            sources add up to those of their union.

    Returns:
        n sums over unordered pairs, of a directed graph over ordered ones; not normalised.

    Raises:
        InvalidInput: more than 10^308 shortest paths between two vertices.
    """
    return HopPaths.of(adjacency, directed=directed).betweenness(sources)


def _order(adjacency: sparse.csr_array, *, directed: bool) -> NDArray[np.integer]:
    if adjacency.shape[0] == 0:
        return np.zeros(0, np.int64)
    return sparse.csgraph.reverse_cuthill_mckee(adjacency, symmetric_mode=not directed)


@dataclass(frozen=True, slots=True)
class _Graph:
    """``out``: where a path goes on from a row, ``into``: where it comes from; in the precision of the sums."""

    out: sparse.csr_array
    into: sparse.csr_array

    @classmethod
    def of(cls, adjacency: sparse.csr_array, *, directed: bool) -> "_Graph":
        kind = np.float64 if adjacency.shape[0] <= _PRECISE else np.float32
        out = adjacency.astype(kind)
        return cls(out, sparse.csr_array(out.T) if directed else out)

    def out_of(self, level: "_Level") -> sparse.csr_array:
        """Where paths go on from the rows of a level."""
        return level.into if self.out is self.into else _picked(self.out, level.rows)


@dataclass(frozen=True, slots=True)
class _Level:
    """Numbers of shortest ``paths`` to vertices of one distance from each source; 0: another distance.

    A row of the block is one of ``rows``; all others are 0. ``into``: where paths come from to them.
    """

    rows: _Rows
    into: sparse.csr_array
    paths: _Block

    def spread(self, values: _Block, size: int) -> _Block:
        """Values of the rows among those of all vertices."""
        if self.rows is _ALL_ROWS:
            return values
        whole = np.zeros((size, values.shape[1]), values.dtype)
        whole[self.rows] = values
        return whole


class _Search:
    """Breadth-first search from several sources at once, a level a step."""

    def __init__(self, graph: _Graph, sources: NDArray[np.integer], kind: np.dtype[np.floating]) -> None:
        self._graph = graph
        self._frontier: _Block = np.zeros((graph.out.shape[0], len(sources)), kind)
        self._frontier[sources, np.arange(len(sources))] = 1.0
        self._unseen = 1.0 - self._frontier
        self._reached: _Rows = sources

    def step(self) -> _Level | None:
        """The vertices one hop further; None: there are none.

        Raises:
            OverflowError: there are more paths than the numbers can hold.
        """
        near = self._near()
        rows = _ALL_ROWS if len(near) > _WIDE * len(self._unseen) else near
        into, unseen = _picked(self._graph.into, rows), self._unseen[rows]
        paths = into @ self._frontier
        with np.errstate(over="ignore", invalid="ignore"):
            paths *= unseen
            count = paths.sum()
        if not np.isfinite(count):
            raise OverflowError
        level = _Level(rows, into, paths)
        unseen -= np.minimum(paths, 1.0)
        if rows is not _ALL_ROWS:
            self._unseen[rows] = unseen
        self._reached, self._frontier = rows, level.spread(paths, len(self._unseen))
        return level if count else None

    def _near(self) -> NDArray[np.integer]:
        """Vertices that the last level may lead to and that some source has not seen; after a wide level any of these."""
        if self._reached is _ALL_ROWS:
            return np.flatnonzero(np.einsum("ij->i", self._unseen))
        marked = np.zeros(len(self._unseen), np.bool_)
        marked[self._graph.out[self._reached].indices] = True
        near = np.flatnonzero(marked)
        return np.asarray(near[np.einsum("ij->i", self._unseen[near]) > 0])


def _picked(arcs: sparse.csr_array, rows: _Rows) -> sparse.csr_array:
    return arcs if rows is _ALL_ROWS else arcs[rows]


def _levels(graph: _Graph, sources: NDArray[np.integer], kind: np.dtype[np.floating]) -> list[_Level]:
    """All levels but that of the sources themselves."""
    search = _Search(graph, sources, kind)
    return list(iter(search.step, None))


def _levels_that_fit(graph: _Graph, sources: NDArray[np.integer]) -> list[_Level]:
    try:
        return _levels(graph, sources, graph.out.dtype)
    except OverflowError:
        pass
    try:
        return _levels(graph, sources, np.dtype(np.float64))
    except OverflowError:
        raise InvalidInput(
            said("too_many_shortest_paths"),
            hint=said("look_at_part_of_network"),
        ) from None


@dataclass(frozen=True, slots=True)
class HopPaths:
    """A graph put in order once, for betweenness from several groups of sources; ``place``: where each vertex went."""

    graph: _Graph
    place: NDArray[np.integer]
    directed: bool

    @classmethod
    def of(cls, adjacency: sparse.csr_array, *, directed: bool = False) -> "HopPaths":
        """Adjacency and directedness as for :func:`betweenness`."""
        order = _order(adjacency, directed=directed)
        return cls(_Graph.of(adjacency[order][:, order], directed=directed), np.argsort(order), directed)

    def betweenness(self, sources: NDArray[np.integer] | None = None) -> NDArray[np.float64]:
        """Sums over paths from some vertices, or all, as :func:`betweenness` gives them."""
        size = len(self.place)
        starts = np.arange(size) if sources is None else np.sort(self.place[sources])
        total = np.zeros(size)
        for at in range(0, len(starts), _BATCH):
            _add_dependencies(self.graph, starts[at : at + _BATCH], total)
        values: NDArray[np.float64] = total[self.place]
        return values if self.directed else values / 2.0


def _add_dependencies(graph: _Graph, sources: NDArray[np.integer], total: NDArray[np.float64]) -> None:
    """Add to each vertex how much paths from the sources to all others depend on it.

    What is passed back to a predecessor is (1 + dependency) / paths of each successor, of which dependency / paths
    is what the successor itself was passed.
    """
    levels = _levels_that_fit(graph, sources)
    passed: _Block | None = None
    for further, nearer in pairwise(reversed(levels)):
        share = _share(further.paths, passed)
        passed = graph.out_of(nearer) @ further.spread(share, len(total))
        total[nearer.rows] += np.vecdot(nearer.paths, passed)


def _share(paths: _Block, passed: _Block | None) -> _Block:
    """1 / paths + what was passed, where there are paths; without a loop that looks at each, and into one new block."""
    has_paths, share = np.minimum(paths, 1.0), np.maximum(paths, 1.0)
    np.divide(has_paths, share, out=share)
    if passed is not None:
        passed *= has_paths
        share += passed
    return share
