"""What do several actors do together for a time?"""

from dataclasses import dataclass

from app.records.dates import PartialDate, Period
from app.records.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Joint work with a beginning and an end. ``participation`` and ``role_model`` are codes, None: not recorded."""

    id: str
    name: str
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    place: str | None = None
    participation: str | None = None
    role_model: str | None = None
    role_model_why: str | None = None
    role_model_source: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def actors(self) -> tuple[str, ...]:
        """Every actor of the project, leads first."""
        return self.leads + tuple(actor for actor in self.partners if actor not in self.leads)

    @property
    def period(self) -> Period:
        """While it runs."""
        return Period(self.start, self.end)
