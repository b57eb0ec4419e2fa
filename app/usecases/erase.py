"""What is held of somebody, and its erasure: from the records, from what stands beside them, and from the history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.errors import InvalidInput, UnknownName
from app.records.offers import Offer, Project
from app.records.records import Record, Records
from app.records.redaction import Redaction, telling_names
from app.records.references import Key, Removal, references_of
from app.records.schema import Topic
from app.refusals import said
from app.store.bolt import Database
from app.store.chain import Images, changes_of, image_of, images_of
from app.store.erasure.history import erase_from_history
from app.store.erasure.mentions import Mention, forget_mentions, list_mentions
from app.store.records import load
from app.store.rows import complete, normalised, record_of
from app.store.workspaces import list_workspaces
from app.store.write import write
from app.usecases.records.records import BY
from app.usecases.records.remove_record import change_of

TOPICS_OF_PEOPLE: tuple[Topic, ...] = ("actors", "offers", "projects", "working_groups", "places", "occasions")
"""Topics whose records may be a person, or bear the name of one; only these are asked about over HTTP and on pages."""

SHORTEST_TEXT = 2
"""A single letter would be taken out of everything."""

LONGEST_TEXT = 200
MOST_TEXTS = 20
"""Further words of an erasure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerState:
    """A record as a change left it (``after``) or found it (``before``)."""

    sequence: int
    at: str
    side: str
    topic: Topic
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is held of a record: itself and what names it, now and formerly, and what stands beside the records.

    ``texts`` are the names by which it was looked for.
    """

    texts: tuple[str, ...]
    records: tuple[Record, ...]
    history: tuple[FormerState, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeChange:
    """A change that somebody signed on, or a key, made."""

    workspace: str
    sequence: int
    at: str
    kind: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Records and texts that an erasure takes away, or would.

    ``removed`` and ``changed`` are records by topic and id, ``images`` former states that lost something (beforehand:
    those that are about the record), ``mentions`` what stands beside the records. ``remaining`` are ids of other records that hold the name; an id never changes, so
    those records are to be erased by themselves.
    """

    texts: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    images: int
    mentions: int
    remaining: tuple[str, ...]


async def held_of(database: Database, workspace: str, subject: Key, texts: Sequence[str] = ()) -> Held:
    """All that a workspace holds of a record.

    Raises:
        UnknownName: no such workspace, or there never was such a record.
    """
    return await _held(database, workspace, subject, texts, await load(database, workspace))


async def _held(database: Database, workspace: str, subject: Key, texts: Sequence[str], records: Records) -> Held:
    former = await _history(database, workspace, subject)
    states = [state.record for state in former if (state.topic, state.record.id) == subject]
    if not states:
        raise UnknownName(said("record_never_existed", record_id=subject[1], topic=subject[0]))
    names = _names(states, texts)
    naming = tuple(record for topic, of_topic in records for record in of_topic if _is_about(topic, record, subject))
    mentions = await list_mentions(database, workspace, names, [subject[1]])
    return Held(texts=names, records=naming, history=former, mentions=mentions)


async def foreseen(database: Database, workspace: str, subject: Key, texts: Sequence[str]) -> tuple[Held, Erased]:
    """All that a workspace holds of a record, and what its erasure would take away; nothing is changed.

    Raises:
        UnknownName: no such workspace, or there never was such a record.
    """
    database = database.with_bulk_deadlines  # the whole history is read
    records = await load(database, workspace)
    held = await _held(database, workspace, subject, texts, records)
    return held, _plan(subject, records, held).erased


async def changes_made_by(database: Database, author: str) -> tuple[MadeChange, ...]:
    """The changes that a key (``key:1f3a``) or a person signed on (``person:…``) made, in every workspace."""
    changes: list[MadeChange] = []
    for stored in await list_workspaces(database):
        rows = await database.read("changes/made_by", workspace=stored.id, who=author)
        changes += [MadeChange(workspace=stored.id, **row) for row in rows]
    return tuple(changes)


