"""How long is a tie? One step, or by strength 1/strength: strong ties are short."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.errors import InvalidInput
from app.network.graph.directions import ways
from app.network.graph.network import Network
from app.network.kernels.distance_sums import distance_sums
from app.network.kernels.weighted_paths import LengthSums, length_sums

BY_STRENGTH_DOC = "whether a tie is 1/strength long (a missing strength is 1); else each tie is one step"

_STRONGEST = 720_720 * 2**20
"""Length of the strongest tie: a multiple of all numbers up to 16, large enough to round lengths to whole numbers."""


@dataclass(frozen=True, slots=True)
class PairStrengths:
    """Each pair of view ``G`` once, positions ``a`` < ``b``; ``strength`` the greatest of its ties, 0: not known."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    strength: NDArray[np.float64]


def pair_strengths(network: Network) -> PairStrengths:
    """Of several ties of a pair the greatest strength, as in all measures."""
    ties = network.cooperation
    (a, b), at = np.unique(np.stack([ties.a, ties.b]), axis=1, return_inverse=True)
    greatest = np.zeros(len(a))
    np.maximum.at(greatest, at, ties.strength)
    return PairStrengths(a, b, greatest)


@dataclass(frozen=True, slots=True)
class TieLengths:
    """``matrix``: n × n, symmetric, whole numbers; ``unit``: the length of a tie of strength 1."""

    matrix: sparse.csr_array
    unit: float


def tie_lengths(network: Network) -> TieLengths:
    """Lengths of the ties of view ``G``, 1/strength up to a factor; a missing strength is 1.

    Lengths are whole numbers, whose sums are exact up to hundreds of ties: two paths of the same strengths in
    another order are equally long, and where strengths are whole numbers up to 16, all whose sums of 1/strength are
    equal. Rounding changes a length by less than 10^-12 of it.

    Raises:
        InvalidInput: ties have directions, for strengths are known of pairs only.
    """
    if network.arcs is not None:
        raise InvalidInput(
            "paths by strength were not computed: strengths are kept for pairs, not for each direction",
            hint="set by_strength=false, or read the file without directed=true",
        )
    pairs, size = pair_strengths(network), len(network.actors)
    strength = np.where(pairs.strength > 0, pairs.strength, 1.0)
    greatest = strength.max(initial=1.0)
    half = sparse.coo_array((np.rint(_STRONGEST * greatest / strength), (pairs.a, pairs.b)), shape=(size, size)).tocsr()
    return TieLengths(sparse.csr_array(half + half.T), _STRONGEST * greatest)


def path_sums(network: Network, direction: str, *, by_strength: bool) -> LengthSums:
    """Sums over the shortest paths of each actor, in steps or by strength, where a tie of strength 1 is 1 long.

    Raises:
        InvalidInput: as :func:`tie_lengths`.
    """
    if not by_strength:
        hops = distance_sums(ways(network, direction))
        return LengthSums(hops.reached, hops.hops.astype(np.float64), hops.inverse)
    lengths = tie_lengths(network)
    sums = length_sums(lengths.matrix)
    return LengthSums(sums.reached, sums.lengths / lengths.unit, sums.inverse * lengths.unit)
