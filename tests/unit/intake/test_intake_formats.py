"""Do all formats give the same records, and is every file that is not what it says refused?"""

import io
import struct
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from app.errors import InvalidInput, NetzblickError, TooLarge, WrongFormat
from app.formats.files import InputFile, read_path, read_tables
from app.formats.limits import MAX_BYTES
from app.intake.intake import take_in
from app.records.records import Records
from tests.intake_files import AKTEURE, Grid, csv_file, csv_files, ods_file, xlsx_file, zipped

SHEETS: dict[str, Grid] = {
    "Akteure": (
        ("ID", "Name", "Art", "Aktiv in"),
        (12, "Bürgerhaus Süd", "Schule", "Süd;Nord"),
        ("", "Café", "Schule", ""),
    ),
    "Kennzahlen": (("Kennzahl", "Gebiet", "Stichtag", "Wert"), ("Arbeitslosenanteil", "Süd", 2023, 12.5)),
}
AS_TEXT: dict[str, Grid] = {
    "akteure": SHEETS["Akteure"],
    "kennzahlen": (SHEETS["Kennzahlen"][0], ("Arbeitslosenanteil", "Süd", "2023", "12,5")),
}


def bare(records: Records) -> dict[str, list[object]]:
    """The records without their source, which names the file."""
    return {topic: [replace(record, source=None) for record in entry] for topic, entry in records}


def taken(files: list[InputFile]) -> dict[str, list[object]]:
    intake = take_in(read_tables(files))
    assert intake.rejected == ()
    return bare(intake.records)


@pytest.mark.parametrize(
    "files",
    [
        [xlsx_file(SHEETS)],
        [ods_file(SHEETS)],
        csv_files(AS_TEXT, encoding="utf-8-sig"),
        csv_files(AS_TEXT, encoding="cp1252"),
        csv_files(AS_TEXT, delimiter=","),
    ],
    ids=["xlsx", "ods", "csv utf-8-sig", "csv cp1252", "csv comma"],
)
def test_every_format_gives_the_same_records(files: list[InputFile]) -> None:
    assert taken(files) == taken(csv_files(AS_TEXT))
    assert [record.id for record in take_in(read_tables(files)).records.actors] == ["12", "café"]


def test_excel_dates_and_typed_years() -> None:
    grid = (("Name", "Art", "Seit", "Bis"), ("AWO", "Schule", 2019, date(2024, 5, 17)))
    (actor,) = take_in(read_tables([xlsx_file({"Akteure": grid})])).records.actors
    assert (str(actor.start), str(actor.end)) == ("2019", "2024-05-17")


def test_number_typed_by_excel_is_never_read_the_german_way() -> None:
    grid = (("Kennzahl", "Gebiet", "Stichtag", "Wert"), ("Arbeitslosenanteil", "Süd", 2023, 12.345))
    (typed,) = take_in(read_tables([xlsx_file({"Kennzahlen": grid})])).records.observations
    (text,) = take_in(read_tables([csv_file("kennzahlen", grid)])).records.observations
    assert (typed.value, text.value) == (12.345, 12_345.0)


def test_rows_keep_their_number_when_rows_above_are_empty() -> None:
    grid = (("Name", "Art"), ("AWO", "Schule"), ("", ""), ("Caritas", "Quatsch"))
    for file in (xlsx_file({"Akteure": grid}), ods_file({"Akteure": grid}), csv_file("akteure", grid)):
        (notice,) = take_in(read_tables([file])).notices
        assert (notice.code, notice.row, notice.column) == ("unknown_value", 4, "B")


def test_neutralised_text_is_restored() -> None:
    (record,) = take_in(read_tables([csv_file("akteure", (("Name", "Art"), ("'+49 e. V.", "Schule")))])).records.actors
    assert record.name == "+49 e. V."


def test_source_names_file_without_path_sheet_and_row() -> None:
    file = replace(xlsx_file({"Akteure": AKTEURE}), name="C:\\Daten\\liste.xlsx")
    source = take_in(read_tables([file])).records.actors[0].source
    assert source is not None
    assert (source.file, source.sheet, source.row) == ("liste.xlsx", "Akteure", 2)


