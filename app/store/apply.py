"""Rows written to and deleted from the graph, inside a transaction that holds the lock."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from app.errors import Conflict, UnknownName
from app.records.records import TOPICS
from app.records.schema import Topic, schema
from app.records.term_nodes import term_nodes
from app.refusals import said
from app.store.bolt import Row, Transaction
from app.store.chain import Image
from app.store.checks import shown_id
from app.store.rows import sliced

BATCH = 1_000
"""Rows handed to one query; the transaction may run many of them."""

_MOST_NAMED = 3
"""Records that an error names; of more it tells the number."""

TIES = "cooperations"
"""The topic whose records are relationships."""


async def image(
    transaction: Transaction, generation: str, ids: Mapping[Topic, Iterable[str]]
) -> dict[Topic, list[Row]]:
    """The records with these ids by topic, as far as they exist, sorted by id."""
    images: dict[Topic, list[Row]] = {}
    for topic in TOPICS:
        for batch in sliced(sorted(set(ids.get(topic, ()))), BATCH):
            rows = await transaction.run(f"{topic}/read", workspace=generation, ids=batch)
            images.setdefault(topic, []).extend(rows)
    return {topic: sorted(rows, key=_id) for topic, rows in images.items() if rows}


async def upsert(transaction: Transaction, generation: str, rows: Image, before: Image) -> None:
    """Write rows: first every record, then what they refer to, so that they may refer to each other.

    What a record refers to is left alone when ``before`` shows the same: relationships cost most of the memory.
    """
    await put(transaction, generation, rows)
    await link(transaction, generation, _relinked(rows, before))


async def put(transaction: Transaction, generation: str, rows: Image) -> None:
    """Write records without what they refer to; a cooperation is a relationship itself and has to wait for its ends."""
    await _mention(transaction, generation, rows)
    for topic, batch in _batches(rows):
        if topic != TIES:
            await transaction.run(f"{topic}/write", workspace=generation, rows=batch)


async def link(transaction: Transaction, generation: str, rows: Image) -> None:
    """Tie records that are written to what they refer to."""
    for topic, batch in _batches(rows):
        await transaction.run(
            "cooperations/write" if topic == TIES else f"{topic}/link", workspace=generation, rows=batch
        )


async def delete(transaction: Transaction, generation: str, ids: Mapping[Topic, Sequence[str]]) -> None:
    """Delete records that nothing else refers to.

    Raises:
        UnknownName: one does not exist.
        Conflict: a record that stays refers to one; the hint names it.
    """
    deleted = {(topic, record) for topic, batch in ids.items() for record in batch}
    for topic in reversed(TOPICS):
        for batch in sliced(sorted(set(ids.get(topic, ()))), BATCH):
            rows = await transaction.run(f"{topic}/delete", workspace=generation, ids=batch)
            _refuse_missing(topic, batch, rows)
            for row in rows:
                _refuse_referred(topic, row, deleted)


def _refuse_missing(topic: Topic, ids: Sequence[str], rows: Sequence[Row]) -> None:
    missing = sorted(set(ids) - {row["id"] for row in rows})
    if missing:
        raise UnknownName(said("unknown_record_to_delete", record_id=missing[0], topic=topic))


def _refuse_referred(topic: Topic, row: Row, deleted: set[tuple[Topic, str]]) -> None:
    owners = schema().topics
    staying = sorted({(owners[record["label"]], record["id"]) for record in row["referrers"]} - deleted)
    if staying:
        names = tuple(dict.fromkeys(f"{owner} „{shown_id(owner, record)}“" for owner, record in staying))
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        raise Conflict(
            said(
                "record_referred_to_by_several",
                record_id=row["id"],
                topic=topic,
                names=", ".join(names[:_MOST_NAMED]) + more,
            ),
            hint=said("change_referring_records"),
            records=staying,
        )


async def _mention(transaction: Transaction, generation: str, rows: Image) -> None:
    """Make sure that the codes and files which rows refer to have nodes."""
    all_rows = tuple(chain.from_iterable(rows.values()))
    themes = {code for row in all_rows for code in (*row.get("themes", ()), row.get("theme")) if code}
    groups = {code for row in all_rows for code in (*row.get("target_groups", ()), row.get("target_group")) if code}
    files = {row["source"]["file"] for row in all_rows if row["source"]}
    await transaction.run("themes/write", workspace=generation, terms=term_nodes("theme", themes))
    await transaction.run("target_groups/write", workspace=generation, terms=term_nodes("target_group", groups))
    await transaction.run("sources/write", workspace=generation, files=sorted(files))


def _relinked(rows: Image, before: Image) -> Image:
    """The rows whose references differ from what is stored, and every cooperation."""
    former = {(topic, row["id"]): row for topic, of_topic in before.items() for row in of_topic}
    fields = schema().linked_fields
    return {
        topic: [row for row in of_topic if topic == TIES or _differ(row, former.get((topic, row["id"])), fields[topic])]
        for topic, of_topic in rows.items()
    }


def _differ(row: Row, former: Row | None, fields: frozenset[str]) -> bool:
    return former is None or any(row[field] != former[field] for field in fields)


def _batches(rows: Image) -> Iterable[tuple[str, Sequence[Row]]]:
    return ((topic, batch) for topic in TOPICS for batch in sliced(rows.get(topic, ()), BATCH))


def _id(row: Row) -> str:
    record_id: str = row["id"]
    return record_id
