"""What is a table before anybody knows what it means? Headings and rows of one sheet of one file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from app.records.vocabulary import Lang

ERROR_NAMES_DE = {
    "#N/A": "#NV",
    "#REF!": "#BEZUG!",
    "#VALUE!": "#WERT!",
    "#NUM!": "#ZAHL!",
    "#SPILL!": "#ÜBERLAUF!",
    "#CALC!": "#KALK!",
}
"""How German spreadsheets show the errors that the English ones call otherwise."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that shows something the file does not tell: the ``error`` of a formula, or a formula never calculated.

    ``error`` is empty where no value is stored. Such a cell is never an empty one.
    """

    error: str = ""

    def __str__(self) -> str:
        return self.error or "#N/A"

    def text(self, lang: Lang) -> str:
        """The error as a spreadsheet in this language shows it."""
        return ERROR_NAMES_DE.get(self.error, self.error) if lang == "de" else self.error


Cell = str | float | bool | date | Unreadable
"""A cell as the file types it; the empty text is an empty cell. A date may be a ``datetime`` where a time is given."""

Spot = tuple[str | None, str | None]
"""Letter and heading of a column as the file has them; None where a column stands in no file."""

Row = tuple[int, tuple[Cell, ...]]
"""The number of a row as a spreadsheet counts it, and its cells."""


class RemarkKind(Enum):
    """What a person sees in a sheet that the values of its cells do not tell."""

    MERGED = "merged"
    STRUCK = "struck"
    HIDDEN_ROW = "hidden_row"
    HIDDEN_COLUMN = "hidden_column"
    GARBLED = "garbled"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about the cells from ``first`` to ``last``, each (row number from 1, column index from 0)."""

    kind: RemarkKind
    first: tuple[int, int]
    last: tuple[int, int]

    def name(self) -> str:
        """The cells as spreadsheets name them: ``C2:C4``, or ``C2`` alone."""
        first, last = (f"{column_letter(column)}{row}" for row, column in (self.first, self.last))
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``rows`` carry their number as a spreadsheet counts it; those without any content are left out.

    ``file`` is a file name, never a path. The headings are the first filled row, ``heading_row`` is its number.
    ``hidden``: the sheet is not shown to people. A file that lies beside tables and is none has no headings.

    A table that was made of one has its file, sheet and row numbers; ``target`` is the sheet of ours that it was made for,
    ``spots`` say where its columns stand in the file. ``row_names`` say by their number what its rows are, where the file
    has none: ``Verbindung „Haus – Amt“``.
    """

    file: str
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    heading_row: int = 1
    remarks: tuple[Remark, ...] = ()
    hidden: bool = False
    target: str = ""
    spots: tuple[Spot, ...] = ()
    row_names: Mapping[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What says which sheet of ours it is."""
        return self.target or self.sheet

    def spot(self, index: int) -> Spot:
        """Letter and heading of a column in the file."""
        if self.spots:
            return self.spots[index] if index < len(self.spots) else (None, None)
        return column_letter(index), self.headings[index] if index < len(self.headings) else None

    @property
    def is_unread(self) -> bool:
        """Whether this stands for a file that is no table."""
        return not self.headings

    def possible_headings(self, last: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows that could hold the headings, up to the ``last``: their numbers, and their cells as headings."""
        yield self.heading_row, self.headings
        for number, cells in self.rows:
            if number > last:
                return
            yield number, headings_of(cells)

    def headed_by(self, number: int) -> "Table":
        """The same table with the headings in a later row; rows above are left out."""
        if number == self.heading_row:
            return self
        cells = next(cells for row, cells in self.rows if row == number)
        rows = tuple(row for row in self.rows if row[0] > number)
        return replace(self, headings=headings_of(cells), rows=rows, heading_row=number, spots=())

    def all_spots(self) -> tuple[Spot, ...]:
        """Where each column stands in the file, to be kept when headings are replaced."""
        return tuple(map(self.spot, range(len(self.headings))))


def table_of(
    file: str, sheet: str, rows: Sequence[Row], *, remarks: Sequence[Remark] = (), hidden: bool = False
) -> Table:
    """The table whose first row holds the headings."""
    (number, cells), *rest = rows
    return Table(file, sheet, headings_of(cells), tuple(rest), number, tuple(remarks), hidden)


_GARBLED = re.compile(r"[A-Za-z](?:[€†‡¤¶§¼½¾\ufffd™„”‰Ÿ]|Ã.|Â.)[a-zäöü]|\bÃ[\u0080-\u2122][a-z]|\ufffd")
"""Signs where German words have letters: what reading in a wrong encoding leaves behind."""
_SIGN_OF_GARBLED = re.compile("[€†‡¤¶§¼½¾\ufffd™„”‰ŸÃÂ]")
"""One of these is in every text of the kind, and in few others."""


def garbled_remarks(rows: Iterable[Row]) -> Iterator[Remark]:
    """The cells in which signs stand for letters."""
    for number, cells in rows:
        text = " ".join([cell for cell in cells if isinstance(cell, str)])
        if text.isascii() or not _SIGN_OF_GARBLED.search(text):
            continue
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and _GARBLED.search(cell):
                yield Remark(RemarkKind.GARBLED, (number, column), (number, column))


def headings_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The cells of a row as headings; words that were broken over two lines are one."""
    return tuple(" ".join(whole_words(_heading(cell)).split()) for cell in cells)


_BROKEN_WORD = re.compile(r"(?<=[a-zäöüß])-[ \t]*[\r\n]+[ \t]*(?!und\b|oder\b|bzw\b)(?=[a-zäöüß])")


def whole_words(text: str) -> str:
    """A text without the hyphens of words that are broken over two lines: ``Koope-⏎rations-⏎partner``."""
    return _BROKEN_WORD.sub("", text)


def _heading(cell: Cell) -> str:
    """A year as a person sees it, though the spreadsheet made a number of it; a day without a time."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell)


def column_letter(index: int) -> str:
    """The name of a column, as spreadsheets have it, from its index counted from 0: A, B, … Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
