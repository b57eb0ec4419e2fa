"""Which lists are complete? Without a check, what is not recorded is not missing."""

from dataclasses import dataclass

from app.records.dates import PartialDate
from app.records.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryCheck:
    """The statement that the list of ``record_kind`` for a subject is (not) complete.

    ``subject_kind`` is ``area``, ``working_group`` or ``place``; ``theme`` None: for all themes.
    """

    id: str
    subject_kind: str
    subject: str
    record_kind: str
    checked_on: PartialDate
    complete: bool
    theme: str | None = None
    by_role: str | None = None
    source: SourceRef | None = None
    version: int = 0
