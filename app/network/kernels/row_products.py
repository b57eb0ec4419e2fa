"""What is the inner product of two rows, for many pairs of rows?"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_BLOCK = 4096
"""Pairs at once: enough to keep loops out of Python, few enough to copy their rows."""


def row_products(
    left: sparse.csr_array, right: sparse.csr_array, one: NDArray[np.integer], other: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Σ over columns of left[one] · right[other], for each pair (one, other) of row numbers.

    The product of the whole matrices would fill cells nobody asked for.
    """
    found = np.zeros(len(one))
    for start in range(0, len(one), _BLOCK):
        block = slice(start, start + _BLOCK)
        found[block] = left[one[block]].multiply(right[other[block]]).sum(axis=1)
    return found
