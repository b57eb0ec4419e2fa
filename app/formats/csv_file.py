"""Which table does a text file hold? Encoding and separator are found out, cells stay text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from app.errors import InvalidInput, WrongFormat
from app.formats.limits import MAX_COLUMNS, MAX_ROWS
from app.formats.marks.cell_marks import ERROR_TEXT
from app.formats.messages import sentence
from app.formats.tables import Cell, Row, Table, Unreadable, garbled_remarks, table_of
from app.formats.zip_check import too_many_cells
from app.records.vocabulary import Lang

DELIMITERS = (";", "\t", "|", ",")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("cp1252", "mac_roman", "cp850")
"""What spreadsheets write that do not write Unicode: Windows, old Macs, DOS. The first wins a draw."""

_LETTERS_IN_WORDS = re.compile(r"(?<=[A-Za-z])[äöüß](?=[a-z]|\b)|\b[ÄÖÜäöü](?=[a-z]{2})")
_SIGNS_IN_WORDS = re.compile(r"(?<=[A-Za-z])[^\x00-\x7fäöüÄÖÜßéèáàçñ](?=[a-z])|\b[^\W\x00-\x7fäöüÄÖÜÉ](?=[a-z])")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_LINES_LOOKED_AT = 20
_LOOKED_AT = 200_000


def read_csv(name: str, content: bytes, lang: Lang) -> Table:
    """The table of a text file with separators; its sheet is the file name without its ending.

    Raises:
        WrongFormat: it is no text, or its quotes do not close.
        InvalidInput: there is nothing in it.
        TooLarge: more rows or columns than allowed.
    """
    rows = tuple(_rows(name, decode(name, content, lang), lang))
    if not rows:
        raise InvalidInput(sentence("empty_file", lang, file=name), hint=sentence("empty_file.hint", lang))
    return table_of(name, PurePath(name).stem, rows, remarks=tuple(garbled_remarks(rows)))


def decode(name: str, content: bytes, lang: Lang) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else what Windows, old Macs or DOS write.

    Raises:
        WrongFormat: no text, or UTF-16 without its mark.
    """
    refusal = WrongFormat(sentence("no_text", lang, file=name), hint=sentence("no_text.hint", lang))
    try:
        text = content.decode("utf-16") if content.startswith(_UTF16_MARKS) else content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if content.startswith(_UTF16_MARKS) or b"\0" in content:
            raise refusal from None
        text = _of_old_encoding(content)
    if "\0" in (first := text.partition("\n")[0]) and first.count("\0") > len(first) // 3:
        raise refusal
    return text


def _of_old_encoding(content: bytes) -> str:
    """The text in the encoding in which words look most like German; a sign inside a word counts against it."""
    texts = [content.decode(encoding, "replace") for encoding in _ENCODINGS]
    return max(texts, key=_plausibility)


def _plausibility(text: str) -> int:
    sample = text[:_LOOKED_AT]
    return (
        len(_LETTERS_IN_WORDS.findall(sample)) - 2 * len(_SIGNS_IN_WORDS.findall(sample)) - 9 * sample.count("\ufffd")
    )


def _rows(name: str, text: str, lang: Lang) -> Iterator[Row]:
    """Every filled row with its number, as a spreadsheet counts them."""
    delimiter, skipped = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if number > MAX_ROWS or len(line) > MAX_COLUMNS:
                raise too_many_cells(name, lang)
            if number > skipped and any(map(str.strip, line)):
                yield number, tuple(map(_cell, line))
    except csv.Error as error:
        key = "long_cell" if "field limit" in str(error) else "broken_csv"
        place = {"file": name, "row": number + 1, "limit": csv.field_size_limit()}
        raise WrongFormat(sentence(key, lang, **place), hint=sentence("broken_csv.hint", lang)) from error


def _cell(text: str) -> Cell:
    return Unreadable(text.strip()) if text[:1] in {"#", "E", "F"} and ERROR_TEXT.fullmatch(text.strip()) else text


def _delimiter(text: str) -> tuple[str, int]:
    """The separator and how many lines announce it: as ``sep=;`` says, else what most of the first lines agree in."""
    start = text[:_LOOKED_AT]
    if announced := _SEPARATOR_LINE.fullmatch(start.partition("\n")[0].rstrip("\r")):
        return announced.group(1), 1
    return max(DELIMITERS, key=lambda delimiter: _agreement(start, delimiter)), 0


def _agreement(text: str, delimiter: str) -> int:
    """How many cells the first lines give that have the usual number of them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(line) for line in islice(reader, _LINES_LOOKED_AT) if any(line))
    except csv.Error:
        return 0
    return max((count * (width - 1) for width, count in widths.items()), default=0)
