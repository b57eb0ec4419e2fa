"""How is one record read, made, changed or deleted?"""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.errors import InvalidInput, Problem
from app.records.fields import IDENTITY, writable
from app.records.ids import made_id
from app.records.records import TOPICS, Record, Records
from app.records.rules import check
from app.store.bolt import Database
from app.store.records import Page, get, page
from app.store.rows import record_of, row_of
from app.store.write import WriteSet, write

BY = "coordinator"
"""Who writes, as a role: in local mode everybody at this machine is the coordinator."""


async def get_record(database: Database, workspace: str, topic: str, record_id: str) -> Record:
    """One record.

    Raises:
        UnknownName: no such workspace or record.
    """
    return await get(database, workspace, topic, record_id)


async def page_of_records(database: Database, workspace: str, topic: str, *, q: str, limit: int, after: str) -> Page:
    """At most ``limit`` records behind an id, those with ``q`` in their names.

    Raises:
        UnknownName: no such workspace.
    """
    return await page(database, workspace, topic, q=q, limit=limit, after=after)


async def create_record(
    database: Database, workspace: str, topic: str, values: Mapping[str, Any], *, key: str, at: datetime
) -> Record:
    """A new record; the same ``key`` twice makes one.

    Args:
        database: where it is kept.
        workspace: its id.
        topic: a key of ``TOPICS``.
        values: fields by name, perhaps with an ``id``.
        key: idempotency key.
        at: the moment of the change.

    Raises:
        InvalidInput: it contradicts itself or refers to what does not exist.
        Conflict: its id is taken, or the key was used for something else.
    """
    given = dict(values)
    record_id = given.pop("id", None)
    ordered = _in_order(topic, given)
    record = _record(topic, {"id": record_id or made_id(topic, ordered), **ordered})
    return await _write(database, workspace, topic, record, version=0, key=key, at=at)


async def replace_record(
    database: Database,
    workspace: str,
    topic: str,
    record_id: str,
    values: Mapping[str, Any],
    *,
    version: int,
    key: str,
    at: datetime,
) -> Record:
    """A record with these values and no others; what is left out has its default.

    Raises:
        UnknownName: no such record.
        StaleVersion: it is not of this version any more.
        InvalidInput: it contradicts itself or refers to what does not exist.
    """
    before = await get(database, workspace, topic, record_id)
    kept = {"id": record_id, "source": before.source}
    after = _record(topic, _in_order(topic, dict(values)) | kept)
    return await _changed(database, workspace, topic, before, after, version=version, key=key, at=at)


async def change_record(
    database: Database,
    workspace: str,
    topic: str,
    record_id: str,
    values: Mapping[str, Any],
    *,
    version: int,
    key: str,
    at: datetime,
) -> Record:
    """A record with some values changed; None clears a field to its default.

    Raises:
        UnknownName: no such record.
        StaleVersion: it is not of this version any more.
        InvalidInput: it contradicts itself, refers to what does not exist, or a required field is cleared.
    """
    before = await get(database, workspace, topic, record_id)
    current = {name: getattr(before, name) for name in writable(topic)}
    merged = _in_order(topic, {**current, **_cleared(topic, values)})
    after = _record(topic, merged | {"id": record_id, "source": before.source})
    return await _changed(database, workspace, topic, before, after, version=version, key=key, at=at)


async def delete_record(
    database: Database, workspace: str, topic: str, record_id: str, *, version: int, key: str, at: datetime
) -> None:
    """Delete a record.

    Raises:
        UnknownName: no such record.
        StaleVersion: it is not of this version any more.
        Conflict: others refer to it; the message names them.
    """
    await get(database, workspace, topic, record_id)
    deletes = WriteSet(deletes={topic: (record_id,)}, expected_versions={(topic, record_id): version})
    await write(database, workspace, key, deletes, by=BY, at=at, kind="delete")


async def _changed(
    database: Database,
    workspace: str,
    topic: str,
    before: Record,
    after: Record,
    *,
    version: int,
    key: str,
    at: datetime,
) -> Record:
    """What has not changed is not written again, so that its version stays."""
    _check_identity(topic, before, after)
    if dataclasses.replace(after, version=before.version) == before and version == before.version:
        return before
    return await _write(database, workspace, topic, after, version=version, key=key, at=at)


async def _write(
    database: Database, workspace: str, topic: str, record: Record, *, version: int, key: str, at: datetime
) -> Record:
    """The record as it was committed: it is not read again, since that could fail after all was well."""
    check(record)
    changes = WriteSet(
        upserts=Records(**{topic: (record,)}),  # type: ignore[arg-type]  # a topic is a field
        expected_versions={(topic, record.id): version},
    )
    try:
        committed = await write(database, workspace, key, changes, by=BY, at=at, kind="edit")
    except InvalidInput as error:
        raise InvalidInput(error.detail, hint=error.hint, problems=_pointed(topic, error.problems)) from error
    return record_of(topic, {**row_of(record), "version": committed.sequence})


def _pointed(topic: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The store points into all topics, a body holds one record."""
    prefix = f"/{topic}/"
    return tuple(
        dataclasses.replace(problem, pointer=f"/{(problem.pointer or '').removeprefix(prefix)}") for problem in problems
    )


def _record(topic: str, values: Mapping[str, Any]) -> Record:
    return TOPICS[topic](**values)


def _in_order(topic: str, values: dict[str, Any]) -> dict[str, Any]:
    """The two actors of a cooperation in the order of their ids, whoever was named first."""
    if topic == "cooperations":
        values["actor_a"], values["actor_b"] = sorted((values["actor_a"], values["actor_b"]))
    return values


def _cleared(topic: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """None as the default of its field."""
    defaults = {one.name: one.default for one in dataclasses.fields(TOPICS[topic])}
    required = [name for name, value in values.items() if value is None and defaults[name] is dataclasses.MISSING]
    if required:
        problems = tuple(Problem(code="required", message="cannot be cleared", pointer=f"/{name}") for name in required)
        raise InvalidInput("a required field is cleared", problems=problems)
    return {name: defaults[name] if value is None else value for name, value in values.items()}


def _check_identity(topic: str, before: Record, after: Record) -> None:
    """A cooperation between others is another one, and so is what somebody else said."""
    changed = [name for name in IDENTITY.get(topic, ()) if getattr(before, name) != getattr(after, name)]
    if changed:
        problems = tuple(Problem(code="identity", message="cannot change", pointer=f"/{name}") for name in changed)
        raise InvalidInput(
            f"this would be another of the {topic}", hint="delete it and make a new one", problems=problems
        )
