"""Costs of analyses: rough seconds of one core, from sizes alone, before anything is computed.

Each analysis states its own cost. The factors were measured with cities of 1,000, 10,000 and 100,000 actors; they are good to a factor of three: enough to tell seconds from hours.
"""

from collections.abc import Callable
from math import log2
from typing import Any

from app.network.graph.network import Network
from app.network.kernels.sampled_sums import sources_of

Cost = Callable[[Network, Any], float]
"""Seconds for a network and the parameters of an analysis."""

_PER_RECORD = 4e-5
_PER_PATH_STEP = 4.5e-9
_PER_DISTANCE_STEP = 4e-10
_PER_VALUE_REPORTED = 8e-7
_PER_LENGTH_STEP = 1.2e-8
_PER_LENGTH_PATH_STEP = 1e-6
_PER_DEAL = 4e-5
_PER_TIE_DEALT = 4e-9


def of_records(network: Network, _parameters: Any = None) -> float:
    """Cost of looking at each record and tie a few times, and at pairs with something in common: where none was measured."""
    return _size(network) * _PER_RECORD


def of_size(microseconds: float) -> Cost:
    """Cost that grows with the network: so long for each tie and each record."""

    def cost(network: Network, _parameters: Any) -> float:
        return _size(network) * microseconds * 1e-6

    return cost


def _size(network: Network) -> int:
    """Number of ties and of records of all topics."""
    return len(network.ties) + sum(len(records) for _, records in network.records)


def of_paths(network: Network, sources: int) -> float:
    """Cost of shortest paths from so many actors, counted and summed: n·m steps from all."""
    return sources * 2 * len(network.ties) * _PER_PATH_STEP


def of_distances(network: Network, _parameters: Any = None) -> float:
    """Cost of distances between all actors, many at once: n·m steps, each of a bit."""
    return len(network.actors) * 2 * len(network.ties) * _PER_DISTANCE_STEP


def of_path_sums(network: Network, parameters: Any) -> float:
    """Cost of distances to all actors or a sample; ``by_strength`` by a queue of the others, n·(m + n log n) steps."""
    size = len(network.actors)
    targets = sources_of(size, parameters.samples)
    if not parameters.by_strength:
        reporting = _size(network) * _PER_VALUE_REPORTED  # of a sample this is the larger part
        return reporting + targets * 2 * len(network.ties) * _PER_DISTANCE_STEP
    return targets * (2 * len(network.ties) + size * log2(max(size, 1))) * _PER_LENGTH_STEP


def of_length_paths(network: Network, sources: int) -> float:
    """Shortest paths by lengths of ties from so many actors, one source after the other."""
    return sources * 2 * len(network.ties) * _PER_LENGTH_PATH_STEP


def of_permutations(network: Network, permutations: int) -> float:
    """Groups dealt anew so often, the ties within and between them counted each time."""
    return permutations * (_PER_DEAL + len(network.ties) * _PER_TIE_DEALT)
