"""Which part of a city is meant?"""

from dataclasses import dataclass

from app.records.dates import PartialDate, Period
from app.records.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A city, borough, district, quarter or social space. ``mediated_by`` are actors whose task it is to mediate there."""

    id: str
    name: str
    kind: str | None = None
    code: str | None = None
    part_of: str | None = None
    neighbours: tuple[str, ...] = ()
    mediated_by: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingArea:
    """A renewal area with its legal ``basis`` and its integrated ``concept``; it covers ``areas``."""

    id: str
    name: str
    basis: str | None = None
    areas: tuple[str, ...] = ()
    concept: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def period(self) -> Period:
        """While it is designated."""
        return Period(self.start, self.end)
