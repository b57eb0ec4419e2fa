"""Matrices of who works with whom beside other sheets, as rows of the sheet Zusammenarbeit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.formats.decimals import is_decimal, read_decimal
from app.formats.matrices import filled_cells, holds_answers, is_square, matrix_of
from app.formats.tables import Cell, Row, Table
from app.intake.sheets.further_sheets import COOPERATIONS
from app.intake.values.answers import read_answer
from app.records.answer_words import ANSWER_WORDS
from app.records.spelling import folded

NumberMeaning = Literal["strength", "contact"]
"""What the numbers of a matrix can mean: how closely two work together, or that they do."""


@dataclass(frozen=True, slots=True)
class _PairCell:
    """A filled cell of a matrix: the index of its column, its row, and what it says about its pair."""

    column: int
    row: Row
    text: str


def answer_matrix(table: Table) -> Table | None:
    """The table with its headings in the row of names, where answers stand between names; None where it is another.

    Between the same names half of the cells are enough: what the others say is asked about one by one.
    """
    matrix = matrix_of(table)
    return matrix if matrix is not None and (holds_answers(matrix) or _mostly_answers(matrix)) else None


def _mostly_answers(matrix: Table) -> bool:
    texts = [folded(text) for _, _, text in filled_cells(matrix)]
    answers = sum(text in ANSWER_WORDS and not is_decimal(text) for text in texts)
    return is_square(matrix) and bool(answers) and 2 * answers >= len(texts)


def number_matrix(table: Table) -> Table | None:
    """The table with its headings in the row of names, where numbers stand between the same names; None where it is another."""
    matrix = matrix_of(table)
    if matrix is None or not is_square(matrix) or holds_answers(matrix):
        return None
    texts = [text for _, _, text in filled_cells(matrix)]
    return matrix if texts and all(map(is_decimal, texts)) else None


def pair_tables(matrix: Table, meaning: NumberMeaning | None = None) -> Iterator[Table]:
    """A table for each column that says something: cells stay in their column, the partner comes after the last one.

    Of a pair with a cell in either half the first one is read; where they differ, with what both say.

    Args:
        matrix: under its names.
        meaning: of its numbers: strengths, of which 0 is a no, or contacts, of which those above 0 are a yes; without, the
            cells are answers.
    """
    cells = [(cell, *_field_and_text(cell.text, meaning)) for cell in _pairs(matrix, meaning).values()]
    for column, field in sorted({(cell.column, field) for cell, field, _ in cells}):
        names = [COOPERATIONS.column("actor_a").de, *("" for _ in matrix.headings[1:])]
        names[column] = COOPERATIONS.column(field).de
        rows = tuple(
            (cell.row[0], (*_of_pair(cell, text, len(names)), matrix.headings[column]))
            for cell, field_of_cell, text in cells
            if (cell.column, field_of_cell) == (column, field)
        )
        headings = (*names, COOPERATIONS.column("actor_b").de)
        yield replace(matrix, headings=headings, rows=rows, spots=(*matrix.all_spots(), matrix.spot(column)))


def _field_and_text(text: str, meaning: NumberMeaning | None) -> tuple[str, str]:
    """The column of ours that a cell belongs to, and what stands there."""
    if meaning == "contact":
        return "status", "ja"
    if meaning == "strength":
        return ("status", "nein") if is_decimal(text) and read_decimal(text) == 0 else ("strength", text)
    return "status", text


def _pairs(matrix: Table, meaning: NumberMeaning | None) -> Mapping[frozenset[str], _PairCell]:
    alike = _ALIKE[meaning]
    pairs: dict[frozenset[str], _PairCell] = {}
    for number, cells in matrix.rows:
        for column in range(1, min(len(cells), len(matrix.headings))):
            pair = frozenset((folded(str(cells[0])), folded(matrix.headings[column])))
            text = _text(cells[column])
            if not text or len(pair) == 1 or (meaning == "contact" and read_decimal(text) == 0):
                continue
            first = pairs.setdefault(pair, _PairCell(column, (number, cells), text))
            if alike(first.text) != alike(text):
                pairs[pair] = replace(first, text=f"{first.text} / {text}")
    return pairs


_ALIKE: Mapping[NumberMeaning | None, Callable[[str], object]] = {None: read_answer, "strength": str, "contact": bool}
"""By what two cells about one pair say the same."""


def _text(cell: Cell) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).strip()


def _of_pair(cell: _PairCell, text: str, width: int) -> tuple[Cell, ...]:
    cells: list[Cell] = [cell.row[1][0], *("" for _ in range(width - 1))]
    cells[cell.column] = text
    return tuple(cells)
