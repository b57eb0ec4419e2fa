"""Records made, replaced and changed by the values of a request."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from app.errors import InvalidInput, Problem
from app.records.fields import writable
from app.records.ids import IDENTITY, made_id
from app.records.records import TOPICS, Record, RecordWithName, topic_of
from app.records.rules import check, set_right
from app.records.schema import Topic
from app.records.spelling import folded


def new_record(topic: Topic, values: Mapping[str, Any]) -> Record:
    """A record with these values, perhaps with an ``id`` among them; else its id is made of what tells it apart.

    Raises:
        InvalidInput: it contradicts itself, or its name gives no id.
    """
    ordered_values = _in_order(topic, {name: value for name, value in values.items() if name != "id"})
    record_id = values.get("id") or made_id(topic, ordered_values)
    if record_id is None:
        problem = Problem(code="no_id", message="gives no id; send an id", pointer="/name")
        raise InvalidInput("the record has no id", problems=(problem,))
    return _checked(TOPICS[topic](id=record_id, **ordered_values))


def replaced(before: Record, values: Mapping[str, Any]) -> Record:
    """The record with these values and no others; what is left out has its default.

    Source, version and former names stay; a name that changes becomes one of them.

    Raises:
        InvalidInput: it contradicts itself, or would be another record.
    """
    ordered_values = _in_order(topic_of(before), dict(values))
    former_names: dict[str, Any] = (
        {"aliases": before.aliases} if isinstance(before, RecordWithName) and "aliases" not in values else {}
    )
    after = type(before)(id=before.id, source=before.source, version=before.version, **former_names, **ordered_values)
    return _checked(_with_identity(before, renamed(before, after)))


def changed(before: Record, values: Mapping[str, Any]) -> Record:
    """The record with some values changed; None clears a field to its default.

    Source and version stay; a name that changes becomes an alias.

    Where nothing changes the record stays as it is; else faults of an older version are set right on the way.

    Raises:
        InvalidInput: it contradicts itself, would be another record, or a required field is cleared.
    """
    sound = set_right(before)
    current = {name: getattr(sound, name) for name in writable(topic_of(before))}
    wanted = _in_order(topic_of(before), {**current, **_cleared(before, values)})
    if wanted == current:
        return before
    return _checked(_with_identity(before, renamed(before, dataclasses.replace(sound, **wanted))))


def renamed(before: Record, after: Record) -> Record:
    """The record afterwards, with its former name among its aliases where it has another name now."""
    if not (isinstance(before, RecordWithName) and isinstance(after, RecordWithName)) or folded(before.name) == folded(
        after.name
    ):
        return after
    former = (*after.aliases, before.name)
    aliases = {folded(alias): alias for alias in former if folded(alias) != folded(after.name)}
    return dataclasses.replace(after, aliases=tuple(aliases.values()))


def _checked(record: Record) -> Record:
    check(record)
    return record


def _in_order(topic: Topic, values: dict[str, Any]) -> dict[str, Any]:
    """The two actors of a cooperation in the order of their ids, whoever was named first."""
    if topic == "cooperations":
        values["actor_a"], values["actor_b"] = sorted((values["actor_a"], values["actor_b"]))
    return values


def _cleared(record: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """None as the default of its field."""
    defaults = {field.name: field.default for field in dataclasses.fields(record)}
    required = [name for name, value in values.items() if value is None and defaults[name] is dataclasses.MISSING]
    if required:
        problems = tuple(Problem(code="required", message="cannot be cleared", pointer=f"/{name}") for name in required)
        raise InvalidInput("a required field is cleared", problems=problems)
    return {name: defaults[name] if value is None else value for name, value in values.items()}


def _with_identity(before: Record, after: Record) -> Record:
    """The record afterwards, where its identity is that of before: a cooperation of other actors is another record.

    Raises:
        InvalidInput: another identity, as of a cooperation of others or an answer of somebody else.
    """
    topic = topic_of(before)
    moved = [name for name in IDENTITY.get(topic, ()) if getattr(before, name) != getattr(after, name)]
    if moved:
        problems = tuple(Problem(code="identity", message="cannot change", pointer=f"/{name}") for name in moved)
        raise InvalidInput(
            f"this would be another of the {topic}", hint="delete it and make a new one", problems=problems
        )
    return after