async def erase(
    database: Database, workspace: str, subject: Key, *, texts: Sequence[str], at: datetime, dry_run: bool
) -> Erased:
    """Erase a record with all that is held of it; offers and projects of its own alone go too.

    Args:
        database: where it is.
        workspace: its id.
        subject: topic and id of the record; it may be gone from the records already.
        texts: further words it is known by. They and its names of several words are taken out of every text.
        at: when.
        dry_run: only tell what would be done.

    Raises:
        UnknownName: no such workspace, or there never was such a record.
        InvalidInput: one of the texts is shorter than two letters.
        StaleVersion: others changed it meanwhile; nothing is lost by repeating it.
        Conflict: the history is one of an older version, which nothing can be taken out of.
    """
    database = database.with_bulk_deadlines  # the whole history is read, and written in one transaction
    records = await load(database, workspace)
    held = await _held(database, workspace, subject, texts, records)
    plan = _plan(subject, records, held)
    if dry_run:
        return plan.erased
    change = change_of(plan.removal, records)
    if change.expected_versions:
        await write(database, workspace, f"erase:{at.isoformat()}", change, by=BY, at=at, kind="delete")
    await forget_mentions(database, workspace, held.texts, [record_id for _, record_id in plan.redaction.keys])
    images = await erase_from_history(database, workspace, plan.redaction, by=BY, at=at)
    return replace(plan.erased, images=images)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """An erasure before it is made: what goes from the records and from texts, and what is told of it."""

    redaction: Redaction
    removal: Removal
    erased: Erased


def _plan(subject: Key, records: Records, held: Held) -> _Plan:
    redaction = Redaction(frozenset({subject, *_of_its_own(records, subject)}), held.texts)
    removal, stored = redaction.without(records), records.by_key().keys()
    present = Removal(removal.deletes & stored, removal.upserts)
    remaining = (key for key in stored - present.deletes if redaction.concerns(key[1].replace("-", " ")))
    erased = Erased(
        texts=held.texts,
        removed=_record_paths(present.deletes),
        changed=_record_paths(present.upserts.by_key()),
        images=len(held.history),
        mentions=len(held.mentions),
        remaining=_record_paths(remaining),
    )
    return _Plan(redaction=redaction, removal=present, erased=erased)


async def _history(database: Database, workspace: str, subject: Key) -> tuple[FormerState, ...]:
    states: list[FormerState] = []
    async for change, _ in changes_of(database, workspace):
        async for images in images_of(database, workspace, change):
            states += [
                FormerState(sequence=change.sequence, at=change.at, side=side, topic=topic, record=record)
                for side, topic, record in _states(images)
                if _is_about(topic, record, subject)
            ]
    return tuple(states)


def _states(images: Images) -> Iterable[tuple[str, Topic, Record]]:
    for side, text in (("before", images.before), ("after", images.after)):
        for topic, rows in image_of(text).items():
            for row in rows:
                yield side, topic, record_of(topic, complete(topic, row))


def _is_about(topic: Topic, record: Record, subject: Key) -> bool:
    return (topic, record.id) == subject or any(
        reference.target == subject for reference in references_of(topic, record)
    )


def _names(states: Iterable[Record], texts: Sequence[str]) -> tuple[str, ...]:
    names = (name for record in states for name in (getattr(record, "name", None), *getattr(record, "aliases", ())))
    words = [" ".join(normalised(text).split()) for text in texts]
    if any(len(word) < SHORTEST_TEXT for word in words):
        raise InvalidInput(said("word_too_short"))
    return tuple(dict.fromkeys((*telling_names(names), *words)))


def _of_its_own(records: Records, subject: Key) -> Iterable[Key]:
    """Offers and projects that nobody else takes part in."""
    topic, record_id = subject
    works: tuple[tuple[Topic, tuple[Offer | Project, ...]], ...] = (
        ("offers", records.offers),
        ("projects", records.projects),
    )
    for owner, of_topic in works if topic == "actors" else ():
        for work in of_topic:
            if set(work.actors) == {record_id}:
                yield owner, work.id


def _record_paths(keys: Iterable[Key]) -> tuple[str, ...]:
    return tuple(sorted(f"{topic}/{record_id}" for topic, record_id in keys))
