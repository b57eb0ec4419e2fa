"""Ids: what can be one, and the one that is made for a record that brings none."""

import hashlib
import re
from typing import Any

from app.errors import InvalidInput, Problem
from app.records.spelling import slug

LONGEST_ID = 200
PATTERN = r"\w[\w.:@+-]*"

_IDENTIFIER = re.compile(PATTERN)
_FIRST_ACTOR = {"offers": "leads", "projects": "leads"}
_DIGITS = 32


def is_identifier(text: str) -> bool:
    """Whether a text is 1 to 200 letters, digits and . : @ + - _, begins with a letter or digit, and climbs nowhere."""
    return len(text) <= LONGEST_ID and _IDENTIFIER.fullmatch(text) is not None and ".." not in text


def tie_report_id(wave: str, by: str, about: str, kind: str) -> str:
    """The id of what one actor said about another in a wave: there is one report of each kind.

    It is made of the four; of their SHA-256 where they would be too long.
    """
    readable = f"{wave}--{by}--{about}--{kind}"
    return readable if len(readable) <= LONGEST_ID else hashlib.sha256(readable.encode()).hexdigest()[:_DIGITS]


def made_id(topic: str, values: dict[str, Any]) -> str:
    """An id made of what tells a record apart.

    Raises:
        InvalidInput: its name holds neither letter nor digit.
    """
    parts = _PARTS[topic](values) if topic in _PARTS else _named(topic, values)
    made = "--".join(str(part) for part in parts if part)
    if not made or len(made) > LONGEST_ID:
        problem = Problem(code="no_id", message="gives no id; send an id", pointer="/name")
        raise InvalidInput("the record has no id", problems=(problem,))
    return made


def _named(topic: str, values: dict[str, Any]) -> tuple[str, ...]:
    """Many organisations run a "Sprachcafé", so the first actor belongs to the id of an offer."""
    actors = values.get(_FIRST_ACTOR.get(topic, ""), ())
    return (slug(values["name"]), *(slug(actor) for actor in actors[:1]))


def _cooperation(values: dict[str, Any]) -> tuple[str, ...]:
    return (values["actor_a"], values["actor_b"], values.get("kind", "other"))


def _tie_report(values: dict[str, Any]) -> tuple[str, ...]:
    return (tie_report_id(values["wave"], values["by"], values["about"], values.get("kind", "other")),)


def _grant(values: dict[str, Any]) -> tuple[str, ...]:
    return (values["programme"], *values.get("recipients", ())[:1])


def _observation(values: dict[str, Any]) -> tuple[Any, ...]:
    return (values["indicator"], values["area"], values["ref_date"])


def _dated(values: dict[str, Any]) -> tuple[Any, ...]:
    return (slug(values["name"]), values["date"]) if slug(values["name"]) else ()


def _inventory_check(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values.get(name) for name in ("subject", "record_kind", "theme", "checked_on"))


_PARTS = {
    "cooperations": _cooperation,
    "tie_reports": _tie_report,
    "grants": _grant,
    "observations": _observation,
    "occasions": _dated,
    "waves": _dated,
    "inventory_checks": _inventory_check,
}
