"""Checks of a write: the rules of each record, ids that stand once, references that lead somewhere and not in a circle, answers given."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from app.errors import InvalidInput, Problem
from app.records.fields import SUBJECT_TOPICS
from app.records.ids import LONGEST_ID
from app.records.records import Record, Records
from app.records.rules import WHOLES, faults
from app.records.schema import Topic, schema
from app.refusals import said
from app.store.bolt import Row, Transaction
from app.store.chain import Image


class Reference(NamedTuple):
    """A field of a record names another record."""

    topic: Topic
    record: str
    field: str
    target_topic: Topic
    target: str


def check_records(upserts: Records) -> None:
    """Make sure that every record keeps the rules, and that each id stands once in its topic.

    Raises:
        InvalidInput: some do not; every problem is listed.
    """
    problems = tuple(problem for topic, records in upserts for problem in _problems(topic, records))
    if problems:
        raise InvalidInput(said("values_unstorable", count=len(problems)), problems=problems)


async def check_references(transaction: Transaction, generation: str, image: Image) -> None:
    """Make sure that every record that rows refer to is stored or among the rows.

    Raises:
        InvalidInput: some are not; every reference to nowhere is listed.
    """
    known = {(topic, row["id"]) for topic, rows in image.items() for row in rows}
    pending = [reference for reference in references(image) if (reference.target_topic, reference.target) not in known]
    wanted: dict[Topic, set[str]] = {}
    for reference in pending:
        wanted.setdefault(reference.target_topic, set()).add(reference.target)
    lists = {topic: sorted(ids) for topic, ids in wanted.items()}
    rows = await transaction.run("records/missing", workspace=generation, wanted=lists) if lists else []
    missing = {(row["topic"], row["id"]) for row in rows}
    nowhere = (reference for reference in pending if (reference.target_topic, reference.target) in missing)
    problems = tuple(map(_nowhere, nowhere))
    if problems:
        raise InvalidInput(said("references_unknown"), problems=problems)


async def check_answers(transaction: Transaction, generation: str, image: Image) -> None:
    """Make sure that whoever is on record with an answer is among those who answered; the rows are in the graph.

    Raises:
        InvalidInput: some are not. Where a wave is written, its answers are not named: who may edit a wave need not
            know who said what about whom.
    """
    waves, reports = ([row["id"] for row in image.get(topic, ())] for topic in ("waves", "tie_reports"))
    if not waves and not reports:
        return
    rows = await transaction.run("tie_reports/unanswered", workspace=generation, waves=waves, ids=reports)
    problems = tuple(dict.fromkeys(_unanswered(row, of_wave=row["id"] not in reports) for row in rows))
    if problems:
        raise InvalidInput(said("answer_of_silent_actor"), problems=problems)


async def check_circles(transaction: Transaction, generation: str, image: Image) -> None:
    """Make sure that no area or actor lies within itself by way of others; the rows are in the graph.

    Raises:
        InvalidInput: some do; each is named with the way that leads back to it.
    """
    inside = {topic: [row["id"] for row in image.get(topic, ()) if row[field]] for topic, field in WHOLES.items()}
    if not any(inside.values()):
        return
    problems = tuple(map(_circle, await transaction.run("records/circles", workspace=generation, **inside)))
    if problems:
        raise InvalidInput(said("records_within_themselves"), problems=problems)


def shown_id(topic: Topic, record_id: str) -> str:
    """An id as a refusal shows it; that of an answer to a survey says who said what about whom and is not shown."""
    return "…" if topic == "tie_reports" else record_id


def references(image: Image) -> Iterator[Reference]:
    """Every reference from rows to records, codes of vocabularies excepted."""
    for topic, rows in image.items():
        for field, targets in schema().references[topic].items():
            for row in rows:
                target_topic = targets[0] if len(targets) == 1 else SUBJECT_TOPICS[row["subject_kind"]]
                for target in _listed(row[field]):
                    yield Reference(topic, row["id"], field, target_topic, target)


def _problems(topic: Topic, records: Iterable[Record]) -> Iterator[Problem]:
    known: set[str] = set()
    for record in records:
        if record.id in known:
            yield _problem(topic, record, "id", said("id_twice"))
        known.add(record.id)
        for fault in faults(record):
            yield _problem(topic, record, fault.field, fault.message)


def _listed(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _problem(topic: Topic, record: Record, field: str, message: str) -> Problem:
    return Problem(
        code="not_storable",
        message=said("record_refused", record_id=record.id[:LONGEST_ID], reason=message),
        pointer=f"/{topic}/{field}",
    )


def _nowhere(reference: Reference) -> Problem:
    message = said(
        "reference_unknown", record=reference.record, target=reference.target, target_topic=reference.target_topic
    )
    return Problem(code="unknown_reference", message=message, pointer=f"/{reference.topic}/{reference.field}")


def _circle(row: Row) -> Problem:
    field, way = WHOLES[row["topic"]], " → ".join(row["way"])
    return Problem(
        code="circle",
        message=said("record_within_itself", record_id=row["id"], way=way),
        pointer=f"/{row['topic']}/{field}",
    )


def _unanswered(row: Row, *, of_wave: bool) -> Problem:
    record, field = (row["wave"], "waves/answered_by") if of_wave else (row["id"], "tie_reports/by")
    message = f"{record}: „{row['by']}“ is not among those who answered „{row['wave']}“"
    return Problem(code="not_answered", message=message, pointer=f"/{field}")
