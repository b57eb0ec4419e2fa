"""Which values of actors may be told?"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.findings import Measure
from app.network.network import Network

_DECIMALS = 9
"""Values that differ less are equal in the order."""


def actor_measures(
    network: Network, values: NDArray[np.float64] | None, reason: str = "too-few-actors"
) -> tuple[Measure, ...]:
    """A measure for each actor, the greatest first, then by id; none about an actor that is one person.

    Args:
        network: the snapshot.
        values: one for each actor by position; None: undefined for all.
        reason: why they are undefined.
    """
    told = [at for at, actor in enumerate(network.actors) if not actor.one_person]
    return tuple(_ordered(network, told, values) if values is not None else _undefined(network, told, reason))


def _undefined(network: Network, told: Iterable[int], reason: str) -> Iterable[Measure]:
    for at in told:
        yield Measure(subject=network.subject("actors", network.actors[at].id), value=None, reason=reason)


def _ordered(network: Network, told: Iterable[int], values: NDArray[np.float64]) -> Iterable[Measure]:
    for at in sorted(told, key=lambda at: (-round(float(values[at]), _DECIMALS), at)):
        yield Measure(subject=network.subject("actors", network.actors[at].id), value=float(values[at]))
