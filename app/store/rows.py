"""Rows of plain values: how a record becomes one, and a row a record."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from app.records.dates import PartialDate
from app.records.fields import types_of
from app.records.records import TOPICS, Record, topic_of
from app.records.schema import Topic, schema
from app.records.sources import SourceRef
from app.store.bolt import Row

T = TypeVar("T")

_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """A field and how its values are written and read; None is None either way."""

    name: str
    encode: _Convert
    decode: _Convert


def row_of(record: Record) -> Row:
    """The record as JSON and Bolt know it: dates are text, lists are lists, texts are trimmed and in NFC."""
    return {column.name: _convert(column.encode, getattr(record, column.name)) for column in _columns(topic_of(record))}


def record_of(topic: Topic, row: Row) -> Record:
    """The record of a topic in a row with the names of its fields."""
    kind = TOPICS[topic]
    return kind(**{column.name: _convert(column.decode, row[column.name]) for column in _columns(topic)})


def complete(topic: Topic, row: Row) -> Row:
    """A row that an older version wrote, with what it lacks by its default."""
    known = schema().owners[topic].properties
    return {**{name: definition.default for name, definition in known.items() if name not in row}, **row}


def normalised(text: str) -> str:
    """``text`` as it is stored: composed (two spellings of "ü" are one key) and without space around it."""
    return unicodedata.normalize("NFC", text).strip()


def sliced(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """``values`` in parts of at most ``size``, so that one query stays small."""
    return (values[start : start + size] for start in range(0, len(values), size))


@cache
def _columns(topic: Topic) -> tuple[_Column, ...]:
    return tuple(_column(name, kind) for name, kind in types_of(topic).items())


def _column(name: str, hint: Any) -> _Column:
    for kind, (encode, decode) in _CONVERSIONS.items():
        if kind in (hint, get_origin(hint), *get_args(hint)):
            return _Column(name, encode, decode)
    raise TypeError(f"no way to store {name}: {hint}")


def _convert(convert: _Convert, value: Any) -> Any:
    return None if value is None else convert(value)


def _source_row(source: SourceRef) -> Row:
    return {"file": normalised(source.file), "sheet": normalised(source.sheet), "row": source.row}


_CONVERSIONS: dict[type, tuple[_Convert, _Convert]] = {
    PartialDate: (str, PartialDate.parse),
    SourceRef: (_source_row, lambda row: SourceRef(**row)),
    tuple: (lambda texts: [normalised(text) for text in texts], tuple),
    bool: (bool, bool),
    float: (float, float),
    int: (int, int),
    str: (normalised, str),
}
"""By the type of a field, the first that fits; every list is one of texts."""
