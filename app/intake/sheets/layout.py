"""Layouts of tables that are not one row of headings above rows: headings in two rows, two tables, ditto signs, sideways."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from app.formats.tables import Cell, Row, Table, headings_of
from app.intake.problems import Problems, place_of
from app.intake.sheets.headings import LAST_HEADING_ROW, key_of, known_headings, meaning
from app.intake.sheets.sheet import Column, Sheet
from app.intake.sheets.sheets import SHEETS

_DITTO = frozenset(
    sign
    for word in (
        *("dito", "ditto", "dto.", "dto", "s.o.", "s. o.", "siehe oben", "wie oben", "ebenso", "ebd.", "ebenda"),
        *('"', "''", "„", "“", "”", "〃", '-"-', '--"--', "- “ -", "-“-", "-„-", "-''-", "same as above"),
    )
    for sign in (word, word.capitalize(), word.upper())
)
"""What stands for the value of the cell above."""

_FIRST_NAMES = frozenset({"vorname", "vornamen", "rufname", "firstname", "firstnames", "givenname"})
_LAST_NAME = "Nachname"

_RAISED = frozenset("¹²³⁴⁵⁶⁷⁸⁹")
_MARK_ENDS = frozenset({*_RAISED, "*", ")"})
_MARK = r"(?P<mark>[¹²³⁴⁵⁶⁷⁸⁹]+|\*{1,3}\)?|\d{1,2}\))"
_MARKED = re.compile(rf"(?P<bare>.*[^\W\d_][^*\s(]*?)(?:\s*(?=[¹²³⁴⁵⁶⁷⁸⁹*])|\s+){_MARK}", re.DOTALL)
_NOTE = re.compile(rf"\s*{_MARK}\s*\S")
_FEWEST = 2
"""Headings that make a row one of headings, or a column one of headings written downwards."""


def with_headings_of_two_rows(sheet: Sheet, table: Table, problems: Problems) -> Table:
    """The table whose headings go on in the row below, as ``Laufzeit`` above ``von`` and ``bis`` does."""
    if not table.rows or table.rows[0][0] != table.heading_row + 1:
        return table
    number, cells = table.rows[0]
    below = headings_of(cells)
    width = max(len(below), len(table.headings))
    pairs = zip(_filled_up(table.headings, width), _filled_up(below, width), strict=True)
    joined = tuple(lower or upper for upper, lower in pairs)
    go_on = all(meaning(sheet, text) for text in below if text) and not _is_named(sheet, table.headings, below)
    if not go_on or known_headings(sheet, joined) <= known_headings(sheet, table.headings):
        return table
    problems.notice("headings_of_two_rows", place_of(table, number), value=" ".join(filter(None, below)))
    return replace(table, headings=joined, rows=table.rows[1:], heading_row=number)


def _filled_up(texts: Sequence[str], width: int) -> tuple[str, ...]:
    return (*texts, *("" for _ in range(width - len(texts))))


def _is_named(sheet: Sheet, headings: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row says something in a column that every entry of the sheet fills in."""
    return any(
        text and heading and (own_heading := meaning(sheet, heading)) is not None and own_heading.columns[0].required
        for heading, text in zip(headings, cells, strict=False)
    )


def up_to_next_table(table: Table, problems: Problems) -> Table:
    """The table without a further one below it, which has headings of its own; that one is told."""
    for at, (number, cells) in enumerate(table.rows):
        first = next((cell for cell in cells if cell != ""), "")
        if not isinstance(first, str) or first.strip(" *:").casefold() not in _heading_texts():
            continue
        texts = [text for text in headings_of(cells) if text]
        if len(texts) >= _FEWEST and tuple(texts) != tuple(filter(None, table.headings)) and _are_headings(texts):
            last = at - 1 if at and _is_title(table.rows[at - 1]) else at
            problems.notice("second_table", place_of(table, number), value=", ".join(texts), row=number)
            return replace(table, rows=table.rows[:last])
    return table


@cache
def _heading_texts() -> frozenset[str]:
    """Every heading there is, in small letters: what no row begins with is soon told to be no row of headings."""
    columns = [column for sheet in SHEETS for column in sheet.understood]
    return frozenset(
        name.casefold() for column in columns for name in (column.de, column.en, column.field, *column.variants)
    )


def _are_headings(texts: Sequence[str]) -> bool:
    """Whether all texts are headings of one sheet, and those among them that it asks for."""
    return any(_names_all(sheet, texts) for sheet in SHEETS)


