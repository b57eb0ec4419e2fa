"""What is a table before anybody knows what it means? Headings and rows of one sheet of one file."""

from dataclasses import dataclass
from datetime import date

Cell = str | float | bool | date
"""A cell as the file types it; the empty text is an empty cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``rows`` carry their number as a spreadsheet counts it: the heading is row 1.

    ``file`` is a file name, never a path. Rows without any content are left out.
    """

    file: str
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def column_letter(index: int) -> str:
    """The name of a column, as spreadsheets have it, from its index counted from 0: A, B, … Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
