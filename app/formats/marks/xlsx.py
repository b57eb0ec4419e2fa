"""What do the sheets of an XLSX or XLSM workbook hold beside values? Read from its XML, which was checked before.

Most sheets hold nothing of the kind; a search says so before a sheet is walked through cell by cell.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import normpath
from xml.parsers import expat  # check_zip has refused document types
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from app.formats.marks.cell_marks import Marks, Spot
from app.formats.tables import Unreadable

_TELLING = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b"hidden=", b"mergeCell ", b"strike")
"""Marks somewhere in a sheet that is worth a walk."""
_STRUCK_TEXT = re.compile(rb"<(?:\w+:)?strike(?:\s*/?>|\s[^>]*val=[\"'](?:1|true|on))")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_LEADING_ZEROS = re.compile(r"0{2,}")
_PERCENT_FORMATS = frozenset({9, 10})
_TRUE = frozenset({"1", "true", "on"})
_COLUMNS_OF_A_SHEET = 16_384
_LARGEST_INDEX_PART = 32 * 2**20
"""Of styles and lists of sheets; real ones have some kilobytes."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Which cell formats, by their number, show per cent, a struck-through text or leading zeros."""

    percent: frozenset[int]
    struck: frozenset[int]
    padded: Mapping[int, int]

    @classmethod
    def none(cls) -> "Styles":
        """Styles of a workbook without formats."""
        return cls(frozenset(), frozenset(), {})

    def mark(self, marks: Marks, spot: Spot, style: int) -> None:
        """Keep what the format of a cell tells."""
        if style in self.percent:
            marks.percent.add(spot)
        if style in self.struck:
            marks.struck.add(spot)
        if style in self.padded:
            marks.padded[spot] = self.padded[style]

    @property
    def telling(self) -> frozenset[int]:
        """Every format that tells more than the value."""
        return self.percent | self.struck | self.padded.keys()


def xlsx_marks(archive: ZipFile) -> Mapping[str, Marks]:
    """The marks of each sheet by its name; a sheet without any is left out.

    Raises:
        ValueError: the parts of the workbook do not belong together.
        KeyError: a part is missing.
    """
    book = fromstring(_index_part(archive, "xl/workbook.xml"), forbid_dtd=True)
    targets = _targets(archive)
    styles = _styles(archive)
    struck_texts = _struck_texts(archive)
    uncalculated = (calculation := book.find("{*}calcPr")) is not None and calculation.get("fullCalcOnLoad") in _TRUE
    marks = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        if (part := targets.get(relation)) is None or part not in archive.NameToInfo:
            continue
        xml = archive.read(part)
        walk = SheetWalk(styles, struck_texts, uncalculated=uncalculated)
        of_sheet = walk.marks_of(xml) if _worth_a_walk(xml, styles, struck_texts) else Marks()
        of_sheet.commented |= _commented(archive, part)
        if of_sheet != Marks():
            marks[str(sheet.get("name"))] = of_sheet
    return marks


def _commented(archive: ZipFile, part: str) -> set[Spot]:
    """The cells of a sheet to which somebody wrote a comment."""
    comments = comments_of(archive, part)
    if comments is None:
        return set()
    document = fromstring(_index_part(archive, comments), forbid_dtd=True)
    return {spot_of(str(comment.get("ref"))) for comment in document.iterfind("{*}commentList/{*}comment")}


