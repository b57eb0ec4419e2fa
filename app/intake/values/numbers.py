"""Which number does a cell mean? German spelling: ``12.000`` is twelve thousand, ``12,5`` twelve and a half."""

import math
import re

from app.formats.tables import Cell
from app.intake.values.texts import BadValueError, single, text_of

SUPPRESSED = frozenset({"*", ".", "x", "X", "•", "/"})
_BELOW = re.compile(r"<\s*\d+")
_UNIT = re.compile(r"\s*(?:%|€|EUR|Euro|Prozent|percent)\s*", re.IGNORECASE)
_GROUP_SPACE = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?")
LARGEST = 1e15


def read_number(cell: Cell) -> float:
    """The finite number of a cell; text is read the German way, unit signs are ignored.

    Raises:
        BadValueError: it is no number, infinite or beyond 10^15.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        value = float(cell)
    else:
        text = single(text_of(cell))
        value = _parse(_UNIT.sub("", text), text)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise BadValueError("number", value=value)
    return value


def read_amount(cell: Cell) -> float:
    """A number that cannot be negative: money, people.

    Raises:
        BadValueError: it is no number, or below 0.
    """
    value = read_number(cell)
    if value < 0:
        raise BadValueError("negative", value=text_of(cell))
    return value


def read_statistic(cell: Cell) -> float | str | None:
    """The number of a typed cell, else its text, which may say that the value is hidden or unknown."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return read_number(cell)
    return single(text_of(cell)) or None


def is_suppressed(text: str) -> bool:
    """Whether a statistics office hides a small count behind this text; such a value is not 0."""
    return text in SUPPRESSED or _BELOW.fullmatch(text) is not None


def _parse(text: str, shown: str) -> float:
    digits = _GROUP_SPACE.sub("", text)
    if _THOUSANDS.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _DECIMAL.fullmatch(digits):
        return float(digits.replace(",", "."))
    raise BadValueError("number", value=shown)
