"""Which kind of file is this, when it is no table? Told by its first bytes, whatever its name says."""

import re
import zipfile
from io import BytesIO

from app.errors import WrongFormat
from app.formats.messages import sentence
from app.records.vocabulary import Lang

_BEGINNINGS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"\0\0\x27\x0a", "Shapefile"),
    (b"BM", "BMP"),
)
_ROOTS = (
    (re.compile(rb"<(?:\w+:)?graphml\b"), "GraphML"),
    (re.compile(rb"<gexf\b"), "GEXF"),
    (re.compile(rb"<kml\b"), "KML"),
    (re.compile(rb"<svg\b"), "SVG"),
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"), "XML (Excel 2003)"),
    (re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE), "HTML"),
    (re.compile(rb"^<\?xml\b"), "XML"),
)
_PARTS = (("word/document.xml", "DOCX"), ("ppt/presentation.xml", "PPTX"), ("Index/Document.iwa", "Apple Numbers"))
_WORKBOOK_PARTS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
_SPREADSHEET = b"opendocument.spreadsheet"
_LOOKED_AT = 20_000


def kind_of(content: bytes) -> str | None:
    """The name of a kind of file that holds no table we read; None where it may be text with separators."""
    begin = next((kind for magic, kind in _BEGINNINGS if content.startswith(magic)), None)
    if begin == "BMP":
        return begin if b"\0" in content[:64] else None
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin is not None or start[:1] not in {b"<", b"{", b"["}:
        return begin
    if start[:1] == b"<":
        return next((kind for root, kind in _ROOTS if root.search(start)), None)
    if b'"FeatureCollection"' in start or b'"Feature"' in start:
        return "GeoJSON"
    return "JSON" if re.match(rb'\{\s*(?:"|\})|\[\s*[\[{"\d]', start) else None


def kind_of_zip(content: bytes) -> str | None:
    """The name of a kind of zipped file that is no workbook; None for a workbook. It was checked before."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = frozenset(archive.namelist())
        if (kind := next((kind for part, kind in _PARTS if part in names), None)) is not None:
            return kind
        if not names & _WORKBOOK_PARTS:
            return "ZIP"
        return None if "mimetype" not in names else _opendocument(archive.read("mimetype"))


def _opendocument(mimetype: bytes) -> str | None:
    return None if _SPREADSHEET in mimetype or b"opendocument" not in mimetype else "OpenDocument (ODT, ODP)"


def wrong_kind(name: str, kind: str, lang: Lang) -> WrongFormat:
    """The refusal of a file that is no table."""
    return WrongFormat(sentence("other_kind", lang, file=name, kind=kind), hint=sentence("other_kind.hint", lang))
