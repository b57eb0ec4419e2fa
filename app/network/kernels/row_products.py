"""Inner products of many pairs of rows."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_BLOCK = 4096
"""Pairs at once: enough to keep loops out of Python, few enough to copy their rows."""


def row_products(
    left: sparse.csr_array, right: sparse.csr_array, rows_a: NDArray[np.integer], rows_b: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Σ over columns of left[a] · right[b], for each pair (a, b) of row numbers.

    The product of the whole matrices would fill cells nobody asked for.
    """
    products = np.zeros(len(rows_a))
    for start in range(0, len(rows_a), _BLOCK):
        block = slice(start, start + _BLOCK)
        products[block] = left[rows_a[block]].multiply(right[rows_b[block]]).sum(axis=1)
    return products
