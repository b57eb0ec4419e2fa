"""Is this body the JSON that every program reads alike (I-JSON, RFC 7493)?

Python's own reader takes NaN, lone surrogates and repeated names, and turns 1e999 into infinity.
"""

import json
from typing import Any

from app.web.refusals import MalformedBody

DEEPEST = 32
"""Levels of nesting; our deepest body has three."""


def strict_json(body: bytes) -> Any:
    """The value of a body.

    Raises:
        MalformedBody: empty, cut off, not UTF-8, nested too deeply, a name twice, a number or text that others cannot
            represent.
    """
    text = _decoded(body)
    _check_depth(text)
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise MalformedBody(f"the body is no JSON: line {error.lineno}, column {error.colno}") from error
    except ValueError as error:
        raise MalformedBody("the body holds an integer with too many digits") from error
    _check_texts(value)
    return value


def _decoded(body: bytes) -> str:
    if not body.strip():
        raise MalformedBody("the body is empty", hint="send one JSON object")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedBody("the body is not UTF-8", hint="encode it as UTF-8 without a byte order mark") from error


def _check_depth(text: str) -> None:
    """Counted before parsing, outside of texts: the parser itself would recurse."""
    depth, quoted, escaped = 0, False, False
    for char in text:
        if quoted:
            quoted = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            quoted = True
        elif char in "[{":
            depth += 1
            if depth > DEEPEST:
                raise MalformedBody(f"the body is nested more than {DEEPEST} levels deep")
        elif char in "]}":
            depth -= 1


def _refuse_constant(name: str) -> Any:
    raise MalformedBody(f"{name} is no JSON number", hint="leave out or set to null what is not known")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise MalformedBody("the body holds a number that is too large")
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedBody("the body names a property twice")
    return found


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        _refuse_surrogates(value)
    elif isinstance(value, dict):
        for name, one in value.items():
            _refuse_surrogates(name)
            _check_texts(one)
    elif isinstance(value, list):
        for one in value:
            _check_texts(one)


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedBody("the body holds half of a surrogate pair") from error
