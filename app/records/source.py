"""Where does a record come from? A row of a sheet of a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class SourceRef:
    """File name (never a path), sheet and row as a spreadsheet counts them: the heading is row 1."""

    file: str
    sheet: str
    row: int
