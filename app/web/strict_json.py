"""JSON bodies as every program reads them alike (I-JSON, RFC 7493), with bounds for depth and number of members.

Python's own reader takes NaN, lone surrogates and repeated names, and turns 1e999 into infinity.
"""

import json
import re
from typing import Any

from app.errors import TooLarge
from app.web.refusals import MalformedBody

DEEPEST = 32
"""Levels of nesting; our deepest body has three."""

MOST_MEMBERS = 10_000
"""Members of all arrays and objects of a body together; our largest record has fewer than 3,000."""

_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


def strict_json(body: bytes) -> Any:
    """The value of a body.

    Raises:
        MalformedBody: empty, cut off, not UTF-8, nested too deeply, a name twice, a number or text that others cannot
            represent.
        TooLarge: it has more members than any request needs; they are counted before they are read.
    """
    if _TEXT.sub(b"", body).count(b",") >= MOST_MEMBERS:
        raise TooLarge(f"the body has more than {MOST_MEMBERS:,} members", hint="send less at once")
    text = _decoded(body)
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise MalformedBody(f"the body is no JSON: line {error.lineno}, column {error.colno}") from error
    except ValueError as error:
        raise MalformedBody("the body holds an integer with too many digits") from error
    except RecursionError as error:
        raise _too_deep() from error
    _check(value, DEEPEST)
    return value


def _decoded(body: bytes) -> str:
    if not body.strip():
        raise MalformedBody("the body is empty", hint="send one JSON object")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedBody("the body is not UTF-8", hint="encode it as UTF-8 without a byte order mark") from error


def _refuse_constant(name: str) -> Any:
    raise MalformedBody(f"{name} is no JSON number", hint="leave out or set to null what is not known")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise MalformedBody("the body holds a number that is too large")
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedBody("the body names a property twice")
    return members


def _check(value: Any, levels: int) -> None:
    """Whole texts, and no more levels below than ``levels``."""
    if isinstance(value, str):
        _refuse_surrogates(value)
    elif isinstance(value, dict | list):
        if not levels:
            raise _too_deep()
        for member in value if isinstance(value, list) else (*value.keys(), *value.values()):
            _check(member, levels - 1)


def _too_deep() -> MalformedBody:
    return MalformedBody(f"the body is nested more than {DEEPEST} levels deep")


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedBody("the body holds half of a surrogate pair") from error
