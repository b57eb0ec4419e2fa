"""Is it safe to unpack this workbook? Looks at the zip directory and the extent of its sheets first.

A workbook of a few kilobytes can claim gigabytes, and a single cell in the last corner of a sheet makes a
spreadsheet library allot the whole grid. Both are refused here.
"""

import io
import re
import zipfile
import zlib
from xml.parsers import expat  # no handler is set but the one that refuses document types

from app.errors import TooLarge, WrongFormat
from app.formats.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    RATIO_MATTERS_ABOVE,
)
from app.formats.messages import sentence
from app.records.vocabulary import Lang

DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What reading a damaged or encrypted archive raises."""

_FAR_DOWN = re.compile(rb""" r=["'][A-Z]*(?:\d{7}|[3-9]\d{5}|2[5-9]\d{4})""")
_TALL = ((re.compile(rb""" r=["'][A-Z]+\d{6}"""), 250_000), (re.compile(rb""" r=["'][A-Z]+\d{5}"""), 99_999))
_FAR_RIGHT = re.compile(rb""" r=["'](?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])\d""")
_WIDE = re.compile(rb""" r=["'][A-Z]{2}\d""")
_NOT_PLACED = (re.compile(rb"""<c(?:[>/]| (?![^<>]*\br=))"""), re.compile(rb""":c(?:[>/]| (?![^<>]*\br=))"""))
_PLACED = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\br=["']([A-Z]+)(\d+)["'][^<>]*>(?<!/>)""")
_ODS_TABLE = re.compile(rb"<table:table[ >]")
_ODS_ROW = b"<table:table-row"
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^<>]*)>")
_ODS_TALL = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_WIDE = re.compile(rb'number-columns-repeated="(\d+)"')
_ODS_FILLED = b"value-type"
_ENCRYPTED = 0x1
_MANIFEST = "META-INF/manifest.xml"


def check_zip(name: str, content: bytes, lang: Lang) -> None:
    """Refuse a zipped workbook that is damaged, encrypted or larger than it may be.

    Raises:
        WrongFormat: damaged, encrypted, or no workbook at all.
        TooLarge: too many entries, too much to unpack, too many rows, columns or cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_directory(name, archive.infolist(), lang)
            _refuse_encrypted_parts(name, archive, lang)
            for info in archive.infolist():
                _check_part(name, info.filename, archive.read(info), lang)
    except DAMAGED_ZIP as error:
        raise WrongFormat(sentence("damaged", lang, file=name), hint=sentence("damaged.hint", lang)) from error


def check_directory(name: str, entries: list[zipfile.ZipInfo], lang: Lang) -> None:
    """Refuse an archive that is encrypted or too large to unpack, from its directory alone.

    Raises:
        WrongFormat: it is encrypted.
        TooLarge: too many entries, or too much to unpack.
    """
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise WrongFormat(sentence("encrypted", lang, file=name), hint=sentence("encrypted.hint", lang))
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or any(map(_is_bomb, entries)):
        raise TooLarge(sentence("zip_bomb", lang, file=name), hint=sentence("zip_bomb.hint", lang))


def _refuse_encrypted_parts(name: str, archive: zipfile.ZipFile, lang: Lang) -> None:
    """An OpenDocument says in its manifest that its parts are encrypted."""
    if _MANIFEST in archive.NameToInfo and b"encryption-data" in archive.read(_MANIFEST):
        raise WrongFormat(sentence("encrypted", lang, file=name), hint=sentence("encrypted.hint", lang))


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_MATTERS_ABOVE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _check_part(name: str, part: str, content: bytes, lang: Lang) -> None:
    if part.endswith(".xml") and not _is_well_formed(content):
        raise WrongFormat(sentence("damaged", lang, file=name), hint=sentence("damaged.hint", lang))
    if part.startswith("xl/worksheets/") and not part.endswith(".bin"):
        rows, columns = _xlsx_extent(content)
    elif part == "content.xml":
        rows, columns = _ods_extent(content)
    else:
        return
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise too_many_cells(name, lang)


def _is_well_formed(xml: bytes) -> bool:
    """Whether a part is XML without a document type; calamine 0.9 never returns from an ODS that is not."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a document type")


def too_many_cells(name: str, lang: Lang) -> TooLarge:
    """The refusal of a sheet with more rows, columns or cells than allowed."""
    return TooLarge(
        sentence("too_large.cells", lang, file=name, rows=MAX_ROWS, columns=MAX_COLUMNS),
        hint=sentence("too_large.hint", lang),
    )


def _xlsx_extent(xml: bytes) -> tuple[int, int]:
    """At most how many rows and columns a sheet has, whatever its ``dimension`` claims.

    Bounds are enough where they are allowed; only else are filled cells looked at one by one.
    """
    rows = next((most for pattern, most in _TALL if pattern.search(xml)), 9_999)
    columns = MAX_COLUMNS if _WIDE.search(xml) else 26
    if any(pattern.search(xml) for pattern in _NOT_PLACED):
        return SheetExtent().of(xml)
    if rows * columns > MAX_CELLS or _FAR_DOWN.search(xml) or _FAR_RIGHT.search(xml):
        return _exact_extent(xml)
    return rows, columns


def _exact_extent(xml: bytes) -> tuple[int, int]:
    last, widest = 0, b""
    for cell in _PLACED.finditer(xml):
        letters, number = cell.groups()
        last = max(last, int(number))
        widest = max(widest, letters, key=lambda name: (len(name), name))
    return last, _column_number(widest)


class SheetExtent:
    """The last row and column of a sheet whose cells do not all say where they stand."""

    def __init__(self) -> None:
        self._row, self._column = 0, 0
        self._last, self._widest = 0, 0

    def of(self, xml: bytes) -> tuple[int, int]:
        """Rows and columns, from the first on."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.Parse(xml, True)
        return self._last, self._widest

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            place = attributes.get("r", "").encode()
            letters = place.rstrip(b"0123456789")
            self._row = int(place[len(letters) :] or self._row)
            self._column = _column_number(letters) if letters else self._column + 1
            self._last, self._widest = max(self._last, self._row), max(self._widest, self._column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_extent(xml: bytes) -> tuple[int, int]:
    """The last row and column with content, repetitions counted; empty tails are repeated by every program."""
    extents = [_table_extent(table.split(_ODS_ROW)[1:]) for table in _ODS_TABLE.split(xml)[1:]]
    return max((rows for rows, _ in extents), default=0), max((columns for _, columns in extents), default=0)


def _table_extent(rows: list[bytes]) -> tuple[int, int]:
    position, last, widest = 0, 0, 0
    for row in rows:
        position += _repeated(_ODS_TALL, row.split(b">", 1)[0])
        if _ODS_FILLED in row:
            last = position
            widest = max(widest, _row_width(_ODS_CELL.findall(row)))
    return last, widest


def _row_width(cells: list[bytes]) -> int:
    position, last = 0, 0
    for attributes in cells:
        position += _repeated(_ODS_WIDE, attributes)
        if _ODS_FILLED in attributes:
            last = position
    return last


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    count = pattern.search(attributes)
    return int(count.group(1)) if count else 1