def _names_all(sheet: Sheet, texts: Sequence[str]) -> bool:
    meanings = [meaning(sheet, text) for text in texts]
    if not all(meanings):
        return False
    fields = {column.field for heading in meanings if heading for column in heading.columns[:1]}
    return len(fields) == len(texts) and all(column.field in fields for column in sheet.columns if column.asked_for)


def _is_title(row: Row) -> bool:
    filled = [str(cell) for cell in row[1] if cell != ""]
    titles = {key_of(name) for sheet in SHEETS for name in (sheet.de, sheet.en, *sheet.variants)}
    return len(filled) == 1 and key_of(filled[0]) in titles


def refuse_sideways(sheet: Sheet, table: Table, columns: Mapping[int, Column], problems: Problems) -> Table:
    """The table without rows where its headings stand below each other in the first column, which is refused."""
    firsts = [str(cells[0]) for _, cells in table.rows if cells and cells[0] != ""]
    if len(columns) > 1 or len(firsts) < _FEWEST or not all(meaning(sheet, text) for text in firsts):
        return table
    problems.fault_sheet("sideways", place_of(table, table.heading_row), value=", ".join(firsts))
    return replace(table, rows=())


def with_last_names(table: Table) -> Table:
    """The table in which a heading ``Name`` beside ``Vorname`` is one of persons: it says ``Nachname`` then."""
    for number, headings in table.possible_headings(LAST_HEADING_ROW):
        keys = list(map(key_of, headings))
        if "name" not in keys or _FIRST_NAMES.isdisjoint(keys):
            continue
        renamed = tuple(_LAST_NAME if key == "name" else text for key, text in zip(keys, headings, strict=True))
        if number == table.heading_row:
            return replace(table, headings=renamed)
        return replace(table, rows=tuple((row, renamed if row == number else cells) for row, cells in table.rows))
    return table


def with_ditto_filled(table: Table, problems: Problems) -> Table:
    """The table with the value above in place of each sign that means it."""
    if all(_DITTO.isdisjoint(cells) for _, cells in table.rows):
        return table
    rows: list[Row] = []
    above: dict[int, Cell] = {}
    for number, cells in table.rows:
        filled = tuple(
            above.get(index, cell) if isinstance(cell, str) and cell in _DITTO else cell
            for index, cell in enumerate(cells)
        )
        for index, (sign, cell) in enumerate(zip(cells, filled, strict=True)):
            if sign is not cell:
                place = place_of(table, number, index)
                problems.notice("ditto", place, value=sign, read=cell)
        above |= {index: cell for index, cell in enumerate(filled) if cell != ""}
        rows.append((number, filled))
    return replace(table, rows=tuple(rows))


def without_footnote_marks(table: Table, problems: Problems) -> Table:
    """The table without the signs of footnotes that a line of it explains; of others it is told that they were kept."""
    if not any(type(cell) is str and cell[-1:] in _MARK_ENDS for _, cells in table.rows for cell in cells):
        return table
    explained = {mark for _, cells in table.rows if (mark := _explained(cells)) is not None}
    rows: list[Row] = []
    for number, cells in table.rows:
        marked = {} if _explained(cells) else dict(_marked(cells))
        for index, (bare, mark) in marked.items():
            place = place_of(table, number, index)
            if mark in explained:
                problems.notice("footnote", place, value=cells[index], read=bare)
            elif mark[0] not in _RAISED:
                problems.notice("footnote_kept", place, value=cells[index])
        bare_cells = {index: bare for index, (bare, mark) in marked.items() if mark in explained}
        rows.append((number, tuple(bare_cells.get(index, cell) for index, cell in enumerate(cells))))
    return replace(table, rows=tuple(rows))


def _explained(cells: Sequence[Cell]) -> str | None:
    """The sign that a row explains: "¹ ohne Außenstelle"; None where it is no footnote."""
    filled = [cell for cell in cells if cell != ""]
    note = _NOTE.match(filled[0]) if len(filled) == 1 and isinstance(filled[0], str) else None
    return None if note is None else note["mark"]


def _marked(cells: Sequence[Cell]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The cells of a row that end with the sign of a footnote: by index what stands before it, and the sign."""
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and cell[-1:] in _MARK_ENDS and (match := _MARKED.fullmatch(cell)) is not None:
            bare, mark = match["bare"], match["mark"]
            if not (mark.endswith(")") and bare.count("(") > bare.count(")")):
                yield index, (bare, mark)
