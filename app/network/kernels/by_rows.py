"""Kernels on a matrix whose rows lie in several places: each round looks at every row once, beside a vector that all know.

A round is ``rows.map(kernel, vector)``; what the kernels give is the same as that of the kernels on a whole matrix.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.connectivity import numbered_by_size

RowKernel = Callable[[sparse.csr_array, NDArray[Any]], NDArray[Any]]
"""Some rows of a matrix and a vector of all vertices; gives one row for each of them."""

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Value = TypeVar("Value")

_RESIDUAL = 1e-13
"""Residual at which PageRank ends, as in :func:`app.network.kernels.spectral_centrality.pagerank`."""


class Rows(Protocol):
    """The rows of a matrix."""

    def map(self, kernel: RowKernel, vector: NDArray[Any]) -> NDArray[Any]:
        """Values of the kernel for all rows, in their order."""


class Places(Protocol):
    """Places of a computation that is spread: the rows of a matrix, or tasks that share their data."""

    def rows(self, matrix: sparse.csr_array) -> Rows:
        """A matrix whose rows are spread; they stay where they are for many rounds."""

    def in_order(self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Sequence[Part]) -> list[Value]:
        """``job(shared, part)`` for each part, in their order; a refusal of one is that of all."""


class InProcess:
    """Rows of a matrix in this process alone."""

    def __init__(self, matrix: sparse.csr_array) -> None:
        self._matrix = matrix

    def map(self, kernel: RowKernel, vector: NDArray[Any]) -> NDArray[Any]:
        """Values of the kernel by one call for all rows."""
        return kernel(self._matrix, vector)


def blocks(matrix: sparse.csr_array, count: int) -> Iterable[sparse.csr_array]:
    """At most ``count`` blocks of neighbouring rows with about as many entries each."""
    size = matrix.shape[0]
    wanted = np.linspace(0, matrix.nnz + size, count + 1)[1:-1]
    cuts = np.searchsorted(matrix.indptr + np.arange(size + 1), wanted)
    bounds = np.unique([0, *cuts, size])
    return (matrix[start:stop] for start, stop in pairwise(bounds.tolist()))


def degrees(rows: Rows) -> NDArray[np.int64]:
    """Entries of each row."""
    return rows.map(_degree, np.zeros(0))


def sums(rows: Rows) -> NDArray[np.float64]:
    """Two columns: the sum of each row, and how many of its entries are NaN, which do not count for the sum."""
    return rows.map(_sum, np.zeros(0))


def by_group(rows: Rows, member: NDArray[np.integer], count: int) -> NDArray[np.float64]:
    """For each row the sum of its entries by the group of the column, n × count; -1 is in no group."""
    in_group = np.zeros((len(member), count))
    known = np.flatnonzero(member >= 0)
    in_group[known, member[known]] = 1.0
    return rows.map(_product, in_group)


def components(rows: Rows, size: int) -> NDArray[np.int64]:
    """As :func:`app.network.kernels.connectivity.components`: the least label spreads, and labels of labels are followed."""
    label, before = np.arange(size), np.full(size, -1)
    while not np.array_equal(label, before):
        before = label
        nearest = np.minimum(label, rows.map(_least, label))
        label = nearest.copy()
        np.minimum.at(label, before, nearest)
        while not np.array_equal(label[label], label):
            label = label[label]
    return numbered_by_size(label)


def core_numbers(rows: Rows) -> NDArray[np.int64]:
    """As :func:`app.network.kernels.connectivity.core_numbers`, as the limit of h-indices (Lü et al. 2016)."""
    core = degrees(rows)
    while not np.array_equal(nearer := rows.map(_h_index, core), core):
        core = nearer
    return core


def pagerank(inwards: Rows, leaving: NDArray[np.integer], damping: float) -> NDArray[np.float64]:
    """As :func:`app.network.kernels.spectral_centrality.pagerank`.

    Args:
        inwards: the transposed adjacency.
        leaving: how many edges leave each vertex.
        damping: 0 to below 1.
    """
    size = len(leaving)
    share = np.divide(damping, leaving, out=np.zeros(size), where=leaving > 0)
    rank, change = np.full(size, 1 / max(size, 1)), 1.0
    while change > _RESIDUAL and size:
        anywhere = 1.0 - damping + damping * rank[leaving == 0].sum()
        before, rank = rank, inwards.map(_product, share * rank) + anywhere / size
        rank /= rank.sum()
        change = float(np.abs(rank - before).sum())
    return rank


def _degree(block: sparse.csr_array, _vector: NDArray[Any]) -> NDArray[np.int64]:
    return np.diff(block.indptr).astype(np.int64)


def _sum(block: sparse.csr_array, _vector: NDArray[Any]) -> NDArray[np.float64]:
    row = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
    missing = np.isnan(block.data)
    known = np.where(missing, 0.0, block.data)
    columns = [np.bincount(row, weights, block.shape[0]) for weights in (known, missing)]
    return np.column_stack(columns).astype(np.float64)  # of no entries at all bincount makes whole numbers


def _product(block: sparse.csr_array, vector: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(block @ vector)


def _least(block: sparse.csr_array, vector: NDArray[Any]) -> NDArray[np.int64]:
    least = np.full(block.shape[0], np.iinfo(np.int64).max)
    linked = np.flatnonzero(np.diff(block.indptr))
    if len(linked):
        least[linked] = np.minimum.reduceat(vector[block.indices], block.indptr[linked])
    return least


def _h_index(block: sparse.csr_array, vector: NDArray[Any]) -> NDArray[np.int64]:
    """For each row the greatest h of which h neighbours have at least h."""
    row = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
    values = vector[block.indices]
    values = values[np.lexsort((-values, row))]
    place = np.arange(len(row)) - block.indptr[row] + 1
    index = np.zeros(block.shape[0], np.int64)
    np.maximum.at(index, row, np.minimum(values, place))
    return index
