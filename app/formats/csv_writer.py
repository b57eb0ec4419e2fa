"""CSV as German spreadsheets open it: UTF-8 with its mark, semicolons, and no cell that could act as a formula."""

import csv
import io
import zipfile
from collections.abc import Mapping

from app.formats.tables import Cell, Table
from app.records.vocabulary import Lang

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_THREE_DECIMALS = 3
_CREATED = (2025, 1, 1, 0, 0, 0)


def write_csv(table: Table, lang: Lang) -> bytes:
    """A table with its headings; a text that begins like a formula gets an apostrophe, which reading takes away."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell_text(heading, lang) for heading in table.headings])
    writer.writerows([_cell_text(cell, lang) for cell in cells] for _, cells in table.rows)
    return text.getvalue().encode("utf-8-sig")


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Files by name as one archive; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _CREATED), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _cell_text(cell: Cell, lang: Lang) -> str:
    if isinstance(cell, float):
        return written_number(cell, lang)
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) and text != "-" else text


def written_number(value: float, lang: Lang) -> str:
    """A number that is read as itself: never with what could be a sign between thousands."""
    if value.is_integer():
        return str(int(value))
    whole, _, decimals = f"{value:.12f}".rstrip("0").partition(".")
    padded = decimals + "0" if len(decimals) == _THREE_DECIMALS else decimals
    return f"{whole}{',' if lang == 'de' else '.'}{padded}"
