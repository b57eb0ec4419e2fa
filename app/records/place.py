"""Where do things happen? Contact points, meeting centres, venues, squares."""

from dataclasses import dataclass

from app.records.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place. ``open_to_others`` is yes, no or unknown; ``established`` None: not recorded."""

    id: str
    name: str
    kind: str | None = None
    functions: tuple[str, ...] = ()
    area: str | None = None
    operators: tuple[str, ...] = ()
    open_to_others: str = "unknown"
    established: bool | None = None
    source: SourceRef | None = None
    version: int = 0
