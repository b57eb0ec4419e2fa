"""Text of a cell in one spelling: hidden signs taken out, split into its values, refused where signs disguise it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.formats.tables import Cell, Unreadable, whole_words
from app.records.fields import LONGEST_TEXT
from app.records.ids import is_identifier
from app.records.schema import LONGEST_NAME

_SPLIT = re.compile(r"[;\r\n]+")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_SPACES = re.compile(r"[^\S\n]+")
_NEUTRALISED = re.compile(r"'(?=[=+\-@\t\r])")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_FORMULA_ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!"}
)
_PLAIN = re.compile(r"[ !-&(-~äöüÄÖÜß]*")
"""Printable, already in its one spelling, and without a leading apostrophe: most cells, so it is asked first."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be said about a value: the ``key`` of the message, what it quotes, and what could be meant.

    ``left_out``: nothing of it went into the record. ``further`` is the key of a sentence that is said as well.
    """

    key: str
    arguments: Mapping[str, object] = field(default_factory=dict, hash=False)
    suggestions: tuple[str, ...] = ()
    left_out: bool = False
    further: str | None = None


class BadValueError(ValueError):
    """A value that cannot be read: the ``key`` of its message and what the message quotes."""

    def __init__(self, key: str, *, suggestion: str | None = None, **arguments: object) -> None:
        super().__init__(key)
        self.key = key
        self.suggestion = suggestion
        self.arguments = arguments

    def as_notice(self) -> Notice:
        """Notice where the value may be left out."""
        return Notice(self.key, self.arguments, (self.suggestion,) if self.suggestion else (), left_out=True)


def text_of(cell: Cell) -> str:
    """The cell as text: NFC, trimmed, whole numbers without ``.0``, dates in ISO form, restored from neutralisation.

    Signs that nobody sees (soft hyphens, zero-width signs) are taken out; ``holds_hidden_signs`` tells whether some are.

    Raises:
        BadValueError: it holds control or direction characters, or the error of a formula.
    """
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, Unreadable):
        raise BadValueError("formula_error" if cell.error else "formula_without_value", value=cell)
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


@lru_cache(maxsize=50_000)
def _clean(raw: str) -> str:
    text = _NEUTRALISED.sub("", raw, count=1) if raw.startswith("'") else raw
    text = _HIDDEN.sub("", text).strip()
    if _PLAIN.fullmatch(text):
        text = _SPACES.sub(" ", text)
    else:
        text = _SPACES.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
        _refuse_hidden_characters(text)
    if text in _FORMULA_ERRORS:
        raise BadValueError("formula_error", value=text)
    return text


def holds_hidden_signs(text: str) -> bool:
    """Whether a text holds signs that nobody sees, from web pages and text programs."""
    return _HIDDEN.search(text) is not None


def _refuse_hidden_characters(text: str) -> None:
    for char in text:
        if char not in "\n\r" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
            raise BadValueError("hidden_character", character=f"U+{ord(char):04X}")


def split(text: str) -> tuple[str, ...]:
    """The values of a cell, separated by semicolon or line break, never by a comma; each once, in their order."""
    if ";" not in text and "\n" not in text and "\r" not in text:
        return (text,)
    return tuple(dict.fromkeys(part for part in map(str.strip, _SPLIT.split(text)) if part))


def single(text: str) -> str:
    """The one value of a cell.

    Raises:
        BadValueError: there are several.
    """
    values = split(text)
    if len(values) > 1:
        raise BadValueError("several_values", value="; ".join(values))
    return values[0] if values else ""


def name(text: str) -> str:
    """The name in a cell: a semicolon is part of it, a line break is a blank.

    Raises:
        BadValueError: it is longer than 300 characters.
    """
    value = _BREAKS.sub(" ", whole_words(text)).strip()
    if len(value) > LONGEST_NAME:
        raise BadValueError("too_long", length=len(value), limit=LONGEST_NAME)
    return value


def prose(text: str) -> str:
    """Free text.

    Raises:
        BadValueError: it is longer than 2,000 characters.
    """
    if len(text) > LONGEST_TEXT:
        raise BadValueError("too_long", length=len(text), limit=LONGEST_TEXT)
    return text


_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_MOST_EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number."""


def is_rounded(cell: Cell) -> bool:
    """Whether a spreadsheet made a rounded number of a long key: ``1,23457E+12``, or more than fifteen digits."""
    if isinstance(cell, float):
        return abs(cell) >= _MOST_EXACT
    return isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip()) is not None


def read_id(cell: Cell) -> str | None:
    """The id in a cell; None where it is blank.

    Raises:
        BadValueError: it holds characters that do not travel in addresses, or is too long.
    """
    value = single(text_of(cell))
    if not value:
        return None
    if is_rounded(cell):
        raise BadValueError("rounded_key", value=value)
    if not is_identifier(value):
        raise BadValueError("bad_id", value=value)
    return value
