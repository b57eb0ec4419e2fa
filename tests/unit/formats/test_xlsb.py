"""Are the binary parts of an XLSB workbook read: percent, errors, struck-through, hidden and merged cells?"""

import io
import struct
import zipfile

import pytest

from app.formats.marks.xlsb import xlsb_marks
from app.formats.tables import Unreadable
from tests.intake_files import zipped


def record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 0x7F | 0x80, len(data) >> 7])
    return number + length + data


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(kind: int, column: int, style: int, data: bytes = b"") -> bytes:
    return record(kind, struct.pack("<II", column, style) + data)


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBB", number, 0, 0, 0, 0x10 if hidden else 0, 0) + bytes(4))


def workbook(sheet: bytes) -> zipfile.ZipFile:
    fonts = record(43, struct.pack("<HH", 200, 0)) + record(43, struct.pack("<HH", 200, 0x08))
    formats = record(44, struct.pack("<H", 164) + text("00000")) + record(47, struct.pack("<HHH", 0, 9, 0))
    xfs = b"".join(record(47, struct.pack("<HHH", 0, code, font)) for code, font in ((0, 0), (9, 0), (0, 1), (164, 0)))
    relations = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
    parts = {
        "xl/workbook.bin": record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Akteure")),
        "xl/_rels/workbook.bin.rels": relations,
        "xl/styles.bin": fonts + formats + record(617) + xfs + record(618),
        "xl/worksheets/sheet1.bin": sheet,
    }
    return zipfile.ZipFile(io.BytesIO(zipped(parts)))


def test_marks_of_binary_sheets() -> None:
    sheet = (
        record(60, struct.pack("<IIIIH", 2, 2, 0, 0, 1))
        + row(0)
        + cell(5, 0, 1, struct.pack("<d", 0.62))
        + cell(5, 1, 2, struct.pack("<d", 1))
        + cell(5, 2, 3, struct.pack("<d", 113))
        + row(3, hidden=True)
        + cell(3, 0, 0, b"\x2a")
        + cell(11, 1, 0, b"\x07")
        + cell(1, 2, 0)
        + record(176, struct.pack("<4I", 1, 3, 2, 2))
    )
    marks = xlsb_marks(workbook(sheet))["Akteure"]
    assert (marks.percent, marks.struck, marks.padded) == ({(0, 0)}, {(0, 1)}, {(0, 2): 5})
    assert marks.unreadable == {(3, 0): Unreadable("#N/A"), (3, 1): Unreadable("#DIV/0!")}
    assert (marks.hidden_rows, marks.hidden_columns, marks.merged) == ({3}, {2}, [((1, 2), (3, 2))])


def test_cells_with_comments_are_found_by_the_relations_of_the_sheet() -> None:
    relations = '<Relationships><Relationship Id="rId1" Type="x/comments" Target="../comments1.bin"/></Relationships>'
    comments = record(635, struct.pack("<5I", 0, 3, 3, 2, 2)) + record(636)
    with workbook(row(0) + cell(1, 0, 0)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    added = {"xl/worksheets/_rels/sheet1.bin.rels": relations, "xl/comments1.bin": comments}
    with zipfile.ZipFile(io.BytesIO(zipped({**parts, **added}))) as archive:
        assert xlsb_marks(archive)["Akteure"].commented == {(3, 2)}


def test_grid_that_would_be_too_large_is_refused_and_formatted_cells_do_not_count() -> None:
    assert xlsb_marks(workbook(row(1_048_575) + cell(1, 16_383, 0)))["Akteure"].percent == set()
    with pytest.raises(OverflowError):
        xlsb_marks(workbook(row(1_048_575) + cell(5, 0, 0, bytes(8))))


def test_part_that_breaks_off_is_refused() -> None:
    with pytest.raises((ValueError, struct.error)):
        xlsb_marks(workbook(row(0) + b"\x05"))
