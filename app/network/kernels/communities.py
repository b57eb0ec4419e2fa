"""Communities by modularity, and how much they depend on chance."""

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
    its value, ``modularities`` those of all, ``equal`` how many different ones of the best value were found. ``agreement`` is the mean adjusted Rand index of any two partitions,
    ``certainty`` holds for each vertex the mean share of the other members of its community that are with it.
    """

    labels: _Labels
    modularity: float
    modularities: tuple[float, ...]
    equal: int
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
    partitions = [
        nx.community.louvain_communities(graph, resolution=resolution, seed=seed + run) for run in range(runs)
    ]
    values = [float(nx.community.modularity(graph, partition, resolution=resolution)) for partition in partitions]
    labelled = [_labels(partition, len(graph)) for partition in partitions]
    rounded = np.round(values, 9)
    best = labelled[int(np.argmax(rounded))]
    equal = len({labelled[run].tobytes() for run in np.flatnonzero(rounded == rounded.max()).tolist()})
    agreement, certainty = _agreement(labelled), _certainty(best, labelled)
    return Communities(best, max(values), tuple(values), equal, agreement, certainty)


def _labels(partition: Sequence[set[int]], size: int) -> _Labels:
    labels = np.empty(size, np.int64)
    for number, members in enumerate(sorted(partition, key=lambda members_of: (-len(members_of), min(members_of)))):
        labels[list(members)] = number
    return labels


def _agreement(partitions: Sequence[_Labels]) -> float:
    indices = [adjusted_rand(labels_a, labels_b) for labels_a, labels_b in combinations(partitions, 2)]
    return float(np.mean(indices)) if indices else 1.0


def adjusted_rand(labels_a: _Labels, labels_b: _Labels) -> float:
    """Adjusted Rand index of two partitions (Hubert and Arabie 1985): 1 the same, 0 as by chance.

    1 where chance leaves no room: both put all together, or all apart.
    """
    cells = labels_a * (int(labels_b.max(initial=0)) + 1) + labels_b
    together, first, second = (_pairs(np.bincount(labels)) for labels in (cells, labels_a, labels_b))
    by_chance = first * second / max(_pairs(np.array([len(labels_a)])), 1.0)
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
