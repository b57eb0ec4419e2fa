"""Which files do people send? Workbooks and CSV files made in memory for tests of intake."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import xlsxwriter

from app.formats.files import InputFile, read_tables
from app.intake.intake import Intake, take_in
from app.records.records import Records

Grid = Sequence[Sequence[object]]

AKTEURE: Grid = (
    ("Name", "Art"),
    ("AWO", "Wohlfahrtsverband"),
    ("Caritas", "Wohlfahrtsverband"),
    ("Jugendamt", "Jugendamt"),
)


def csv_file(name: str, grid: Grid, *, encoding: str = "utf-8", delimiter: str = ";") -> InputFile:
    lines = [delimiter.join(_quoted(str(cell)) for cell in row) for row in grid]
    return InputFile(f"{name}.csv", "\r\n".join(lines).encode(encoding))


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(char in text for char in ';,"\n') else text


def csv_files(sheets: Mapping[str, Grid], *, encoding: str = "utf-8", delimiter: str = ";") -> list[InputFile]:
    return [csv_file(name, grid, encoding=encoding, delimiter=delimiter) for name, grid in sheets.items()]


def xlsx_file(sheets: Mapping[str, Grid], name: str = "mappe.xlsx") -> InputFile:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        for title, grid in sheets.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(grid):
                page.write_row(number, 0, row)
    return InputFile(name, buffer.getvalue())


def ods_file(sheets: Mapping[str, Grid], name: str = "mappe.ods", *, row_attributes: str = "") -> InputFile:
    """The smallest OpenDocument spreadsheet: a type, a manifest and the cells."""
    tables = "".join(_ods_table(title, grid, row_attributes) for title, grid in sheets.items())
    namespaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for short, full in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return InputFile(
        name,
        zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": manifest,
                "content.xml": content,
            }
        ),
    )


def _ods_table(title: str, grid: Grid, row_attributes: str) -> str:
    rows = "".join(
        f"<table:table-row {row_attributes}>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid
    )
    return f'<table:table table:name="{escape(title)}">{rows}</table:table>'


def _ods_cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if value == "":
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def intake_of(
    sheets: Mapping[str, Grid],
    existing: Records | None = None,
    *,
    lang: str = "de",
    answers: Mapping[str, str] | None = None,
) -> Intake:
    """What CSV files of these sheets give."""
    return take_in(read_tables(csv_files(sheets)), existing or Records(), lang=lang, answers=answers or {})


def zipped_entries(content: bytes) -> dict[str, str]:
    """The text of every part of an archive, by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
