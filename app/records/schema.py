"""What may be stored? ``graph_schema/schema.toml`` as frozen values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from app.records.records import TOPICS


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property: ``type`` as explained in the file, meaning in German and English.

    ``default`` is its value on nodes of an older version, which lack it.
    """

    type: str
    de: str
    en: str
    required: bool = False
    vocabulary: str | None = None
    personal: bool = False
    default: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A kind of node. ``topic`` names the records it keeps, ``unique`` lists keys beside ``key``."""

    name: str
    key: tuple[str, ...]
    de: str
    en: str
    properties: Mapping[str, Property]
    topic: str | None = None
    unique: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A type of relationship between ``ends``. ``fields`` leads from ``Offer.leads`` to the labels it refers to."""

    name: str
    ends: tuple[tuple[str, str], ...]
    de: str
    en: str
    properties: Mapping[str, Property]
    fields: Mapping[str, tuple[str, ...]]
    topic: str | None = None
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Properties that are unique together on a label or relationship type."""

    owner: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Labels and relationship types by name."""

    labels: Mapping[str, Label]
    relationships: Mapping[str, Relationship]

    @property
    def keys(self) -> frozenset[Key]:
        """Everything that must be unique."""
        of_nodes = {
            Key(owner=one.name, properties=key) for one in self.labels.values() for key in (one.key, *one.unique)
        }
        of_ties = {Key(owner=one.name, properties=one.key) for one in self.relationships.values() if one.key}
        return frozenset(of_nodes | of_ties)

    @property
    def topics(self) -> dict[str, str]:
        """The topic of each label or relationship type that keeps records."""
        owners: tuple[Label | Relationship, ...] = (*self.labels.values(), *self.relationships.values())
        return {one.name: one.topic for one in owners if one.topic is not None}

    @property
    def references(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By topic and field: the topics of the records that the field may refer to."""
        topic_of_record = {record.__name__: topic for topic, record in TOPICS.items()}
        found: dict[str, dict[str, tuple[str, ...]]] = {topic: {} for topic in TOPICS}
        for one in self.relationships.values():
            for path, labels in one.fields.items():
                record, field = path.split(".")
                targets = tuple(self.topics[label] for label in labels if label in self.topics)
                if targets:
                    found[topic_of_record[record]][field] = targets
        return found

    @property
    def linked_fields(self) -> dict[str, frozenset[str]]:
        """By topic: the fields that relationships of its nodes keep, the source included."""
        paths = [path.split(".") for one in self.relationships.values() if not one.topic for path in one.fields]
        return {
            topic: frozenset({"source"} | {field for name, field in paths if name == record.__name__})
            for topic, record in TOPICS.items()
        }


@cache
def schema() -> Schema:
    """The schema, read once."""
    content = tomllib.loads((files("graph_schema") / "schema.toml").read_text("utf-8"))
    common = content["record_properties"]
    return Schema(
        labels={name: _label(name, entry, common) for name, entry in content["labels"].items()},
        relationships={name: _relationship(name, entry) for name, entry in content["relationships"].items()},
    )


def _label(name: str, entry: Mapping[str, Any], common: Mapping[str, Any]) -> Label:
    topic = entry.get("topic")
    own = entry.get("properties", {})
    return Label(
        name=name,
        key=tuple(entry["key"]),
        de=entry["de"],
        en=entry["en"],
        properties=_properties({**common, **own} if topic else own),
        topic=topic,
        unique=tuple(tuple(key) for key in entry.get("unique", ())),
    )


def _relationship(name: str, entry: Mapping[str, Any]) -> Relationship:
    return Relationship(
        name=name,
        ends=tuple((first, second) for first, second in entry["ends"]),
        de=entry["de"],
        en=entry["en"],
        properties=_properties(entry.get("properties", {})),
        fields={path: tuple(labels) for path, labels in entry.get("fields", {}).items()},
        topic=entry.get("topic"),
        key=tuple(entry.get("key", ())),
    )


def _properties(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Property]:
    return {name: Property(**entry) for name, entry in entries.items()}
