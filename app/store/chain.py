"""History of a workspace: what each write changed, chained by hashes so that nobody alters it unseen."""

import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

from app.errors import UnknownName
from app.records.schema import Topic
from app.refusals import said
from app.store.bolt import Database, Row
from app.store.rows import complete

Image = Mapping[Topic, Sequence[Row]]
"""Records as rows by topic."""

_ERASURE = "erasure:"
_SLICE = 20
"""Changes read by one query; one of an import can hold megabytes."""


ChangeKind = Literal["batch", "delete", "edit", "erasure", "import", "merge", "retention", "undo"]
"""The occasion of a change."""


class Images(NamedTuple):
    """Records before and after a change, or a part of one, as canonical JSON.

    The ``salt`` goes into the hash and is destroyed when something is erased, so that nobody can find out by trying what
    stood there. ``erased``: the texts are not those that the hash was made of.
    """

    before: str
    after: str
    salt: str | None = None
    erased: bool = False

    @property
    def hash(self) -> str:
        """SHA-256 of both with the salt."""
        values = [self.before, self.after, *([self.salt] if self.salt else [])]
        return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One committed write. ``before`` and ``after`` are images as canonical JSON, ``previous`` is a hash.

    ``by`` is a role. ``who`` is the key or the person signed on; no hash covers it, so that it can be erased.

    ``parts`` are the hashes of its images, by which the chain covers them; none: an older version chained the texts.
    A large change keeps the images apart, ``generation`` finds them. ``salt`` and ``erased`` are those of :class:`Images`.
    """

    sequence: int
    operation: str
    kind: ChangeKind
    by: str
    at: str
    before: str
    after: str
    undoes: str | None
    previous: str
    generation: str | None = None
    parts: Sequence[str] = ()
    salt: str | None = None
    erased: bool = False
    who: str | None = None

    @classmethod
    def of(cls, row: Row) -> Self:
        """The change of a row of the history, which holds its hash beside it."""
        return cls(**{name: value for name, value in row.items() if name != "hash"})

    @property
    def images(self) -> Images:
        """Images that the change holds itself."""
        return Images(self.before, self.after, self.salt, self.erased)

    def hash(self, workspace: str) -> str:
        """SHA-256 over the workspace and what no erasure changes; it covers the whole past by way of ``previous``."""
        by_texts = (self.before, self.after) if not self.parts or self.generation else ("", "")
        of_parts = [self.generation, list(self.parts)] if self.parts else []
        values = [workspace, self.sequence, self.operation, self.kind, self.by, self.at, *by_texts, self.undoes]
        text = json.dumps([*values, self.previous, *of_parts], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def covers(self, images: Sequence[Images]) -> bool:
        """Whether these are its images, as far as nothing was erased in them."""
        if not self.parts:
            return not any(part.erased for part in images)
        return len(images) == len(self.parts) and all(
            part.salt is None if part.erased else part.hash == part_hash
            for part, part_hash in zip(images, self.parts, strict=True)
        )


class Erasures:
    """What was erased of a history, told by the last erasure in its name: ``erasure:`` and a hash of all that is left."""

    def __init__(self) -> None:
        self._left = hashlib.sha256()
        self._declared = self.operation

    @property
    def operation(self) -> str:
        """The name of an erasure after which the history is as it was taken here."""
        return f"{_ERASURE}{self._left.hexdigest()}"

    def add_change(self, change: Change, images: Iterable[Images]) -> None:
        """The next change with its images."""
        for number, part in enumerate(images):
            if part.erased:
                self._left.update(canonical_json([change.sequence, number, part.before, part.after]).encode())
        if change.kind == "erasure":
            self._declared = change.operation

    @property
    def match_declaration(self) -> bool:
        """Whether everything that was erased stands as the last erasure left it."""
        return self._declared == self.operation


@dataclass(frozen=True, slots=True)
class Break:
    """Break of a chain: the change with this number was altered, removed or added."""

    sequence: int
    reason: str


def canonical_json(value: object) -> str:
    """A value as JSON: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def image_of(text: str) -> Image:
    """The image in a text that was made by :func:`canonical_json`."""
    image: Image = json.loads(text)
    return image


async def images_of(database: Database, workspace: str, change: Change) -> AsyncIterator[Images]:
    """Images of a change from before and afterwards, part by part; a part that was removed is empty."""
    if change.generation is None:
        yield change.images
        return
    for number in range(len(change.parts)):
        rows = await database.read("changes/part", workspace=workspace, generation=change.generation, number=number)
        yield Images(**rows[0]) if rows else Images("{}", "{}")


async def whole_images(database: Database, workspace: str, change: Change) -> tuple[Image, Image]:
    """The records before and after a change."""
    images = [(image_of(part.before), image_of(part.after)) async for part in images_of(database, workspace, change)]
    return united_image(before for before, _ in images), united_image(after for _, after in images)


def united_image(images: Iterable[Image]) -> Image:
    """The records of several images in one, complete also where an older version wrote them."""
    whole: dict[Topic, list[Row]] = {}
    for image in images:
        for topic, rows in image.items():
            whole.setdefault(topic, []).extend(complete(topic, row) for row in rows)
    return whole


async def verify_chain(database: Database, workspace: str) -> Break | None:
    """The first place where the history of a workspace does not hold; None when all of it does."""
    previous, sequence, erasures = "", 0, Erasures()
    async for change, stored in changes_of(database, workspace):
        sequence += 1
        if change.sequence != sequence:
            return Break(sequence, "is missing")
        images = [part async for part in images_of(database, workspace, change)]
        if change.previous != previous or change.hash(workspace) != stored or not change.covers(images):
            return Break(sequence, "was altered")
        erasures.add_change(change, images)
        previous = stored
    if not erasures.match_declaration:
        return Break(sequence, "does not tell what was erased")
    return await _end(database, workspace, sequence, previous)


async def changes_of(database: Database, workspace: str, after: int = 0) -> AsyncIterator[tuple[Change, str]]:
    """The changes of a workspace after a number with their hashes, the oldest first."""
    while rows := await database.read("changes/read", workspace=workspace, after=after, limit=_SLICE):
        after = rows[-1]["sequence"]
        for row in rows:
            yield Change.of(row), row["hash"]


async def changes_about(database: Database, workspace: str, record_id: str) -> AsyncIterator[Change]:
    """The changes whose images name a record of an id, of any topic, the oldest first."""
    async for change in changes_holding(database, workspace, f'"id":{canonical_json(record_id)}'):
        yield change


async def changes_holding(database: Database, workspace: str, text: str) -> AsyncIterator[Change]:
    """The changes whose images hold a text, the oldest first; a large one once for each of its parts that does."""
    place = {"after": 0, "part": 0}
    while rows := await database.read("changes/holding", workspace=workspace, text=text, **place, limit=_SLICE):
        for row in rows:
            place = {"after": row["sequence"], "part": row.pop("part")}
            yield Change.of(row)


async def operation_of(database: Database, workspace: str, sequence: int) -> str:
    """The operation that made a change.

    Raises:
        UnknownName: there is no change of that number.
    """
    rows = await database.read("changes/numbered", workspace=workspace, sequence=sequence)
    if not rows:
        raise UnknownName(said("unknown_change", sequence=sequence, workspace=workspace))
    operation: str = rows[0]["operation"]
    return operation


async def _end(database: Database, workspace: str, sequence: int, last_hash: str) -> Break | None:
    for row in await database.read("changes/head", workspace=workspace):
        if (row["sequence"], row["hash"]) != (sequence, last_hash):
            return Break(sequence + 1, "is missing at the end")
    return None
