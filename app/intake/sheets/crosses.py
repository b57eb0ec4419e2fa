"""Columns of crosses: the value stands in the heading, ``Kinder`` or ``Stadtteil Nord``, a cross below says for whom it holds."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from app.formats.tables import Cell, Table
from app.intake.problems import place_of
from app.intake.questions import Choice, Questions
from app.intake.sheets.headings import LAST_HEADING_ROW, key_of, meaning
from app.intake.sheets.sheet import Column, Kind, Sheet
from app.intake.values.terms import find_term
from app.records.answer_words import NO_WORDS, UNKNOWN_WORDS, YES_WORDS
from app.records.spelling import folded

_CROSSES = frozenset({"x", "✓", "✔", "☑", "✅", "•", "●", "+", "ⅹ", "×"})
YES = YES_WORDS | _CROSSES
NO = NO_WORDS | frozenset({"-", "–", "—", "/", "☐"})
_ALMOST_CROSS = re.compile(r"[(\[]?\s*[x✓✔×]\s*[)\]]?\s*(?:\?|\*|\(.*\))?")
"""``(x)``, ``x?`` and ``x (Gast)``: a column of them holds crosses, but nobody says what they mean."""
_LOOKED_AT = 200
"""Rows that say whether a column holds crosses."""
_LABELLED = re.compile(r"(?P<label>[^:\[(]+?)\s*(?::|\[|\(|\s[-–]\s)\s*(?P<value>[^\])]+?)\s*[\])]?")
_SEPARATOR = "; "
_FEWEST_ENTRIES = 2
_MOST_QUESTIONS = 20


def crossed_columns(
    rows: Sequence[tuple[int, Sequence[Cell]]], width: int, words: Collection[str] = ()
) -> frozenset[int]:
    """The columns of rows in which crosses and other answers stand, at least one of them a yes, and not more of anything else.

    Args:
        rows: of a table.
        width: how many columns it has.
        words: that say yes as well.
    """
    return frozenset(index for index in range(width) if _is_crossed(rows, index, words))


def value_columns(headings: Sequence[str], rows: Sequence[tuple[int, Sequence[Cell]]]) -> frozenset[int]:
    """The columns of crosses whose headings are values; none where two of these head rows too, as in a matrix of who works with whom."""
    first = {cell_text(cells, 0) for _, cells in rows}
    crossed = crossed_columns(rows, len(headings))
    entries = [at for at in crossed if headings[at] and folded(headings[at]) in first]
    return crossed if len(entries) < _FEWEST_ENTRIES else frozenset()


def _is_crossed(rows: Sequence[tuple[int, Sequence[Cell]]], index: int, words: Collection[str]) -> bool:
    texts = [text for _, cells in islice(rows, _LOOKED_AT) if (text := cell_text(cells, index))]
    marks = sum(_is_mark(text) or text in words for text in texts)
    enough = (
        2 * marks >= len(texts)
        if any(text in _CROSSES or text in words for text in texts)
        else 3 * marks >= 2 * len(texts)
    )
    return enough and any(text in YES or text in words for text in texts)


def _is_mark(text: str) -> bool:
    return text in YES or text in NO or text in UNKNOWN_WORDS or _ALMOST_CROSS.fullmatch(text) is not None


def with_labels(table: Table) -> Table:
    """The table whose crosses carry the label above them in their headings: ``Zielgruppen`` above ``Kinder`` and ``Senioren``.

    The row of labels goes; a table without one stays as it is.
    """
    candidates = list(table.possible_headings(LAST_HEADING_ROW))
    for (number, labels), (below, headings) in pairwise(candidates):
        rows = [row for row in table.rows[: _LOOKED_AT + LAST_HEADING_ROW] if row[0] > below]
        crossed = [at for at in sorted(crossed_columns(rows, len(headings))) if headings[at]]
        labelled = _labelled(labels, headings, crossed)
        if below == number + 1 and labelled:
            texts = tuple(labelled.get(at, text) for at, text in enumerate(headings))
            return replace(table.headed_by(below), headings=texts)
    return table


def _labelled(labels: Sequence[str], headings: Sequence[str], crossed: Sequence[int]) -> Mapping[int, str]:
    """New headings of columns of crosses; empty where the rows are no labels above headings.

    A label begins above crosses and holds until the next one. Headings are more in number than labels, all different, and none of them is a cross.
    """
    labels_above = [at for at in crossed if at < len(labels) and labels[at]]
    label_of = {at: max((above for above in labels_above if above <= at), default=None) for at in crossed}
    different = len({headings[at] for at in crossed}) == len(crossed)
    are_headings = different and all(headings[at].casefold() not in YES | NO for at in crossed)
    fewer = len(set(filter(None, labels))) < len(set(filter(None, headings)))
    if not crossed or not are_headings or not fewer or not any(len(group) > 1 for group in _groups(label_of, labels)):
        return {}
    return {at: f"{labels[above]}: {headings[at]}" for at, above in label_of.items() if above is not None}


def _groups(label_of: Mapping[int, int | None], labels: Sequence[str]) -> Iterator[list[int]]:
    """The columns below each label."""
    for label in {labels[above] for above in label_of.values() if above is not None}:
        yield [at for at, above in label_of.items() if above is not None and labels[above] == label]


@dataclass(frozen=True, slots=True)
class _Crossed:
    """A column of crosses: its index, the column of ours that it belongs to, and the value that a cross gives."""

    index: int
    column: Column
    value: str


KnownNames = Mapping[str, Collection[str]]
"""The names of records that are stored or listed, folded, by topic."""
_TAKING_PART = {"working_groups": "members", "projects": "partners"}
"""The list of organisations that a cross below the name of one means, by the topic of the sheet."""


def gathered_crosses(sheet: Sheet, table: Table, known_names: KnownNames, questions: Questions) -> Table:
    """The table with the values of its crosses in one column for each of ours; what they mean is told, or asked.

    Args:
        sheet: which of our sheets the table is.
        table: under its headings.
        known_names: of areas and organisations.
        questions: of the import.
    """
    lists = _lists(sheet)
    crossed = [at for at in sorted(value_columns(table.headings, table.rows)) if _is_foreign(sheet, table, at, lists)]
    if not lists or not crossed:
        return table
    crosses: list[_Crossed] = []
    unclear: list[int] = []
    for index in crossed:
        known = _known(sheet, table.headings[index], index, lists, known_names)
        if known is None and _holds_crosses(table, index) and len(unclear) < _MOST_QUESTIONS:
            unclear.append(index)
            known = _answered(sheet, table, index, lists, questions)
        crosses += [known] if known else []
    _tell(table, crosses, questions)
    return _gathered(sheet, table, crosses, {*unclear, *(entry.index for entry in crosses)}, questions)


def _is_foreign(sheet: Sheet, table: Table, index: int, lists: Sequence[Column]) -> bool:
    """Whether a column is none of ours as it stands: its heading means nothing, or a list with one of its values in brackets."""
    heading = table.headings[index]
    own_heading = meaning(sheet, heading)
    in_brackets = own_heading is not None and own_heading.columns[0] in lists and heading.rstrip().endswith(("]", ")"))
    return bool(heading) and (own_heading is None or in_brackets)


def _holds_crosses(table: Table, index: int) -> bool:
    """Whether real crosses stand there; a column of "ja" and "nein" may say something else about each entry."""
    return any(cell_text(cells, index) in _CROSSES for _, cells in table.rows)


def listed_by_crosses(sheet: Sheet, headings: Sequence[str]) -> frozenset[str]:
    """The fields of a sheet of whose values headings of crosses name some."""
    lists = _lists(sheet)
    known = (_known(sheet, heading, 0, lists, {}) for heading in headings if heading)
    return frozenset(entry.column.field for entry in known if entry is not None)


def _lists(sheet: Sheet) -> list[Column]:
    return [column for column in sheet.columns if column.is_list and column.kind in {Kind.CODE, Kind.REFERENCE}]


def _known(sheet: Sheet, heading: str, index: int, lists: Sequence[Column], known_names: KnownNames) -> _Crossed | None:
    """What crosses below a heading mean: its label says it, else the one list that has its word, else a record of its name."""
    labelled = _LABELLED.fullmatch(heading)
    first, _, last = heading.partition(" ")
    for label, value in ((labelled["label"], labelled["value"]) if labelled else ("", ""), (first, last)):
        own_heading = meaning(sheet, label) if value else None
        if own_heading is not None and len(own_heading.columns) == 1 and own_heading.columns[0] in lists:
            return _Crossed(index, own_heading.columns[0], value)
    value = labelled["value"] if labelled else heading
    fitting = [column for column in lists if column.of and column.kind is Kind.CODE and find_term(value, column.of)]
    fitting += [
        column
        for column in lists
        if (topic := column.refers_to) in {"areas", "actors"}
        and (topic == "areas" or column.field == _TAKING_PART.get(sheet.topic))
        and folded(value) in known_names.get(topic, ())
    ]
    return _Crossed(index, fitting[0], value) if len(fitting) == 1 else None


def _answered(sheet: Sheet, table: Table, index: int, lists: Sequence[Column], questions: Questions) -> _Crossed | None:
    """What somebody says crosses mean; None without an answer."""
    heading, lang = table.headings[index], questions.problems.lang
    choices = (questions.choice("ignore"), *(Choice(column.field, column.heading(lang)) for column in lists))
    place = place_of(table, index=index)
    subject = f"{sheet.topic}:{key_of(heading)}"
    field = questions.ask("crosses", subject, place, choices, default="ignore", value=heading)
    return next((_Crossed(index, column, heading) for column in lists if column.field == field), None)


def _tell(table: Table, crosses: Sequence[_Crossed], questions: Questions) -> None:
    problems = questions.problems
    place = place_of(table)
    for column in dict.fromkeys(entry.column for entry in crosses):
        names = ", ".join(table.headings[entry.index] for entry in crosses if entry.column is column)
        problems.notice("crosses_read", place, names=names, heading=column.heading(problems.lang))


def _gathered(
    sheet: Sheet, table: Table, crosses: Sequence[_Crossed], gone: Collection[int], questions: Questions
) -> Table:
    """The table with the first column of each of ours holding all its values, the other columns of crosses empty."""
    by_column: dict[Column, list[_Crossed]] = {}
    for entry in crosses:
        by_column.setdefault(entry.column, []).append(entry)
    firsts = {entries[0].index: entries for entries in by_column.values()}
    headings = ["" if at in gone else text for at, text in enumerate(table.headings)]
    for at, entries in firsts.items():
        headings[at] = _heading(sheet, table, entries[0].column)
    rows = []
    for number, cells in table.rows:
        filled = ["" if at in gone else cell for at, cell in enumerate(cells)]
        for at, entries in firsts.items():
            filled += [""] * (at + 1 - len(filled))
            filled[at] = _SEPARATOR.join(_values(table, number, cells, entries, questions))
        rows.append((number, tuple(filled)))
    return replace(table, headings=tuple(headings), rows=tuple(rows))


def _heading(sheet: Sheet, table: Table, column: Column) -> str:
    """The heading of a column of ours, as the table calls one that it has already."""
    own_texts = (
        text for text in table.headings if (own_heading := meaning(sheet, text)) and own_heading.columns == (column,)
    )
    return next(own_texts, column.de)


def _values(
    table: Table, number: int, cells: Sequence[Cell], entries: Sequence[_Crossed], questions: Questions
) -> Iterator[str]:
    """The values with a cross in a row; what is neither cross nor no is told."""
    for entry in entries:
        text = cell_text(cells, entry.index)
        if text in YES:
            yield entry.value
        elif text and text not in NO:
            place = place_of(table, number, entry.index)
            questions.problems.notice("crosses_unread", place, value=cells[entry.index])


def cell_text(cells: Sequence[Cell], index: int) -> str:
    """A cell in small letters; a whole number without its point."""
    if index >= len(cells):
        return ""
    cell = cells[index]
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    return f"{cell:g}" if isinstance(cell, float) else " ".join(str(cell).casefold().split())
