"""Filled workbook of a feedback sheet: the answer in it, and which of its rows and words do not belong."""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

from app.errors import TooLarge, WrongFormat
from app.feedback.answer import LONGEST_TEXT, Answer, EntryState, Together
from app.feedback.seal import Seal, SheetId
from app.feedback.texts import sheet_text
from app.feedback.workbook import MARKER, STATES
from app.formats.tables import Cell, Table
from app.formats.workbook import read_workbook
from app.formats.zip_check import DAMAGED_ZIP
from app.intake.values.answers import read_answer
from app.intake.values.dates import read_date
from app.intake.values.texts import BadValueError, text_of
from app.records.spelling import folded
from app.records.vocabulary import Lang, vocabulary

LARGEST = 4 * 2**20
"""Bytes; a workbook beyond is no feedback sheet."""

_TEXTS = ("xl/sharedStrings.xml", "xl/worksheets/", "content.xml")
"""Where workbooks keep their texts: XLSX in one list or in the cells, ODS."""

_MOST_TEXT = 32 * 2**20


@dataclass(slots=True)
class FilledWorkbook:
    """What a filled workbook says. ``foreign`` are rows that do not belong to its sheet, ``unclear`` words nobody knows."""

    answer: Answer
    foreign: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def is_sheet(name: str, content: bytes, lang: Lang) -> bool:
    """Whether a workbook is a feedback sheet, filled or not."""
    return _rows(name, content, lang) is not None


def read_filled(name: str, content: bytes, seal: Seal, lang: Lang) -> FilledWorkbook | None:
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


def _rows(name: str, content: bytes, lang: Lang) -> list[list[str]] | None:
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
            kind, _, tagged_id = key.partition(" ")
            tag, _, row_id = tagged_id.partition(" ")
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
        for code in STATES:
            if folded(text) in {code, folded(sheet_text(code, "de")), folded(sheet_text(code, "en"))}:
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
