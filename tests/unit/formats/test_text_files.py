"""Are text files read as spreadsheets write them, and is every other kind of file called by its name?"""

import io
import zipfile
from pathlib import Path

import pytest

from app.errors import InvalidInput, NetzblickError, TooLarge, WrongFormat
from app.formats.csv_file import decode
from app.formats.files import InputFile, read_path, read_tables
from app.formats.tables import RemarkKind, Table
from app.intake.intake import take_in
from tests.intake_files import xlsx_file, zipped

TEXT = "Name;Art\nHaus für Bürger;Verein\nÄmterhaus Größe;Jugendamt\n"
NAMES = ["Haus für Bürger", "Ämterhaus Größe"]


def table(content: str | bytes, name: str = "akteure.csv", encoding: str = "utf-8") -> Table:
    (made,) = read_tables([InputFile(name, content if isinstance(content, bytes) else content.encode(encoding))])
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
def test_encoding_is_found_out(encoding: str) -> None:
    assert [cells[0] for _, cells in table(TEXT, encoding=encoding).rows] == NAMES


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("name", ["akteure.csv", "Akteure.CSV", "akteure.tsv", "Akteure.txt"])
def test_separator_is_found_out_whatever_the_name(delimiter: str, name: str) -> None:
    made = table(TEXT.replace(";", delimiter), name)
    assert (made.headings, made.sheet.casefold()) == (("Name", "Art"), "akteure")
    assert len(take_in([made]).records.actors) == 2


def test_separator_is_what_most_lines_agree_in() -> None:
    made = table("Akteure, Lindental, Stand Mai 2024\nName;Art;Kurzname\nAWO;Verein;Nord, Süd, Mitte, West\n")
    assert made.rows[-1][1] == ("AWO", "Verein", "Nord, Süd, Mitte, West")
    assert [actor.name for actor in take_in([made]).records.actors] == ["AWO"]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_line_that_announces_the_separator_is_no_heading(line: str) -> None:
    made = table(f"{line}\r\nName;Art\r\nA, B und C;Verein\r\n")
    assert (made.heading_row, made.headings, made.rows) == (2, ("Name", "Art"), ((3, ("A, B und C", "Verein")),))


def test_letters_that_became_signs_are_told_at_their_cell() -> None:
    made = table(
        "Name;Art\nHaus fÃ¼r Alle;Verein\nB\N{REPLACEMENT CHARACTER}rgerhaus;Verein\nCafé Ÿnal;Verein\n5 € Laden;Verein\n"
    )
    assert [(remark.kind, remark.name()) for remark in made.remarks] == [
        (RemarkKind.GARBLED, "A2"),
        (RemarkKind.GARBLED, "A3"),
    ]
    assert [(notice.code, notice.row) for notice in take_in([made]).notices] == [("garbled", 2), ("garbled", 3)]
    (in_a_workbook,) = read_tables([xlsx_file({"Akteure": (("Name", "Art"), ("Haus fÃ¼r Alle", "Verein"))})])
    assert [remark.name() for remark in in_a_workbook.remarks] == ["A2"]


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ('Name;Art\nAWO;Verein\n"Caritas;Verein\nDRK;Verein\n', WrongFormat, "Zeile 3.*Anführungszeichen"),
        ('Name;Art\n"AWO" e.V.;Verein\n', WrongFormat, "Zeile 2.*Anführungszeichen"),
        ("Name;Art\n" + "x" * 20_000_000, WrongFormat, "Zeile 2.*länger als"),
        (";".join(["Spalte"] * 5_000) + "\n", TooLarge, "200 Spalten"),
    ],
    ids=["open quote", "quote inside", "long line", "wide"],
)
def test_damaged_text_is_one_clear_sentence(content: str, error: type[NetzblickError], words: str) -> None:
    with pytest.raises(error, match=words) as raised:
        table(content)
    assert raised.value.hint


def test_row_with_more_cells_than_headings_is_refused_at_its_place() -> None:
    rejected = take_in([table("Name;Art\nHaus; Hof;Verein\n")]).rejected
    assert ("no_heading", 2, "C") in [(problem.code, problem.row, problem.column) for problem in rejected]


def test_nul_is_refused_at_its_cell() -> None:
    (problem,) = take_in([table("Name;Art\nA\0WO;Verein\n")]).rejected
    assert (problem.code, problem.row, problem.column) == ("hidden_character", 2, "A")


def test_utf16_without_its_mark_is_refused() -> None:
    with pytest.raises(WrongFormat, match="keine Textdatei"):
        decode("a.csv", "Name;Art".encode("utf-16-le"), "de")


OTHER_KINDS = {
    "PDF": b"%PDF-1.7\n",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "RTF": b"{\\rtf1 Name}",
    "GeoJSON": b'{"type": "FeatureCollection", "features": []}',
    "JSON": b'[{"name": "AWO"}]',
    "GraphML": b'<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>',
    "GEXF": b'<gexf version="1.3"/>',
    "HTML": b"<html><table><tr><td>Name</td></tr></table></html>",
    "XML (Excel 2003)": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "DOCX": zipped({"word/document.xml": "<x/>"}),
    "ZIP": zipped({"akteure.csv": TEXT}),
    "OpenDocument (ODT, ODP)": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
@pytest.mark.parametrize("name", ["akteure.csv", "akteure.xls", "akteure.xlsx"])
def test_other_kind_of_file_is_called_by_its_name(kind: str, name: str) -> None:
    with pytest.raises(WrongFormat) as raised:
        read_tables([InputFile(name, OTHER_KINDS[kind])])
    assert raised.value.detail == f"„{name}“ ist keine Tabelle, sondern {kind}."
    assert raised.value.hint


@pytest.mark.parametrize(
    "text",
    ["<3;Art\nAWO;Verein\n", "[Name];Art\nAWO;Verein\n", "{Name};Art\nAWO;Verein\n", "BMX-Verein;Art\nAWO;Verein\n"],
)
def test_text_that_only_begins_like_another_kind_is_a_table(text: str) -> None:
    assert len(table(text).rows) == 1


def test_folder_is_read_whole_and_what_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "ANGEBOTE.CSV").write_text("Name;Akteur\nTreff;AWO\n", "utf-8")
    (tmp_path / "akteure.xlsx").write_bytes(xlsx_file({"Akteure": (("Name", "Art"), ("AWO", "Verein"))}).content)
    (tmp_path / "gremien.tsv").write_text("Name\tMitglieder\nRunde\tAWO\n", "utf-8")
    (tmp_path / "brief.docx").write_bytes(b"PK")
    (tmp_path / "liesmich.txt").write_text("Das ist die Liste.\n", "utf-8")
    (tmp_path / "alt").mkdir()
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "~$akteure.xlsx").write_bytes(b"\0")
    taken = take_in(read_tables(read_path(tmp_path)))
    assert taken.new == {"actors": 1, "offers": 1, "working_groups": 1}
    result = sorted(notice.file or "" for notice in taken.notices if notice.code == "file_not_read")
    assert result == ["alt", "brief.docx", "liesmich.txt"]


def test_folder_without_any_table_names_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(b"PK")
    with pytest.raises(InvalidInput, match=r"brief\.docx"):
        read_path(tmp_path)


def test_zip_that_cannot_be_opened_is_no_kind() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(WrongFormat, match="beschädigt"):
        read_tables([InputFile("m.xlsx", buffer.getvalue()[:-30])])
