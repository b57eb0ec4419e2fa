"""Sources of records, and checks whether a list is complete."""

from dataclasses import dataclass
from typing import Literal

from app.records.dates import PartialDate


@dataclass(frozen=True, slots=True, order=True)
class SourceRef:
    """File name (never a path), sheet and row as a spreadsheet counts them: the heading is row 1."""

    file: str
    sheet: str
    row: int


SubjectKind = Literal["area", "working_group", "place"]
"""What a list can be about."""

RecordKind = Literal["actors", "offers", "projects", "working_groups", "members", "mediators", "places", "place_use"]
"""The list that was checked: a code of ``record_kind``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryCheck:
    """The statement that the list of ``record_kind`` for a subject is (not) complete.

    ``subject_kind`` is ``area``, ``working_group`` or ``place``; ``theme`` None: for all themes.
    """

    id: str
    subject_kind: SubjectKind
    subject: str
    record_kind: RecordKind
    checked_on: PartialDate
    complete: bool
    theme: str | None = None
    by_role: str | None = None
    source: SourceRef | None = None
    version: int = 0