def test_path_may_be_a_file_or_a_folder_of_csv_files(tmp_path: Path) -> None:
    for file in csv_files({"angebote": (("Name", "Akteur"), ("Treff", "AWO")), "akteure": AKTEURE}):
        (tmp_path / file.name).write_bytes(file.content)
    assert [file.name for file in read_path(tmp_path)] == ["akteure.csv", "angebote.csv"]
    assert [file.name for file in read_path(tmp_path / "akteure.csv")] == ["akteure.csv"]
    with pytest.raises(InvalidInput, match=r"fehlt\.csv"):
        read_path(tmp_path / "fehlt.csv")


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="keine Tabelle"):
        read_path(tmp_path)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def encrypted_zip() -> bytes:
    """A zip whose only entry carries the flag for encryption."""
    content = bytearray(zipped({"xl/workbook.xml": "<x/>"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("leer.csv", b"", InvalidInput, "leer"),
        ("marke.csv", b"\xef\xbb\xbf", InvalidInput, "leer"),
        ("leer.xlsx", b"  \n", InvalidInput, "leer"),
        ("text.xlsx", b"Name;Art\nAWO;Schule\n", WrongFormat, "keine lesbare Arbeitsmappe"),
        ("geheim.xlsx", OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), WrongFormat, "Kennwort"),
        ("geheim.ods", encrypted_zip(), WrongFormat, "Kennwort"),
        ("alt.xls", OLE + b"\0" * 2_000, WrongFormat, "keine lesbare Arbeitsmappe"),
        ("bild.xlsx", zipped({"bild.png": b"\x89PNG"}), WrongFormat, "sondern ZIP"),
        ("halb.xlsx", xlsx_file({"Akteure": AKTEURE}).content[:900], WrongFormat, "beschädigt"),
        ("utf16.csv", "Name;Art\nAWO;Schule".encode("utf-16-le"), WrongFormat, "keine Textdatei"),
        ("binaer.csv", bytes(range(256)) * 4, WrongFormat, "keine Textdatei"),
        ("offen.csv", b'Name;Art\n"AWO;Schule\n', WrongFormat, "Anführungszeichen"),
        ("breit.csv", b";".join([b"a"] * 5_000), TooLarge, "200 Spalten"),
        ("lang.csv", b"Name\n" + b"a\n" * 250_001, TooLarge, "250000 Zeilen"),
        ("gross.csv", b"a" * (MAX_BYTES + 1), TooLarge, "64 MiB"),
        ("bombe.xlsx", zipped({"xl/worksheets/sheet1.xml": b"0" * 60 * 2**20}), TooLarge, "ausgepackt"),
        ("viele.xlsx", zipped({f"{number}": b"" for number in range(2_001)}), TooLarge, "ausgepackt"),
    ],
)
def test_file_that_is_not_what_it_says(name: str, content: bytes, error: type[NetzblickError], words: str) -> None:
    with pytest.raises(error, match=words) as raised:
        read_tables([InputFile(name, content)])
    assert type(raised.value) is error
    assert raised.value.hint
    assert name in raised.value.detail


def test_one_cell_in_the_last_corner_is_refused_before_the_grid_is_allotted() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(TooLarge, match="Zeilen"):
        read_tables([InputFile("ecke.xlsx", buffer.getvalue())])


def test_repeated_rows_of_an_ods_are_counted_only_where_they_hold_something() -> None:
    with pytest.raises(TooLarge, match="Zeilen"):
        read_tables([ods_file({"Akteure": AKTEURE}, row_attributes='table:number-rows-repeated="1000000"')])
    (table,) = read_tables([with_empty_tail(ods_file({"Akteure": AKTEURE}))])
    assert len(table.rows) == 3


