"""Workbook of a feedback sheet: the same questions for Excel and LibreOffice; :mod:`app.feedback.filled_workbook` reads it back.

Column A is hidden and says what each row is: ``partner <tag> awo-essen``. The tag proves that the row belongs to the
sheet; the first cell names the sheet.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.feedback.answer import EntryState, Together
from app.feedback.html import blank_answer, title
from app.feedback.seal import Seal
from app.feedback.sheet import Sheet
from app.feedback.texts import sheet_text
from app.records.vocabulary import vocabulary

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MARKER = "netzblick-feedback-workbook"

_FIXED_DATE = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_BLANK_ROWS = 10
_WIDTHS = (2, 46, 18, 30, 50)

STATES: tuple[EntryState, ...] = ("right", "changed", "ended", "unknown")
"""Answers about an entry of a list."""

TOGETHER: tuple[Together, ...] = ("yes", "no", "unknown")
"""Answers to a question that a yes or no answers."""


def workbook(sheet: Sheet, seal: Seal) -> bytes:
    """The sheet as XLSX; only the cells to fill in can be changed."""
    import xlsxwriter  # noqa: PLC0415 - large, and seldom needed

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title(sheet), "created": _FIXED_DATE})
        page = book.add_worksheet(sheet_text("book_sheet", sheet.lang))
        _Writer(page, _formats(book), sheet, seal).write()
    return buffer.getvalue()


def _formats(book: "Workbook") -> "Mapping[str, Format]":
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

    page: "Worksheet"
    formats: "Mapping[str, Format]"
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
        return sheet_text(code, self.sheet.lang, name=self.sheet.name)

    def _head(self) -> None:
        identity = blank_answer(self.sheet, self.seal).model_dump(
            mode="json", include={"realm", "tag", "workspace", "wave", "kind", "subject", "made"}
        )
        self.page.write_string(0, 0, f"{MARKER} {json.dumps(identity, ensure_ascii=True)}")
        self._line(title(self.sheet), "title")
        about = {"city": self.sheet.city, "wave": self.sheet.wave_name, "day": self.sheet.as_of}
        self._line(sheet_text("about", self.sheet.lang, **about), "text")
        self._line(sheet_text("book_how", self.sheet.lang), "text")
        if self.sheet.reply_by:
            self._line(sheet_text("reply_by", self.sheet.lang, day=self.sheet.reply_by), "text")
        self._line(sheet_text("privacy", self.sheet.lang).partition(". ")[2], "text")
        self._fill("date", "", sheet_text("book_date", self.sheet.lang), answer=True, detail=False, text=False)

    def _partners(self) -> None:
        self._line(self._say("partners_title"), "heading")
        self._line(self._say("partners_lead"), "text")
        self._headings("closeness")
        answers, grades = self._choices(TOGETHER), self._grades()
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
            self._fill(kind, entry.id, name, choices=self._choices(STATES))

    def _complete(self, kind: str) -> None:
        area = "area_" if self.sheet.id.kind == "area" and kind == "offers" else ""
        question = f"{self._say(f'{area}{kind}_complete')}\n{self._say(f'{area}{kind}_missing')}"
        self._fill("complete", kind, question, choices=self._choices(TOGETHER), detail=False)

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
        message = sheet_text("book_list", self.sheet.lang)
        return {"validate": "list", "source": list(choices), "error_type": "information", "error_message": message}

    def _choices(self, codes: Sequence[str]) -> list[str]:
        return [sheet_text(code, self.sheet.lang) for code in codes]

    def _grades(self) -> list[str]:
        return [term.label(self.sheet.lang) for term in vocabulary("strength").terms.values()]
