"""How seldom would chance do as much, told from so many tries?"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray


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
