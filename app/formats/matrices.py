"""Matrices of who works with whom: names in the first column and in the headings, answers or numbers between them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.formats.raw_graph import NO_ATTRIBUTES, RawEdge, RawGraph
from app.formats.tables import Cell, Table
from app.records.answer_words import ANSWER_WORDS
from app.records.spelling import folded

_SMALLEST = 2
_MOST_NAMES = 1_000
"""Rows of the longest matrix; there are no more columns than 200."""
_LAST_TITLE_ROW = 10
_LEGEND = re.compile(r"[=:]")


def matrix_of(table: Table) -> Table | None:
    """The table from the first of its rows on that makes a matrix of it; None where none does."""
    if len(table.rows) > _MOST_NAMES:
        return None
    candidates = (table.headed_by(number) for number, _ in table.possible_headings(_LAST_TITLE_ROW))
    return next((candidate for candidate in candidates if is_square(candidate) or holds_answers(candidate)), None)


def is_square(table: Table) -> bool:
    """Whether rows and columns carry the same names, as in a matrix of all pairs."""
    names, rows = _names(table)
    return len(names) >= _SMALLEST and all(names) and sorted(names) == sorted(rows)


def holds_answers(table: Table) -> bool:
    """Whether rows and columns share names, each row and column has one, and all cells between them are answers."""
    names, rows = _names(table)
    shared = set(names) & set(rows)
    if len(shared) < _SMALLEST or not all((*names, *rows)) or len(set(rows)) < len(rows):
        return False
    return _are_answers(text for _, _, text in filled_cells(table))


def looks_like_matrix(table: Table) -> bool:
    """Whether it is a matrix, or half of the cells beside the first column, or more, are crosses and other answers."""
    filled = [(at, folded(str(cell))) for _, row in table.rows for at, cell in enumerate(row) if at and cell]
    marked = [at for at, text in filled if text in ANSWER_WORDS and not text.isdecimal()]
    alone, words = matrix_faults(table)
    looks_so = len(set(marked)) > 1 and len(filled) <= 2 * len(marked) and not (words and len(alone) == _count(table))
    return is_square(table) or looks_so


def _count(table: Table) -> int:
    """How many different names stand above and before a matrix."""
    columns, rows = _names(table)
    return len({*filter(None, columns), *filter(None, rows)})


def matrix_faults(table: Table) -> tuple[list[str], list[str]]:
    """What keeps a table from being a matrix of answers: names that stand on one side alone, and cells that answer nothing."""
    columns = [heading.strip() for heading in table.headings[1:] if heading]
    rows = [text for _, cells in table.rows if (text := _text(cells, 0)) and not _is_legend(cells)]
    folded_columns, folded_rows = set(map(folded, columns)), set(map(folded, rows))
    alone = [name for name in rows if folded(name) not in folded_columns]
    alone += [name for name in columns if folded(name) not in folded_rows]
    words = [text for _, _, text in filled_cells(table) if folded(text) not in ANSWER_WORDS]
    return list(dict.fromkeys(alone)), list(dict.fromkeys(words))


def filled_cells(table: Table) -> Iterator[tuple[str, str, str]]:
    """The name of the row, that of the column and the text of each filled cell beside the diagonal."""
    for _, row in table.rows:
        source = _text(row, 0)
        for column, heading in enumerate(table.headings[1:], 1):
            text = _text(row, column)
            if text and folded(heading) != folded(source):
                yield source, heading.strip(), text


def graph_of_matrix(table: Table) -> RawGraph:
    """Every filled cell as an edge from row to column; without direction where both halves agree or one is empty.

    Words such as ja, nein, x and ? are answers; what numbers mean is for the caller to say.
    """
    legend = tuple(text for _, row in table.rows if (text := _text(row, 0)) and _is_legend(row))
    of_rows = (_text(row, 0) for _, row in table.rows if not _is_legend(row))
    written = (*(heading.strip() for heading in table.headings[1:]), *of_rows)
    names = {folded(name): name for name in reversed(written)}
    cells = {(names[folded(source)], names[folded(target)]): text for source, target, text in filled_cells(table)}
    answers = _are_answers(cells.values())
    order = list(dict.fromkeys(names[folded(name)] for name in written))
    mutual = _is_mutual(cells, order)
    ties = {ends: value for ends, value in cells.items() if not mutual or ends[::-1] not in cells or ends < ends[::-1]}
    edges = tuple(RawEdge(*ends, {"status" if answers else "value": value}, not mutual) for ends, value in ties.items())
    nodes = dict.fromkeys(order, NO_ATTRIBUTES)
    return RawGraph(table.file, nodes, edges, not mutual, matrix=not answers, unread=legend)


def _names(table: Table) -> tuple[list[str], list[str]]:
    """The names of the columns and of the rows, folded."""
    rows = [folded(_text(cells, 0)) for _, cells in table.rows if not _is_legend(cells)]
    return [folded(heading) for heading in table.headings[1:]], rows


def _is_legend(cells: Sequence[Cell]) -> bool:
    """Whether a row only says what a sign means: "x = ja", "Quelle: …"."""
    return _LEGEND.search(_text(cells, 0)) is not None and not any(cell != "" for cell in cells[1:])


def _are_answers(values: Iterable[str]) -> bool:
    """Whether cells are words that answer a question, at least a single one of them no number."""
    words = {folded(value) for value in values}
    return words <= ANSWER_WORDS and not all(word.isdecimal() for word in words)


def _is_mutual(cells: Mapping[tuple[str, str], str], names: Sequence[str]) -> bool:
    """Whether both halves of a matrix say the same, or only the half on one side of the diagonal is filled."""
    at = {name: number for number, name in enumerate(names)}
    sides = {at[source] < at[target] for source, target in cells}
    return len(sides) == 1 or all(cells.get((target, source)) == value for (source, target), value in cells.items())


def _text(cells: Sequence[Cell], index: int) -> str:
    """The text of a cell as a person sees it."""
    if index >= len(cells):
        return ""
    cell = cells[index]
    return f"{cell:g}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
