"""Records that come whole, as JSON of a workspace holds them, compared with those stored."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain

from app.errors import Problem
from app.formats.messages import sentence
from app.intake.diff import merge
from app.intake.drafts import Draft
from app.intake.intake import Intake
from app.intake.problems import Problems
from app.intake.questions import Questions
from app.records.records import Record, Records
from app.records.references import references_of
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.vocabulary import Lang

_ASIDE = frozenset({"id", "source", "version"})


def take_in_records(records: Records, existing: Records, file: str, lang: Lang) -> Intake:
    """What a file of whole records would change; a reference to what neither file nor workspace holds is rejected.

    A new record keeps the source it had.
    """
    problems = Problems(lang)
    by_topic: Mapping[Topic, Mapping[str, Record]] = {
        topic: {record.id: record for record in stored} for topic, stored in existing
    }
    drafts = [_draft(topic, record, file, at) for topic, of_topic in records for at, record in enumerate(of_topic, 1)]
    merged = merge(drafts, by_topic, problems, Questions(problems))
    known = {(topic, record.id) for topic, stored in chain(records, existing) for record in stored}
    rejected = [_unknown(*reference, file, lang) for reference in _references(records) if reference[2:] not in known]
    return Intake(
        records=merged.records,
        new=merged.new,
        unchanged=merged.unchanged,
        changed=merged.changed,
        created=(),
        not_in_this_file=(),
        rejected=(*problems.rejected, *rejected),
        notices=tuple(problems.notices),
    )


def _draft(topic: Topic, record: Record, file: str, number: int) -> Draft:
    values = {field.name: getattr(record, field.name) for field in fields(record) if field.name not in _ASIDE}
    return Draft(topic, record.id, values, record.source or SourceRef(file, topic, number))


def _references(records: Records) -> Iterator[tuple[Topic, str, Topic, str]]:
    """Topic and id of every record, with topic and id of what it refers to."""
    for topic, of_topic in records:
        for record in of_topic:
            for _, target in references_of(topic, record):
                yield topic, record.id, *target


def _unknown(topic: Topic, record_id: str, target: str, reference: str, file: str, lang: Lang) -> Problem:
    message = sentence("json_reference", lang, file=file, id=record_id, element=topic, value=reference, names=target)
    return Problem(code="json_reference", message=message, file=file)
