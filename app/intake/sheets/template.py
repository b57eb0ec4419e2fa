"""Which workbook do coordinators fill? Sheets, headings, lists and instructions, as XLSX."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.errors import InvalidInput
from app.formats.messages import sentence
from app.formats.tables import Table
from app.intake.sheets.sheet import Column, Kind, Sheet
from app.intake.sheets.sheets import SHEETS
from app.intake.sheets.template_texts import (
    answer_words,
    example_of,
    hint_of,
    synonyms_of,
    text_of_template,
    title_of_list,
)
from app.records.vocabulary import Lang, vocabulary

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FIXED_DATE = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The creation date of every template: the same template has the same bytes."""

_FILLABLE_ROWS = 1_000
_LONGEST_CELL = 32_767  # as XLSX says
_NARROW, _WIDE = 14, 30
_WIDE_KINDS = frozenset({Kind.NAME, Kind.TEXT, Kind.REFERENCE, Kind.CODE})


def template(lang: Lang, full: bool) -> bytes:  # the two choices of the command
    """The workbook to fill in, in ``de`` or ``en``: four sheets, or every sheet when ``full``.

    Instructions come first, lists of possible values last; headings carry an example as a comment, so that no
    example is ever read as data.
    """
    return _workbook([sheet for sheet in SHEETS if full or sheet.basic], {}, lang)


def filled_workbook(tables: Sequence[Table], lang: Lang) -> bytes:
    """The same workbook with rows in it: every basic sheet, and those of the tables, which are named by its sheets.

    Raises:
        InvalidInput: a cell is longer than a spreadsheet can hold.
    """
    by_title = {table.sheet: table for table in tables}
    _refuse_long_cells(tables, lang)
    return _workbook([sheet for sheet in SHEETS if sheet.basic or sheet.title(lang) in by_title], by_title, lang)


def _refuse_long_cells(tables: Sequence[Table], lang: Lang) -> None:
    for table in tables:
        for number, cells in table.rows:
            for heading, cell in zip(table.headings, cells, strict=True):
                if isinstance(cell, str) and len(cell) > _LONGEST_CELL:
                    message = sentence("cell_too_long", lang, sheet=table.sheet, row=number, heading=heading)
                    raise InvalidInput(message, hint=sentence("cell_too_long.hint", lang))


def _workbook(sheets: list[Sheet], rows: Mapping[str, Table], lang: Lang) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - large, and seldom needed

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Netzblick", "created": FIXED_DATE})
        formats = _formats(book)
        _write_instructions(book.add_worksheet(text_of_template("instructions", lang)), sheets, lang, formats)
        pages = [book.add_worksheet(sheet.title(lang)) for sheet in sheets]
        lists = _write_lists(book.add_worksheet(text_of_template("lists", lang)), sheets, lang, formats)
        for sheet, page in zip(sheets, pages, strict=True):
            _write_sheet(page, sheet, lang, lists, formats)
            _write_rows(page, rows.get(sheet.title(lang)), len(sheet.columns), formats)
        pages[0].activate()
    return buffer.getvalue()


def _formats(book: "Workbook") -> "Mapping[str, Format]":
    return {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "required": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1"}
        ),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_instructions(page: "Worksheet", sheets: list[Sheet], lang: Lang, formats: "Mapping[str, Format]") -> None:
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 100)
    page.write_string(0, 0, text_of_template("title", lang), formats["title"])
    rules = text_of_template("rules", lang).strip().splitlines()
    for row, rule in enumerate(rules, 2):
        page.write_string(row, 1, rule, formats["wrapped"])
    for row, sheet in enumerate(sheets, 3 + len(rules)):
        page.write_string(row, 0, sheet.title(lang), formats["heading"])
        page.write_string(row, 1, text_of_template(sheet.topic, lang), formats["wrapped"])


def _write_lists(
    page: "Worksheet", sheets: list[Sheet], lang: Lang, formats: "Mapping[str, Format]"
) -> Mapping[str, str]:
    """Write one column per vocabulary; gives the range of each for drop-down lists."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - large, and seldom needed

    ranges = {}
    first_columns: dict[str, Column] = {}
    for column in (column for sheet in sheets for column in sheet.columns):
        if (name := _list_of(column)) is not None:
            first_columns.setdefault(name, column)
    title = text_of_template("lists", lang)
    for index, (name, column) in enumerate(first_columns.items()):
        words = list_words(name, lang)
        page.set_column(index, index, _WIDE)
        page.write_string(0, index, title_of_list(name, column, lang), formats["heading"])
        page.write_column(1, index, words)
        letter = xl_col_to_name(index)
        ranges[name] = f"='{title}'!${letter}$2:${letter}${len(words) + 1}"
    page.freeze_panes(1, 0)
    return ranges


def list_words(name: str, lang: Lang) -> tuple[str, ...]:
    """The words of a drop-down list, each of which the reader understands."""
    if name in {"yes_no", "tie_status"}:
        return answer_words(lang, unknown=name == "tie_status")
    return tuple(term.de if lang == "de" else term.en for term in vocabulary(name).terms.values())


def _list_of(column: Column) -> str | None:
    if column.kind is Kind.YES_NO:
        return "yes_no"
    return column.of if column.kind is Kind.CODE else None


def _write_sheet(
    page: "Worksheet", sheet: Sheet, lang: Lang, lists: Mapping[str, str], formats: "Mapping[str, Format]"
) -> None:
    page.freeze_panes(1, 2 if sheet.columns[0].kind is Kind.ID else 1)
    for index, column in enumerate(sheet.columns):
        typed = column.kind is Kind.NUMBER or column.kind is Kind.STATISTIC
        width = _WIDE if column.kind in _WIDE_KINDS else _NARROW
        page.set_column(index, index, width, formats["cell" if typed else "text"])
        heading = column.heading(lang) + (" *" if column.asked_for else "")
        page.write_string(0, index, heading, formats["required" if column.asked_for else "heading"])
        page.write_comment(0, index, _comment(sheet, column, lang), {"x_scale": 2.5, "y_scale": 2, "author": ""})
        if (name := _list_of(column)) is not None:
            page.data_validation(1, index, _FILLABLE_ROWS, index, _validation(column, lists[name], lang))


def _write_rows(page: "Worksheet", table: Table | None, usual: int, formats: "Mapping[str, Format]") -> None:
    """Texts stay texts, whatever they begin with; only numbers are numbers. Further columns bring their headings."""
    for column, heading in enumerate(table.headings[usual:] if table else (), usual):
        page.write_string(0, column, heading, formats["heading"])
    for row, (_, cells) in enumerate(table.rows if table else (), 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, float):
                page.write_number(row, column, cell)
            elif cell != "":
                page.write_string(row, column, str(cell))


def _validation(column: Column, source: str, lang: Lang) -> dict[str, object]:
    """A drop-down list that only warns: several values and other spellings are allowed."""
    title = text_of_template("choose", lang)
    return {
        "validate": "list",
        "source": source,
        "error_type": "information",
        "show_error": not column.is_list,
        "error_title": title,
        "error_message": text_of_template("choose_message", lang),
    }


def _comment(sheet: Sheet, column: Column, lang: Lang) -> str:
    demand = "required" if column.required else "expected"
    lines = [text_of_template(demand, lang)] if column.asked_for else []
    example = text_of_template("example", lang).format(example=example_of(sheet.topic, column, lang))
    return "\n".join(filter(None, [*lines, hint_of(column, lang), example, synonyms_of(column, lang)]))
