"""Sources of records, and checks whether a list is complete."""

from dataclasses import dataclass

from app.records.dates import PartialDate


@dataclass(frozen=True, slots=True, order=True)
class SourceRef:
    """File name (never a path), sheet and row as a spreadsheet counts them: the heading is row 1."""

    file: str
    sheet: str
    row: int


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
