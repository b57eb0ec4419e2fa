"""Workbook of a feedback sheet: the same questions for Excel and LibreOffice, written and read back.

Column A is hidden and says what each row is: ``partner <tag> awo-essen``. The tag proves that the row belongs to the
sheet; the first cell names the sheet.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.errors import TooLarge, WrongFormat
from app.feedback.answer import LONGEST_TEXT, Answer, EntryState, Together
from app.feedback.html import blank_answer, title
from app.feedback.seal import Seal, SheetId
from app.feedback.sheet import Sheet
from app.feedback.texts import said
from app.formats.tables import Cell, Table
from app.formats.workbook import read_workbook
from app.formats.zip_check import DAMAGED_ZIP
from app.intake.values.answers import read_answer
from app.intake.values.dates import read_date
from app.intake.values.texts import BadValueError, text_of
from app.records.spelling import folded
from app.records.vocabulary import Lang, vocabulary

MARKER = "netzblick-feedback-workbook"
LARGEST = 4 * 2**20
"""Bytes; a workbook beyond is no feedback sheet."""

_TEXTS = ("xl/sharedStrings.xml", "xl/worksheets/", "content.xml")
"""Where workbooks keep their texts: XLSX in one list or in the cells, ODS."""

_MOST_TEXT = 32 * 2**20
_FIXED_DATE = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_BLANK_ROWS = 10
_WIDTHS = (2, 46, 18, 30, 50)
_STATES: tuple[EntryState, ...] = ("right", "changed", "ended", "unknown")
_TOGETHER: tuple[Together, ...] = ("yes", "no", "unknown")


def workbook(sheet: Sheet, seal: Seal) -> bytes:
    """The sheet as XLSX; only the cells to fill in can be changed."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title(sheet), "created": _FIXED_DATE})
        page = book.add_worksheet(said("book_sheet", sheet.lang))
        _Writer(page, _formats(book), sheet, seal).write()
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook) -> Mapping[str, Format]:
    wrapped = {"text_wrap": True, "valign": "top"}
    fill = {
        **wrapped,
        "bg_color": "#FFF8DC",
        "border": 1,
        "border_color": "#8B90A3",
        "locked": False,
        "num_format": "@",
    }
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "heading": book.add_format({**wrapped, "bold": True, "font_size": 12}),
        "head": book.add_format({**wrapped, "bold": True, "bottom": 1}),
        "text": book.add_format(wrapped),
        "fill": book.add_format(fill),
    }


