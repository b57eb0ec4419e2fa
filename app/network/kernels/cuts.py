"""Which vertices and which edges alone hold others together?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


@dataclass(frozen=True, slots=True)
class Cuts:
    """``pieces``: for each vertex how many further components there would be without it; 0: it cuts nothing.

    ``cut_off``: how many other vertices of its component would lie outside the largest piece left. ``bridges``: rows
    (one, other, vertices on the smaller side), one < other, sorted.
    """

    pieces: NDArray[np.int64]
    cut_off: NDArray[np.int64]
    bridges: NDArray[np.int64]


def cuts(adjacency: sparse.csr_array) -> Cuts:
    """Articulation points and bridges by one depth-first search a component (Tarjan 1972), without recursion.

    Args:
        adjacency: n × n, symmetric, without a diagonal; values are not looked at.
    """
    search = _Search(adjacency)
    size = adjacency.shape[0]
    pieces, cut_off, bridges = np.zeros(size, np.int64), np.zeros(size, np.int64), []
    for root in range(size):
        if search.entered[root] < 0:
            tree = search.tree(root)
            below: dict[int, list[int]] = {vertex: [] for vertex in tree}
            for vertex in tree[1:]:
                parent = search.parent[vertex]
                if search.low[vertex] >= search.entered[parent]:
                    below[parent].append(search.under[vertex])
                if search.low[vertex] > search.entered[parent]:
                    smaller = min(search.under[vertex], len(tree) - search.under[vertex])
                    bridges.append((*sorted((vertex, parent)), smaller))
            for vertex, parts in below.items():
                rest = len(tree) - 1 - sum(parts)
                split = [*parts, rest] if rest else parts
                pieces[vertex] = max(len(split) - 1, 0)
                cut_off[vertex] = len(tree) - 1 - max(split, default=0)
    return Cuts(pieces, cut_off, np.array(sorted(bridges), np.int64).reshape(-1, 3))


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
