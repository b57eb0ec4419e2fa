"""Merging of two records of one organisation, and undoing it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.errors import Conflict, InvalidInput, KeyReused, Problem, UnknownName
from app.records.actor_merge import actor_merge
from app.records.schema import Topic
from app.refusals import said
from app.store.bolt import Database
from app.store.chain import Change, Image, image_of, whole_images
from app.store.import_runs import undone_operations
from app.store.records import records_around_actors
from app.store.requests import WriteSet
from app.store.write import find_change, write
from app.usecases.records.records import BY, undo_operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One merge. ``removed`` is the actor that went into another, ``changed`` counts records by topic.

    ``id`` names it for undo, ``sequence`` is the number of the last change and the version of what it wrote.
    """

    id: str
    removed: str
    changed: Mapping[Topic, int]
    sequence: int
    undone: bool = False


async def merge_actors(
    database: Database, workspace: str, kept_id: str, gone_id: str, *, version: int, key: str, at: datetime
) -> Merge:
    """Let one actor take the place of another in every record; the same ``key`` twice has one effect.

    Args:
        database: where they are.
        workspace: its id.
        kept_id: id of the actor that stays.
        gone_id: id of the actor that goes into it.
        version: the version of the actor that stays, on which the decision is based.
        key: idempotency key.
        at: the moment of the change.

    Raises:
        UnknownName: no such workspace or actor.
        InvalidInput: both are one already.
        StaleVersion: an actor, or a record that refers to one, was changed in between.
        Conflict: a new record refers to the actor that goes; the merge was made, and one of its actors erased since.
        KeyReused: the key belongs to another merge.
    """
    merge_id = hashlib.sha256(key.encode()).hexdigest()[:20]
    earlier = await find_change(database, workspace, operation_of(merge_id))
    if earlier is not None:
        before, after = await whole_images(database, workspace, earlier)
        return _checked_merge(_merge(merge_id, earlier, before, after), after, kept_id, gone_id)
    change = await _write_set(database, workspace, kept_id, gone_id, version)
    committed = await write(database, workspace, operation_of(merge_id), change, by=BY, at=at, kind="merge")
    return Merge(id=merge_id, removed=gone_id, changed=_counts(change), sequence=committed.sequence)


async def undo_merge(database: Database, workspace: str, merge_id: str, *, at: datetime) -> Merge:
    """Take a merge back: both actors, and what referred to them, are as before; twice has one effect.

    Raises:
        UnknownName: no such workspace or merge.
        Conflict: a later change touched the same records, or one of the actors was erased since.
    """
    merge = await _stored_merge(database, workspace, merge_id)
    committed = await undo_operation(database, workspace, operation_of(merge_id), at=at)
    return Merge(id=merge_id, removed=merge.removed, changed=merge.changed, sequence=committed.sequence, undone=True)


async def survivors(database: Database, workspace: str) -> dict[str, str]:
    """The actor that each actor went into by a merge that still holds, over several merges."""
    undone = await undone_operations(database, workspace)
    into: dict[str, str] = {}
    for row in await database.read("changes/merges", workspace=workspace):
        pair = None if row["operation"] in undone else _pair(image_of(row["before"]), image_of(row["after"]))
        if pair is not None:
            gone_id, kept_id = pair
            into = {actor: kept_id if target == gone_id else target for actor, target in into.items()}
            into[gone_id] = kept_id
    return into


def _pair(before: Image, after: Image) -> tuple[str, str] | None:
    """The actor that a merge took away, and the one that bears its name since; None: one of them was erased."""
    remaining = _actors(after)
    gone_actors = [actor for actor in before.get("actors", ()) if actor["id"] not in remaining]
    for gone_actor in gone_actors:
        for actor in after.get("actors", ()):
            if gone_actor["name"] in (actor["name"], *actor["aliases"]):
                return gone_actor["id"], actor["id"]
    return None


async def _write_set(database: Database, workspace: str, kept_id: str, gone_id: str, version: int) -> WriteSet:
    if kept_id == gone_id:
        problem = Problem(code="same_actor", message=said("actor_itself"), pointer="/other")
        raise InvalidInput(said("merge_with_itself"), problems=(problem,))
    records = await records_around_actors(database, workspace, (kept_id, gone_id))
    missing = {kept_id, gone_id} - {actor.id for actor in records.actors}
    if missing:
        raise UnknownName(said("unknown_actor_in_workspace", actor=min(missing), workspace=workspace))
    merge = actor_merge(records, kept_id, gone_id)
    deleted = [(topic, record_id) for topic, ids in merge.deletes.items() for record_id in ids]
    touched = [*merge.upserts.by_key(), *deleted]
    expected = records.versions(touched)
    return WriteSet(
        upserts=merge.upserts, deletes=merge.deletes, expected_versions={**expected, ("actors", kept_id): version}
    )


def _counts(change: WriteSet) -> dict[Topic, int]:
    written = {topic: {record.id for record in records} for topic, records in change.upserts if records}
    topics = sorted(written.keys() | change.deletes.keys())
    return {topic: len(written.get(topic, set()).union(change.deletes.get(topic, ()))) for topic in topics}


async def _stored_merge(database: Database, workspace: str, merge_id: str) -> Merge:
    change = await find_change(database, workspace, operation_of(merge_id))
    if change is None:
        raise UnknownName(said("unknown_merge", merge_id=merge_id, workspace=workspace))
    return _merge(merge_id, change, *await whole_images(database, workspace, change))


def _merge(merge_id: str, change: Change, before: Image, after: Image) -> Merge:
    pair = _pair(before, after)
    if pair is None:
        raise Conflict(said("merge_erased"), hint=said("merge_erased_hint"))
    ids = {
        topic: {row["id"] for image in (before, after) for row in image.get(topic, ())} for topic in {*before, *after}
    }
    changed = {topic: len(of_topic) for topic, of_topic in sorted(ids.items())}
    return Merge(id=merge_id, removed=pair[0], changed=changed, sequence=change.sequence)


def _checked_merge(merge: Merge, after: Image, kept_id: str, gone_id: str) -> Merge:
    if gone_id != merge.removed or kept_id not in _actors(after):
        raise KeyReused(said("key_used_for_merge"), hint=said("use_new_key_for_merge"))
    return merge


def _actors(image: Image) -> set[str]:
    return {row["id"] for row in image.get("actors", ())}


def operation_of(merge_id: str) -> str:
    """The name of the change that a merge is."""
    return f"merge:{merge_id}"
