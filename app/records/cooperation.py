"""Who works with whom, on what grounds, and who says so?"""

from dataclasses import dataclass

from app.records.dates import PartialDate, Period
from app.records.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation:
    """One tie of one kind between two actors; ``actor_a`` is the smaller id.

    ``status`` is a code of ``tie_status``; ``denied`` says that they do not work together. ``strength`` 1 to 4,
    None: not known. ``reference`` is the document or survey that says so, in the words of the file.
    """

    id: str
    actor_a: str
    actor_b: str
    kind: str = "other"
    status: str = "stated"
    basis: str = "stated"
    strength: int | None = None
    reference: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def period(self) -> Period:
        """While it holds."""
        return Period(self.start, self.end)
