"""Stored records without a row in the files: they stay, unless somebody says that one of the same source is removed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.intake.drafts import Draft
from app.intake.problems import Place
from app.intake.questions import Questions
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.intake.sheets.headings import SheetTable
from app.intake.sheets.sheets import title_of
from app.records.cooperations import TieReport
from app.records.records import Record, Records, topic_named
from app.records.references import Attachments, Key, Removal
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.vocabulary import Lang

_REMOVED = ("stay", "remove")


@dataclass(frozen=True, slots=True)
class Absent:
    """A stored record whose sheet is in the files without a row for it; it stays."""

    topic: Topic
    id: str
    name: str


def absent_records(
    rows: Mapping[Topic, Sequence[Row]], drafts: Iterable[Draft], existing: Mapping[Topic, Mapping[str, Record]]
) -> Iterator[Absent]:
    """Every such record, by topic."""
    present = {(draft.topic, draft.id) for draft in drafts}
    for topic in sorted(rows):
        for record_id, record in existing[topic].items():
            of_another_wave = isinstance(record, TieReport) and ("waves", record.wave) not in present
            if (topic, record_id) not in present and not of_another_wave:
                yield Absent(topic, record_id, str(getattr(record, "name", record_id)))


def removed_records(
    absent: Sequence[Absent],
    sheets: Sequence[SheetTable],
    rows: Mapping[Topic, Sequence[Row]],
    resolver: Resolver,
    questions: Questions,
) -> frozenset[Key]:
    """The absent records that somebody says are removed.

    Asked about are those that an earlier file of this name held in this sheet, unless they go with another one anyway,
    or with one that may be renamed. Of a topic with a row that became no record nothing is asked: it may be that one.
    """
    existing = resolver.register.existing
    tables = {_place_of(sheet.sheet.topic, sheet.table.file, sheet.table.sheet): sheet for sheet in sheets}
    unread = {topic for topic, of_topic in rows.items() if any(_is_left_out(row, resolver) for row in of_topic)}
    unread |= resolver.problems.incomplete
    gone = [entry for entry in absent if entry.topic not in unread and _source(entry, existing) in tables]
    if not gone:
        return frozenset()
    attachments = Attachments(Records(**{topic: tuple(of_topic.values()) for topic, of_topic in existing.items()}))  # type: ignore[arg-type]  # a topic is a field
    removals = {(entry.topic, entry.id): attachments.removal({(entry.topic, entry.id)}) for entry in gone}
    carried = {key for removed, removal in removals.items() for key in removal.deletes if key != removed}
    renamed = attachments.removal(_open_renames(questions)).deletes
    spared = carried | renamed
    return frozenset(
        (entry.topic, entry.id)
        for entry in gone
        if (entry.topic, entry.id) not in spared
        and _is_removed(entry, tables[_source(entry, existing)], removals[entry.topic, entry.id], questions)
    )


def _open_renames(questions: Questions) -> frozenset[Key]:
    """Records of which it is still asked whether they have another name now."""
    keys = (question.key.split(":", 2) for question in questions.by_key.values() if question.kind == "renamed")
    renamed = ((topic_named(name), record_id) for _, name, record_id in keys)
    return frozenset((topic, record_id) for topic, record_id in renamed if topic is not None)


def _place_of(topic: Topic, file: str, sheet: str) -> tuple[Topic, str, str]:
    return topic, file.casefold(), sheet


def _source(entry: Absent, existing: Mapping[Topic, Mapping[str, Record]]) -> tuple[Topic, str, str]:
    source = existing[entry.topic][entry.id].source
    return _place_of(entry.topic, source.file, source.sheet) if source else (entry.topic, "", "")


def _is_left_out(row: Row, resolver: Resolver) -> bool:
    return not resolver.is_settled(row)


def _is_removed(entry: Absent, sheet: SheetTable, removal: Removal, questions: Questions) -> bool:
    lang = questions.problems.lang
    also = [topic for topic, record_id in removal.deletes if (topic, record_id) != (entry.topic, entry.id)]
    naming_topics = [topic for topic, records in removal.upserts for _ in records]
    answer = questions.ask(
        "removed",
        f"{entry.topic}:{entry.id}",
        Place(SourceRef(sheet.table.file, sheet.table.sheet, 0)),
        _REMOVED,
        default="stay",
        variant=".attached" if also or naming_topics else "",
        name=entry.name,
        also=_counted(also, lang),
        named=_counted(naming_topics, lang),
    )
    return answer == "remove"


def _counted(topics: Sequence[Topic], lang: Lang) -> str:
    """How many records of which sheets: "Zusammenarbeit: 3, Angebote: 1"; a dash where there is none."""
    counts = {topic: topics.count(topic) for topic in topics}
    return ", ".join(f"{title_of(topic, lang)}: {count}" for topic, count in sorted(counts.items())) or "–"