def test_repeated_cells_of_an_ods_are_counted() -> None:
    wide = ods_file({"Akteure": (("Name", "Art", "x"),)})
    with zipfile.ZipFile(io.BytesIO(wide.content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["content.xml"] = entries["content.xml"].replace(
        b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="100" '
    )
    with pytest.raises(TooLarge, match="200 Spalten"):
        read_tables([InputFile("breit.ods", zipped(entries))])


def with_empty_tail(file: InputFile) -> InputFile:
    """As LibreOffice writes it: the sheet filled up with empty rows."""
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    tail = b'<table:table-row table:number-rows-repeated="1000000"/>'
    tail += b'<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    entries["content.xml"] = entries["content.xml"].replace(b"</table:table>", tail + b"</table:table>")
    return replace(file, content=zipped(entries))


def test_flipped_byte_in_a_workbook_is_refused() -> None:
    content = bytearray(xlsx_file({"Akteure": AKTEURE}).content)
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    content[entry.header_offset + 30 + len(entry.filename) + 5] ^= 0xFF
    with pytest.raises(WrongFormat, match="beschädigt"):
        read_tables([InputFile("kaputt.xlsx", bytes(content))])


@pytest.mark.parametrize(
    ("old", "new"), [(b"</table:table>", b"</table:tab"), (b"<office:body>", b"<!DOCTYPE x><office:body>")]
)
def test_ods_that_is_not_well_formed_is_refused(old: bytes, new: bytes) -> None:
    """Calamine 0.9 never returned from the first."""
    with zipfile.ZipFile(io.BytesIO(ods_file({"Akteure": AKTEURE}).content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["content.xml"] = entries["content.xml"].replace(old, new)
    with pytest.raises(WrongFormat, match="beschädigt"):
        read_tables([InputFile("kaputt.ods", zipped(entries))])


def test_ods_with_a_password_is_told_as_such() -> None:
    with zipfile.ZipFile(io.BytesIO(ods_file({"Akteure": AKTEURE}).content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = entries["META-INF/manifest.xml"].replace(b"/>", b"><manifest:encryption-data/></manifest:file-entry>")
    entries |= {"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x02\x11"}
    with pytest.raises(WrongFormat, match="Kennwort"):
        read_tables([InputFile("geheim.ods", zipped(entries))])


def test_document_type_in_a_workbook_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(WrongFormat, match="beschädigt"):
        read_tables([InputFile("bombe.xlsx", zipped({"xl/workbook.xml": bomb}))])


def test_macro_workbook_is_read_and_its_macros_are_not() -> None:
    file = xlsx_file({"Akteure": AKTEURE})
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    macro = InputFile("mappe.xlsm", zipped(entries | {"xl/vbaProject.bin": b"Sub Workbook_Open()"}))
    assert taken([macro]) == taken([file])


def test_messages_of_files_are_there_in_english() -> None:
    with pytest.raises(WrongFormat, match="no readable workbook"):
        read_tables([InputFile("text.xlsx", b"Name;Art")], lang="en")


@pytest.mark.slow
@pytest.mark.timed
def test_20_000_rows_take_less_than_thirty_times_what_calamine_needs_to_read_them() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        actors, offers = book.add_worksheet("Akteure"), book.add_worksheet("Angebote")
        actors.write_row(0, 0, ("ID", "Name", "Art", "Aktiv in"))
        offers.write_row(0, 0, ("Name", "Akteur", "Gebiete", "Zielgruppen", "Themen", "Ort", "Seit", "Bis"))
        for number in range(5_000):
            actors.write_row(number + 1, 0, (number, f"Verein {number}", "Bürgerverein", f"Stadtteil {number % 30}"))
        for number in range(15_000):
            values = (f"Stadtteil {number % 30}", "Familien; Geflüchtete", "Sprachförderung", f"Ort {number % 200}")
            dates = (f"{number % 12 + 1:02}/2020", "31.12.2027")
            offers.write_row(number + 1, 0, (f"Angebot {number}", f"Verein {number % 5_000}", *values, *dates))
    begun = time.process_time()
    with CalamineWorkbook.from_filelike(io.BytesIO(buffer.getvalue())) as read:
        assert [len(read.get_sheet_by_name(name).to_python()) for name in read.sheet_names] == [5_001, 15_001]
    reading = time.process_time() - begun
    begun = time.process_time()
    intake = take_in(read_tables([InputFile("gross.xlsx", buffer.getvalue())]))
    spent = time.process_time() - begun
    assert intake.new == {"actors": 5_000, "areas": 30, "offers": 15_000, "places": 200}
    assert spent < 30 * reading  # about 2 s where nothing else runs


def sheet_of(rows: str) -> InputFile:
    """A workbook whose first sheet has these rows in XML."""
    file = xlsx_file({"Akteure": AKTEURE})
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    sheet = entries["xl/worksheets/sheet1.xml"]
    begin, end = sheet.index(b"<sheetData>") + 11, sheet.index(b"</sheetData>")
    entries["xl/worksheets/sheet1.xml"] = sheet[:begin] + rows.encode() + sheet[end:]
    return replace(file, content=zipped(entries))


HEADINGS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Art</t></is></c></row>'
)
AWO = (
    '<row r="2"><c r="A2" t="inlineStr"><is><t>AWO</t></is></c><c r="B2" t="inlineStr"><is><t>Verein</t></is></c></row>'
)


@pytest.mark.slow
def test_column_formatted_to_the_last_row_is_read() -> None:
    formatted = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 1_048_577))
    (table,) = read_tables([sheet_of(HEADINGS + AWO + formatted)])
    assert table.rows == ((2, ("AWO", "Verein")),)


@pytest.mark.parametrize(
    "rows",
    [
        AWO.replace('"A2"', '"A1048576"'),
        AWO.replace('"B2"', '"XFD2"'),
        AWO.replace('"B2"', "'GS2'"),
        '<row r="250001"><c r="A250001"><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 300 + "</row>",
        "<row>" + "<c><v>1</v></c>" * 150 + "</row>" + "<row><c><v>1</v></c></row>" * 100_000,
    ],
    ids=[
        "last row",
        "last column",
        "column 201",
        "too many rows",
        "too wide without places",
        "too large without places",
    ],
)
def test_grid_that_would_be_too_large_is_refused(rows: str) -> None:
    with pytest.raises(TooLarge, match="200 Spalten"):
        read_tables([sheet_of(HEADINGS + rows)])
