"""What may be stored: ``graph_schema/schema.toml`` as frozen values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

Topic = Literal[
    "areas",
    "actors",
    "places",
    "funding_areas",
    "programmes",
    "indicators",
    "offers",
    "projects",
    "working_groups",
    "grants",
    "observations",
    "occasions",
    "inventory_checks",
    "cooperations",
    "waves",
    "tie_reports",
]
"""Records of a kind: a field of :class:`app.records.records.Records`, a folder of queries, a route."""

LONGEST_NAME = 300
"""Longest text of a field that holds one line, in characters."""

PROVENANCE = "FROM_SOURCE"
"""The relationship from any record to the file it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property: ``type`` as explained in the file, meaning in German and English, and an ``example``.

    ``default`` is its value on nodes of an older version, which lack it. Numbers go from ``low`` to ``high``; a text is
    one line of at most ``longest`` characters; a longer one may have several lines.
    """

    type: str
    de: str
    en: str
    required: bool = False
    vocabulary: str | None = None
    personal: bool = False
    default: int | str | list[str] | None = None
    low: float | None = None
    high: float | None = None
    longest: int = LONGEST_NAME
    example: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A field that names other nodes: by which relationship, to nodes of which labels.

    ``outgoing``: the relationship leads from the record to them. ``marks`` are properties that tell it from others of
    its type, for example ``{"role": "lead"}``. ``variable`` is what a query calls such a node.
    """

    by: str
    labels: tuple[str, ...]
    outgoing: bool
    marks: Mapping[str, str]
    variable: str
    de: str
    en: str
    example: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A kind of node. ``topic`` names the records it keeps, ``unique`` lists keys beside ``key``."""

    name: str
    key: tuple[str, ...]
    de: str
    en: str
    properties: Mapping[str, Property]
    references: Mapping[str, Reference]
    variable: str
    topic: Topic | None = None
    unique: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A type of relationship between ``ends``; with a ``topic`` it keeps records, whose ends are ``references``."""

    name: str
    ends: tuple[tuple[str, str], ...]
    de: str
    en: str
    properties: Mapping[str, Property]
    references: Mapping[str, Reference]
    topic: Topic | None = None
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Properties that are unique together on a label or relationship type."""

    owner: str
    properties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Schema:
    """Labels and relationship types by name."""

    labels: Mapping[str, Label]
    relationships: Mapping[str, Relationship]

    @property
    def keys(self) -> frozenset[Key]:
        """Keys that must be unique."""
        of_nodes = {
            Key(owner=label.name, properties=key)
            for label in self.labels.values()
            for key in (label.key, *label.unique)
        }
        of_ties = {Key(owner=kind.name, properties=kind.key) for kind in self.relationships.values() if kind.key}
        return frozenset(of_nodes | of_ties)

    @cached_property
    def owners(self) -> dict[Topic, Label | Relationship]:
        """By topic the label or relationship type that keeps its records."""
        every: tuple[Label | Relationship, ...] = (*self.labels.values(), *self.relationships.values())
        return {owner.topic: owner for owner in every if owner.topic is not None}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """The topic of each label or relationship type that keeps records."""
        return {owner.name: topic for topic, owner in self.owners.items()}

    @cached_property
    def references(self) -> dict[Topic, dict[str, tuple[Topic, ...]]]:
        """By topic and field: the topics of the records that the field may refer to."""
        return {
            topic: {
                name: tuple(self.topics[label] for label in reference.labels)
                for name, reference in owner.references.items()
                if self.topics.keys() >= set(reference.labels)
            }
            for topic, owner in self.owners.items()
        }

    @cached_property
    def linked_fields(self) -> dict[Topic, frozenset[str]]:
        """By topic: the fields that relationships of its nodes keep, the source included."""
        return {
            topic: frozenset({"source", *(owner.references if isinstance(owner, Label) else ())})
            for topic, owner in self.owners.items()
        }


@cache
def schema() -> Schema:
    """The schema, read once."""
    content = tomllib.loads((files("graph_schema") / "schema.toml").read_text("utf-8"))
    common = content["record_properties"]
    labels = {name: _label(name, entry, common) for name, entry in content["labels"].items()}
    ends = _ends(labels)
    return Schema(
        labels=labels,
        relationships={
            name: _relationship(name, entry, ends.get(name, [])) for name, entry in content["relationships"].items()
        },
    )


def _ends(labels: Mapping[str, Label]) -> dict[str, list[tuple[str, str]]]:
    """The pairs of labels that each type of relationship joins, as references and sources say."""
    joined: dict[str, dict[tuple[str, str], None]] = {}
    for label in labels.values():
        for reference in label.references.values():
            for label_name in reference.labels:
                pair = (label.name, label_name) if reference.outgoing else (label_name, label.name)
                joined.setdefault(reference.by, {})[pair] = None
        if label.topic:
            joined.setdefault(PROVENANCE, {})[label.name, "Source"] = None
    return {name: list(pairs) for name, pairs in joined.items()}


def _label(name: str, entry: Mapping[str, Any], common: Mapping[str, Any]) -> Label:
    topic = entry.get("topic")
    properties = entry.get("properties", {})
    return Label(
        name=name,
        key=tuple(entry["key"]),
        de=entry["de"],
        en=entry["en"],
        properties=_properties({**common, **properties} if topic else properties),
        references=_references(entry),
        variable=entry.get("as", (topic or name).removesuffix("s")),
        topic=topic,
        unique=tuple(tuple(key) for key in entry.get("unique", ())),
    )


def _relationship(name: str, entry: Mapping[str, Any], ends: list[tuple[str, str]]) -> Relationship:
    return Relationship(
        name=name,
        ends=(*ends, *((first, second) for first, second in entry.get("ends", ()))),
        de=entry["de"],
        en=entry["en"],
        properties=_properties(entry.get("properties", {})),
        references=_references(entry),
        topic=entry.get("topic"),
        key=tuple(entry.get("key", ())),
    )


def _properties(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Property]:
    return {name: Property(**entry) for name, entry in entries.items()}


def _references(owner: Mapping[str, Any]) -> dict[str, Reference]:
    return {name: _reference(name, entry) for name, entry in owner.get("references", {}).items()}


def _reference(name: str, entry: Mapping[str, Any]) -> Reference:
    return Reference(
        by=entry.get("by", ""),
        labels=tuple(entry.get("to") or entry["from"]),
        outgoing="to" in entry,
        marks=entry.get("with", {}),
        variable=entry.get("as", name.removesuffix("s")),
        de=entry["de"],
        en=entry["en"],
        example=entry["example"],
    )
