"""What would ties look like if only the number of partners of each actor were given?"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_ROUNDS = 20
"""Rounds in each of which every tie is tried once with another, ten tries a tie in all, after which what was before is
forgotten (Milo et al. 2003)."""

_Ends = NDArray[np.int64]


def rewired(adjacency: sparse.csr_array, generator: np.random.Generator) -> sparse.csr_array:
    """A random graph with the same degrees: ties a-b and c-d become a-d and c-b, many times (Maslov and Sneppen 2002).

    Args:
        adjacency: n × n, symmetric, of 1.0, without a diagonal.
        generator: source of chance.
    """
    half = sparse.triu(adjacency, k=1).tocoo()
    one, other = half.row.astype(np.int64), half.col.astype(np.int64)
    for _ in range(_ROUNDS):
        _exchange(one, other, adjacency.shape[0], generator)
    upper = sparse.coo_array((np.ones(len(one)), (one, other)), shape=adjacency.shape).tocsr()
    both = upper + upper.T
    both.sort_indices()
    return sparse.csr_array(both)


def _exchange(one: _Ends, other: _Ends, size: int, generator: np.random.Generator) -> None:
    """Pairs the ties by lot and exchanges the ends of each two at once, in place.

    An exchange that would tie a vertex to itself, or a pair twice, is left out, also where the other tie of that pair
    would come from the same round.
    """
    drawn = generator.permutation(len(one))
    first, second = drawn[: len(one) // 2], drawn[len(one) // 2 : len(one) // 2 * 2]
    turned = generator.random(len(second)) < 0.5  # noqa: PLR2004 - a fair coin
    c, d = np.where(turned, other[second], one[second]), np.where(turned, one[second], other[second])
    new = np.stack([_key(one[first], d, size), _key(c, other[first], size)])
    keys, number, count = np.unique(new, return_inverse=True, return_counts=True)
    free = (count == 1) & ~np.isin(keys, _key(one, other, size))
    kept = free[number.reshape(new.shape)].all(axis=0) & (one[first] != d) & (c != other[first])
    ends = other[first[kept]]
    other[first[kept]] = d[kept]
    one[second[kept]], other[second[kept]] = c[kept], ends


def _key(one: _Ends, other: _Ends, size: int) -> _Ends:
    """The number of a pair, whatever its direction."""
    return np.minimum(one, other) * size + np.maximum(one, other)
