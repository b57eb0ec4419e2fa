"""Updates of a workspace: which records were written or deleted since a change, and all records as they are now."""

from collections.abc import Mapping
from dataclasses import replace

from app.records.records import Records
from app.records.schema import Topic
from app.store.bolt import Database
from app.store.chain import Change, image_of
from app.store.records import of_ids

MOST_CHANGES = 20
MOST_RECORDS = 1_000
"""Records above which all of them are read anew: that is hardly slower, and needs no history."""

Touched = Mapping[Topic, frozenset[str]]
"""Ids of records by topic."""


async def touched_since(database: Database, workspace: str, revision: int, fingerprint: str) -> Touched | None:
    """The records that were written or deleted after a change that is not the last; None: not told, or they are many.

    No further change is none of this history: a workspace made anew can be as old as the former one.

    Args:
        database: where the workspace is.
        workspace: its id.
        revision: the number of the change.
        fingerprint: its hash, which tells whether the workspace still has the same history.
    """
    rows = await database.read("changes/read", workspace=workspace, after=revision, limit=MOST_CHANGES + 1)
    changes = [Change.of(row) for row in rows]
    all_is_told = 0 < len(changes) <= MOST_CHANGES and all(map(_tells_all, changes))
    if not all_is_told or changes[0].previous != fingerprint:
        return None
    touched: dict[Topic, set[str]] = {}
    for change in changes:
        for image in (image_of(change.before), image_of(change.after)):
            for topic, records in image.items():
                touched.setdefault(topic, set()).update(record["id"] for record in records)
    if sum(map(len, touched.values())) > MOST_RECORDS:
        return None
    return {topic: frozenset(ids) for topic, ids in touched.items()}


def _tells_all(change: Change) -> bool:
    """Whether a change holds the ids of all that it touched: a large one keeps them in parts, an erasure takes some out."""
    return change.generation is None and not change.erased and change.kind != "erasure"


async def updated(database: Database, workspace: str, known: Records, touched: Touched) -> Records:
    """Known records with those that were touched as they are now.

    Raises:
        UnknownName: no such workspace.
    """
    topics = {
        topic: tuple(
            sorted(
                (
                    *(record for record in getattr(known, topic) if record.id not in ids),
                    *await of_ids(database, workspace, topic, sorted(ids)),
                ),
                key=lambda record: record.id,
            )
        )
        for topic, ids in touched.items()
    }
    return replace(known, **topics)
