"""Records of a workspace as they are read: all of them, a page, a single one, or the ties in columns."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from app.errors import UnknownName
from app.network.graph.ties import TieColumns
from app.records.records import TOPICS, Record, Records
from app.records.schema import Topic, schema
from app.refusals import said
from app.store.bolt import Database, Row
from app.store.rows import record_of, sliced
from app.store.workspaces import consistent_read, shown_generation

SLICE = 2_000
"""Records read by one query; a thousand offers are about 1 MB."""

TIE_SLICE = 5_000
"""Actors whose cooperations one query reads, in columns; a query has 128 MiB."""

_SLICES_AT_ONCE = 2

_MADE_AT_ONCE = 200
"""Records made of rows before others are answered: a few milliseconds."""

_MOST = 2**31 - 1  # the longest list Cypher can cut off


class Page(NamedTuple):
    """Some records in the order of their ids. ``next`` is the id to go on after, ``total`` counts all that match."""

    items: tuple[Record, ...]
    next: str | None
    total: int


async def load(database: Database, workspace: str, topics: Iterable[Topic] | None = None) -> Records:
    """All records of a workspace, or those of some topics, as they were at one moment.

    Raises:
        UnknownName: no such workspace.
    """
    wanted = tuple(TOPICS) if topics is None else tuple(topics)

    async def read() -> Records:
        generation = await shown_generation(database, workspace)
        return Records(**{topic: await _whole_topic(database, generation, topic) for topic in wanted})

    return await consistent_read(database, workspace, read)


async def load_ties(database: Database, workspace: str) -> TieColumns:
    """The cooperations of any time, in columns; the database reads one slice while the last one is unpacked."""
    generation = await shown_generation(database, workspace)
    [bounds] = await database.read("actors/slices", workspace=generation, size=TIE_SLICE)
    turn = asyncio.Semaphore(_SLICES_AT_ONCE)

    async def tie_slice(after: str, until: str) -> list[Row]:
        async with turn:
            return await database.read("cooperations/columns", workspace=generation, after=after, until=until)

    slices = await asyncio.gather(*(tie_slice(*ends) for ends in pairwise(["", *bounds["ends"]])))
    return _tie_columns(list(chain.from_iterable(slices)))


async def get(database: Database, workspace: str, topic: Topic, record_id: str) -> Record:
    """One record.

    Raises:
        UnknownName: no such workspace, topic or record.
    """
    generation = await shown_generation(database, workspace)
    rows = await database.read(f"{_checked_topic(topic)}/read", workspace=generation, ids=[record_id])
    if not rows:
        raise UnknownName(said("unknown_record_in_workspace", record_id=record_id, topic=topic, workspace=workspace))
    return record_of(topic, rows[0])


async def of_ids(database: Database, workspace: str, topic: Topic, ids: Sequence[str]) -> tuple[Record, ...]:
    """The records with these ids, as far as they exist, sorted by id.

    Raises:
        UnknownName: no such workspace or topic.
    """
    return await _read(database, await shown_generation(database, workspace), _checked_topic(topic), ids)


async def records_around_actors(database: Database, workspace: str, actors: Sequence[str]) -> Records:
    """Some actors, and every record that refers to one of them or that one of them refers to.

    Raises:
        UnknownName: no such workspace.
    """
    generation = await shown_generation(database, workspace)
    wanted: dict[Topic, set[str]] = {"actors": set(actors)}
    for actor in actors:
        for row in await database.read("actors/referrers", workspace=generation, id=actor):
            if row["owner"] in schema().topics:
                wanted.setdefault(schema().topics[row["owner"]], set()).update(row["ids"])
    records: dict[str, Any] = {
        topic: await _read(database, generation, topic, sorted(ids)) for topic, ids in wanted.items()
    }
    return Records(**records)


async def cooperations_of(database: Database, workspace: str, actor: str) -> tuple[Record, ...]:
    """The cooperations of one actor, of any time.

    Raises:
        UnknownName: no such workspace.
    """
    generation = await shown_generation(database, workspace)
    [listed] = await database.read("cooperations/of_actor", workspace=generation, id=actor)
    return await _read(database, generation, "cooperations", listed["ids"])


async def page(
    database: Database, workspace: str, topic: Topic, *, q: str = "", limit: int = 50, after: str = ""
) -> Page:
    """At most ``limit`` records after an id whose name (or that of what they are about) contains ``q``.

    Raises:
        UnknownName: no such workspace or topic.
    """
    generation = await shown_generation(database, workspace)
    [listed] = await database.read(
        f"{_checked_topic(topic)}/list", workspace=generation, q=q, after=after, limit=limit + 1
    )
    ids = listed["ids"][:limit]
    items = await _read(database, generation, topic, ids)
    return Page(items, ids[-1] if len(listed["ids"]) > limit else None, listed["total"])


async def matching(database: Database, workspace: str, topic: Topic, q: str) -> tuple[Record, ...]:
    """All records whose name (or that of what they are about) contains ``q``, as they were at one moment.

    Raises:
        UnknownName: no such workspace or topic.
    """

    async def read() -> tuple[Record, ...]:
        generation = await shown_generation(database, workspace)
        [listed] = await database.read(
            f"{_checked_topic(topic)}/list", workspace=generation, q=q, after="", limit=_MOST
        )
        return await _read(database, generation, topic, listed["ids"])

    return await consistent_read(database, workspace, read)


async def _whole_topic(database: Database, generation: str, topic: Topic) -> tuple[Any, ...]:
    [listed] = await database.read(f"{topic}/list", workspace=generation, q="", after="", limit=_MOST)
    return await _read(database, generation, topic, listed["ids"])


async def _read(database: Database, generation: str, topic: Topic, ids: Sequence[str]) -> tuple[Record, ...]:
    records: list[Record] = []
    for slice_of_ids in sliced(ids, SLICE):
        rows = await database.read(f"{topic}/read", workspace=generation, ids=slice_of_ids)
        for next_rows in sliced(rows, _MADE_AT_ONCE):
            records += (record_of(topic, row) for row in next_rows)
            await asyncio.sleep(0)  # let others be answered
    return tuple(sorted(records, key=lambda record: record.id))


def _checked_topic(topic: Topic) -> Topic:
    if topic not in TOPICS:
        raise UnknownName(said("unknown_topic", topic=topic), hint=said("known_names", names=", ".join(TOPICS)))
    return topic


def _tie_columns(groups: list[Row]) -> TieColumns:
    def column(name: str) -> list[Any]:
        return _one_list(group[name] for group in groups)

    def repeated(value: Callable[[Row], Any]) -> list[Any]:
        return _one_list([value(group)] * len(group["rows"]) for group in groups)

    return TieColumns(
        actors_a=column("actors_a"),
        actors_b=column("actors_b"),
        strengths=column("strengths"),
        statuses=repeated(itemgetter("status")),
        bases=repeated(itemgetter("basis")),
        kinds=repeated(itemgetter("kind")),
        starts=column("starts"),
        ends=column("ends"),
        rows=column("rows"),
        files=repeated(_sheet),
    )


def _sheet(group: Row) -> tuple[str, str] | None:
    return None if group["file"] is None else (group["file"], group["sheet"])


def _one_list(lists: Iterable[list[Any]]) -> list[Any]:
    """All values; whole lists are copied in half the time that one value after the other takes."""
    values: list[Any] = []
    for entries in lists:
        values += entries
    return values
