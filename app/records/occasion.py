"""When can people meet next? Conferences, festivals, openings, meetings of groups."""

from dataclasses import dataclass

from app.records.dates import PartialDate
from app.records.source import SourceRef


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
