"""Funding: programmes, the awards they make, and the areas designated for renewal."""

from dataclasses import dataclass

from app.records.dates import PartialDate, Period
from app.records.sources import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A funding programme. Its id is a code of the start list ``programme`` where it is one of those."""

    id: str
    name: str
    level: str | None = None
    aliases: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One award to ``recipients`` for projects or offers. ``amount_eur`` None: not known."""

    id: str
    programme: str
    recipients: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    kind: str | None = None
    use: str | None = None
    amount_eur: float | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def period(self) -> Period:
        """While the money is granted."""
        return Period(self.start, self.end)


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
    aliases: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0

    @property
    def period(self) -> Period:
        """While it is designated."""
        return Period(self.start, self.end)
