"""Numbers of graph files: typed ones, and texts with a decimal point or a decimal comma."""

import math
import re

_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)[.,]\d+")


def read_decimal(value: str | float) -> float:
    """The number of a value; a comma is a decimal comma, ``1.234,5`` is German and ``1,234.5`` English.

    Raises:
        ValueError: it is no finite number.
    """
    number = _parsed(value.strip()) if isinstance(value, str) else float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def is_decimal(value: str) -> bool:
    """Whether a text is such a number."""
    try:
        read_decimal(value)
    except ValueError:
        return False
    return True


def _parsed(text: str) -> float:
    if _GROUPED.fullmatch(text):
        sign = max(text.rfind(","), text.rfind("."))
        return float(re.sub(r"[.,]", "", text[:sign]) + "." + text[sign + 1 :])
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text.replace(",", "."))
