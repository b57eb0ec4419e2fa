"""What do the sheets of an XLSB workbook hold beside values? Read from the binary records of its parts."""

import struct
from collections.abc import Iterator, Mapping
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from app.formats.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from app.formats.marks.cell_marks import Marks, Spot
from app.formats.marks.xls import ERRORS
from app.formats.marks.xlsx import Styles, comments_of, leading_zeros, shows_percent
from app.formats.tables import Unreadable

_ROW, _BLANK, _ERROR, _LAST_CELL, _FAILED_FORMULA = 0, 1, 3, 11, 11
_FONT, _FORMAT, _XF, _BEGIN_XFS, _END_XFS = 43, 44, 47, 617, 618
_COLUMNS, _SHEET, _MERGED, _COMMENT = 60, 156, 176, 635


def xlsb_marks(archive: ZipFile) -> Mapping[str, Marks]:
    """The marks of each sheet by its name.

    Raises:
        OverflowError: a sheet has more rows, columns or cells than it may.
        ValueError, KeyError: the parts are damaged or do not belong together; struct.error is.
    """
    relations = fromstring(archive.read("xl/_rels/workbook.bin.rels"), forbid_dtd=True)
    targets = {str(relation.get("Id")): str(relation.get("Target", "")).lstrip("/") for relation in relations}
    styles = _styles(archive.read("xl/styles.bin")) if "xl/styles.bin" in archive.NameToInfo else Styles.none()
    marks = {}
    for kind, data in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            relation, after = _text(data, 8)
            name, _ = _text(data, after)
            part = targets.get(relation, "")
            part = part if part.startswith("xl/") else f"xl/{part}"
            if part in archive.NameToInfo:
                marks[name] = _sheet(archive.read(part), styles)
                if (comments := comments_of(archive, part)) is not None:
                    marks[name].commented |= set(_commented(archive.read(comments)))
    return marks


def _commented(part: bytes) -> Iterator[Spot]:
    for kind, data in _records(part):
        if kind == _COMMENT:
            yield struct.unpack_from("<I", data, 4)[0], struct.unpack_from("<I", data, 12)[0]


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        length, at = _number(part, at, 4)
        yield kind, part[at : at + length]
        at += length


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = 0
    for step in range(most):
        if at >= len(part):
            raise ValueError("the part breaks off")
        value |= (part[at] & 0x7F) << (7 * step)
        at += 1
        if not part[at - 1] & 0x80:
            break
    return value, at


def _text(data: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", data, at)[0]
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _styles(part: bytes) -> Styles:
    fonts: list[bool] = []
    codes: dict[int, str] = {}
    formats: list[tuple[int, int]] = []
    of_cells = False
    for kind, data in _records(part):
        if kind == _FONT:
            fonts.append(bool(data[2] & 0x08))
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
        elif kind in {_BEGIN_XFS, _END_XFS}:
            of_cells = kind == _BEGIN_XFS
        elif kind == _XF and of_cells:
            formats.append(struct.unpack_from("<HH", data, 2))
    percent = (at for at, (code, _) in enumerate(formats) if shows_percent(code, codes.get(code, "")))
    struck = (at for at, (_, font) in enumerate(formats) if font < len(fonts) and fonts[font])
    padded = {at: digits for at, (code, _) in enumerate(formats) if (digits := leading_zeros(codes.get(code, "")))}
    return Styles(frozenset(percent), frozenset(struck), padded)


def _sheet(part: bytes, styles: Styles) -> Marks:
    marks = Marks()
    row = last = widest = 0
    for kind, data in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0]
            if data[11] & 0x10:
                marks.hidden_rows.add(row)
        elif _BLANK <= kind <= _LAST_CELL:
            column, style = struct.unpack_from("<II", data)
            styles.mark(marks, (row, column), style & 0xFFFFFF)
            if kind in {_ERROR, _FAILED_FORMULA}:
                marks.unreadable[row, column] = Unreadable(ERRORS.get(data[8], "#N/A"))
            if kind != _BLANK:
                last, widest = max(last, row + 1), max(widest, column + 1)
        elif kind == _COLUMNS and data[16] & 1:
            first, end = struct.unpack_from("<II", data)
            marks.hidden_columns.update(range(first, min(end, MAX_COLUMNS) + 1))
        elif kind == _MERGED:
            first_row, last_row, first_column, last_column = struct.unpack_from("<4I", data)
            marks.merged.append(((first_row, first_column), (last_row, last_column)))
    if last > MAX_ROWS or widest > MAX_COLUMNS or last * widest > MAX_CELLS:
        raise OverflowError("more cells than a sheet may hold")
    return marks
