"""Which tables does a workbook hold? XLSX, XLSM, XLSB, XLS and ODS by calamine; macros are never looked at."""

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.errors import WrongFormat
from app.formats.file_kinds import kind_of_zip, wrong_kind
from app.formats.limits import MAX_COLUMNS, MAX_ROWS
from app.formats.marks.cell_marks import ERROR_TEXT, Marks, apply_marks
from app.formats.marks.ods import ods_marks
from app.formats.marks.xls import xls_marks
from app.formats.marks.xlsb import xlsb_marks
from app.formats.marks.xlsx import xlsx_marks
from app.formats.messages import sentence
from app.formats.tables import Cell, Table, Unreadable, garbled_remarks, table_of
from app.formats.zip_check import check_zip, too_many_cells
from app.records.vocabulary import Lang

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINS_AN_ERROR = frozenset({"#", "E", "F"})
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

RawCell = float | str | bool | time | date | datetime | timedelta


def read_workbook(name: str, content: bytes, lang: Lang) -> tuple[Table, ...]:
    """Every work sheet with at least one filled cell.

    Raises:
        WrongFormat: encrypted, damaged or no workbook.
        TooLarge: it exceeds a limit of ``limits.py``.
    """
    if content.startswith(OLE_MAGIC) and _ENCRYPTED_PACKAGE in content:
        raise WrongFormat(sentence("encrypted", lang, file=name), hint=sentence("encrypted.hint", lang))
    if content.startswith(ZIP_MAGIC):
        check_zip(name, content, lang)
        if (kind := kind_of_zip(content)) is not None:
            raise wrong_kind(name, kind, lang)
    try:
        marks = _marks_of(content)
        with _opened(content) as book:
            return tuple(_tables(name, book, marks, lang))
    except OverflowError as error:
        raise too_many_cells(name, lang) from error
    except PasswordError as error:
        raise WrongFormat(sentence("encrypted", lang, file=name), hint=sentence("encrypted.hint", lang)) from error
    except (CalamineError, LookupError, ValueError, SyntaxError, struct.error) as error:
        raise WrongFormat(sentence("no_workbook", lang, file=name), hint=sentence("no_workbook.hint", lang)) from error


def _opened(content: bytes) -> CalamineWorkbook:
    """The workbook.

    Raises:
        CalamineError: it cannot be read.
        ValueError: calamine 0.9 gives up on it, which it tells by an exception of its own kind.
    """
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError("damaged") from error
        raise


def _marks_of(content: bytes) -> Mapping[str, Marks]:
    """What the sheets hold beside values, by the name of the sheet."""
    if content.startswith(OLE_MAGIC):
        return xls_marks(content)
    with ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" in archive.NameToInfo:
            return xlsx_marks(archive)
        if "xl/workbook.bin" in archive.NameToInfo:
            return xlsb_marks(archive)
        return ods_marks(archive) if "content.xml" in archive.NameToInfo else {}


def _tables(name: str, book: CalamineWorkbook, marks: Mapping[str, Marks], lang: Lang) -> Iterator[Table]:
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        grid = book.get_sheet_by_name(sheet.name)
        if grid.total_height >= MAX_ROWS or grid.total_width >= MAX_COLUMNS:
            raise too_many_cells(name, lang)
        lines = [
            [raw if type(raw) is str and raw[:1] not in _BEGINS_AN_ERROR else _cell(raw) for raw in line]
            for line in grid.to_python(skip_empty_area=False)
        ]
        remarks = apply_marks(lines, _with_merged(marks.get(sheet.name), grid))
        rows = [(number, tuple(line)) for number, line in enumerate(lines, 1) if line.count("") < len(line)]
        if rows:
            remarks = (*remarks, *garbled_remarks(rows))
            yield table_of(name, sheet.name, rows, remarks=remarks, hidden=sheet.visible != SheetVisibleEnum.Visible)


def _with_merged(marks: Marks | None, grid: CalamineSheet) -> Marks:
    marks = marks or Marks()
    return marks if marks.merged else replace(marks, merged=list(grid.merged_cell_ranges or ()))


def _cell(raw: RawCell) -> Cell:
    if isinstance(raw, str):
        return Unreadable(raw.strip()) if raw[:1] in _BEGINS_AN_ERROR and ERROR_TEXT.fullmatch(raw.strip()) else raw
    if isinstance(raw, float | int):
        return raw
    if isinstance(raw, datetime):
        return raw if raw.time() != time() else raw.date()
    return raw if isinstance(raw, date) else str(raw)
