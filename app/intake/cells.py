"""What value does a cell give? Its text read as its column asks, without anything about persons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.formats.tables import Cell
from app.intake.sheets.sheet import Column, Kind
from app.intake.values import answers, dates, numbers, texts
from app.intake.values.privacy import without_contact_data, without_persons
from app.intake.values.texts import BadValueError
from app.records.dates import PartialDate
from app.records.vocabulary import vocabulary

Value = str | float | bool | PartialDate | tuple[str, ...] | None
"""A value as given; None: cleared with ``-``, or open (``laufend``)."""

CLEAR = frozenset({"-", "–"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell gives. ``given`` is False where it says nothing; ``notices`` name what was left out of it."""

    value: Value
    given: bool = True
    notices: tuple[str, ...] = ()


def read_cell(column: Column, cell: Cell, lang: str) -> Reading:
    """Read a filled cell as its column asks; near misses are suggested in ``lang``.

    Raises:
        BadValueError: it cannot be read so.
    """
    if column.kind is not Kind.STATISTIC and isinstance(cell, str) and cell.strip() in CLEAR:
        return Reading(() if column.many else None)
    if column.kind in _TYPED:
        value = _TYPED[column.kind](cell)
        return Reading(value, given=value is not None or (column.kind in _BOUNDS and not _is_blank(cell)))
    text = texts.text_of(cell)
    if column.kind is Kind.CODE:
        value = _codes(column, text, lang)
        return Reading(value, given=value not in {None, ()})
    kept, notices = _without_private_data(column.kind, text)
    value = _words(column, kept)
    return Reading(value, given=value not in {None, ()}, notices=notices)


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _words(column: Column, text: str) -> Value:
    if column.kind is Kind.TEXT:
        return texts.prose(text) or None
    if column.many:
        return tuple(map(texts.name, texts.split(text))) if text else ()
    return texts.name(text) or None


def _without_private_data(kind: Kind, text: str) -> tuple[str, tuple[str, ...]]:
    kept = without_contact_data(text)
    notices = () if kept == text else ("contact_dropped",)
    if kind is Kind.TEXT and (named := without_persons(kept)) != kept:
        return named.strip(" …"), (*notices, "person_dropped")
    return kept, notices


def _codes(column: Column, text: str, lang: str) -> Value:
    """The codes of a cell; a label that holds a semicolon itself is taken whole."""
    assert column.of is not None
    whole = vocabulary(column.of).find(text) if ";" in text else None
    if column.many:
        parts = [text] if whole else texts.split(text) if text else []
        return tuple(dict.fromkeys(_code(column.of, part, lang) for part in parts))
    one = text if whole else texts.single(text)
    return _code(column.of, one, lang) if one else None


@lru_cache(maxsize=10_000)
def _code(name: str, text: str, lang: str) -> str:
    if name == "tie_status" and (answer := answers.read_answer(text)) is not None:
        return answer
    term = vocabulary(name).find(text)
    if term is None:
        near = [term.de if lang == "de" else term.en for term in vocabulary(name).suggest(text)]
        raise BadValueError("unknown_value", value=text, suggestion=near[0] if near else None)
    return term.code


_BOUNDS = frozenset({Kind.START, Kind.END})
_TYPED: Mapping[Kind, Callable[[Cell], Value]] = {
    Kind.DATE: dates.read_date,
    Kind.START: dates.read_start,
    Kind.END: dates.read_end,
    Kind.YES_NO: answers.read_yes_no,
    Kind.NUMBER: numbers.read_amount,
    Kind.STATISTIC: numbers.read_statistic,
    Kind.ID: texts.read_id,
}
