"""Ids: what can be one, and the one that is made for a record that brings none."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from app.records.records import TOPICS
from app.records.schema import Topic
from app.records.spelling import slug
from app.records.vocabulary import vocabulary

LONGEST_ID = 200
_PATTERN = r"[\w](\.?[\w:@+-])*\.?"

DESCRIBED = f"^{_PATTERN}$".replace(r"\w", r"\p{L}\p{N}_")
"""What an id looks like for readers of a JSON Schema, to whom ``\\w`` means letters of English alone (ECMA-262)."""

IDENTITY = {"cooperations": ("actor_a", "actor_b", "kind"), "tie_reports": ("wave", "by", "about", "kind")}
"""Fields that make a record what it is, by topic: its id is made of them, and none of them changes."""

_IDENTIFIER = re.compile(_PATTERN)
_DIGITS = 32

_NAME_ONLY = ("name",)
_MADE_OF: Mapping[str, tuple[str, ...]] = {
    **IDENTITY,
    "offers": ("name", "actors"),
    "projects": ("name", "actors"),
    "grants": ("programme", "recipients"),
    "observations": ("indicator", "area", "ref_date"),
    "occasions": ("name", "date"),
    "waves": ("name", "date"),
    "inventory_checks": ("subject", "record_kind", "theme", "checked_on"),
}
"""By topic the fields that tell a record apart; the name alone where a topic is not listed.

Many organisations run a "Sprachcafé", so the first actor belongs to the id of an offer. Of a list the first counts.
"""

_START_LISTS = {"programmes": "programme", "indicators": "indicator"}
"""Vocabularies whose codes are ids, by topic."""


def is_identifier(text: str) -> bool:
    """Whether a text is 1 to 200 letters, digits and . : @ + - _, begins with none of . : @ + -, and has no two dots together."""
    return len(text) <= LONGEST_ID and _IDENTIFIER.fullmatch(text) is not None


def made_id(topic: Topic, values: Mapping[str, Any]) -> str | None:
    """The id made of what tells a record apart, whichever way it comes in; None where its name gives none.

    It reads ``sprachcafe--awo``; where that would be longer than an id may be, it is made of the SHA-256 of it.

    Args:
        topic: a key of ``TOPICS``.
        values: fields by name; references are ids.
    """
    fixed = _START_LISTS.get(topic)
    term = vocabulary(fixed).find(values["name"]) if fixed else None
    if term is not None:
        return term.code
    if "name" in values and not slug(values["name"]):
        return None
    parts = (_part(topic, name, values) for name in _MADE_OF.get(topic, _NAME_ONLY))
    return fitted("--".join(part for part in parts if part))


def fitted(readable: str) -> str:
    """The id itself, or one made of its SHA-256 where it is longer than an id may be."""
    return readable if len(readable) <= LONGEST_ID else hashlib.sha256(readable.encode()).hexdigest()[:_DIGITS]


def with_area(record_id: str, area_id: str) -> str:
    """The id of a record whose name another has too, with the id of what tells it apart: ``nordstadt--bergstadt``."""
    return fitted(f"{record_id}--{slug(area_id)}")


def first_actor(values: Mapping[str, Any]) -> str | None:
    """The actor that belongs to the id of an offer or project: its first lead, else its first partner."""
    return next(iter((*values.get("leads", ()), *values.get("partners", ()))), None)


def _part(topic: Topic, name: str, values: Mapping[str, Any]) -> str:
    if name == "actors":
        return slug(first_actor(values) or "")
    value = values[name] if name in values else _default(topic, name)
    if isinstance(value, tuple):
        value = next(iter(value), None)
    if value is None:
        return ""
    return slug(value) if name == "name" else str(value)


@cache
def _default(topic: Topic, name: str) -> Any:
    return next(field.default for field in fields(TOPICS[topic]) if field.name == name)