def comments_of(archive: ZipFile, part: str) -> str | None:
    """The part of the comments that belong to the part of a sheet; None where there is none."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.NameToInfo:
        return None
    for relation in fromstring(_index_part(archive, relations), forbid_dtd=True):
        if str(relation.get("Type")).endswith("/comments"):
            target = str(relation.get("Target", "")).replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}")
            return path if path in archive.NameToInfo else None
    return None


def _index_part(archive: ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_INDEX_PART:
        raise ValueError(f"{name} is too large")
    return archive.read(name)


def _targets(archive: ZipFile) -> Mapping[str, str]:
    """The part of each sheet by the id of its relation."""
    relations = fromstring(_index_part(archive, "xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    paths = {str(relation.get("Id")): str(relation.get("Target", "")).replace("\\", "/") for relation in relations}
    return {key: path.lstrip("/") if path.startswith("/") else f"xl/{path}" for key, path in paths.items()}


def _styles(archive: ZipFile) -> Styles:
    if "xl/styles.xml" not in archive.NameToInfo:
        return Styles.none()
    sheet = fromstring(_index_part(archive, "xl/styles.xml"), forbid_dtd=True)
    codes = {
        int(number_format.get("numFmtId", "0")): number_format.get("formatCode", "")
        for number_format in sheet.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [
        (strike := font.find("{*}strike")) is not None and strike.get("val", "1") in _TRUE
        for font in sheet.iterfind("{*}fonts/{*}font")
    ]
    formats = [(int(xf.get("numFmtId", "0")), int(xf.get("fontId", "0"))) for xf in sheet.iterfind("{*}cellXfs/{*}xf")]
    percent = (at for at, (code, _) in enumerate(formats) if shows_percent(code, codes.get(code, "")))
    struck = (at for at, (_, font) in enumerate(formats) if font < len(fonts) and fonts[font])
    padded = {at: digits for at, (code, _) in enumerate(formats) if (digits := leading_zeros(codes.get(code, "")))}
    return Styles(frozenset(percent), frozenset(struck), padded)


def shows_percent(number: int, code: str) -> bool:
    """Whether a number format, built in or given as code, multiplies by 100."""
    return number in _PERCENT_FORMATS or "%" in _LITERALS.sub("", code)


def leading_zeros(code: str) -> int:
    """How many digits a format like ``00000`` always shows; 0 for any other."""
    plain = code.partition(";")[0].replace("\\", "").replace('"', "")
    return len(plain) if _LEADING_ZEROS.fullmatch(plain) else 0


def _struck_texts(archive: ZipFile) -> frozenset[int]:
    """The shared texts of which a part is struck through."""
    if "xl/sharedStrings.xml" not in archive.NameToInfo:
        return frozenset()
    xml = archive.read("xl/sharedStrings.xml")
    if not _STRUCK_TEXT.search(xml):
        return frozenset()
    texts = re.split(rb"<(?:\w+:)?si[ >]", xml)[1:]
    return frozenset(index for index, text in enumerate(texts) if _STRUCK_TEXT.search(text))


def _worth_a_walk(xml: bytes, styles: Styles, struck_texts: frozenset[int]) -> bool:
    if struck_texts or any(word in xml for word in _TELLING):
        return True
    return any(f"s={quote}{number}{quote}".encode() in xml for number in styles.telling for quote in "\"'")


class SheetWalk:
    """One way through a sheet, cell by cell. Cells and rows may leave out where they stand."""

    def __init__(self, styles: Styles, struck_texts: frozenset[int], *, uncalculated: bool) -> None:
        self._styles = styles
        self._telling = styles.telling
        self._struck_texts = struck_texts
        self._uncalculated = uncalculated
        """The writer of the file asks for everything to be calculated again: a 0 beside a formula is no result."""
        self._marks = Marks()
        self._row = -1
        self._column = -1
        self._type = "n"
        self._formula = False
        self._valued = False
        self._text: list[str] = []

    def marks_of(self, xml: bytes) -> Marks:
        """The marks of a sheet.

        Raises:
            ValueError: a place in the sheet is none.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.Parse(xml, True)
        return self._marks

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self._valued = True
            self._text.clear()
        elif tag == "f":
            self._formula = True
        elif tag == "strike" and attributes.get("val", "1") in _TRUE:
            self._marks.struck.add((self._row, self._column))
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes["min"]), min(int(attributes["max"]), _COLUMNS_OF_A_SHEET)
            self._marks.hidden_columns.update(range(first - 1, last))
        elif tag == "mergeCell":
            first_spot, _, last_spot = attributes["ref"].partition(":")
            self._marks.merged.append((spot_of(first_spot), spot_of(last_spot or first_spot)))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _TRUE:
            self._marks.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = spot_of(attributes["r"])
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._formula = self._valued = False
        self._text.clear()
        style = int(attributes.get("s", "0"))
        if style in self._telling:
            self._styles.mark(self._marks, (self._row, self._column), style)

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] != "c":
            return
        spot, text = (self._row, self._column), "".join(self._text).strip()
        if self._type == "e":
            self._marks.unreadable[spot] = Unreadable(text or "#N/A")
        elif self._formula and self._lacks_result(text):
            self._marks.unreadable[spot] = Unreadable()
        elif self._type == "s" and self._struck_texts and text.isdigit() and int(text) in self._struck_texts:
            self._marks.struck.add(spot)

    def _lacks_result(self, text: str) -> bool:
        """A formula may give an empty text, but then the file says that it is one."""
        if text:
            return self._uncalculated and self._type == "n" and text == "0"
        return not (self._valued and self._type == "str")


def spot_of(name: str) -> Spot:
    """Row and column of a cell called as ``C2`` or ``$C$2``.

    Raises:
        ValueError: that is no cell.
    """
    letters = name.replace("$", "").rstrip("0123456789")
    digits = name.replace("$", "")[len(letters) :]
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    if not (letters.isascii() and letters.isalpha() and digits) or column > _COLUMNS_OF_A_SHEET:
        raise ValueError(f"no cell: {name!r}")
    return int(digits) - 1, column - 1
