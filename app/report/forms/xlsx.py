"""A workbook of the findings of a report, their evidence, its facts and lines; numbers and dates are typed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from app.report.forms.rows import Cell, ReportTable, tables_of
from app.report.report import Report

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDEST = 50
_LINE, _TALLEST = 15, 400
"""Points of a line of text and of the tallest row that a spreadsheet program shows."""

_FILLED = 0.85
"""Part of the width of a column that a line of wrapped text fills, since words are not broken."""

_DATE_FORMATS = {"de": "dd.mm.yyyy", "en": "d mmm yyyy"}


def render(report: Report) -> bytes:
    """The workbook, with a sheet for each table, headings that stay in sight and filters; texts are never formulas."""
    import xlsxwriter  # noqa: PLC0415 - large, and seldom needed

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": report.title, "comments": report.subtitle, "created": day})
    for table in tables_of(report):
        _write(book, table, _DATE_FORMATS[report.lang])
    book.close()
    return content.getvalue()


def _write(book: "Workbook", table: ReportTable, date_format: str) -> None:
    sheet = book.add_worksheet(table.title)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": date_format, "valign": "top", "align": "left"})
    widths = [_width(table, column) for column in range(len(table.headings))]
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, widths[column])
    for number, row in enumerate(table.rows, start=1):
        sheet.set_row(number, _height(row, widths))
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, dated)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell, wrapped)
            elif cell is not None:
                sheet.write_string(number, column, cell, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(row: tuple[Cell, ...], widths: Sequence[int]) -> int:
    """Points for the cell with most lines; without them some programs show the first line of each alone."""
    lengths = ((len(str(cell)), width) for cell, width in zip(row, widths, strict=True))
    lines = [1 if length <= width else ceil(length / (width * _FILLED)) for length, width in lengths]
    return min(_TALLEST, _LINE * max(lines, default=1))


def _width(table: ReportTable, column: int) -> int:
    longest = max((len(str(row[column])) for row in table.rows if row[column] is not None), default=0)
    return min(_WIDEST, max(longest, len(table.headings[column])) + 2)
