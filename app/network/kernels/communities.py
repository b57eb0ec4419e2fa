"""Into which communities do ties fall, and how much does the answer depend on chance?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Communities:
    """Partitions of one graph found from several seeds.

    ``labels``: the best one, 0 is the largest community, among equals the one with the first vertex; ``modularity``
    its value, ``modularities`` those of all. ``agreement`` is the mean adjusted Rand index of any two partitions,
    ``certainty`` holds for each vertex the mean share of the other members of its community that are with it.
    """

    labels: _Labels
    modularity: float
    modularities: tuple[float, ...]
    agreement: float
    certainty: NDArray[np.float64]


def louvain(adjacency: sparse.csr_array, *, runs: int, seed: int, resolution: float = 1.0) -> Communities:
    """Communities by Louvain's method (Blondel et al. 2008), the best of several runs.

    Args:
        adjacency: n × n, symmetric, of 1.0, with at least one tie.
        runs: number of runs.
        seed: of the first run, the next ones follow.
        resolution: above 1 gives smaller communities.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(adjacency.shape[0]))
    half = sparse.triu(adjacency, k=1).tocoo()
    graph.add_edges_from(zip(half.row.tolist(), half.col.tolist(), strict=True))
    found = [nx.community.louvain_communities(graph, resolution=resolution, seed=seed + run) for run in range(runs)]
    values = [float(nx.community.modularity(graph, one, resolution=resolution)) for one in found]
    partitions = [_labels(one, len(graph)) for one in found]
    best = partitions[int(np.argmax(np.round(values, 9)))]
    return Communities(best, max(values), tuple(values), _agreement(partitions), _certainty(best, partitions))


def _labels(partition: Sequence[set[int]], size: int) -> _Labels:
    labels = np.empty(size, np.int64)
    for number, members in enumerate(sorted(partition, key=lambda some: (-len(some), min(some)))):
        labels[list(members)] = number
    return labels


def _agreement(partitions: Sequence[_Labels]) -> float:
    indices = [adjusted_rand(one, other) for one, other in combinations(partitions, 2)]
    return float(np.mean(indices)) if indices else 1.0


def adjusted_rand(one: _Labels, other: _Labels) -> float:
    """Adjusted Rand index of two partitions (Hubert and Arabie 1985): 1 the same, 0 as by chance.

    1 where chance leaves no room: both put all together, or all apart.
    """
    cells = one * (int(other.max(initial=0)) + 1) + other
    together, first, second = (_pairs(np.bincount(some)) for some in (cells, one, other))
    by_chance = first * second / max(_pairs(np.array([len(one)])), 1.0)
    greatest = (first + second) / 2
    return 1.0 if greatest == by_chance else (together - by_chance) / (greatest - by_chance)


def _pairs(counts: NDArray[np.int64]) -> float:
    return float((counts * (counts - 1)).sum() / 2)


def _certainty(best: _Labels, partitions: Sequence[_Labels]) -> NDArray[np.float64]:
    """Of the other members of a vertex's community, the mean share that other runs leave together with it."""
    others = np.bincount(best)[best] - 1
    stayed = np.zeros(len(best))
    for labels in partitions:
        cells = best * (int(labels.max(initial=0)) + 1) + labels
        stayed += np.bincount(cells)[cells] - 1
    return np.divide(stayed / len(partitions), others, out=np.ones(len(best)), where=others > 0)
