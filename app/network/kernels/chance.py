"""Comparison with chance: degree-preserving rewiring of a graph, and p values told from so many random tries."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.pair_keys import pair_keys

_ROUNDS = 20
"""Rounds in each of which every tie is tried once with another, ten tries a tie in all, after which what was before is
forgotten (Milo et al. 2003)."""

_Ends = NDArray[np.int64]


def rewired(adjacency: sparse.csr_array, generator: np.random.Generator) -> sparse.csr_array:
    """A random graph with the same degrees: ties a-b and c-d become a-d and c-b, many times (Maslov and Sneppen 2002).

    Args:
        adjacency: n × n, symmetric, without a diagonal; values are not looked at.
        generator: source of chance.
    """
    half = sparse.triu(adjacency, k=1).tocoo()
    ends_a, ends_b = half.row.astype(np.int64), half.col.astype(np.int64)
    for _ in range(_ROUNDS):
        _exchange(ends_a, ends_b, adjacency.shape[0], generator)
    upper = sparse.coo_array((np.ones(len(ends_a)), (ends_a, ends_b)), shape=adjacency.shape).tocsr()
    symmetric = upper + upper.T
    symmetric.sort_indices()
    return sparse.csr_array(symmetric)


def _exchange(ends_a: _Ends, ends_b: _Ends, size: int, generator: np.random.Generator) -> None:
    """Pairs the ties by lot and exchanges the ends of each two at once, in place.

    An exchange that would tie a vertex to itself, or a pair twice, is left out, also where the other tie of that pair
    would come from the same round.
    """
    drawn = generator.permutation(len(ends_a))
    first, second = drawn[: len(ends_a) // 2], drawn[len(ends_a) // 2 : len(ends_a) // 2 * 2]
    turned = generator.random(len(second)) < 0.5  # noqa: PLR2004 - a fair coin
    c, d = np.where(turned, ends_b[second], ends_a[second]), np.where(turned, ends_a[second], ends_b[second])
    new = np.stack([pair_keys(ends_a[first], d, size), pair_keys(c, ends_b[first], size)])
    keys, number, count = np.unique(new, return_inverse=True, return_counts=True)
    free = (count == 1) & ~np.isin(keys, pair_keys(ends_a, ends_b, size))
    admissible = free[number.reshape(new.shape)].all(axis=0) & (ends_a[first] != d) & (c != ends_b[first])
    ends = ends_b[first[admissible]]
    ends_b[first[admissible]] = d[admissible]
    ends_a[second[admissible]], ends_b[second[admissible]] = c[admissible], ends


@dataclass(frozen=True, slots=True)
class MonteCarloP:
    """An estimated ``p`` and its standard ``error``, that of a share of so many tries."""

    p: float
    error: float


def monte_carlo_p(as_extreme: NDArray[np.bool_]) -> MonteCarloP:
    """The share of tries that are as extreme; what was observed counts as one, so that p is never 0.

    Args:
        as_extreme: for each try whether it is; without tries p is 1.
    """
    tries = len(as_extreme) + 1
    p = (1 + int(np.count_nonzero(as_extreme))) / tries
    return MonteCarloP(p, error_of_share(p, tries))


def error_of_share(share: float, tries: int) -> float:
    """Standard error of a share of independent tries."""
    return sqrt(share * (1 - share) / tries)
