"""Structural holes: Burt's constraint and effective size of each vertex, that is how far its contacts know each other.

Weights are those of both directions together, w = a + aᵀ: 1 or 2 a pair. In the ego variant only the vertex and its
contacts exist; in the whole-network variant contacts also have others.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.row_products import row_products


def constraint(weights: sparse.csr_array, *, ego: bool) -> NDArray[np.float64]:
    """Burt's constraint (1992): Σ over contacts j of (p(i,j) + Σ over others q of p(i,q) p(q,j))².

    Args:
        weights: n × n, symmetric, without a diagonal, indices sorted.
        ego: whether shares p(q,j) are taken within the contacts of i.

    Returns:
        n values; 0 without contacts, where it is not defined.
    """
    row, column = _ends(weights)
    sums = weights.sum(axis=1)
    direct = weights.data / sums[row]
    if ego:
        within = row_products(_pattern(weights), weights, row, column) + weights.data
        indirect = row_products(_with(weights, direct / within), weights, row, column)
    else:
        indirect = _symmetric_products(_with(weights, weights.data / sums[column]), weights) / sums[row]
    return _sums(row, (direct + indirect) ** 2, weights.shape[0])


def effective_size(weights: sparse.csr_array, *, ego: bool) -> NDArray[np.float64]:
    """Burt's effective size (1992): contacts minus what is redundant, Σ over contacts j of 1 - Σ_q p(i,q) m(j,q).

    m(j,q) = w(j,q) divided by the greatest weight of j; without directions it is the number of contacts minus the mean
    number of their ties among themselves (Borgatti 1997).

    Args:
        weights: n × n, symmetric, of 1 and 2, without a diagonal, indices sorted.
        ego: whether the greatest weight of j is taken among i and the contacts of i.

    Returns:
        n values; 0 without contacts, where it is not defined.
    """
    row, column = _ends(weights)
    double = _with(weights, (weights.data > 1).astype(float))
    if ego:
        greatest = 1 + ((row_products(_pattern(weights), double, row, column) + double.data) > 0)
    else:
        greatest = 1 + (double.sum(axis=1)[column] > 0)
    redundant = _symmetric_products(weights, weights) / weights.sum(axis=1)[row] / greatest
    return _sums(row, 1 - redundant, weights.shape[0])


def _ends(weights: sparse.csr_array) -> tuple[NDArray[np.int64], NDArray[np.integer]]:
    """Row and column of every stored value."""
    return np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr)), weights.indices


def _symmetric_products(left: sparse.csr_array, right: sparse.csr_array) -> NDArray[np.float64]:
    """Products of row i of ``left`` and row j of ``right`` for every stored value (i, j), where (j, i) has the same.

    Each pair is computed once. Both matrices have the same symmetric pattern.
    """
    row, column = _ends(right)
    once = row < column
    products = np.zeros(right.nnz)
    products[once] = row_products(left, right, row[once], column[once])
    return np.asarray(products + _with(right, products).T.tocsr().data)


def _sums(at: NDArray[np.integer], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.asarray(np.bincount(at, values, minlength=size), np.float64)


def _with(weights: sparse.csr_array, data: NDArray[np.float64]) -> sparse.csr_array:
    return sparse.csr_array((data, weights.indices, weights.indptr), shape=weights.shape)


def _pattern(weights: sparse.csr_array) -> sparse.csr_array:
    return _with(weights, np.ones(weights.nnz))
