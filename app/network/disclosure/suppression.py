"""Primary suppression: numbers about people from which nothing may be derived because they are too small."""

from dataclasses import dataclass
from typing import Literal

from app.records.statistic import LOWEST_THRESHOLD, Indicator, Observation
from app.records.vocabulary import vocabulary

SMALLEST_BASE = 100
"""Fewest people in the base of a share; with fewer people a single person moves it by more than a percentage point."""

Raised = Literal["source", "10", "20", "50", "100"]
"""Threshold of people on request: that of the source, or a higher one, in steps too coarse to narrow down a number."""

RAISED: tuple[Raised, ...] = ("source", "10", "20", "50", "100")

Withheld = Literal["suppressed", "not_recorded"]
"""Reason for a missing figure: hidden by its source, too small and with a small base are all ``suppressed``."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people that may be counted and compared.

    ``count`` is at least the threshold; ``share`` is the percentage of the base, None without a base.
    """

    count: float
    share: float | None


def threshold(indicator: Indicator, raised: Raised = "source") -> int:
    """The smallest number of people that is shown of a statistic; ``raised`` never lowers it."""
    source_threshold = max(indicator.smallest_count, LOWEST_THRESHOLD)
    return source_threshold if raised == "source" else max(source_threshold, int(raised))


def figure(indicator: Indicator, observation: Observation | None, raised: Raised = "source") -> Figure | Withheld:
    """The figure of an observation taken alone, or why it is withheld.

    Args:
        indicator: says whether the value is a count or a share in percent, and how many people are too few.
        observation: None: nothing is recorded.
        raised: a higher threshold; ``source`` keeps that of the statistic.
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
    """Count and share of people; None where the count is not known, which could be too small."""
    if value is None or not counts_people(indicator):
        return None
    if indicator.measure == "count":
        return Figure(value, None if base is None else 100 * value / base)
    return None if base is None else Figure(value * base / 100, value)
