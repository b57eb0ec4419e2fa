"""Which graphs do kernels run on? Clustered, heavy-tailed, connected ones of three sizes.

A city is S, a federal state M; L shows growth. Vertices live in communities of forty; a tree that prefers the own
community connects them, and three of five further edges stay inside one. The same size gives the same graph.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.network.graph.build_network import build_network
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.cooperations import Cooperation
from app.records.records import Records
from tests.benchmarks.city import AS_OF, AT_HOME, HEAVY_TAIL

SIZES: Mapping[str, tuple[int, int]] = {"S": (1_000, 5_000), "M": (10_000, 60_000), "L": (100_000, 600_000)}
"""Vertices and edges."""

QUICK: Mapping[str, tuple[int, int]] = {"S": (120, 480), "M": (240, 1_200), "L": (480, 2_400)}
"""Of ``--quick``: to see that everything runs and agrees."""

COMMUNITY = 40
GROUPS = 8
STRONGEST = 5


@dataclass(frozen=True)
class Graph:
    """Edges from ``one`` to ``other``, each pair once; undirected unless a kernel follows directions.

    ``group`` is one of eight kinds of each vertex, independent of the communities.
    """

    vertices: int
    one: NDArray[np.int32]
    other: NDArray[np.int32]
    strength: NDArray[np.int64]
    group: NDArray[np.int32]

    @property
    def edges(self) -> int:
        """How many there are."""
        return len(self.one)

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """Neighbours of each vertex."""
        return np.bincount(np.concatenate([self.one, self.other]), minlength=self.vertices)

    @property
    def wedges(self) -> int:
        """Paths of two edges: what it costs at least to look at all pairs with a common neighbour."""
        return int((self.degrees * (self.degrees - 1)).sum()) // 2

    def spread(self, count: int) -> NDArray[np.int64]:
        """So many vertices from the fewest neighbours to the most: what they cost stands for what all cost."""
        chosen = min(count, self.vertices)
        at = ((np.arange(chosen) + 0.5) / chosen * self.vertices).astype(np.int64)
        return np.argsort(self.degrees, kind="stable")[at]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Edges as Python likes them."""
        return list(zip(self.one.tolist(), self.other.tolist(), strict=True))

    @cached_property
    def network(self) -> Network:
        """As Netzblick holds it: a vertex is an actor whose position is its number."""
        actors = tuple(Actor(id=_id(number), name=_id(number)) for number in range(self.vertices))
        return build_network(Records(actors=actors, cooperations=tuple(self._cooperations())), AS_OF)

    def _cooperations(self) -> Iterator[Cooperation]:
        for number, (first, pair) in enumerate(self.pairs):
            a, b = sorted((_id(first), _id(pair)))
            strength = int(self.strength[number])
            yield Cooperation(id=f"{a}--{b}", actor_a=a, actor_b=b, status="stated", strength=strength)


def made(vertices: int, edges: int, seed: int = 1) -> Graph:
    """A graph of that size; a few edges less where more were drawn twice than spare ones were."""
    random = np.random.default_rng(seed)
    community = random.permutation(vertices) // COMMUNITY
    propensity = np.clip(random.pareto(HEAVY_TAIL, vertices) + 1, 1, vertices**0.5)
    tree = _tree(community, random)
    further = _further(community, propensity, round((edges - len(tree)) * 1.5), random)
    pairs = _distinct(np.concatenate([tree, further]), vertices)[:edges]
    turned = random.random(len(pairs)) < 0.5
    pairs[turned] = pairs[turned, ::-1]
    return Graph(
        vertices=vertices,
        one=pairs[:, 0].astype(np.int32),
        other=pairs[:, 1].astype(np.int32),
        strength=random.integers(1, STRONGEST + 1, len(pairs)),
        group=random.integers(0, GROUPS, vertices).astype(np.int32),
    )


def _tree(community: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.int64]:
    """Each vertex hangs on an earlier one, of its own community if there is one."""
    order = np.argsort(community, kind="stable")
    at = np.arange(1, len(order))
    first = np.searchsorted(community[order], community[order[at]])
    start = np.where(first < at, first, 0)
    earlier = start + (random.random(len(at)) * (at - start)).astype(np.int64)
    return np.column_stack([order[at], order[earlier]])


def _further(
    community: NDArray[np.int64], propensity: NDArray[np.float64], count: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """Edges whose ends are drawn by propensity, three of five inside a community."""
    order = np.argsort(community, kind="stable")
    drawn = np.concatenate([[0.0], np.cumsum(propensity[order])])
    bounds = np.searchsorted(community[order], np.arange(community.max() + 2))
    orders, anywhere = (order[_at(drawn, random.random(count) * drawn[-1])] for _ in range(2))
    low, high = drawn[bounds[community[orders]]], drawn[bounds[community[orders] + 1]]
    near = order[_at(drawn, low + random.random(count) * (high - low))]
    return np.column_stack([orders, np.where(random.random(count) < AT_HOME, near, anywhere)])


def _at(drawn: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.int64]:
    return (np.searchsorted(drawn, values, side="right") - 1).clip(0, len(drawn) - 2)


def _distinct(pairs: NDArray[np.int64], vertices: int) -> NDArray[np.int64]:
    """Each pair once, smaller number first, in the order of drawing; no vertex with itself."""
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    _, first = np.unique(pairs[:, 0] * vertices + pairs[:, 1], return_index=True)
    return pairs[np.sort(first)]


def _id(number: int) -> str:
    return f"a{number:06}"
