"""Which table does a CSV file hold? Delimiter and encoding are found out, cells stay text."""

import csv
import io
from pathlib import PurePath

from app.errors import InvalidInput, WrongFormat
from app.formats.limits import MAX_COLUMNS, MAX_ROWS
from app.formats.marks import ERROR_TEXT
from app.formats.messages import sentence
from app.formats.tables import Cell, Table, Unreadable, table_of
from app.formats.zip_check import too_many_cells

DELIMITERS = (";", ",", "\t")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_csv(name: str, content: bytes, lang: str) -> Table:
    """The table of a CSV file; its sheet is the file name without ``.csv``.

    Raises:
        WrongFormat: it is no text, or its quotes do not close.
        InvalidInput: there is nothing in it.
        TooLarge: more rows or columns than allowed.
    """
    text = decode(name, content, lang)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise WrongFormat(sentence("broken_csv", lang, file=name), hint=sentence("broken_csv.hint", lang)) from error
    _check_extent(name, lines, lang)
    rows = [(number, tuple(map(_cell, line))) for number, line in enumerate(lines, 1) if any(map(str.strip, line))]
    if not rows:
        raise InvalidInput(sentence("empty_file", lang, file=name), hint=sentence("empty_file.hint", lang))
    return table_of(name, PurePath(name).stem, rows)


def _cell(text: str) -> Cell:
    return Unreadable(text.strip()) if text[:1] in {"#", "E", "F"} and ERROR_TEXT.fullmatch(text.strip()) else text


def decode(name: str, content: bytes, lang: str) -> str:
    """UTF-8 with or without its mark, else Windows-1252, which is what German spreadsheets write.

    Raises:
        WrongFormat: UTF-16 or no text at all.
    """
    refusal = WrongFormat(sentence("no_text", lang, file=name), hint=sentence("no_text.hint", lang))
    if content.startswith(_UTF16_MARKS) or b"\0" in content.split(b"\n", 1)[0]:
        raise refusal
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in content:
            raise refusal from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise refusal from error


def _delimiter(text: str) -> str:
    """The delimiter that splits the headings into most parts; the semicolon wins a draw."""
    headings = text.split("\n", 1)[0]
    return max(DELIMITERS, key=headings.count)


def _check_extent(name: str, lines: list[list[str]], lang: str) -> None:
    if len(lines) > MAX_ROWS or any(len(line) > MAX_COLUMNS for line in lines):
        raise too_many_cells(name, lang)
