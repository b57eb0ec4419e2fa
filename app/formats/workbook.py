"""Which tables does a workbook hold? XLSX, XLSM, XLSB, XLS and ODS by calamine; macros are never looked at."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from app.errors import WrongFormat
from app.formats.limits import MAX_COLUMNS, MAX_ROWS
from app.formats.messages import sentence
from app.formats.tables import Cell, Table
from app.formats.zip_check import check_zip, too_many_cells

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

RawCell = float | str | bool | time | date | datetime | timedelta


def read_workbook(name: str, content: bytes, lang: str) -> tuple[Table, ...]:
    """Every work sheet with at least one filled cell.

    Raises:
        WrongFormat: encrypted, damaged or no workbook.
        TooLarge: it exceeds a limit of ``limits.py``.
    """
    if content.startswith(OLE_MAGIC) and _ENCRYPTED_PACKAGE in content:
        raise WrongFormat(sentence("encrypted", lang, file=name), hint=sentence("encrypted.hint", lang))
    if content.startswith(ZIP_MAGIC):
        check_zip(name, content, lang)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return tuple(_tables(name, book, lang))
    except CalamineError as error:
        raise WrongFormat(sentence("no_workbook", lang, file=name), hint=sentence("no_workbook.hint", lang)) from error


def _tables(name: str, book: CalamineWorkbook, lang: str) -> list[Table]:
    tables = []
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        grid = book.get_sheet_by_name(sheet.name)
        if grid.total_height > MAX_ROWS or grid.total_width > MAX_COLUMNS:
            raise too_many_cells(name, lang)
        lines = grid.to_python(skip_empty_area=False)
        if lines:
            tables.append(_table(name, sheet.name, lines))
    return tables


def _table(file: str, sheet: str, lines: list[list[RawCell]]) -> Table:
    headings = tuple(str(heading).strip() for heading in lines[0])
    rows = tuple(
        (number, tuple(map(_cell, line)))
        for number, line in enumerate(lines[1:], 2)
        if any(cell != "" for cell in line)
    )
    return Table(file, sheet, headings, rows)


def _cell(raw: RawCell) -> Cell:
    if isinstance(raw, str | float | int):
        return raw
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date) else str(raw)
