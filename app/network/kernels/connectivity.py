"""Connectivity of a graph: components, core numbers, and the vertices and edges that alone hold others together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    """Articulation points and bridges by one depth-first search a component (Tarjan 1972), without recursion.

    Args:
        adjacency: n × n, symmetric, without a diagonal; values are not looked at.
    """
    search, size = _Search(adjacency), adjacency.shape[0]
    trees = search.trees()
    pieces, cut_off = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for vertex, parts in (piece for tree in trees for piece in search.parts_without_vertex(tree)):
        pieces[vertex] = max(len(parts) - 1, 0)
        cut_off[vertex] = sum(parts) - max(parts, default=0)
    bridges = sorted(bridge for tree in trees for bridge in search.bridges(tree))
    return Cuts(pieces, cut_off, np.array(bridges, np.int64).reshape(-1, 3))


def pairs_linked_without(adjacency: sparse.csr_array) -> NDArray[np.int64]:
    """For each vertex the number of ordered pairs of others that still have a path between them without it.

    One depth-first search tells it for all vertices.

    Args:
        adjacency: n × n, symmetric, without a diagonal; values are not looked at.
    """
    search = _Search(adjacency)
    trees = search.trees()
    linked, remaining_pairs = _ordered_pairs(map(len, trees)), np.zeros(adjacency.shape[0], np.int64)
    for tree in trees:
        elsewhere = linked - _ordered_pairs([len(tree)])
        for vertex, parts in search.parts_without_vertex(tree):
            remaining_pairs[vertex] = elsewhere + _ordered_pairs(parts)
    return remaining_pairs


def _ordered_pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) for size in sizes)


class _Search:
    """Order of entry, earliest vertex reached from below, parent and size of the subtree of each vertex."""

    def __init__(self, adjacency: sparse.csr_array) -> None:
        size = adjacency.shape[0]
        self.entered, self.low, self.under = [-1] * size, [0] * size, [1] * size
        self.parent = [-1] * size
        self._starts: list[int] = adjacency.indptr.tolist()
        self._targets: list[int] = adjacency.indices.tolist()
        self._clock = 0

    def _enter(self, vertex: int) -> Iterator[int]:
        self.entered[vertex] = self.low[vertex] = self._clock
        self._clock += 1
        return iter(self._targets[self._starts[vertex] : self._starts[vertex + 1]])

    def trees(self) -> list[list[int]]:
        """The vertices of each component."""
        return [self.tree(root) for root in range(len(self.entered)) if self.entered[root] < 0]

    def tree(self, root: int) -> list[int]:
        """The vertices of the component of a root in order of entry."""
        order, path = [root], [(root, self._enter(root))]
        while path:
            vertex, targets = path[-1]
            for target in targets:
                if self.entered[target] < 0:
                    self.parent[target] = vertex
                    order.append(target)
                    path.append((target, self._enter(target)))
                    break
                if target != self.parent[vertex]:
                    self.low[vertex] = min(self.low[vertex], self.entered[target])
            else:
                path.pop()
                self._leave(vertex)
        return order

    def _leave(self, vertex: int) -> None:
        parent = self.parent[vertex]
        if parent >= 0:
            self.low[parent] = min(self.low[parent], self.low[vertex])
            self.under[parent] += self.under[vertex]

    def parts_without_vertex(self, tree: list[int]) -> Iterator[tuple[int, list[int]]]:
        """For each vertex of a component the sizes of the pieces left of it without the vertex."""
        below: dict[int, list[int]] = {vertex: [] for vertex in tree}
        for vertex in tree[1:]:
            parent = self.parent[vertex]
            if self.low[vertex] >= self.entered[parent]:
                below[parent].append(self.under[vertex])
        for vertex, parts in below.items():
            above = len(tree) - 1 - sum(parts)
            yield vertex, [*parts, above] if above else parts

    def bridges(self, tree: list[int]) -> Iterator[tuple[int, int, int]]:
        """Edges of a component above which nothing else leads, with the size of the smaller side."""
        for vertex in tree[1:]:
            parent, under = self.parent[vertex], self.under[vertex]
            if self.low[vertex] > self.entered[parent]:
                yield min(vertex, parent), max(vertex, parent), min(under, len(tree) - under)


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
