"""Fields of records: meaning, example, vocabulary, bounds and references of each, as ``schema.toml`` has them."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from app.records.records import TOPICS
from app.records.schema import LONGEST_NAME, Property, Reference, Topic, schema

LONGEST_TEXT = 2_000
"""Longest text of a remark, in characters."""

MOST_LISTED = 5_000
"""Most values of one list: a survey may ask every organisation of a large city."""

LARGEST_NUMBER = 1e15
"""Largest amount, value or number of people, and with a minus the smallest."""

KEPT_BY_SERVICE = ("id", "source", "version")
"""Fields nobody sets in a body; an id is given once, when a record is made."""

SUBJECT_TOPICS = {topic.removesuffix("s"): topic for topic in schema().references["inventory_checks"]["subject"]}
"""Topics that the subject of an inventory check may be of, by its ``subject_kind``."""

NAMED_BY = {
    "cooperations": ("actor_a", "actor_b"),
    "observations": ("indicator", "area"),
    "grants": ("programme", "recipients"),
    "inventory_checks": ("subject", "record_kind"),
    "tie_reports": ("by", "about"),
}
"""Fields that stand for the name of records that have none, by topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What a field holds: ``doc`` is its meaning in one line, ``vocabulary`` or the topic ``refers_to`` its values.

    ``longest`` is the number of characters of a text; one of more than a name may have several lines.
    """

    doc: str
    example: Any
    vocabulary: str | None = None
    refers_to: Topic | None = None
    longest: int = LONGEST_NAME
    low: float | None = None
    high: float | None = None


@cache
def holds(topic: Topic, field_name: str) -> Holds:
    """What a field of a topic holds."""
    owner = schema().owners[topic]
    reference = owner.references.get(field_name)
    return _of_property(owner.properties[field_name]) if reference is None else _of_reference(reference)


def _of_property(definition: Property) -> Holds:
    """Grades are numbers, though a vocabulary names them."""
    vocabulary = None if definition.type == "INTEGER" else definition.vocabulary
    return Holds(
        doc=definition.en,
        example=definition.example,
        vocabulary=vocabulary,
        longest=definition.longest,
        low=definition.low,
        high=definition.high,
    )


def _of_reference(reference: Reference) -> Holds:
    """The topic or the vocabulary of what it names; neither where it may be of several topics."""
    first = schema().labels[reference.labels[0]]
    single = len(reference.labels) == 1
    return Holds(
        doc=reference.en,
        example=reference.example,
        refers_to=first.topic if single else None,
        vocabulary=first.properties["id"].vocabulary if single else None,
    )


@cache
def types_of(topic: Topic) -> dict[str, Any]:
    """The type of every field in the order of the dataclass; a choice of codes is a text."""
    hints = get_type_hints(TOPICS[topic])
    return {name: str if get_origin(hint) is Literal else hint for name, hint in hints.items()}


def writable(topic: Topic) -> dict[str, Any]:
    """The type of every field that can be set, in the order of the dataclass."""
    return {name: kind for name, kind in types_of(topic).items() if name not in KEPT_BY_SERVICE}


@cache
def required_fields(topic: Topic) -> frozenset[str]:
    """Fields without which a record of the topic says nothing: those whose type does not allow None."""
    return frozenset(name for name, kind in types_of(topic).items() if type(None) not in get_args(kind))
