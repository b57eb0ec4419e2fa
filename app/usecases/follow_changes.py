"""Changes of a workspace in their order, for tools that keep a copy: gapless, none told twice, none left out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from app.errors import Conflict, InvalidInput, Problem
from app.records.records import Record
from app.records.schema import Topic
from app.records.statistic import Observation
from app.store.bolt import Database
from app.store.chain import Change, ChangeKind, changes_of, whole_images
from app.store.rows import record_of
from app.store.workspaces import current_revision
from app.usecases.records.small_counts import RecordGate, record_gate

MOST_RECORDS = 5_000
"""Records after which a page ends; one import can hold more, and is not cut."""

_HASH_LENGTH = 16
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """What became of one record: how it is since this change, None where it was deleted."""

    topic: Topic
    id: str
    action: Literal["written", "deleted"]
    record: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedChange:
    """One change. ``position`` is where to go on after it."""

    sequence: int
    position: str
    kind: ChangeKind
    by: str
    who: str | None
    at: str
    undoes: str | None
    records: tuple[RecordChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A page of the feed; ``revision`` is the number of the last change there is."""

    changes: tuple[FollowedChange, ...]
    position: str
    revision: int


async def changes_since(database: Database, workspace: str, position: str, limit: int, *, answers: bool) -> Followed:
    """At most so many changes after a position; the position of the last one is where to go on.

    Args:
        database: where the workspace is.
        workspace: its id.
        position: ``0`` for the beginning, a sequence number, or a position from an earlier page.
        limit: how many changes at most.
        answers: whether single answers to surveys are told too.

    Raises:
        UnknownName: no such workspace.
        InvalidInput: this is no position.
        Conflict: the workspace has another history by now: it was deleted and made anew.
    """
    revision = await current_revision(database, workspace)
    sequence, known_hash = _parsed(position)
    await _check_history(database, workspace, sequence, known_hash, revision)
    gate = await record_gate(database, workspace, "observations")
    changes: list[FollowedChange] = []
    records = 0
    async for change, own_hash in changes_of(database, workspace, sequence):
        hidden = () if answers else ("tie_reports",)
        changes.append(await _followed(database, workspace, change, own_hash, gate, hidden))
        records += len(changes[-1].records)
        if records >= MOST_RECORDS or len(changes) == limit:
            break
    return Followed(changes=tuple(changes), position=changes[-1].position if changes else position, revision=revision)


def _parsed(position: str) -> tuple[int, str]:
    number, _, known_hash = position.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        problem = Problem(code="bad_position", message="is no position; begin with 0", pointer="since")
        raise InvalidInput("the request does not fit its schema", problems=(problem,))
    return int(number), known_hash


async def _check_history(database: Database, workspace: str, sequence: int, known_hash: str, revision: int) -> None:
    known = await _hash_of(database, workspace, sequence)
    if sequence > revision or (known_hash and known[:_HASH_LENGTH] != known_hash):
        raise Conflict(
            f"The history of „{workspace}“ is another one than that this position belongs to.",
            hint="The workspace was made anew: begin with since=0 and an empty copy.",
        )


async def _hash_of(database: Database, workspace: str, sequence: int) -> str:
    """The hash of a change; empty where there is none."""
    async for _, own_hash in changes_of(database, workspace, sequence - 1):
        return own_hash
    return ""


async def _followed(
    database: Database, workspace: str, change: Change, own_hash: str, gate: RecordGate, hidden: Collection[str]
) -> FollowedChange:
    images = await whole_images(database, workspace, change)
    before, after = ({topic: rows for topic, rows in image.items() if topic not in hidden} for image in images)
    remaining_keys = {(topic, entry["id"]) for topic, rows in after.items() for entry in rows}
    written = [
        RecordChange(topic=topic, id=record.id, action="written", record=record)
        for topic, rows in after.items()
        for record in _visible_records(topic, [record_of(topic, entry) for entry in rows], gate)
    ]
    deleted = [
        RecordChange(topic=topic, id=entry["id"], action="deleted", record=None)
        for topic, rows in before.items()
        for entry in rows
        if (topic, entry["id"]) not in remaining_keys
    ]
    return FollowedChange(
        sequence=change.sequence,
        position=f"{change.sequence}-{own_hash[:_HASH_LENGTH]}",
        kind=change.kind,
        by=change.by,
        who=change.who,
        at=change.at,
        undoes=change.undoes,
        records=(*written, *deleted),
    )


def _visible_records(topic: Topic, records: Sequence[Record], gate: RecordGate) -> Sequence[Record]:
    """A number of too few people is not told by the past either."""
    return (
        gate.visible_past([record for record in records if isinstance(record, Observation)])
        if topic == "observations"
        else records
    )
