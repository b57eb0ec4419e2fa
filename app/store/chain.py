"""History of a workspace: what each write changed, chained by hashes so that nobody alters it unseen."""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, fields

from app.errors import UnknownName
from app.store.bolt import Database, Row

Image = Mapping[str, Sequence[Row]]
"""Records as rows by topic."""

_SLICE = 20
"""Changes read by one query; one of an import can hold megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One committed write. ``before`` and ``after`` are images as canonical JSON, ``previous`` is a hash."""

    sequence: int
    operation: str
    kind: str
    by: str
    at: str
    before: str
    after: str
    undoes: str | None
    previous: str

    def hash(self, workspace: str) -> str:
        """SHA-256 over all fields and the workspace; it covers the whole past by way of ``previous``."""
        values = [workspace, *(getattr(self, field.name) for field in fields(self))]
        return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the change with this number was altered, removed or added."""

    sequence: int
    reason: str


def canonical_json(value: object) -> str:
    """A value as JSON: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def image_of(text: str) -> Image:
    """The image in a text that was made by :func:`canonical_json`."""
    image: Image = json.loads(text)
    return image


async def verify_chain(database: Database, workspace: str) -> Break | None:
    """The first place where the history of a workspace does not hold; None when all of it does."""
    previous, sequence = "", 0
    async for row in changes_of(database, workspace):
        stored = row.pop("hash")
        change = Change(**row)
        sequence += 1
        if change.sequence != sequence:
            return Break(sequence, "is missing")
        if change.previous != previous or change.hash(workspace) != stored:
            return Break(sequence, "was altered")
        previous = stored
    return await _end(database, workspace, sequence, previous)


async def changes_of(database: Database, workspace: str) -> AsyncIterator[Row]:
    """The changes of a workspace with their hashes, the oldest first."""
    after = 0
    while rows := await database.read("changes/read", workspace=workspace, after=after, limit=_SLICE):
        after = rows[-1]["sequence"]
        for row in rows:
            yield row


async def changes_about(database: Database, workspace: str, record_id: str) -> AsyncIterator[Change]:
    """The changes whose images name a record of an id, of any topic, the oldest first."""
    after, text = 0, f'"id":{canonical_json(record_id)}'
    while rows := await database.read("changes/about", workspace=workspace, text=text, after=after, limit=_SLICE):
        after = rows[-1]["sequence"]
        for row in rows:
            yield Change(**row)


async def operation_of(database: Database, workspace: str, sequence: int) -> str:
    """The operation that made a change.

    Raises:
        UnknownName: there is no change of that number.
    """
    rows = await database.read("changes/numbered", workspace=workspace, sequence=sequence)
    if not rows:
        raise UnknownName(f"There is no change {sequence} in „{workspace}“.")
    operation: str = rows[0]["operation"]
    return operation


async def _end(database: Database, workspace: str, sequence: int, last_hash: str) -> Break | None:
    for row in await database.read("changes/head", workspace=workspace):
        if (row["sequence"], row["hash"]) != (sequence, last_hash):
            return Break(sequence + 1, "is missing at the end")
    return None
