"""Matrices of who works with whom beside other sheets, as rows of the sheet Zusammenarbeit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.formats.matrices import holds_answers, matrix_of
from app.formats.tables import Cell, Row, Table
from app.intake.sheets.further_sheets import COOPERATIONS
from app.intake.values.answers import read_answer
from app.records.spelling import folded


@dataclass(frozen=True, slots=True)
class _PairCell:
    """A filled cell of a matrix: the index of its column, its row, and what it says about its pair."""

    column: int
    row: Row
    text: str


def answer_matrix(table: Table) -> Table | None:
    """The table with its headings in the row of names, where answers stand between names; None where it is another."""
    matrix = matrix_of(table)
    return matrix if matrix is not None and holds_answers(matrix) else None


def pair_tables(matrix: Table) -> Iterator[Table]:
    """A table for each column that says something: answers stay in their column, the partner comes after the last one.

    Of a pair with a cell in either half the first one is read; where they differ, with what both say.
    """
    pairs = _pairs(matrix)
    for column in sorted({cell.column for cell in pairs.values()}):
        names = [COOPERATIONS.column("actor_a").de, *("" for _ in matrix.headings[1:])]
        names[column] = COOPERATIONS.column("status").de
        rows = tuple(
            (cell.row[0], (*_of_pair(cell, len(names)), matrix.headings[column]))
            for cell in pairs.values()
            if cell.column == column
        )
        yield replace(matrix, headings=(*names, COOPERATIONS.column("actor_b").de), rows=rows)


def _pairs(matrix: Table) -> Mapping[frozenset[str], _PairCell]:
    pairs: dict[frozenset[str], _PairCell] = {}
    for number, cells in matrix.rows:
        for column in range(1, min(len(cells), len(matrix.headings))):
            pair = frozenset((folded(str(cells[0])), folded(matrix.headings[column])))
            text = str(cells[column]).strip()
            if not text or len(pair) == 1:
                continue
            first = pairs.setdefault(pair, _PairCell(column, (number, cells), text))
            if read_answer(first.text) != read_answer(text):
                pairs[pair] = replace(first, text=f"{first.text} / {text}")
    return pairs


def _of_pair(cell: _PairCell, width: int) -> tuple[Cell, ...]:
    cells: list[Cell] = [cell.row[1][0], *("" for _ in range(width - 1))]
    cells[cell.column] = cell.text
    return tuple(cells)
