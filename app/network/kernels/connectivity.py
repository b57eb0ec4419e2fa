"""Connectivity of a graph: components, core numbers, and the vertices and edges that alone hold others together."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


@dataclass(frozen=True, slots=True)
class Cuts:
    """``pieces``: for each vertex how many further components there would be without it; 0: it cuts nothing.

    ``cut_off``: how many other vertices of its component would lie outside the largest piece left. ``bridges``: rows
    (vertex a, vertex b, vertices on the smaller side), a < b, sorted.
    """

    pieces: NDArray[np.int64]
    cut_off: NDArray[np.int64]
    bridges: NDArray[np.int64]


def cuts(adjacency: sparse.csr_array) -> Cuts:
    """Articulation points and bridges by one depth-first search.

    Args:
        adjacency: n × n, symmetric, without a diagonal; values are not looked at.
    """
    search = _Search.of(adjacency)
    largest = search.above.copy()
    np.maximum.at(largest, search.parent[search.cut], search.under[search.cut])
    pieces = np.bincount(search.parent[search.cut], minlength=len(search.parent)) + (search.above > 0)
    return Cuts(np.maximum(pieces - 1, 0), search.others - largest, search.bridges)


def pairs_linked_without(adjacency: sparse.csr_array) -> NDArray[np.int64]:
    """For each vertex the number of ordered pairs of others that still have a path between them without it.

    One depth-first search tells it for all vertices.

    Args:
        adjacency: n × n, symmetric, without a diagonal; values are not looked at.
    """
    search = _Search.of(adjacency)
    elsewhere = int(search.others.sum()) - search.others * (search.others + 1)
    within = search.above * (search.above - 1) + search.of_parts(search.under * (search.under - 1))
    return elsewhere + within


@dataclass(frozen=True)
class _Search:
    """A depth-first search of each component (Tarjan 1972).

    By vertex: how many ``others`` its component has, its ``parent`` (-1: a root), how many are ``under`` it, itself
    included, when it was ``entered``, and the ``low``-est entry to which an edge leads from it or from one under it.
    """

    others: NDArray[np.int64]
    parent: NDArray[np.int64]
    under: NDArray[np.int64]
    entered: NDArray[np.int64]
    low: NDArray[np.int64]

    @classmethod
    def of(cls, adjacency: sparse.csr_array) -> "_Search":
        """The search in a graph."""
        size = adjacency.shape[0]
        _, label = sparse.csgraph.connected_components(adjacency, directed=False)
        _, roots, members = np.unique(label, return_index=True, return_counts=True)
        order, parent = sparse.csgraph.depth_first_order(_from_one(adjacency, roots), size)
        entered = np.empty(size + 1, np.int64)
        entered[order] = np.arange(size + 1)
        lowest = _lowest_neighbour(adjacency, parent, entered)
        under, low = _gathered(entered[parent[order[1:]]].tolist(), lowest[order].tolist())
        place = entered[:size]
        parents = np.where(parent[:size] == size, -1, parent[:size]).astype(np.int64)
        return cls(members[label] - 1, parents, under[place], place, low[place])

    @cached_property
    def cut(self) -> NDArray[np.bool_]:
        """Whether what is under a vertex is linked with nothing before its parent: without the parent it is a part."""
        return (self.parent >= 0) & (self.low >= self.entered[self.parent])

    def of_parts(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each vertex the sum of the values of the parts under it that are cut off without it."""
        total = np.zeros(len(values), np.int64)
        np.add.at(total, self.parent[self.cut], values[self.cut])
        return total

    @cached_property
    def above(self) -> NDArray[np.int64]:
        """For each vertex the size of the part that holds its parent without it, if that is not the root of its component."""
        return self.others - self.of_parts(self.under)

    @property
    def bridges(self) -> NDArray[np.int64]:
        """Edges above which nothing else leads, with the size of the smaller side; sorted."""
        ends = np.flatnonzero((self.parent >= 0) & (self.low > self.entered[self.parent]))
        parents, under = self.parent[ends], self.under[ends]
        smaller = np.minimum(under, self.others[ends] + 1 - under)
        rows = np.column_stack([np.minimum(ends, parents), np.maximum(ends, parents), smaller])
        return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def _from_one(adjacency: sparse.csr_array, roots: NDArray[np.intp]) -> sparse.csr_array:
    """The graph with one vertex more, the last, from which each of some others is reached."""
    targets = np.append(adjacency.indices, roots)
    size = adjacency.shape[0] + 1
    return sparse.csr_array((np.ones(len(targets)), targets, np.append(adjacency.indptr, len(targets))), (size, size))


def _lowest_neighbour(
    adjacency: sparse.csr_array, parent: NDArray[np.integer], entered: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each vertex its own entry or that of the neighbour entered first, if earlier; its parent does not count."""
    degrees = np.diff(adjacency.indptr)
    reached = entered[adjacency.indices]
    to_parent = adjacency.indices == np.repeat(parent[:-1], degrees)
    lowest, tied = entered.copy(), np.flatnonzero(degrees)
    if len(tied):
        first = np.minimum.reduceat(np.where(to_parent, len(entered), reached), adjacency.indptr[tied])
        lowest[tied] = np.minimum(lowest[tied], first)
    return lowest


def _gathered(parents: list[int], low: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sizes of subtrees and lowest entries, all by place in the order of entry, of which the first has no parent."""
    under = [1] * len(low)
    for place in range(len(low) - 1, 0, -1):
        parent = parents[place - 1]
        under[parent] += under[place]
        low[parent] = min(low[parent], low[place])
    return np.array(under, np.int64), np.array(low, np.int64)


def components(adjacency: sparse.csr_array) -> NDArray[np.int64]:
    """Component of each vertex; component 0 is the largest, among equals the one with the first vertex.

    Args:
        adjacency: n × n, symmetric.
    """
    _, labels = sparse.csgraph.connected_components(adjacency, directed=False)
    return numbered_by_size(labels)


def numbered_by_size(labels: NDArray[np.integer]) -> NDArray[np.int64]:
    """The parts of a partition numbered anew: 0 is the largest, among equals the one with the first vertex."""
    _, first, member, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(first), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(first))
    return rank[member]


def core_numbers(adjacency: sparse.csr_array) -> NDArray[np.int64]:
    """For each vertex the greatest k of a subgraph with it in which everybody has k neighbours (Seidman 1983).

    Vertices with the fewest neighbours are peeled off in rounds; a round looks only at those that have just lost one.

    Args:
        adjacency: n × n, symmetric; values are not looked at.
    """
    degree = np.diff(adjacency.indptr).astype(np.int64)
    core = np.full(len(degree), -1, np.int64)
    k = 0
    while (remaining := np.flatnonzero(core < 0)).size:
        k = max(k, int(degree[remaining].min()))
        leaving: NDArray[np.integer] = remaining[degree[remaining] <= k]
        while leaving.size:
            core[leaving] = k
            lost, times = np.unique(adjacency[leaving].indices, return_counts=True)
            degree[lost] -= times
            leaving = lost[(core[lost] < 0) & (degree[lost] <= k)]
    return core
