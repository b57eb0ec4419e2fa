"""What do the sheets of an XLS workbook hold beside values? Read from the records of Excel 97 and later (BIFF 8)."""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from app.formats.marks.cell_marks import Marks
from app.formats.marks.xlsx import Styles, leading_zeros, shows_percent
from app.formats.tables import Unreadable

_FREE = 0xFFFFFFFA
"""Sector numbers from here on mark ends and free places."""

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""The errors of formulas by the number that binary workbooks store."""
_FORMULA, _MULTIPLE, _ROW, _COLUMNS, _BOOL_OR_ERROR, _NOTE = 0x0006, 0x00BD, 0x0208, 0x007D, 0x0205, 0x001C
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, _BOOL_OR_ERROR, _FORMULA})
_END = 0x000A
_SKIPPED_FONT = 4
"""Fonts are counted without this number, by long custom."""

Record = tuple[int, bytes]


def xls_marks(content: bytes) -> Mapping[str, Marks]:
    """The marks of each sheet by its name, merged cells left to calamine.

    Raises:
        ValueError: the container or its records are damaged.
    """
    stream = CompoundFile(content).stream("Workbook")
    if stream is None:
        return {}
    book = _book(stream)
    return {name: _sheet(stream, offset, book.styles()) for name, offset in book.sheets.items()}


class CompoundFile:
    """The container of old Office files: a file system in 512-byte sectors."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._size = 1 << struct.unpack_from("<H", content, 30)[0]
            directory, self._cutoff, mini = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
            heads = struct.unpack_from("<109I", content, 76)
        except struct.error as error:
            raise ValueError("the header is cut off") from error
        self._table = [sector for head in heads if head < _FREE for sector in self._numbers(head)]
        self._directory = b"".join(self._chain(directory))
        self._mini_table = [number for part in self._chain(mini) for number in self._of(part)]

    def stream(self, name: str) -> bytes | None:
        """The content of a stream; None where there is none of this name."""
        entries = [self._directory[at : at + 128] for at in range(0, len(self._directory) - 127, 128)]
        for entry in entries:
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") == name:
                start, size = struct.unpack_from("<IQ", entry, 116)
                if size >= self._cutoff:
                    return b"".join(self._chain(start))[:size]
                small = b"".join(self._chain(struct.unpack_from("<I", entries[0], 116)[0]))
                return b"".join(small[64 * at : 64 * at + 64] for at in _path(self._mini_table, start))[:size]
        return None

    def _sector(self, number: int) -> bytes:
        sector = self._content[(number + 1) * self._size : (number + 2) * self._size]
        if not sector:
            raise ValueError("the file breaks off")
        return sector

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return self._of(self._sector(sector))

    def _of(self, part: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])

    def _chain(self, start: int) -> Iterator[bytes]:
        return map(self._sector, _path(self._table, start))


def _path(table: list[int], start: int) -> Iterator[int]:
    """The numbers of a chain; one that turns back ends."""
    number, remaining = start, len(table)
    while number < len(table) and remaining:
        yield number
        number, remaining = table[number], remaining - 1


def _records(stream: bytes, at: int) -> Iterator[Record]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


@dataclass(slots=True)
class Book:
    """What stands before the sheets: where they begin, fonts and formats."""

    sheets: dict[str, int] = field(default_factory=dict)
    struck_fonts: list[bool] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[tuple[int, int]] = field(default_factory=list)

    def styles(self) -> Styles:
        """Which cell formats tell more than the value."""
        fonts = dict(enumerate(self.struck_fonts[:_SKIPPED_FONT]))
        fonts |= dict(enumerate(self.struck_fonts[_SKIPPED_FONT:], _SKIPPED_FONT + 1))
        percent = (at for at, (_, code) in enumerate(self.formats) if shows_percent(code, self.codes.get(code, "")))
        struck = (at for at, (font, _) in enumerate(self.formats) if fonts.get(font))
        padded = ((at, leading_zeros(self.codes.get(code, ""))) for at, (_, code) in enumerate(self.formats))
        return Styles(frozenset(percent), frozenset(struck), {at: digits for at, digits in padded if digits})


def _book(stream: bytes) -> Book:
    book = Book()
    keep: Mapping[int, Callable[[bytes], None]] = {
        0x0085: lambda data: book.sheets.update({_text(data[6:], data[6], 1): struct.unpack_from("<I", data)[0]}),
        0x0031: lambda data: book.struck_fonts.append(bool(data[2] & 0x08)),
        0x041E: lambda data: book.codes.update({data[0] + 256 * data[1]: _text(data[2:], data[2] + 256 * data[3], 2)}),
        0x00E0: lambda data: book.formats.append(struct.unpack_from("<HH", data)),
    }
    for kind, data in _records(stream, 0):
        if kind == _END:
            break
        if kind in keep:
            keep[kind](data)
    return book


def _text(data: bytes, length: int, size: int) -> str:
    """A text behind its length (of ``size`` bytes) and a flag: one byte for each letter, or two."""
    wide = data[size] & 1
    return data[size + 1 : size + 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _sheet(stream: bytes, offset: int, styles: Styles) -> Marks:
    marks = Marks()
    for kind, data in _records(stream, offset):
        if kind == _END:
            break
        if kind in _CELLS and len(data) >= 6:  # noqa: PLR2004 - row, column and format
            row, column, style = struct.unpack_from("<HHH", data)
            styles.mark(marks, (row, column), style)
            _keep_error(marks, kind, data, row, column)
        elif kind == _MULTIPLE:
            row, first = struct.unpack_from("<HH", data)
            for at in range((len(data) - 6) // 6):
                styles.mark(marks, (row, first + at), struct.unpack_from("<H", data, 4 + 6 * at)[0])
        elif kind == _NOTE:
            marks.commented.add(struct.unpack_from("<HH", data))
        elif kind == _ROW and data[12] & 0x20:
            marks.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            marks.hidden_columns.update(range(first, min(last, 255) + 1))
    return marks


def _keep_error(marks: Marks, kind: int, data: bytes, row: int, column: int) -> None:
    if kind == _BOOL_OR_ERROR and data[7]:
        marks.unreadable[row, column] = Unreadable(ERRORS.get(data[6], "#N/A"))
    elif kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:  # noqa: PLR2004 - an error
        marks.unreadable[row, column] = Unreadable(ERRORS.get(data[8], "#N/A"))
