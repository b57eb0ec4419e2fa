"""From which numbers about people may anything be derived?"""

from dataclasses import dataclass
from typing import Literal

from app.records.statistic import Indicator, Observation
from app.records.vocabulary import vocabulary

DEFAULT_THRESHOLD = 10
"""Fewer people are never shown; the Federal Employment Agency's own web tools round to 10."""

LOWEST_THRESHOLD = 3
"""No workspace may go below: the standard minimum of the Federal Employment Agency's statistics."""

SMALLEST_BASE = 100
"""A share of fewer people moves by more than a percentage point with each of them."""

Withheld = Literal["suppressed", "not_recorded"]
"""Why nothing is known. A value hidden by its source, one that is too small and one with a small base are the same."""


@dataclass(frozen=True, slots=True)
class Figure:
    """People that may be counted and compared.

    ``count`` of them, at least the threshold; ``share`` is their percentage of the base, None without a base.
    """

    count: float
    share: float | None


def figure(indicator: Indicator, observation: Observation | None, threshold: int) -> Figure | Withheld:
    """What may be derived from an observation: all of it, or nothing at all.

    Everything else in the product that compares, ranks, classes, colours or orders people asks here first, so that
    two hidden values can never be told apart.

    Args:
        indicator: says whether the value is a count or a share in percent.
        observation: None: nothing is recorded.
        threshold: the smallest number of people that is shown, at least ``LOWEST_THRESHOLD``.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"a threshold of {threshold} would show single people; it is at least {LOWEST_THRESHOLD}")
    if observation is None:
        return "not_recorded"
    if observation.suppressed or (observation.base is not None and observation.base < SMALLEST_BASE):
        return "suppressed"
    found = _figure(indicator, observation.value, observation.base)
    if found is None:
        return "not_recorded"
    return found if found.count >= threshold else "suppressed"


def counts_people(indicator: Indicator) -> bool:
    """Whether a value says how many people it is about; an index does not."""
    term = vocabulary("indicator").terms.get(indicator.id)
    return term is None or term.unit != "index"


def _figure(indicator: Indicator, value: float | None, base: float | None) -> Figure | None:
    """Count and share; None where the count cannot be told: it could be too small."""
    if value is None or not counts_people(indicator):
        return None
    if indicator.measure == "count":
        return Figure(value, None if base is None else 100 * value / base)
    return None if base is None else Figure(value * base / 100, value)
