"""Writes as they are asked for: what is to be written, who wants it and why, and what became of it."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property

from app.errors import Conflict, KeyReused, StaleVersion, UnknownName
from app.records.records import Records
from app.records.schema import Topic
from app.refusals import said
from app.store.bolt import Row, Transaction
from app.store.chain import Change, ChangeKind, Image, Images, canonical_json
from app.store.checks import shown_id

_SALT_BYTES = 16

Progress = Callable[[int, int], None]
"""Told how many records of how many are done."""


def no_progress(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


async def no_extra_write(_transaction: Transaction) -> None:
    """Write nothing beside the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSet:
    """Records to be written; ``deletes`` are ids by topic.

    ``expected_versions`` by (topic, id) tell what the change is based on, 0 for a record that must not exist yet.
    Records that are not named there are written whatever their version is.
    """

    upserts: Records = field(default_factory=Records)
    deletes: Mapping[Topic, Sequence[str]] = field(default_factory=dict)
    expected_versions: Mapping[tuple[Topic, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """A write that is in the database for good. ``repeated``: an earlier call with the same key had done it.

    ``sequence`` is its number in the workspace; ``operation`` names it.
    """

    sequence: int
    operation: str
    repeated: bool


@dataclass(frozen=True, kw_only=True)
class WriteRequest:
    """One write. ``rows`` are the upserts by topic.

    ``extra_write`` writes what belongs to it into the transaction that makes it visible; ``progress`` is told how far it
    is.
    """

    workspace: str
    key: str
    rows: Image
    deletes: Mapping[Topic, Sequence[str]]
    expected_versions: Mapping[tuple[Topic, str], int]
    by: str
    at: datetime
    kind: ChangeKind
    undoes: str | None = None
    extra_write: Callable[[Transaction], Awaitable[None]] = no_extra_write
    progress: Progress = no_progress

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is to be done, whoever asks and whenever."""
        expected = sorted([topic, record, version] for (topic, record), version in self.expected_versions.items())
        deletes = {topic: list(ids) for topic, ids in self.deletes.items()}
        digest = hashlib.sha256(canonical_json([self.kind, deletes, expected]).encode())
        for topic, rows in sorted(self.rows.items()):
            for row in rows:
                digest.update(canonical_json([topic, row]).encode())
        return digest.hexdigest()

    @cached_property
    def changed_ids(self) -> Mapping[Topic, frozenset[str]]:
        """Ids by topic of every record that is written or deleted."""
        ids_by_topic = {topic: {row["id"] for row in rows} for topic, rows in self.rows.items()}
        for topic, ids in self.deletes.items():
            ids_by_topic.setdefault(topic, set()).update(ids)
        return {topic: frozenset(ids) for topic, ids in ids_by_topic.items()}

    @cached_property
    def examined_ids(self) -> Mapping[Topic, frozenset[str]]:
        """Ids by topic of every record whose state matters."""
        ids_by_topic = {topic: set(ids) for topic, ids in self.changed_ids.items()}
        for topic, record in self.expected_versions:
            ids_by_topic.setdefault(topic, set()).add(record)
        return {topic: frozenset(ids) for topic, ids in ids_by_topic.items()}

    @property
    def size(self) -> int:
        """Number of records that are written or deleted."""
        return sum(map(len, self.changed_ids.values()))

    def outcome(self, sequence: int, *, repeated: bool = False) -> Committed:
        """The write as the change with that number."""
        return Committed(sequence=sequence, operation=self.key, repeated=repeated)

    def change(
        self,
        sequence: int,
        previous: str,
        *,
        before: Image | None = None,
        after: Image | None = None,
        generation: str | None = None,
        parts: Iterable[str] = (),
    ) -> Change:
        """The record of this write in the history."""
        images = salted(before or {}, after or {})
        return Change(
            sequence=sequence,
            operation=self.key,
            kind=self.kind,
            by=self.by,
            at=self.at.isoformat(),
            before=images.before,
            after=images.after,
            undoes=self.undoes,
            previous=previous,
            generation=generation,
            parts=tuple(parts) if generation else (images.hash,),
            salt=images.salt,
            who=AUTHOR.get(),
        )


def salted(before: Image, after: Image) -> Images:
    """Images for the history, with a salt of their own."""
    return Images(canonical_json(before), canonical_json(after), secrets.token_hex(_SALT_BYTES))


AUTHOR: ContextVar[str | None] = ContextVar("who", default=None)
"""Author of what is being done: the key or the person signed on; None: local mode, or the service itself."""


async def locked_workspace(transaction: Transaction, workspace: str) -> Row:
    """Sequence, hash and generation of a workspace that nobody else writes to until the transaction ends.

    Raises:
        UnknownName: no such workspace.
    """
    locked = await transaction.run("workspaces/lock", workspace=workspace, deleting=False)
    if not locked:
        raise UnknownName(said("unknown_workspace", workspace=workspace))
    return locked[0]


async def earlier_outcome(transaction: Transaction, request: WriteRequest) -> Committed | None:
    """Outcome of an earlier call with the same key.

    Raises:
        KeyReused: the key belongs to another change.
    """
    marker = await transaction.run("operations/get", workspace=request.workspace, key=request.key)
    if not marker:
        return None
    if marker[0]["digest"] != request.digest:
        raise KeyReused(said("key_used_for_change", key=request.key), hint=said("use_new_key_for_change"))
    return request.outcome(marker[0]["sequence"], repeated=True)


async def keep_change(transaction: Transaction, request: WriteRequest, change: Change) -> None:
    """Put a write on record, with the marker of its key and what belongs to it."""
    stored = asdict(change)
    del stored["operation"]
    await transaction.run(
        "changes/append",
        workspace=request.workspace,
        key=request.key,
        digest=request.digest,
        hash=change.hash(request.workspace),
        **stored,
    )
    await request.extra_write(transaction)


def check_versions(request: WriteRequest, before: Image, topics: Iterable[str]) -> None:
    """Make sure that the records of some topics have the versions that the write is based on.

    Raises:
        StaleVersion: a record has another version, or is gone.
        Conflict: a record that must not exist yet does.
    """
    versions = {(topic, row["id"]): row["version"] for topic, rows in before.items() for row in rows}
    of_topics = frozenset(topics)
    for (topic, record), version in sorted(request.expected_versions.items()):
        present = versions.get((topic, record), 0)
        if topic not in of_topics or present == version:
            continue
        if version == 0:
            raise Conflict(
                said("record_exists", record=shown_id(topic, record), topic=topic),
                hint=said("choose_another_record_id"),
            )
        key = "record_version_differs" if present else "record_deleted_meanwhile"
        raise StaleVersion(
            said(key, record=shown_id(topic, record), topic=topic, present=present, version=version),
            hint=said("read_record_again"),
            records=[(topic, record)],
        )