@dataclass(slots=True)
class _Writer:
    """Writes the rows of one sheet from top to bottom."""

    page: Worksheet
    formats: Mapping[str, Format]
    sheet: Sheet
    seal: Seal
    row: int = 0

    def write(self) -> None:
        for column, width in enumerate(_WIDTHS):
            self.page.set_column(column, column, width, None, {"hidden": column == 0})
        self.page.protect("", {"format_columns": True, "format_rows": True})
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_paper(9)
        self._head()
        if self.sheet.id.kind == "organisation":
            self._partners()
        else:
            self._entries("organisation", self.sheet.organisations, self._say("organisations_title"))
            self._complete("organisations")
        area = "area_" if self.sheet.id.kind == "area" else ""
        self._entries("offer", self.sheet.offers, self._say(f"{area}offers_title"))
        self._complete("offers")
        self._questions()
        self._line(self._say("remark_title"), "heading")
        self._fill("remark", "", self._say("remark"), detail=False)

    def _say(self, code: str) -> str:
        return said(code, self.sheet.lang, name=self.sheet.name)

    def _head(self) -> None:
        identity = blank_answer(self.sheet, self.seal).model_dump(
            mode="json", include={"realm", "tag", "workspace", "wave", "kind", "subject", "made"}
        )
        self.page.write_string(0, 0, f"{MARKER} {json.dumps(identity, ensure_ascii=True)}")
        self._line(title(self.sheet), "title")
        about = {"city": self.sheet.city, "wave": self.sheet.wave_name, "day": self.sheet.as_of}
        self._line(said("about", self.sheet.lang, **about), "text")
        self._line(said("book_how", self.sheet.lang), "text")
        if self.sheet.reply_by:
            self._line(said("reply_by", self.sheet.lang, day=self.sheet.reply_by), "text")
        self._line(said("privacy", self.sheet.lang).partition(". ")[2], "text")
        self._fill("date", "", said("book_date", self.sheet.lang), answer=True, detail=False, text=False)

    def _partners(self) -> None:
        self._line(self._say("partners_title"), "heading")
        self._line(self._say("partners_lead"), "text")
        self._headings("closeness")
        answers, grades = self._choices(_TOGETHER), self._grades()
        for partner in self.sheet.partners:
            marks = [self._say("recorded")] if partner.recorded else []
            marks += [self._say(f"earlier_{partner.earlier}")] if partner.earlier else []
            name = f"{partner.name} ({', '.join(marks)})" if marks else partner.name
            self._fill("partner", partner.id, name, choices=answers, details=grades, text=False)
        self._line(self._say("additions_title"), "heading")
        self._line(self._say("additions_lead"), "text")
        for _ in range(_BLANK_ROWS):
            self.page.write_string(self.row, 0, "addition")
            self.page.write_blank(self.row, 1, None, self.formats["fill"])
            self.row += 1

    def _entries(self, kind: str, entries: Sequence[Any], heading: str) -> None:
        self._line(heading, "heading")
        if not entries:
            return
        self._headings("end")
        for entry in entries:
            facts = " · ".join(f"{label}: {value}" for label, value in entry.facts)
            name = f"{entry.name}\n{facts}" if facts else entry.name
            self._fill(kind, entry.id, name, choices=self._choices(_STATES))

    def _complete(self, kind: str) -> None:
        area = "area_" if self.sheet.id.kind == "area" and kind == "offers" else ""
        question = f"{self._say(f'{area}{kind}_complete')}\n{self._say(f'{area}{kind}_missing')}"
        self._fill("complete", kind, question, choices=self._choices(_TOGETHER), detail=False)

    def _questions(self) -> None:
        if self.sheet.questions:
            self._line(self._say("questions_title"), "heading")
        for question in self.sheet.questions:
            self._fill("question", question.key, f"{question.title}\n{question.text}", answer=False, detail=False)

    def _headings(self, detail: str) -> None:
        heads = (self._say("book_name"), self._say("book_answer"), self._say(detail), self._say("book_text"))
        for column, text in enumerate(heads[: 3 if detail == "closeness" else 4], 1):
            self.page.write_string(self.row, column, text, self.formats["head"])
        self.row += 1

    def _line(self, text: str, form: str) -> None:
        self.page.merge_range(self.row, 1, self.row, 4, text, self.formats[form])
        if form == "text":
            self.page.set_row(self.row, 15.0 * (1 + len(text) // 120))
        self.row += 1

    def _fill(
        self,
        kind: str,
        row_id: str,
        name: str,
        *,
        choices: Sequence[str] = (),
        details: Sequence[str] = (),
        answer: bool | None = None,
        detail: bool = True,
        text: bool = True,
    ) -> None:
        """A row to fill in; without ``choices`` its answer is free, or there is none."""
        key = f"{kind} {self.seal.row_tag(self.sheet.id, f'{kind} {row_id}')} {row_id}".strip()
        self.page.write_string(self.row, 0, key)
        self.page.write_string(self.row, 1, name, self.formats["text"])
        open_cells = {2: bool(choices) if answer is None else answer, 3: detail, 4: text}
        for column in (column for column, is_open in open_cells.items() if is_open):
            self.page.write_blank(self.row, column, None, self.formats["fill"])
        for column, listed in ((2, choices), (3, details)):
            if listed:
                self.page.data_validation(self.row, column, self.row, column, self._listed(listed))
        self.row += 1

    def _listed(self, choices: Sequence[str]) -> dict[str, object]:
        message = said("book_list", self.sheet.lang)
        return {"validate": "list", "source": list(choices), "error_type": "information", "error_message": message}

    def _choices(self, codes: Sequence[str]) -> list[str]:
        return [said(code, self.sheet.lang) for code in codes]

    def _grades(self) -> list[str]:
        lang: Lang = "en" if self.sheet.lang == "en" else "de"
        return [term.label(lang) for term in vocabulary("strength").terms.values()]


@dataclass(slots=True)
class FilledWorkbook:
    """What a filled workbook says. ``foreign`` are rows that do not belong to its sheet, ``unclear`` words nobody knows."""

    answer: Answer
    foreign: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def is_sheet(name: str, content: bytes, lang: str) -> bool:
    """Whether a workbook is a feedback sheet, filled or not."""
    return _rows(name, content, lang) is not None


def read_filled(name: str, content: bytes, seal: Seal, lang: str) -> FilledWorkbook | None:
    """The answer in a workbook; None where it names no sheet that can be read."""
    rows = _rows(name, content, lang)
    if rows is None:
        return None
    try:
        filled = FilledWorkbook(Answer(**json.loads(rows[0][0].removeprefix(MARKER))))
    except (ValueError, TypeError):
        return None
    _Reader(filled, seal, filled.answer.sheet).read(rows[1:])
    return filled


def _rows(name: str, content: bytes, lang: str) -> list[list[str]] | None:
    """The texts of the rows from the one that names the sheet; None where there is none."""
    if len(content) > LARGEST or not _is_marked(content):
        return None
    try:
        tables = read_workbook(name, content, lang)
    except (WrongFormat, TooLarge):
        return None  # said by whoever reads it as a table
    for table in tables:
        rows = [[_text(cell) for cell in cells] for cells in _lines(table)]
        first = next((at for at, row in enumerate(rows) if row and row[0].startswith(MARKER)), None)
        if first is not None:
            return rows[first:]
    return None


def _is_marked(content: bytes) -> bool:
    """Whether the texts of a workbook name a sheet: a look that spares reading every other workbook twice."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            texts = [part for part in archive.infolist() if part.filename.startswith(_TEXTS)]
            return any(part.file_size <= _MOST_TEXT and MARKER.encode() in archive.read(part) for part in texts)
    except DAMAGED_ZIP:
        return False


def _lines(table: Table) -> Iterator[Sequence[Cell]]:
    yield table.headings
    for _number, cells in table.rows:
        yield cells


def _text(cell: Cell) -> str:
    try:
        return text_of(cell)
    except BadValueError:
        return ""


@dataclass(slots=True)
class _Reader:
    """Gathers the rows of a filled workbook into an answer."""

    filled: FilledWorkbook
    seal: Seal
    sheet: SheetId
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    single: dict[str, Any] = field(default_factory=dict)

    def read(self, rows: Sequence[Sequence[str]]) -> None:
        for row in rows:
            key, name, answer, detail, text = (*row, "", "", "", "", "")[:5]
            kind, _, rest = key.partition(" ")
            tag, _, row_id = rest.partition(" ")
            if kind == "addition":
                self._add("additions", name=name) if name else None
            elif kind and tag != self.seal.row_tag(self.sheet, f"{kind} {row_id}"):
                self.filled.foreign.append(name)
            elif kind:
                self._row(kind, row_id, name, answer, detail, text[:LONGEST_TEXT])
        values = self.filled.answer.model_dump(mode="json") | self.lists | self.single
        self.filled.answer = Answer.model_validate_json(json.dumps(values))

    def _row(self, kind: str, row_id: str, name: str, answer: str, detail: str, text: str) -> None:
        match kind:
            case "partner" if answer:
                together = self._together(answer)
                self._add(
                    "partners", id=row_id, answer=together, strength=_grade(detail) if together == "yes" else None
                )
            case "offer" | "organisation" if answer:
                self._add(f"{kind}s", id=row_id, state=self._state(answer), end=detail[:60], text=text)
            case "question" if text:
                self._add("questions", key=row_id, title=name.partition("\n")[0][:600], text=text)
            case "complete" if answer or text:
                self.single[f"{row_id}_complete"] = {
                    "answer": self._together(answer) if answer else None,
                    "missing": text,
                }
            case "remark":
                self.single["remark"] = text
            case "date" if answer:
                self.single["answered"] = _moment(answer)

    def _add(self, list_name: str, **values: Any) -> None:
        self.lists.setdefault(list_name, []).append(values)

    def _together(self, text: str) -> Together:
        """The answer; a word nobody knows says nothing and never yes."""
        answer = read_answer(text)
        if answer is None:
            self.filled.unclear.append(text)
        return answer or "unknown"

    def _state(self, text: str) -> EntryState:
        for code in _STATES:
            if folded(text) in {code, folded(said(code, "de")), folded(said(code, "en"))}:
                return code
        answer = read_answer(text)
        if answer is None:
            self.filled.unclear.append(text)
        return "right" if answer == "yes" else "changed" if answer == "no" else "unknown"


def _grade(text: str) -> int | None:
    term = vocabulary("strength").find(text)
    return int(term.code) if term else None


def _moment(text: str) -> str:
    """A day as a moment: the end of it, so that it counts after what was said in its course; empty for no day."""
    try:
        day = read_date(text).value
    except BadValueError:
        return ""
    return f"{day.last.isoformat()}T23:59:59Z" if day else ""
