"""The list of problems as a workbook: every message in a row, and the sheets as they were with the cells marked."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.errors import InvalidInput, Problem
from app.formats.files import InputFile, read_tables
from app.formats.messages import sentence
from app.formats.tables import Cell, Table
from app.records.vocabulary import Lang

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_COLUMNS = ("list.kind", "list.file", "list.sheet", "list.row", "list.column", "list.message")
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE = 31
_REFUSED, _NOTICED = "#f8c9c4", "#fdf0c4"

Marks = Mapping[tuple[int, str], tuple[str, bool]]
"""Messages of cells by row and column letter, and whether one of them refuses the file."""


def problem_workbook(
    files: tuple[InputFile, ...], rejected: Sequence[Problem], notices: Sequence[Problem], lang: Lang
) -> bytes:
    """The list of what is told about files; the messages alone where the files hold no sheets."""
    try:
        tables = read_tables(files, lang=lang)
    except InvalidInput:
        tables = ()
    return problem_list([table for table in tables if not table.is_unread], rejected, notices, lang)


def problem_list(tables: Sequence[Table], rejected: Sequence[Problem], notices: Sequence[Problem], lang: Lang) -> bytes:
    """The workbook (XLSX): first the messages, then each sheet with its values; marked cells carry their messages.

    Args:
        tables: the sheets that were read; none for files that hold no tables.
        rejected: what refuses the file.
        notices: what was left out or assumed.
        lang: ``de`` or ``en``.
    """
    import xlsxwriter  # noqa: PLC0415 - large, and seldom needed

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        colours = {
            refused: book.add_format({"bg_color": _REFUSED if refused else _NOTICED}) for refused in (True, False)
        }
        _write_messages(book.add_worksheet(sentence("list.title", lang)), rejected, notices, lang)
        taken = {sentence("list.title", lang).casefold()}
        for table in tables:
            page = book.add_worksheet(_title(table.sheet, taken))
            _write_sheet(page, table, _marks(table, rejected, notices), colours)
    return content.getvalue()


def _write_messages(page: "Worksheet", rejected: Sequence[Problem], notices: Sequence[Problem], lang: Lang) -> None:
    for column, key in enumerate(_COLUMNS):
        page.write_string(0, column, sentence(key, lang))
    listed = [("list.rejected", problem) for problem in rejected] + [("list.notice", problem) for problem in notices]
    for row, (kind, problem) in enumerate(listed, 1):
        place = (problem.file or "", problem.sheet or "", str(problem.row or ""), problem.column or "")
        for column, text in enumerate((sentence(kind, lang), *place, problem.message)):
            page.write_string(row, column, text)
    page.set_column(len(_COLUMNS) - 1, len(_COLUMNS) - 1, 100)
    page.autofilter(0, 0, len(listed), len(_COLUMNS) - 1)


def _marks(table: Table, rejected: Iterable[Problem], notices: Iterable[Problem]) -> Marks:
    marks: dict[tuple[int, str], tuple[str, bool]] = {}
    for refused, problems in ((True, rejected), (False, notices)):
        for problem in problems:
            if (problem.file, problem.sheet) == (table.file, table.sheet) and problem.row:
                spot = (problem.row, problem.column or "A")
                before, was_refused = marks.get(spot, ("", False))
                marks[spot] = (f"{before}\n{problem.message}".strip(), refused or was_refused)
    return marks


def _write_sheet(page: "Worksheet", table: Table, marks: Marks, colours: "Mapping[bool, Format]") -> None:
    for column, heading in enumerate(table.headings):
        page.write_string(table.heading_row - 1, column, heading)
    for number, cells in table.rows:
        for column, cell in enumerate(cells):
            _write_cell(page, number - 1, column, cell)
    lines: Mapping[int, Sequence[Cell]] = dict([(table.heading_row, table.headings), *table.rows])
    for (row, letter), (message, refused) in marks.items():
        spot = f"{letter}{row}"
        values = lines.get(row, ())
        at = _index(letter)
        text = str(values[at]) if at < len(values) else ""
        page.write_string(spot, text, colours[refused])
        page.write_comment(spot, message, {"x_scale": 3, "y_scale": 2})


def _write_cell(page: "Worksheet", row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif cell != "":
        page.write_string(row, column, cell.isoformat() if isinstance(cell, date) else str(cell))


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _title(sheet: str, taken: set[str]) -> str:
    """The name of a sheet as a workbook allows it, once each."""
    plain = _NOT_IN_A_TITLE.sub(" ", sheet).strip()[:_LONGEST_TITLE] or "1"
    title, number = plain, 2
    while title.casefold() in taken:
        ending = f" {number}"
        title, number = plain[: _LONGEST_TITLE - len(ending)] + ending, number + 1
    taken.add(title.casefold())
    return title
