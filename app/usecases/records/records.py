"""Single records: read, made, changed and deleted."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.errors import InvalidInput, Problem, UnknownName
from app.records.areas import Area
from app.records.editing import changed, new_record, replaced
from app.records.ids import IDENTITY, with_area
from app.records.records import Record, Records
from app.records.schema import Topic
from app.store.bolt import Database
from app.store.import_runs import operation_in_force
from app.store.records import Page, get, page
from app.store.requests import Committed, Progress, WriteSet, no_progress
from app.store.rows import record_of, row_of
from app.store.write import undo, write

BY = "coordinator"
"""Who writes, as a role: in local mode everybody at this machine is the coordinator."""


async def get_record(database: Database, workspace: str, topic: Topic, record_id: str) -> Record:
    """One record.

    Raises:
        UnknownName: no such workspace or record.
    """
    return await get(database, workspace, topic, record_id)


async def page_of_records(database: Database, workspace: str, topic: Topic, *, q: str, limit: int, after: str) -> Page:
    """At most ``limit`` records behind an id, those with ``q`` in their names.

    Raises:
        UnknownName: no such workspace.
    """
    return await page(database, workspace, topic, q=q, limit=limit, after=after)


async def create_record(
    database: Database, workspace: str, topic: Topic, values: Mapping[str, Any], *, key: str, at: datetime
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
        Conflict: its id is taken.
        KeyReused: the key was used for something else.
    """
    record = await made_record(database, workspace, topic, values)
    return await _write(database, workspace, topic, record, version=0, key=key, at=at)


async def made_record(database: Database, workspace: str, topic: Topic, values: Mapping[str, Any]) -> Record:
    """A new record with these values, under an id that tells it from its namesakes; it is not written.

    Raises:
        InvalidInput: it contradicts itself, or its id follows from what it holds and another one is given.
    """
    accepted_values = {name: value for name, value in values.items() if name != "id" or topic not in IDENTITY}
    record = new_record(topic, accepted_values)
    checked_values(values, record.id)
    if isinstance(record, Area) and "id" not in values:
        record = await _with_free_id(database, workspace, record)
    return record


def checked_values(values: Mapping[str, Any], record_id: str) -> dict[str, Any]:
    """The values without the id, which may be sent along as it was read.

    Raises:
        InvalidInput: it is another one.
    """
    if values.get("id") not in (None, record_id):
        problem = Problem(code="other_id", message="is not the id of this record; leave it out", pointer="/id")
        raise InvalidInput("the id belongs to another record", problems=(problem,))
    return {name: value for name, value in values.items() if name != "id"}


async def _with_free_id(database: Database, workspace: str, area: Area) -> Area:
    """The area, under an id with the area around it where another one of its name has the id made of the name."""
    try:
        namesake = await get(database, workspace, "areas", area.id)
    except UnknownName:
        return area
    assert isinstance(namesake, Area)
    if area.part_of is None or namesake.part_of == area.part_of:
        return area
    return dataclasses.replace(area, id=with_area(area.id, area.part_of))


async def replace_record(
    database: Database,
    workspace: str,
    topic: Topic,
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
    after = replaced(before, checked_values(values, record_id))
    return await _changed(database, workspace, topic, before, after, version=version, key=key, at=at)


async def change_record(
    database: Database,
    workspace: str,
    topic: Topic,
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
    after = changed(before, values)
    return await _changed(database, workspace, topic, before, after, version=version, key=key, at=at)


async def delete_record(
    database: Database, workspace: str, topic: Topic, record_id: str, *, version: int, key: str, at: datetime
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


async def undo_operation(
    database: Database, workspace: str, operation: str, *, at: datetime, progress: Progress = no_progress
) -> Committed:
    """Take one change back: the records it touched are as they were before; twice has one effect.

    Of a change that was taken back and brought back again, what brought it back is taken back.

    Raises:
        UnknownName: no such workspace or change.
        Conflict: a later change touched the same records.
    """
    operation = await operation_in_force(database, workspace, operation)
    return await undo(database, workspace, operation, key=f"undo:{operation}", by=BY, at=at, progress=progress)


async def _changed(
    database: Database,
    workspace: str,
    topic: Topic,
    before: Record,
    after: Record,
    *,
    version: int,
    key: str,
    at: datetime,
) -> Record:
    """What has not changed is not written again, so that its version stays."""
    if after == before and version == before.version:
        return before
    return await _write(database, workspace, topic, after, version=version, key=key, at=at)


async def _write(
    database: Database, workspace: str, topic: Topic, record: Record, *, version: int, key: str, at: datetime
) -> Record:
    """The record as it was committed: it is not read again, since that could fail after all was well."""
    unversioned = dataclasses.replace(record, version=0)  # so that a repetition is the same change
    changes = WriteSet(
        upserts=Records(**{topic: (unversioned,)}),  # type: ignore[arg-type]  # a topic is a field
        expected_versions={(topic, record.id): version},
    )
    try:
        committed = await write(database, workspace, key, changes, by=BY, at=at, kind="edit")
    except InvalidInput as error:
        raise type(error)(error.detail, hint=error.hint, problems=_pointed(topic, error.problems)) from error
    return record_of(topic, {**row_of(record), "version": committed.sequence})


def _pointed(topic: Topic, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The store points into all topics, a body holds one record."""
    prefix = f"/{topic}/"
    return tuple(
        dataclasses.replace(problem, pointer=f"/{(problem.pointer or '').removeprefix(prefix)}") for problem in problems
    )
