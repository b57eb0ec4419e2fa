"""Working groups and occasions: where actors meet."""

from dataclasses import dataclass

from app.records.dates import PartialDate, Period
from app.records.sources import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup:
    """A body with members. ``chairs`` and ``moderators`` are members too, whether or not they are listed twice.

    ``note`` is for the coordinator alone.
    """

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
    aliases: tuple[str, ...] = ()
    note: str | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A dated opportunity; ``participants`` are actors expected or invited."""

    id: str
    name: str
    date: PartialDate
    kind: str | None = None
    place: str | None = None
    working_group: str | None = None
    participants: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0
