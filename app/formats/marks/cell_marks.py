"""What does a sheet hold beside the values of its cells? Errors, formats, comments, merged, struck and hidden cells."""

import re
from collections.abc import Iterable, Iterator, MutableSequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.formats.limits import MAX_CELLS
from app.formats.tables import Cell, Remark, RemarkKind, Unreadable

Spot = tuple[int, int]
"""Row and column, counted from 0."""

ERROR_TEXT = re.compile(r"#(?:[A-ZÄÖÜ]+(?:/[A-Z0-9]+)?[!?]|N/A|NV|DIV/0!|N/V)|(?:Err|Fehler):\d{3}")
"""The errors of formulas as spreadsheets in German and English show them."""

Lines = MutableSequence[list[Cell]]


@dataclass(slots=True)
class Marks:
    """What is known of single cells, rows and columns of one sheet; ``merged`` are first and last cell."""

    unreadable: dict[Spot, Unreadable] = field(default_factory=dict)
    percent: set[Spot] = field(default_factory=set)
    padded: dict[Spot, int] = field(default_factory=dict)
    """Whole numbers shown with leading zeros, and how many digits."""
    struck: set[Spot] = field(default_factory=set)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)
    commented: set[Spot] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def apply_marks(lines: Lines, marks: Marks) -> tuple[Remark, ...]:
    """Make every cell what a person sees in it, and say what has to be told, from top to bottom.

    ``lines`` is a rectangle from the first row and column on.

    Raises:
        OverflowError: merged cells lie over each other and cover more than a sheet may hold.
    """
    _make_room(lines, marks.unreadable)
    for (row, column), unreadable in marks.unreadable.items():
        lines[row][column] = unreadable
    for row, column in marks.percent:
        if _inside(lines, row, column) and isinstance(share := lines[row][column], float):
            lines[row][column] = round(share * 100, 10)
    for (row, column), digits in marks.padded.items():
        if _inside(lines, row, column) and isinstance(number := lines[row][column], float) and number.is_integer():
            lines[row][column] = f"{int(number):0{digits}}"
    remarks = tuple(sorted(_remarks(lines, marks), key=lambda remark: remark.first))
    _spread(lines, marks.merged)
    return remarks


def _remarks(lines: Lines, marks: Marks) -> Iterator[Remark]:
    for first, last in _merged_in(lines, marks.merged):
        yield _remark(RemarkKind.MERGED, first, last)
    for row, columns in _by_row(marks.struck):
        filled_columns = [column for column in columns if _inside(lines, row, column) and lines[row][column] != ""]
        for first_column, last_column in _runs(filled_columns):
            yield _remark(RemarkKind.STRUCK, (row, first_column), (row, last_column))
    for spot in sorted(marks.commented):
        yield _remark(RemarkKind.COMMENT, spot, spot)
    hidden = (row for row in sorted(marks.hidden_rows) if row < len(lines) and _is_filled(lines[row]))
    for first_row, last_row in _runs(hidden):
        yield _remark(RemarkKind.HIDDEN_ROW, (first_row, 0), (last_row, len(lines[0]) - 1))
    for column in sorted(marks.hidden_columns):
        if any(column < len(line) and line[column] != "" for line in lines):
            yield _remark(RemarkKind.HIDDEN_COLUMN, (0, column), (len(lines) - 1, column))


def _is_filled(line: Iterable[Cell]) -> bool:
    return any(cell != "" for cell in line)


def _remark(kind: RemarkKind, first: Spot, last: Spot) -> Remark:
    return Remark(kind, (first[0] + 1, first[1]), (last[0] + 1, last[1]))


def _inside(lines: Lines, row: int, column: int) -> bool:
    return row < len(lines) and column < len(lines[row])


def _make_room(lines: Lines, spots: Iterable[Spot]) -> None:
    """Cells without a value may lie beyond the last one that has one."""
    rows = max((row for row, _ in spots), default=-1) + 1
    width = max(len(lines[0]) if lines else 0, max((column for _, column in spots), default=-1) + 1)
    lines.extend([] for _ in range(rows - len(lines)))
    for line in lines:
        line.extend([""] * (width - len(line)))


def _merged_in(lines: Lines, merged: Iterable[tuple[Spot, Spot]]) -> Iterator[tuple[Spot, Spot]]:
    """Merged cells that hold something, cut to the filled part of the sheet."""
    for first, last in merged:
        if _inside(lines, *first) and lines[first[0]][first[1]] != "":
            yield first, (min(last[0], len(lines) - 1), min(last[1], len(lines[0]) - 1))


def _spread(lines: Lines, merged: Iterable[tuple[Spot, Spot]]) -> None:
    """Let the value of merged cells count for each of them; rows without anything of their own stay empty."""
    filled = [_is_filled(line) for line in lines]
    covered = 0
    for first, last in _merged_in(lines, merged):
        value, width = lines[first[0]][first[1]], last[1] - first[1] + 1
        covered += width * (last[0] - first[0] + 1)
        if covered > MAX_CELLS:
            raise OverflowError("merged cells lie over each other")
        for row in range(first[0], last[0] + 1):
            if filled[row]:
                lines[row][first[1] : last[1] + 1] = [value] * width


def _by_row(spots: Iterable[Spot]) -> Iterator[tuple[int, list[int]]]:
    rows: dict[int, list[int]] = {}
    for row, column in sorted(spots):
        rows.setdefault(row, []).append(column)
    yield from rows.items()


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run of ascending numbers."""
    ordered = list(numbers)
    breaks = [index + 1 for index, (a, b) in enumerate(pairwise(ordered)) if b != a + 1]
    for begin, end in pairwise([0, *breaks, len(ordered)]):
        if begin < end:
            yield ordered[begin], ordered[end - 1]
