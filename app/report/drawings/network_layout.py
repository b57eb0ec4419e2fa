"""Places of the nodes of a network picture: the same for the same data, near whom they have a line to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np
from scipy import sparse

from app.network.kernels.communities import leiden

WIDTH, HEIGHT = 1000, 700
MARGIN_X, MARGIN_Y = 90, 50
PER_ROW, ROW_HEIGHT = 6, 45
SEED = 20
MOST_TOGETHER = 300
"""Of more nodes each community is laid out for itself: in one go it would take minutes."""

_CENTRE = ""
_GOLDEN = pi * (3 - sqrt(5))

Place = tuple[float, float]


def places(nodes: Sequence[str], lines: Iterable[tuple[str, str]]) -> Mapping[str, Place]:
    """Who has a line stands near whom it leads to; the others stand in rows below, where they hide nobody.

    Args:
        nodes: ids, sorted.
        lines: pairs of them.
    """
    tied: nx.Graph[str] = nx.Graph()
    tied.add_edges_from(sorted(lines))
    alone = [node for node in nodes if node not in tied]
    a_row = max(PER_ROW, round(sqrt(4 * len(alone)))) if tied else max(1, round(sqrt(1.4 * len(alone))))
    rows = max(1, -(-len(alone) // a_row))
    paper = HEIGHT - 2 * MARGIN_Y
    height = min(float(ROW_HEIGHT), paper / 3 / rows) if tied else min(2.5 * ROW_HEIGHT, paper / rows)
    bottom = HEIGHT - MARGIN_Y - rows * height
    below = {
        node: (
            round(MARGIN_X + (number % a_row + 0.5) * (WIDTH - 2 * MARGIN_X) / a_row, 1),
            round(bottom + (number // a_row + 1) * height, 1),
        )
        for number, node in enumerate(alone)
    }
    return {**below, **_on_paper(_places_of_tied(tied), bottom)}


def communities(nodes: Sequence[str], lines: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Communities of the nodes that have a line, the largest first; the same for the same lines."""
    number = {node: at for at, node in enumerate(nodes)}
    ends = np.array([(number[a], number[b]) for a, b in lines], np.int64).reshape(-1, 2)
    if not len(ends):
        return []
    half = sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes))).tocsr()
    symmetric = half + half.T
    symmetric.data[:] = 1.0
    symmetric.sort_indices()
    tied = np.flatnonzero(np.diff(symmetric.indptr))
    labels = leiden(symmetric[tied][:, tied], runs=1, seed=SEED).labels
    return [[nodes[at] for at in tied[labels == label]] for label in range(int(labels.max()) + 1)]


def _places_of_tied(tied: "nx.Graph[str]") -> Mapping[str, Place]:
    if len(tied) <= MOST_TOGETHER:
        return _spring(tied)
    parts = communities(sorted(tied), sorted(tied.edges))
    part_of = {node: str(at) for at, part in enumerate(parts) for node in part}
    between: nx.Graph[str] = nx.Graph()
    between.add_nodes_from(str(at) for at in range(len(parts)))
    between.add_edges_from(sorted((part_of[a], part_of[b]) for a, b in tied.edges if part_of[a] != part_of[b]))
    middles = _apart(_spring(between), [sqrt(len(part)) for part in parts])
    return {
        node: (middles[at][0] + x, middles[at][1] + y)
        for at, part in enumerate(parts)
        for node, (x, y) in _within(tied.subgraph(part)).items()
    }


def _within(part: "nx.Graph[str]") -> Mapping[str, Place]:
    """The nodes of one community in a circle as large as their number asks for."""
    if len(part) > MOST_TOGETHER:
        ordered = sorted(part, key=lambda node: (-part.degree(node), node))
        return {node: (sqrt(at) * cos(at * _GOLDEN), sqrt(at) * sin(at * _GOLDEN)) for at, node in enumerate(ordered)}
    spots = _spring(part, iterations=60)
    reach = max((sqrt(x * x + y * y) for x, y in spots.values()), default=1.0) or 1.0
    wide = sqrt(len(part)) * 0.9
    return {node: (x / reach * wide, y / reach * wide) for node, (x, y) in spots.items()}


def _apart(spots: Mapping[str, Place], radii: Sequence[float]) -> list[Place]:
    """The middles of communities so far from each other that hardly two of them overlap."""
    if len(radii) == 1:
        return [(0.0, 0.0)]
    middles = np.array([spots[str(at)] for at in range(len(radii))]) * sqrt(sum(radius**2 for radius in radii)) * 1.5
    for _round in range(100):
        gaps = middles[:, None, :] - middles[None, :, :]
        far = np.sqrt((gaps**2).sum(axis=2)) + 1e-9
        push = np.clip(np.add.outer(radii, radii) * 1.15 - far, 0, None) / far
        np.fill_diagonal(push, 0)
        middles = middles + 0.2 * (gaps * push[:, :, None]).sum(axis=1)
    return [(float(x), float(y)) for x, y in middles]


def _spring(tied: "nx.Graph[str]", iterations: int = 300) -> Mapping[str, Place]:
    if not tied:
        return {}
    held: nx.Graph[str] = nx.Graph()
    held.add_nodes_from(sorted(tied))
    held.add_edges_from(tied.edges, weight=1.0)
    held.add_edges_from(((_CENTRE, node) for node in sorted(tied)), weight=0.08)  # parts stay on one sheet of paper
    spots = nx.spring_layout(held, seed=SEED, iterations=iterations, k=2.2 / len(held) ** 0.5)
    del spots[_CENTRE]
    return {node: (float(x), float(y)) for node, (x, y) in spots.items()}


def _on_paper(spots: Mapping[str, Place], bottom: float) -> Mapping[str, Place]:
    if not spots:
        return {}
    xs, ys = zip(*spots.values(), strict=True)
    return {
        node: (_scaled(x, xs, MARGIN_X, WIDTH - MARGIN_X), _scaled(y, ys, MARGIN_Y, bottom))
        for node, (x, y) in spots.items()
    }


def _scaled(value: float, values: Collection[float], first: float, last: float) -> float:
    low, high = min(values), max(values)
    share = 0.5 if high == low else (value - low) / (high - low)
    return round(float(first + share * (last - first)), 1)
