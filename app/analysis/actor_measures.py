"""Measures of actors and of the whole network: which values are told, and how far one actor stands out from all."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.findings import Measure
from app.network.graph.network import Network

_DECIMALS = 9
"""Values that differ less are equal in the order."""


def actor_measures(
    network: Network,
    values: NDArray[np.float64] | None,
    reason: str = "too-few-actors",
    parts: Mapping[str, NDArray[np.number]] | None = None,
) -> tuple[Measure, ...]:
    """A measure for each actor, the greatest first, then by id; none about an actor that is one person.

    Args:
        network: the snapshot.
        values: one for each actor by position, NaN where it is undefined; None: undefined for all.
        reason: why values are undefined.
        parts: columns of further numbers by name, told beside defined values; NaN where there is none to tell.
    """
    if values is None:
        values = np.full(len(network.actors), np.nan)
    organisations = (at for at, actor in enumerate(network.actors) if not actor.one_person)
    ordered = sorted(
        organisations, key=lambda at: (bool(np.isnan(values[at])), -round(float(values[at]), _DECIMALS), at)
    )
    return tuple(_measure(network, at, float(values[at]), reason, parts or {}) for at in ordered)


def _measure(network: Network, at: int, value: float, reason: str, parts: Mapping[str, NDArray[np.number]]) -> Measure:
    subject = network.subject("actors", network.actors[at].id)
    if np.isnan(value):
        return Measure(subject=subject, value=None, reason=reason)
    numbers = {name: float(column[at]) for name, column in parts.items()}
    known = {name: number for name, number in numbers.items() if not np.isnan(number)}
    return Measure(subject=subject, value=value, parts=known)


def whole_measure(value: float | None, reason: str | None = None, parts: Mapping[str, float] | None = None) -> Measure:
    """A measure about the whole network; ``reason`` says why it has no value."""
    return Measure(subject=None, value=value, reason=reason if value is None else None, parts=parts or {})


_FEWEST_ACTORS = 3


def centralisation(values: NDArray[np.float64], greatest: float) -> Measure:
    """Freeman's centralisation (1979) of the whole network: 0 when all are alike, 1 for a star.

    Args:
        values: a centrality of each actor.
        greatest: the greatest sum of differences that a network of this size can have, that of a star.
    """
    if len(values) < _FEWEST_ACTORS:
        return whole_measure(None, "too-few-actors")
    return whole_measure(float((values.max() - values).sum() / greatest))
