"""Where do actors meet regularly? Steering groups, conferences, informal networks."""

from dataclasses import dataclass

from app.records.dates import PartialDate, Period
from app.records.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup:
    """A body with members. ``chairs`` and ``moderators`` are members too, whether or not they are listed twice."""

    id: str
    name: str
    kind: str | None = None
    areas: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()
    residents: str | None = None
    decides: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def actors(self) -> tuple[str, ...]:
        """Every member in whatever role, sorted."""
        return tuple(sorted({*self.members, *self.chairs, *self.moderators}))

    @property
    def period(self) -> Period:
        """While it exists."""
        return Period(self.start, self.end)
