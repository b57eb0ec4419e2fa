"""Editing a record as a row of its sheet: what a form takes is what the workbook takes, and the same checks hold."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from app.errors import Conflict, Problem, StaleVersion
from app.formats.tables import Table, column_letter
from app.intake.intake import Intake, take_in
from app.intake.sheets.sheet import Kind, Sheet
from app.intake.sheets.sheets import SHEETS
from app.records.records import Record, Records
from app.records.schema import Topic
from app.records.vocabulary import Lang
from app.refusals import said
from app.store.bolt import Database
from app.store.requests import WriteSet
from app.store.write import write
from app.usecases.records.records import BY

CLEARED = "-"
"""What a cell says that is to be empty afterwards."""

_ROW = 1
_LEFT_EMPTY = "unknown"
"""Code of the notice that a field which is worth filling is empty: whoever fills a form sees that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One row as somebody typed it: texts by field, in the words of the workbook.

    ``record_id`` and ``version`` name the record that is changed and what the change is based on; without them a new
    one is made. ``key`` makes sending it twice have one effect. With ``confirmed`` what would be told first (words set
    aside, names that are made) is accepted.
    """

    topic: Topic
    texts: Mapping[str, str]
    key: str
    record_id: str | None = None
    version: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of an edit: the ``record_id`` when it was written, else what stands in the way, by field.

    ``problems`` have to be mended, ``notices`` only be accepted; the empty field means the row as a whole.
    ``sequence`` is the number of the change that was made; None where the record was like that already.
    """

    record_id: str | None
    problems: Mapping[str, str]
    notices: Mapping[str, str]
    sequence: int | None = None


@cache
def editable() -> Mapping[str, Sheet]:
    """The sheets that have a form, by topic."""
    return {sheet.topic: sheet for sheet in SHEETS}


async def edit(
    database: Database, workspace: str, existing: Records, change: Edit, *, at: datetime, lang: Lang
) -> Edited:
    """Write a row, or say field by field why not.

    Args:
        database: where the workspace is.
        workspace: its id.
        existing: what is recorded; cooperations are needed for one of them alone.
        change: what was typed.
        at: when.
        lang: of what is said.

    Raises:
        UnknownName: no such workspace.
        StaleVersion: somebody else changed the record since it was read.
        Conflict: a new record has the name of one that exists.
    """
    sheet = editable()[change.topic]
    taken = _taken(sheet, change, existing, lang)
    notable = tuple(notice for notice in taken.notices if notice.code != _LEFT_EMPTY)
    problems, notices = (_by_field(sheet, faults) for faults in (taken.rejected, notable))
    if problems or (notices and not change.confirmed):
        return Edited(None, problems, notices)
    upserts = _upserts(taken, existing)
    record = _edited_record(upserts, existing, change)
    if record is None:
        return Edited(change.record_id, {}, {})
    versions = {(topic, entry.id): entry.version for topic, entries in upserts for entry in entries}
    committed = await write(
        database,
        workspace,
        change.key,
        WriteSet(upserts=upserts, expected_versions=versions),
        by=BY,
        at=at,
        kind="edit",
    )
    return Edited(record.id, {}, {}, committed.sequence)


def _taken(sheet: Sheet, change: Edit, existing: Records, lang: Lang) -> Intake:
    stored = _stored(existing, change)
    texts = {**change.texts}
    for column in sheet.columns:
        if column.kind is Kind.ID and change.record_id is not None:
            texts[column.field] = change.record_id
        elif stored is not None and not texts.get(column.field) and getattr(stored, column.field, None):
            texts[column.field] = CLEARED
    cells = tuple(texts.get(column.field, "") for column in sheet.columns)
    headings = tuple(column.heading(lang) for column in sheet.columns)
    return take_in((Table("", sheet.title(lang), headings, ((_ROW, cells),)),), existing, lang=lang, rows_aside=False)


def _stored(existing: Records, change: Edit) -> Record | None:
    if change.record_id is None:
        return None
    entries: tuple[Record, ...] = getattr(existing, change.topic)
    stored = next((entry for entry in entries if entry.id == change.record_id), None)
    if stored is None or stored.version != change.version:
        raise StaleVersion(said("edited_record_changed", record=change.record_id), hint=said("read_record_again"))
    return stored


def _upserts(taken: Intake, existing: Records) -> Records:
    """What is new or changed, entered by hand: what a file said about a record stays its source."""
    known = {(topic, entry.id): entry for topic, entries in existing for entry in entries}
    written: dict[str, tuple[Record, ...]] = {}
    for topic, entries in taken.records:
        changed = []
        for entry in entries:
            before = known.get((topic, entry.id))
            after = dataclasses.replace(entry, source=before.source if before else None)
            if after != before:
                changed.append(after)
        written[topic] = tuple(changed)
    return Records(**written)  # type: ignore[arg-type]  # a topic is a field


def _edited_record(upserts: Records, existing: Records, change: Edit) -> Record | None:
    """The record that the row is about; None where nothing changed.

    Raises:
        Conflict: the row is about another record than the one that is edited, or a new one exists already.
    """
    entries: tuple[Record, ...] = getattr(upserts, change.topic)
    known = {entry.id for entry in getattr(existing, change.topic)}
    for entry in entries:
        if change.record_id is None and entry.id in known:
            raise Conflict(said("edited_record_exists", record=entry.id), hint=said("open_and_change_record"))
        if change.record_id is not None and entry.id != change.record_id:
            raise Conflict(said("edited_record_is_another"), hint=said("delete_and_enter_record"))
        return entry
    if change.record_id is None:
        raise Conflict(said("edited_record_is_stored"), hint=said("open_record_in_list"))
    return None


def _by_field(sheet: Sheet, problems: tuple[Problem, ...]) -> dict[str, str]:
    fields = {column_letter(index): column.field for index, column in enumerate(sheet.columns)}
    texts: dict[str, list[str]] = {}
    for problem in problems:
        texts.setdefault(fields.get(problem.column or "", ""), []).append(problem.sentence)
    return {field: " ".join(dict.fromkeys(parts)) for field, parts in texts.items()}
