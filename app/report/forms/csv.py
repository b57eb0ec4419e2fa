"""CSV of the findings of a report, as a German Excel opens it: UTF-8 with a mark, semicolons, a row a finding."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from app.report.forms.rows import Cell, findings_table
from app.report.report import Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula."""


def render(report: Report) -> bytes:
    """The findings of a report."""
    table = findings_table(report)
    return written(table.headings, table.rows)


def written(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table; a text that a spreadsheet would compute is kept a text by an apostrophe."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
