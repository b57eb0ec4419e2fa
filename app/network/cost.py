"""How long will it take? Rough seconds of one core, from sizes alone, before anything is computed.

The factors were measured with cities of 1,000 and 10,000 actors and are good to a factor of two or three: enough to tell
seconds from hours.
"""

from collections.abc import Callable
from typing import Any

from app.network.network import Network

Cost = Callable[[Network, Any], float]
"""Seconds for a network and the parameters of an analysis."""

_SECONDS_PER_RECORD = 4e-5
_SECONDS_PER_PATH_STEP = 1.5e-8


def of_records(network: Network, _parameters: Any = None) -> float:
    """What looks at each actor, tie and record a few times, and at pairs with something in common."""
    records = sum(len(some) for _, some in network.records)
    return (len(network.actors) + len(network.ties) + records) * _SECONDS_PER_RECORD


def of_paths(vertices: int, edges: int, sources: int | None = None) -> float:
    """Shortest paths of an undirected graph from some vertices, or from all, counted and summed: n·m steps."""
    return (vertices if sources is None else sources) * 2 * edges * _SECONDS_PER_PATH_STEP
