"""Statistics about people in areas: counts and shares that tell of need."""

from dataclasses import dataclass
from typing import Literal

from app.records.dates import PartialDate
from app.records.sources import SourceRef

DEFAULT_THRESHOLD = 10
"""Fewer people are not shown unless a statistic says otherwise; the Federal Employment Agency's web tools round to 10."""

LOWEST_THRESHOLD = 3
"""No statistic may show fewer people: the standard minimum of the Federal Employment Agency's statistics."""

MeasuredAs = Literal["count", "share"]
"""Number of people, or per cent: a code of ``measure``."""

Direction = Literal["more_need", "less_need", "context"]
"""What a high value means: a code of ``direction``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A statistic. ``measure`` is ``count`` or ``share`` (percent); ``direction`` more_need, less_need or context.

    ``target_group`` is the group it measures, None: no group. Fewer than ``smallest_count`` people are never shown,
    and nothing is derived from them: its source, or who runs the service, says so.
    """

    id: str
    name: str
    measure: MeasuredAs
    direction: Direction = "context"
    target_group: str | None = None
    source_note: str | None = None
    may_be_passed_on: bool = False
    smallest_count: int = DEFAULT_THRESHOLD
    aliases: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The value of an indicator for an area and date.

    ``value`` None with ``suppressed``: a small count hidden by its source, which is not 0; None without: unknown.
    ``base`` is the number of people a share refers to.
    """

    id: str
    indicator: str
    area: str
    ref_date: PartialDate
    value: float | None = None
    suppressed: bool = False
    base: float | None = None
    source: SourceRef | None = None
    version: int = 0
