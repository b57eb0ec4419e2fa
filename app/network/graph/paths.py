"""Paths along ties: where they may go on, and how long a tie is."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.errors import InvalidInput
from app.network.graph.network import Network
from app.network.kernels.by_rows import Places
from app.network.kernels.distances import distance_sums
from app.network.kernels.sampled_sums import Draw, SampledSums
from app.network.kernels.weighted_paths import length_sums
from app.refusals import said

DIRECTIONS = ("in", "out")
"""``in``: towards an actor, ``out``: away from it; the same where ties have no direction."""

DIRECTIONS_AND_BOTH = ("both", *DIRECTIONS)
"""``both``: as if ties had no direction."""


def ways(network: Network, direction: str = "out") -> sparse.csr_array:
    """Square matrix: row v is True at the next actors on paths away from v, or with ``in`` on paths back from v.

    Ties without a direction may be followed both ways.
    """
    if network.arcs is None:
        return network.adjacency
    away = network.arcs.adjacency(len(network.actors))
    return away if direction == "out" else sparse.csr_array(away.T)


def partner_counts(network: Network, direction: str) -> NDArray[np.int64]:
    """How many name each actor (``in``), how many it names (``out``), or either (``both``)."""
    if direction == "both":
        return network.partner_counts
    return np.diff(ways(network, direction).indptr).astype(np.int64)


def tie_weights(network: Network) -> sparse.csr_array:
    """Symmetric matrix: 2.0 where both name each other, else 1.0; all 1.0 where ties have no direction."""
    if network.arcs is None:
        return network.adjacency.astype(np.float64)
    away = network.arcs.adjacency(len(network.actors)).astype(np.float64)
    symmetric = sparse.csr_array(away + away.T)
    symmetric.sort_indices()
    return symmetric


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
            said("directed_strengths_missing"),
            hint=said("leave_strengths_or_directions_out"),
        )
    pairs, size = pair_strengths(network), len(network.actors)
    strength = np.where(pairs.strength > 0, pairs.strength, 1.0)
    greatest = strength.max(initial=1.0)
    half = sparse.coo_array((np.rint(_STRONGEST * greatest / strength), (pairs.a, pairs.b)), shape=(size, size)).tocsr()
    return TieLengths(sparse.csr_array(half + half.T), _STRONGEST * greatest)


@dataclass(frozen=True, slots=True)
class PathSums:
    """For each actor: others ``reached``, Σ d and Σ 1/d over them, where all are reached or from a sample of them."""

    reached: SampledSums
    lengths: SampledSums
    inverse: SampledSums


def path_sums(
    network: Network,
    direction: str,
    *,
    by_strength: bool,
    samples: int = 0,
    seed: int = 1,
    places: Places | None = None,
) -> PathSums:
    """Sums over the shortest paths of each actor, in steps or by strength, where a tie of strength 1 is 1 long.

    Args:
        network: the snapshot.
        direction: one of :data:`DIRECTIONS`.
        by_strength: whether a tie is 1/strength long.
        samples: to how many others paths are followed, as :func:`app.network.kernels.sampled_sums.sources_of` reads it.
        seed: start of the random numbers.
        places: machines to which the targets are spread; None: this one.

    Raises:
        InvalidInput: as :func:`tie_lengths`.
    """
    draw = Draw.of(len(network.actors), samples, seed)
    lengths = tie_lengths(network) if by_strength else None
    graph = _Lengths(lengths.matrix, lengths.unit) if lengths else _Steps(ways(network, direction))
    sums_of = draw.spread(places, _sums_to, graph) if places else draw.of_groups(partial(_sums_to, graph))
    return PathSums(*(SampledSums(column, draw.sources_elsewhere) for column in np.moveaxis(sums_of, 1, 0)))


_Targets = NDArray[np.integer] | None


@dataclass(frozen=True, slots=True)
class _Steps:
    """A graph in which each tie is one step."""

    adjacency: sparse.csr_array

    def sums_to(self, targets: _Targets) -> tuple[NDArray[np.number], ...]:
        sums = distance_sums(self.adjacency, targets)
        return sums.reached, sums.hops, sums.inverse


@dataclass(frozen=True, slots=True)
class _Lengths:
    """A graph whose ties have lengths in a unit."""

    matrix: sparse.csr_array
    unit: float

    def sums_to(self, targets: _Targets) -> tuple[NDArray[np.number], ...]:
        sums = length_sums(self.matrix, targets)
        return sums.reached, sums.lengths / self.unit, sums.inverse * self.unit


def _sums_to(graph: _Steps | _Lengths, targets: _Targets) -> NDArray[np.float64]:
    """Others reached, Σ d and Σ 1/d: 3 × n."""
    return np.array(graph.sums_to(targets), np.float64)
