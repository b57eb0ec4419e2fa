"""Backup files: workspaces with their whole history as JSON lines, zipped, each byte of which is covered by a checksum."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.errors import InvalidInput
from app.records.records import TOPICS
from app.records.schema import Topic
from app.refusals import said
from app.store.bolt import Row
from app.store.chain import Change, Erasures, Image, Images, canonical_json, image_of, united_image

FORMAT = 1
_HEADER = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
"""Of a gzip file with a comment, which is the SHA-256 of all that follows: not even a bit that fills up may differ."""

_COMMENT = len(hashlib.sha256().hexdigest()) + 1

_HASHED, _ERASABLE = ("generation", "parts"), ("salt", "erased")
"""Further fields of a change whose images have hashes of their own, and of one in which something can be erased."""

_WRITTEN = tuple(field.name for field in fields(Change) if field.name not in {*_HASHED, *_ERASABLE, "who"})
"""Fields of every change; who made it stays where it can be erased."""

_LARGEST = 2**33
"""Bytes of an unpacked backup; more is no backup of ours."""

_WINDOW = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChange:
    """A change with its hash, and the digest of what was to be written, which its repetition is compared with.

    ``parts`` are the images of a large change, which holds none itself.
    """

    change: Change
    hash: str
    digest: str
    parts: tuple[Images, ...] = ()

    @property
    def images(self) -> tuple[Images, ...]:
        """Images from before and afterwards, part by part."""
        return self.parts or (self.change.images,)

    @property
    def after(self) -> Image:
        """The records that it wrote."""
        return united_image(image_of(part.after) for part in self.images)

    @property
    def deleted(self) -> dict[Topic, list[str]]:
        """Ids by topic of the records that it deleted."""
        before, after = united_image(image_of(part.before) for part in self.images), self.after
        remaining_keys = {(topic, row["id"]) for topic, rows in after.items() for row in rows}
        gone = {
            topic: [row["id"] for row in rows if (topic, row["id"]) not in remaining_keys]
            for topic, rows in before.items()
        }
        return {topic: ids for topic, ids in gone.items() if ids}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceCopy:
    """A workspace as it was after its last change; ``decisions`` and ``imports`` are rows as they are stored."""

    id: str
    name: str
    reference_date: str | None
    changes: tuple[KeptChange, ...]
    decisions: tuple[Row, ...]
    imports: tuple[Row, ...]

    @property
    def records(self) -> dict[Topic, dict[str, Row]]:
        """Its records by topic and id, as its history leaves them."""
        records: dict[Topic, dict[str, Row]] = {topic: {} for topic in TOPICS}
        for kept_change in self.changes:
            for topic, ids in kept_change.deleted.items():
                for record in ids:
                    records[topic].pop(record, None)
            for topic, rows in kept_change.after.items():
                records[topic].update((row["id"], row) for row in rows)
        return records

    @property
    def hash(self) -> str:
        """SHA-256 of everything in it: two copies with one hash are one workspace."""
        return hashlib.sha256(canonical_json([*_lines(self), self.records]).encode()).hexdigest()


def backup_of(copies: Sequence[WorkspaceCopy]) -> bytes:
    """The file that holds these workspaces; the same workspaces give the same bytes."""
    lines = [canonical_json({"netzblick_backup": FORMAT})]
    for copy in copies:
        lines += map(canonical_json, _lines(copy))
        lines.append(canonical_json({"end": copy.id, "sha256": copy.hash}))
    body = "".join(f"{line}\n" for line in lines).encode()
    trailer = {"lines": len(lines), "sha256": hashlib.sha256(body).hexdigest()}
    packed = gzip.compress(body + f"{canonical_json(trailer)}\n".encode(), mtime=0)[len(_HEADER) :]
    return _HEADER + _comment(packed) + packed


def _comment(packed: bytes) -> bytes:
    return hashlib.sha256(packed).hexdigest().encode() + b"\0"


def _lines(copy: WorkspaceCopy) -> Iterator[dict[str, Any]]:
    yield {"workspace": {"id": copy.id, "name": copy.name, "reference_date": copy.reference_date}}
    for kept_change in copy.changes:
        written = {
            name: value for name, value in asdict(kept_change.change).items() if name in _names(kept_change.change)
        }
        images = {"images": [_texts(part) for part in kept_change.parts]} if kept_change.parts else {}
        yield {"change": {**written, **images, "hash": kept_change.hash, "digest": kept_change.digest}}
    for row in copy.imports:
        yield {"import": row}
    for row in copy.decisions:
        yield {"decision": row}


def _names(change: Change) -> tuple[str, ...]:
    """The fields that are written of a change; those of older versions stay as they were written."""
    erasable = change.salt is not None or change.erased
    return (*_WRITTEN, *(_HASHED if change.parts else ()), *(_ERASABLE if erasable else ()))


def _texts(images: Images) -> Sequence[object]:
    return images if images.salt is not None or images.erased else images[:2]


def read_backup(content: bytes) -> tuple[WorkspaceCopy, ...]:
    """The workspaces in a backup file.

    Raises:
        InvalidInput: it is none, or a byte of it is not as it was written, or a history in it does not hold.
    """
    *lines, trailer = _unpacked(content).split(b"\n")[:-1]
    body = b"".join(line + b"\n" for line in lines)
    if _parsed(trailer) != {"lines": len(lines), "sha256": hashlib.sha256(body).hexdigest()}:
        raise _damaged("its checksum does not fit")
    entries = [_parsed(line) for line in lines]
    if not entries or entries[0] != {"netzblick_backup": FORMAT}:
        raise _damaged("it is of another format", "It may be of a newer version of Netzblick.")
    return tuple(_copies(entries[1:]))


def _unpacked(content: bytes) -> bytes:
    """The lines; nothing may stand before or behind them."""
    if not content.startswith(_HEADER):
        raise _damaged("it does not begin as one")
    begin = len(_HEADER) + _COMMENT
    if content[len(_HEADER) : begin] != _comment(content[begin:]):
        raise _damaged("a byte of it differs, or it is cut off")
    unpacking = zlib.decompressobj(_WINDOW)
    try:
        body = unpacking.decompress(content, _LARGEST)
    except zlib.error as error:
        raise _damaged("it cannot be unpacked") from error
    if not unpacking.eof or unpacking.unused_data or not body.endswith(b"\n"):
        raise _damaged("it is cut off, or something was added")
    return body


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise _damaged("a line of it cannot be read") from error
    return entry if isinstance(entry, dict) else {}


def _copies(entries: Sequence[Mapping[str, Any]]) -> Iterator[WorkspaceCopy]:
    entries_of_kind: dict[str | None, list[Any]] = {}
    for entry in entries:
        (kind, value), *rest = entry.items() or ((None, None),)
        if kind != "end":
            entries_of_kind.setdefault(kind, []).append(value)
            continue
        copy = _copy(entries_of_kind)
        _check_history(copy)
        if entry != {"end": copy.id, "sha256": copy.hash} or not rest:
            raise _damaged(f"the workspace „{copy.id}“ is not complete")
        yield copy
        entries_of_kind = {}
    if entries_of_kind:
        raise _damaged("its last workspace is not complete")


def _copy(entries_of_kind: Mapping[str | None, list[Any]]) -> WorkspaceCopy:
    try:
        [workspace] = entries_of_kind["workspace"]
        changes = tuple(map(_kept_change, entries_of_kind.get("change", ())))
        return WorkspaceCopy(
            **workspace,
            changes=changes,
            decisions=tuple(entries_of_kind.get("decision", ())),
            imports=tuple(entries_of_kind.get("import", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged("a workspace in it is not one") from error


def _kept_change(row: Mapping[str, Any]) -> KeptChange:
    parts = tuple(Images(*images) for images in row.get("images", ()))
    values = {name: row[name] for name in (*_WRITTEN, *_HASHED, *_ERASABLE) if name in row}
    if "parts" in values:
        values["parts"] = tuple(values["parts"])
    return KeptChange(change=Change(**values), hash=row["hash"], digest=row["digest"], parts=parts)


def _check_history(copy: WorkspaceCopy) -> None:
    previous, erasures = "", Erasures()
    for number, kept_change in enumerate(copy.changes, start=1):
        change = kept_change.change
        if (change.sequence, change.previous, change.hash(copy.id)) != (number, previous, kept_change.hash):
            raise _damaged(f"the history of „{copy.id}“ does not hold at change {number}")
        if not change.covers(kept_change.images):
            raise _damaged(f"the history of „{copy.id}“ does not hold in a part of change {number}")
        erasures.add_change(change, kept_change.images)
        previous = kept_change.hash
    if not erasures.match_declaration:
        raise _damaged(f"the history of „{copy.id}“ does not tell what was erased")


def _damaged(damage: str, hint: str = "Take another copy of it; nothing was written.") -> InvalidInput:
    return InvalidInput(said("backup_damaged", damage=damage), hint=hint)


def rows_of(image: Image) -> int:
    """How many records an image holds."""
    return sum(map(len, image.values()))
