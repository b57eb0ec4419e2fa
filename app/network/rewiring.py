"""What would ties look like if only the number of partners of each actor were given?"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_SWAPS_A_TIE = 10
"""Tried exchanges, after which what was before is forgotten (Milo et al. 2003)."""


def rewired(adjacency: sparse.csr_array, generator: np.random.Generator) -> sparse.csr_array:
    """A random graph with the same degrees: ties a-b and c-d become a-d and c-b, many times (Maslov and Sneppen 2002).

    Args:
        adjacency: n × n, symmetric, of 1.0, without a diagonal.
        generator: source of chance.
    """
    half = sparse.triu(adjacency, k=1).tocoo()
    ties = _exchanged(list(zip(half.row.tolist(), half.col.tolist(), strict=True)), generator)
    one, other = np.array(ties, np.int64).reshape(-1, 2).T
    upper = sparse.coo_array((np.ones(len(ties)), (one, other)), shape=adjacency.shape).tocsr()
    both = upper + upper.T
    both.sort_indices()
    return sparse.csr_array(both)


def _exchanged(ties: list[tuple[int, int]], generator: np.random.Generator) -> list[tuple[int, int]]:
    """An exchange that would tie a vertex to itself, or a pair twice, is left out."""
    known = set(ties)
    for first, second, turned in _drawn(len(ties), generator):
        (a, b), (c, d) = ties[first], ties[second]
        if turned:
            c, d = d, c
        new = (min(a, d), max(a, d)), (min(c, b), max(c, b))
        if a != d and c != b and new[0] != new[1] and known.isdisjoint(new):
            known -= {ties[first], ties[second]}
            known |= set(new)
            ties[first], ties[second] = new
    return ties


def _drawn(count: int, generator: np.random.Generator) -> NDArray[np.int64]:
    """Which two ties to exchange, and whether the second is turned round."""
    tries = _SWAPS_A_TIE * count
    ends = generator.integers(count, size=(tries, 2)) if count else np.zeros((0, 2), np.int64)
    return np.column_stack([ends, generator.integers(2, size=tries)])
