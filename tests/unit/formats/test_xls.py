"""Are cells of old Excel files read as the person sees them?"""

import struct
from collections.abc import Sequence

import pytest

from app.errors import WrongFormat
from app.formats.files import InputFile, read_tables
from app.formats.tables import RemarkKind, Unreadable
from app.intake.intake import take_in

SECTOR = 512


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: str, style: int = 0) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, style, len(text), 0) + text.encode("latin-1"))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def error(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def failed_formula(row: int, column: int, code: int) -> bytes:
    return record(0x0006, struct.pack("<HHHBBBBBBHHIH", row, column, 0, 2, 0, code, 0, 0, 0, 0xFFFF, 0, 0, 0))


def xls(cells: Sequence[bytes]) -> InputFile:
    """A workbook with the sheet Akteure; format 1 is per cent, 2 struck through, 3 shows five digits."""
    bof = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    fonts = b"".join(
        record(0x0031, struct.pack("<HHHHHBBBBBB", 200, flags, 0, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
        for flags in (0, 0, 0, 0, 8)
    )
    code = record(0x041E, struct.pack("<HHB", 164, 5, 0) + b"00000")
    formats = b"".join(
        record(0x00E0, struct.pack("<HH", font, code_of) + bytes(16))
        for font, code_of in ((0, 0), (0, 9), (5, 0), (0, 164))
    )
    start = len(bof + fonts + code + formats) + 4 + 8 + 7 + 4
    sheet = record(0x0085, struct.pack("<IBBBB", start, 0, 0, 7, 0) + b"Akteure")
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x000A)
    return InputFile("alt.xls", compound(bof + fonts + code + formats + sheet + record(0x000A) + body))


def compound(stream: bytes) -> bytes:
    """The stream as the only one of a compound file; it is made long enough for sectors of its own."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + entry("Workbook", 2, 2, len(stream)) + bytes(256)
    return header + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + directory + stream


def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


HEADINGS = (label(0, 0, "Name"), label(0, 1, "Art"), label(0, 2, "Kurzname"))


def test_cells_of_an_old_workbook_are_what_the_person_sees() -> None:
    file = xls(
        [
            *HEADINGS,
            label(1, 0, "AWO", style=2),
            label(1, 1, "Verein"),
            error(1, 2, 42),
            label(2, 0, "Caritas"),
            label(2, 1, "Verein"),
            failed_formula(2, 2, 7),
            label(3, 0, "DRK"),
            number(3, 1, 0.62, style=1),
            number(3, 2, 113, style=3),
            record(0x0208, struct.pack("<HHHHHHHH", 3, 0, 3, 255, 0, 0, 0x20, 0)),
            record(0x001C, struct.pack("<HHHH", 2, 0, 0, 1) + bytes(4)),
        ]
    )
    (table,) = read_tables([file])
    assert [cells for _, cells in table.rows] == [
        ("AWO", "Verein", Unreadable("#N/A")),
        ("Caritas", "Verein", Unreadable("#DIV/0!")),
        ("DRK", 62.0, "00113"),
    ]
    assert [(remark.kind, remark.name()) for remark in table.remarks] == [
        (RemarkKind.STRUCK, "A2"),
        (RemarkKind.COMMENT, "A3"),
        (RemarkKind.HIDDEN_ROW, "A4:C4"),
    ]


def test_errors_of_an_old_workbook_are_told() -> None:
    taken = take_in(read_tables([xls([*HEADINGS, label(1, 0, "AWO"), label(1, 1, "Verein"), error(1, 2, 42)])]))
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("formula_error", 2, "C")]


@pytest.mark.parametrize("length", [40, 600, 1_100, 2_000])
def test_old_workbook_that_breaks_off_is_refused(length: int) -> None:
    with pytest.raises(WrongFormat):
        read_tables([InputFile("alt.xls", xls(HEADINGS).content[:length])])
