"""What do the sheets of an ODS workbook hold beside values? Read from its ``content.xml``, which was checked before."""

from collections.abc import Mapping
from xml.parsers import expat  # check_zip has refused document types
from zipfile import ZipFile

from app.formats.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from app.formats.marks.cell_marks import ERROR_TEXT, Marks, Spot
from app.formats.tables import Unreadable

_TELLING = (
    b"percentage", b"spanned=", b"covered-table-cell", b"visibility=", b"line-through", b"table:formula",
    b"min-integer-digits=", b">#", b">Err:", b">Fehler:", b"office:annotation",
)  # fmt: skip
"""Marks somewhere in a sheet that is worth a walk."""
_HIDDEN = frozenset({"collapse", "filter"})


def ods_marks(archive: ZipFile) -> Mapping[str, Marks]:
    """The marks of each sheet by its name."""
    parts = [archive.read(name) for name in ("styles.xml", "content.xml") if name in archive.NameToInfo]
    worth_a_walk = any(word in part for part in parts for word in _TELLING)
    return SheetsWalk().marks_of(*parts) if worth_a_walk else {}


class SheetsWalk:
    """One way through all sheets, cell by cell; rows and cells may stand for several."""

    def __init__(self) -> None:
        self._marks: dict[str, Marks] = {}
        self._sheet = Marks()
        self._struck_styles: set[str] = set()
        self._padded_formats: dict[str, int] = {}
        self._padded_styles: dict[str, int] = {}
        self._style = ""
        self._column_styles: dict[int, str] = {}
        self._spot: Spot = (-1, -1)
        self._next: Spot = (0, 0)
        self._rows = 1
        self._cell: dict[str, str] | None = None
        self._columns = 1
        self._text: list[str] = []
        self._depth_of_text = 0
        self._struck_text = False
        self._in_annotation = False

    def marks_of(self, *parts: bytes) -> Mapping[str, Marks]:
        """The marks of every sheet by its name; styles may stand in a part of their own, which comes first.

        Raises:
            ValueError: a number of repetitions is none.
            OverflowError: one cell stands for more than a sheet may hold.
        """
        starts = {
            "style:style": self._start_style,
            "style:text-properties": self._start_text_properties,
            "number:number-style": self._start_number_style,
            "number:number": self._start_number,
            "table:table": self._start_table,
            "table:table-column": self._start_column,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            "table:covered-table-cell": self._start_cell,
            "text:p": self._start_text,
            "text:span": self._start_span,
            "office:annotation": self._start_annotation,
        }
        ends = {
            "table:table-row": self._end_row,
            "table:table-cell": self._end_cell,
            "table:covered-table-cell": self._end_cell,
            "text:p": self._end_text,
            "office:annotation": self._end_annotation,
        }

        def start(name: str, attributes: dict[str, str]) -> None:
            if (handler := starts.get(name)) is not None:
                handler(attributes)

        def end(name: str) -> None:
            if (handler := ends.get(name)) is not None:
                handler()

        for part in parts:
            parser = expat.ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler = start
            parser.EndElementHandler = end
            parser.CharacterDataHandler = self._keep_text
            parser.Parse(part, True)
        return self._marks

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")
        if digits := self._padded_formats.get(attributes.get("style:data-style-name", "")):
            self._padded_styles[self._style] = digits
        if attributes.get("style:parent-style-name") in self._struck_styles:
            self._struck_styles.add(self._style)

    def _start_text_properties(self, attributes: dict[str, str]) -> None:
        lines = (attributes.get(f"style:text-line-through-{kind}", "none") for kind in ("style", "type"))
        if any(line != "none" for line in lines):
            self._struck_styles.add(self._style)

    def _start_number_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _start_number(self, attributes: dict[str, str]) -> None:
        digits = int(attributes.get("number:min-integer-digits", "0"))
        whole = attributes.get("number:decimal-places", "0") == "0"
        if digits > 1 and whole and attributes.get("number:grouping") != "true":
            self._padded_formats[self._style] = digits

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._sheet = self._marks.setdefault(attributes.get("table:name", ""), Marks())
        self._next = (0, 0)
        self._column_styles = {}

    def _start_column(self, attributes: dict[str, str]) -> None:
        _, first = self._next
        last = first + int(attributes.get("table:number-columns-repeated", "1"))
        self._next = (0, last)
        for column in range(first, min(last, MAX_COLUMNS)):
            self._column_styles[column] = attributes.get("table:default-cell-style-name", "")
            if attributes.get("table:visibility") in _HIDDEN:
                self._sheet.hidden_columns.add(column)

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = self._next[0]
        self._rows = int(attributes.get("table:number-rows-repeated", "1"))
        self._spot = (row, 0)
        if attributes.get("table:visibility") in _HIDDEN:
            self._sheet.hidden_rows.update(range(row, min(row + self._rows, MAX_ROWS)))

    def _end_row(self) -> None:
        self._next = (self._spot[0] + self._rows, 0)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._columns = int(attributes.get("table:number-columns-repeated", "1"))
        self._text.clear()
        self._struck_text = False

    def _end_cell(self) -> None:
        row, column = self._spot
        attributes, self._cell = self._cell or {}, None
        self._spot = (row, column + self._columns)
        text = "".join(self._text).strip()
        if not (text or "office:value-type" in attributes or "table:formula" in attributes):
            return
        for spot in self._spots(row, column):
            self._keep(spot, attributes, text)

    def _spots(self, row: int, column: int) -> list[Spot]:
        """Every cell that the one just read stands for."""
        rows = range(row, min(row + self._rows, MAX_ROWS))
        columns = range(column, min(column + self._columns, MAX_COLUMNS))
        if len(rows) * len(columns) > MAX_CELLS:
            raise OverflowError("one cell stands for too many")
        return [(at_row, at_column) for at_row in rows for at_column in columns]

    def _keep(self, spot: Spot, attributes: dict[str, str], text: str) -> None:
        row, column = spot
        style = attributes.get("table:style-name") or self._column_styles.get(column, "")
        if attributes.get("office:value-type") == "percentage":
            self._sheet.percent.add(spot)
        if self._struck_text or style in self._struck_styles:
            self._sheet.struck.add(spot)
        if style in self._padded_styles:
            self._sheet.padded[spot] = self._padded_styles[style]
        if attributes.get("calcext:value-type") == "error" or ERROR_TEXT.fullmatch(text):
            self._sheet.unreadable[spot] = Unreadable(text or "#N/A")
        elif "table:formula" in attributes and "office:value-type" not in attributes and not text:
            self._sheet.unreadable[spot] = Unreadable()
        height = int(attributes.get("table:number-rows-spanned", "1"))
        width = int(attributes.get("table:number-columns-spanned", "1"))
        if (height, width) != (1, 1):
            self._sheet.merged.append((spot, (row + height - 1, column + width - 1)))

    def _start_text(self, _: dict[str, str]) -> None:
        self._depth_of_text += 1

    def _end_text(self) -> None:
        self._depth_of_text -= 1

    def _start_span(self, attributes: dict[str, str]) -> None:
        self._struck_text = self._struck_text or attributes.get("text:style-name", "") in self._struck_styles

    def _start_annotation(self, _: dict[str, str]) -> None:
        self._in_annotation = True
        if self._cell is not None:
            self._sheet.commented.add(self._spot)

    def _end_annotation(self) -> None:
        self._in_annotation = False

    def _keep_text(self, text: str) -> None:
        if self._depth_of_text and self._cell is not None and not self._in_annotation:
            self._text.append(text)
