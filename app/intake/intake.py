"""Intake of files: what they would make of the workspace, worked out to the end, nothing written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from app.errors import InvalidInput, Problem
from app.formats.messages import sentence
from app.formats.tables import Table
from app.intake.absent import Absent, absent_records, removed_records
from app.intake.cooperations import cooperation_drafts, partner_drafts
from app.intake.dated import inventory_drafts, occasion_drafts
from app.intake.diff import Change, merge
from app.intake.drafts import Draft, FieldValue, draft
from app.intake.grants import grant_drafts
from app.intake.identify import identify
from app.intake.names import CREATED_BY_NAME, Register
from app.intake.problems import Problems, place_of
from app.intake.questions import Question, Questions
from app.intake.read_rows import read_rows
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.intake.sheets.groups import ONE_ROW_EACH
from app.intake.sheets.headings import SheetTable
from app.intake.sheets.recognise import recognise
from app.intake.statistics import statistic_drafts
from app.intake.survey import survey_drafts
from app.records.records import Records
from app.records.references import Key
from app.records.schema import Topic
from app.records.spelling import folded
from app.records.vocabulary import Lang, vocabulary

_RELATED: Mapping[Topic, Callable[[Sequence[Row], Resolver], Iterable[Draft]]] = {
    "grants": grant_drafts,
    "observations": statistic_drafts,
    "occasions": occasion_drafts,
    "inventory_checks": inventory_drafts,
    "cooperations": cooperation_drafts,
}
_KINDS = {"areas": "area", "places": "place", "actors": "actor", "working_groups": "working_group"}
_NO_RECORDS = Records()
_NO_ANSWERS: Mapping[str, str] = {}

Progress = Callable[[int, int], None]
"""Told how many rows of how many are read."""


def unseen(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Created:
    """A record that exists because a file mentions its name; ``kind`` is area, place, actor or working_group."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What the files say. With anything ``rejected`` the records are incomplete and nothing may be written.

    ``records`` are only those the files touch, each in full; ``new`` and ``unchanged`` count them by topic.
    ``removed`` are stored records, by topic and id, of which somebody said that they are gone.
    """

    records: Records
    new: Mapping[str, int]
    unchanged: Mapping[str, int]
    changed: tuple[Change, ...]
    created: tuple[Created, ...]
    not_in_this_file: tuple[Absent, ...]
    rejected: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    questions: tuple[Question, ...] = ()
    removed: frozenset[Key] = frozenset()


def take_in(
    tables: Sequence[Table],
    existing: Records = _NO_RECORDS,
    *,
    lang: Lang = "de",
    answers: Mapping[str, str] = _NO_ANSWERS,
    progress: Progress = unseen,
    rows_aside: bool = True,
) -> Intake:
    """Read the sheets of the workbook into records and compare them with those of the workspace.

    Args:
        tables: the sheets.
        existing: what the workspace holds.
        lang: language of messages and questions.
        answers: to questions an earlier reading asked, by key.
        progress: is told after each sheet how many rows of how many are read.
        rows_aside: set a row aside that becomes no record; else reject it.

    Raises:
        InvalidInput: not one table is a sheet of ours, or an answer fits no question. Every other fault is in
            ``rejected``.
    """
    row_names = {(table.file, table.sheet): table.row_names for table in tables if table.row_names}
    problems = Problems(lang, rows_aside, row_names=row_names)
    questions = Questions(problems, answers)
    sheets = recognise(tables, questions, _stored_names(existing))
    rows: dict[Topic, list[Row]] = {}
    done, total = 0, sum(len(sheet.table.rows) for sheet in sheets)
    for sheet in sheets:
        rows.setdefault(sheet.sheet.topic, []).extend(read_rows(sheet, problems))
        done += len(sheet.table.rows)
        progress(done, total)
    register = Register(existing, rows, _created_by_name(sheets, rows, existing, questions))
    resolver = Resolver(register, problems, questions)
    drafts = _drafts(rows, register, resolver)
    merged = merge(drafts, register.existing, problems, questions)
    absent = tuple(absent_records(rows, drafts, register.existing))
    removed = removed_records(absent, sheets, rows, resolver, questions)
    questions.tell_unmet()
    return Intake(
        records=merged.records,
        new=merged.new,
        unchanged=merged.unchanged,
        changed=merged.changed,
        created=tuple(Created(_KINDS[topic], name) for (topic, _), (name, _) in sorted(resolver.created.items())),
        not_in_this_file=absent,
        rejected=tuple(sorted(problems.rejected, key=_position)),
        notices=tuple(sorted(problems.notices, key=_position)),
        questions=tuple(questions.by_key[key] for key in sorted(questions.by_key)),
        removed=removed,
    )


def accepted(taken: Intake, lang: Lang = "de") -> Intake:
    """An intake that may be written, for one rejected row refuses all.

    Raises:
        InvalidInput: rows are rejected, every problem is listed; or not one row is filled.
    """
    if taken.rejected:
        raise InvalidInput(
            sentence("refused", lang, count=len(taken.rejected)),
            hint=_refused_hint(taken, lang),
            problems=taken.rejected,
        )
    if not taken.removed and not any(records for _topic, records in taken.records):
        raise _no_records(taken, lang)
    return taken


def _refused_hint(taken: Intake, lang: Lang) -> str:
    """What to do about rejected rows: correct them or, where questions are open, answer these."""
    hint = sentence("refused.hint", lang)
    if not taken.questions:
        return hint
    question = taken.questions[0]
    answer = next(choice for choice in question.choices if choice.value != question.default)
    count, example = len(taken.questions), f"{question.key}={answer.value}"
    return hint + " " + sentence("refused.answers", lang, count=count, answer=example, label=answer.label)


def _no_records(taken: Intake, lang: Lang) -> InvalidInput:
    """The refusal of files that give no record, perhaps because a question is open or no row was complete."""
    if not taken.questions and taken.notices:
        return InvalidInput(
            sentence("no_entries", lang), hint=sentence("no_entries.hint", lang), problems=taken.notices
        )
    if not taken.questions:
        return InvalidInput(sentence("no_rows", lang), hint=sentence("no_rows.hint", lang))
    question = taken.questions[0]
    choices = ", ".join(choice.value for choice in question.choices)
    answer = next(choice.value for choice in question.choices if choice.value != question.default)
    return InvalidInput(
        sentence("left_open", lang, question=question.sentence),
        hint=sentence("left_open.hint", lang, key=question.key, answer=answer, choices=choices),
    )


def _created_by_name(
    sheets: Sequence[SheetTable], rows: Mapping[Topic, list[Row]], existing: Records, questions: Questions
) -> Sequence[Topic]:
    """Topics whose records a mention creates: actors too, where a file names some, nobody has listed any and somebody says so."""
    if existing.actors or "actors" in rows or not any(map(_names_actors, chain.from_iterable(rows.values()))):
        return CREATED_BY_NAME
    place = place_of(sheets[0].table)
    answer = questions.ask("actors_by_name", "actors", place, ("new", "leave_out"), default="leave_out")
    return (*CREATED_BY_NAME, "actors") if answer == "new" else CREATED_BY_NAME


def _stored_names(existing: Records) -> Mapping[str, frozenset[str]]:
    """The names that say what a cross below them means, folded."""
    return {
        "areas": frozenset(folded(area.name) for area in existing.areas),
        "actors": frozenset(folded(actor.name) for actor in existing.actors),
        "working_groups": frozenset(folded(group.name) for group in existing.working_groups),
    }


def _names_actors(row: Row) -> bool:
    return any(column.refers_to == "actors" and row.values.get(column.field) for column in row.sheet.columns)


def _drafts(rows: Mapping[Topic, list[Row]], register: Register, resolver: Resolver) -> list[Draft]:
    """Every record of the rows: first all names become known, then references are looked up."""
    rows_of_topic = {
        topic: identify(topic, rows.get(topic, ()), register, resolver.problems, resolver.questions)
        for topic in ONE_ROW_EACH
    }
    drafts: list[Draft] = []
    for topic, rows_by_id in rows_of_topic.items():
        for record_id, row in rows_by_id.items():
            new_draft = draft(topic, record_id, row, resolver)
            if new_draft is None:
                resolver.dropped.add((topic, record_id))
            else:
                drafts.append(new_draft)
    _learn_actors(drafts, resolver)
    for topic, related in _RELATED.items():
        drafts += related(rows.get(topic, ()), resolver)
    drafts += list(partner_drafts(rows_of_topic.get("actors", {}), drafts, resolver))
    drafts += survey_drafts(rows.get("waves", ()), rows.get("tie_reports", ()), resolver)
    return drafts + _created(resolver)


def _learn_actors(drafts: Iterable[Draft], resolver: Resolver) -> None:
    for drafted in drafts:
        if drafted.topic in {"offers", "projects"}:
            groups = (drafted.fields.get(role) for role in ("leads", "partners"))
            actors = tuple(actor for group in groups if isinstance(group, tuple) for actor in group)
            resolver.actors[drafted.topic, drafted.id] = actors


def _created(resolver: Resolver) -> list[Draft]:
    drafts = []
    for (topic, record_id), (name, source) in resolver.created.items():
        fields: dict[str, FieldValue] = {"name": name}
        if topic == "actors" and (kind := vocabulary("actor_kind").find(name)) is not None:
            fields |= {"kinds": (kind.code,), "sphere": kind.sphere}
        drafts.append(Draft(topic, record_id, fields, source))
    return drafts


def _position(problem: Problem) -> tuple[str, str, int, int, str, str]:
    column = problem.column or ""
    return (problem.file or "", problem.sheet or "", problem.row or 0, len(column), column, problem.code)
