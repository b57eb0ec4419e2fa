"""Primary suppression: numbers about people from which nothing may be derived because they are too small."""

from dataclasses import dataclass
from typing import Literal

from app.records.statistic import LOWEST_THRESHOLD, Indicator, Observation
from app.records.vocabulary import vocabulary

SMALLEST_BASE = 100
"""A share of fewer people moves by more than a percentage point with each of them."""

Raised = Literal["source", "10", "20", "50", "100"]
"""The fewest people somebody wants to have shown: as the source says, or more, in steps too coarse to find an edge by."""

RAISED: tuple[Raised, ...] = ("source", "10", "20", "50", "100")

Withheld = Literal["suppressed", "not_recorded"]
"""Why nothing is known. A value hidden by its source, one that is too small and one with a small base are the same."""


@dataclass(frozen=True, slots=True)
class Figure:
    """People that may be counted and compared.

    ``count`` of them, at least the threshold; ``share`` is their percentage of the base, None without a base.
    """

    count: float
    share: float | None


def threshold(indicator: Indicator, raised: Raised = "source") -> int:
    """The smallest number of people that is shown of a statistic; nobody who asks can lower it."""
    own = max(indicator.smallest_count, LOWEST_THRESHOLD)
    return own if raised == "source" else max(own, int(raised))


def figure(indicator: Indicator, observation: Observation | None, raised: Raised = "source") -> Figure | Withheld:
    """What may be derived from an observation taken alone: all of it, or nothing at all.

    Args:
        indicator: says whether the value is a count or a share in percent, and how many people are too few.
        observation: None: nothing is recorded.
        raised: a higher threshold that somebody asks for.
    """
    if observation is None:
        return "not_recorded"
    if observation.suppressed or (observation.base is not None and observation.base < SMALLEST_BASE):
        return "suppressed"
    people = _figure(indicator, observation.value, observation.base)
    if people is None:
        return "not_recorded"
    return people if people.count >= threshold(indicator, raised) else "suppressed"


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
