"""Communities by modularity, and how much they depend on chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from graspologic_native import leiden_csr
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.connectivity import numbered_by_size

_Labels = NDArray[np.int64]

_ITERATIONS = 2
"""Cycles of a run, each from the partition of the one before: a second one raises modularity by up to a twentieth on
networks of cities, a fifth hardly more."""


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


def leiden(adjacency: sparse.csr_array, *, runs: int, seed: int, resolution: float = 1.0) -> Communities:
    """Communities by the method of Leiden (Traag, Waltman and van Eck 2019), the best of several runs.

    Args:
        adjacency: n × n, symmetric, True or 1, with at least one tie and without a vertex that has none.
        runs: number of runs.
        seed: of the first run, the next ones follow.
        resolution: above 1 gives smaller communities.
    """
    starts, ends = adjacency.indptr.astype(np.int64), adjacency.indices.astype(np.int32)
    ties = adjacency.data.astype(np.float64)
    size = len(starts) - 1
    partitions = []
    for run in range(runs):
        _, communities = leiden_csr(
            starts, ends, ties, size, resolution=resolution, iterations=_ITERATIONS, seed=seed + run
        )
        partitions.append(numbered_by_size(np.array([communities[vertex] for vertex in range(size)], np.int64)))
    values = [modularity(adjacency, labels, resolution) for labels in partitions]
    rounded = np.round(values, 9)
    best = partitions[int(np.argmax(rounded))]
    equal = len({partitions[run].tobytes() for run in np.flatnonzero(rounded == rounded.max()).tolist()})
    agreement, certainty = _agreement(partitions), _certainty(best, partitions)
    return Communities(best, max(values), tuple(values), equal, agreement, certainty)


def modularity(adjacency: sparse.csr_array, labels: _Labels, resolution: float = 1.0) -> float:
    """Modularity of a partition (Newman and Girvan 2004; Reichardt and Bornholdt 2006 for the resolution γ).

    Σ over communities of L/m - γ (d/2m)²: L ties inside, d degrees of its members, m ties in all.

    Args:
        adjacency: n × n, symmetric, with at least one tie; values are not looked at.
        labels: the number of the community of each vertex, from 0.
        resolution: γ.
    """
    degrees = np.diff(adjacency.indptr).astype(np.float64)
    ends = degrees.sum()
    inside = np.repeat(labels, np.diff(adjacency.indptr)) == labels[adjacency.indices]
    of_communities = np.bincount(labels, degrees) / ends
    return float(inside.sum() / ends - resolution * (of_communities**2).sum())


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
    neighbours = np.bincount(best)[best] - 1
    stayed = np.zeros(len(best))
    for labels in partitions:
        cells = best * (int(labels.max(initial=0)) + 1) + labels
        stayed += np.bincount(cells)[cells] - 1
    return np.divide(stayed / len(partitions), neighbours, out=np.ones(len(best)), where=neighbours > 0)
