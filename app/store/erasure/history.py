"""Erasure from the history of a workspace: images lose what is personal, the chain of hashes holds, and tells of it."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from app.errors import Conflict
from app.records.records import Record, Records
from app.records.redaction import Redaction
from app.refusals import said
from app.store.bolt import Database, Row, Transaction
from app.store.chain import Change, Erasures, Image, Images, canonical_json, image_of
from app.store.requests import WriteRequest, keep_change, locked_workspace
from app.store.rows import complete, record_of, row_of

_SLICE = 20
_ESCAPE = re.compile(r"\\(.)")
"""A sign that a text of JSON tells by two; a backslash is one, so that what follows it is none."""


class _Place(NamedTuple):
    """Place of images: a change, or a part of a large one."""

    change: Change
    number: int
    images: Images


async def erase_from_history(database: Database, workspace: str, redaction: Redaction, *, by: str, at: datetime) -> int:
    """Take records and texts out of everything that the history holds; how many images lost something.

    What is left is covered by the name of a further change, ``erasure``; the hashes of what was there stay without the
    salt that would let somebody try what it was.

    Raises:
        UnknownName: no such workspace.
        Conflict: a change was made by a version of Netzblick whose history nothing can be taken out of.
    """
    return await database.write(partial(_erase, workspace=workspace, redaction=redaction, by=by, at=at))


async def _erase(transaction: Transaction, *, workspace: str, redaction: Redaction, by: str, at: datetime) -> int:
    locked = await locked_workspace(transaction, workspace)
    marks = _marks(redaction)
    erasures, after, erased = Erasures(), 0, 0
    while rows := await transaction.run("changes/read", workspace=workspace, after=after, limit=_SLICE):
        after = rows[-1]["sequence"]
        for change in map(Change.of, rows):
            remaining_images = []
            for place in await _places(transaction, workspace, change):
                images = _redacted_images(place.images, redaction, marks)
                if images != place.images:
                    erased += 1
                    await _replace(transaction, workspace, place, images)
                remaining_images.append(images)
            erasures.add_change(change, remaining_images)
    if erased:
        request = _request(workspace, erasures.operation, by, at)
        await keep_change(transaction, request, request.change(locked["sequence"] + 1, locked["hash"]))
    return erased


async def _places(transaction: Transaction, workspace: str, change: Change) -> Sequence[_Place]:
    if change.generation is None:
        return [_Place(change, 0, change.images)]
    places = []
    for number in range(len(change.parts)):
        [row] = await transaction.run("changes/part", workspace=workspace, generation=change.generation, number=number)
        places.append(_Place(change, number, Images(**row)))
    return places


async def _replace(transaction: Transaction, workspace: str, place: _Place, images: Images) -> None:
    if place.images.salt is None and not place.images.erased:
        raise Conflict(
            said("change_without_salt", sequence=place.change.sequence),
            hint=said("make_workspace_anew"),
        )
    texts = {"sequence": place.change.sequence, "before": images.before, "after": images.after}
    if place.change.generation is None:
        await transaction.run("changes/erase", workspace=workspace, **texts)
    else:
        part = {"generation": place.change.generation, "number": place.number}
        await transaction.run("changes/erase_part", workspace=workspace, **part, **texts)


def _marks(redaction: Redaction) -> frozenset[str]:
    """Ids as they stand in an image, by which most images are passed over unread."""
    return frozenset(canonical_json(record) for _, record in redaction.keys)


def _redacted_images(images: Images, redaction: Redaction, marks: frozenset[str]) -> Images:
    before, after = (
        canonical_json(_redacted(image_of(text), redaction))
        if any(mark in text for mark in marks) or redaction.concerns(_words(text))
        else text
        for text in images[:2]
    )
    return images if (before, after) == images[:2] else Images(before, after, None, erased=True)


def _words(text: str) -> str:
    """A text of JSON for looking up words in: a line break or tab in it parts words, as a quotation mark does."""
    return _ESCAPE.sub(lambda escape: " " if escape[1] in "nrt" else escape[1], text)


def _redacted(image: Image, redaction: Redaction) -> Image:
    records = {topic: tuple(record_of(topic, complete(topic, row)) for row in rows) for topic, rows in image.items()}
    removal = redaction.without(Records(**records))  # type: ignore[arg-type]  # a topic is a field
    changed = removal.upserts.by_key()
    remaining_rows = {
        topic: [_row(changed.get((topic, row["id"])), row) for row in rows if (topic, row["id"]) not in removal.deletes]
        for topic, rows in image.items()
    }
    return {topic: rows for topic, rows in remaining_rows.items() if rows}


def _row(changed: Record | None, row: Row) -> Row:
    return row if changed is None else row_of(changed)


def _request(workspace: str, operation: str, by: str, at: datetime) -> WriteRequest:
    return WriteRequest(
        workspace=workspace,
        key=operation,
        rows={},
        deletes={},
        expected_versions={},
        by=by,
        at=at,
        kind="erasure",
    )
