"""Drafts of records: the fields a row gives, ids in place of names, before they meet what is stored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from app.intake.cells import Value
from app.intake.resolve import Resolver
from app.intake.rows import Row
from app.intake.sheets.sheet import Column, Kind
from app.intake.sheets.sheets import SHEETS
from app.intake.values.texts import Notice
from app.records.records import RecordWithName
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.spelling import folded
from app.records.vocabulary import vocabulary

FieldValue = Value | int

_SCALES = frozenset({"strength", "extent"})
"""Vocabularies whose codes are numbers in our records."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The given fields of one record; None clears a field. ``row`` is where problems with it are shown."""

    topic: Topic
    id: str
    fields: Mapping[str, FieldValue]
    source: SourceRef
    row: Row | None = None


def draft(topic: Topic, record_id: str, row: Row, resolver: Resolver) -> Draft | None:
    """The record of a row whose columns are its fields; None when the row was rejected."""
    fields = resolved(row, resolver)
    _keep_note(topic, record_id, row, fields, resolver)
    _keep_name(topic, record_id, row, fields, resolver)
    _keep_aliases(topic, record_id, fields, resolver)
    if topic in _SPECIAL:
        _SPECIAL[topic](record_id, row, fields, resolver)
    return Draft(topic, record_id, fields, row.source, row) if resolver.is_settled(row) else None


def _keep_note(topic: Topic, record_id: str, row: Row, fields: dict[str, FieldValue], resolver: Resolver) -> None:
    """A note that somebody wrote stays where the row has none of its own, but words that go there since no year is told."""
    stored = getattr(resolver.register.existing[topic].get(record_id), "note", None)
    if stored is not None and "note" in fields and "note" not in row.values:
        del fields["note"]


def _keep_name(topic: Topic, record_id: str, row: Row, fields: dict[str, FieldValue], resolver: Resolver) -> None:
    """A file with a former name and no id finds the record; the name it has now stays, and a notice says so."""
    stored = resolver.register.existing[topic].get(record_id)
    name = row.text("name")
    if not isinstance(stored, RecordWithName) or name is None or row.text("id") is not None:
        return
    if folded(name) != folded(stored.name) and folded(name) in map(folded, stored.aliases):
        del fields["name"]
        resolver.problems.notice("former_name", row.place("name"), value=name, other=stored.name)


def _keep_aliases(topic: Topic, record_id: str, fields: dict[str, FieldValue], resolver: Resolver) -> None:
    """Former names of a file are added to those that are stored: none is forgotten."""
    aliases = fields.get("aliases")
    stored = resolver.register.existing[topic].get(record_id)
    if isinstance(aliases, tuple) and isinstance(stored, RecordWithName):
        fields["aliases"] = tuple({folded(alias): alias for alias in (*aliases, *stored.aliases)}.values())
        if set(map(folded, aliases)) <= set(map(folded, stored.aliases)):
            fields["aliases"] = stored.aliases


def resolved(row: Row, resolver: Resolver) -> dict[str, FieldValue]:
    """The given fields of a row, references as ids."""
    fields: dict[str, FieldValue] = {}
    for name, column in _columns_of(row.sheet.topic).items():
        if name not in row.values:
            continue
        value: FieldValue = row.values[name]
        if column.of in _SCALES and isinstance(value, str):
            value = int(value)
        names_records = column.refers_to in resolver.register.directories and value is not None
        fields[name] = _reference(column, row, resolver) if names_records else value
    for name in ("start", "end"):
        if name in row.unclear:
            _keep_vague_date(name, row, fields, resolver)
    return fields


def _keep_vague_date(name: str, row: Row, fields: dict[str, FieldValue], resolver: Resolver) -> None:
    """What says only roughly when something begins or ends goes into the note, where a record has one."""
    place = row.place(name)
    if "note" not in _columns_of(row.sheet.topic):
        resolver.problems.tell(Notice("date_not_known", {"value": row.unclear[name]}, left_out=True), place)
        return
    words = f"{place.heading}: {row.unclear[name]}"
    noted = [text for text in (fields.get("note"), words) if isinstance(text, str)]
    fields["note"] = "; ".join(dict.fromkeys(noted))
    resolver.problems.notice("date_in_note", place, value=row.unclear[name])


@cache
def _columns_of(topic: Topic) -> Mapping[str, Column]:
    """The columns of a sheet, but for ids, by their fields."""
    sheet = next(sheet for sheet in SHEETS if sheet.topic == topic)
    return {column.field: column for column in sheet.read_columns if column.kind is not Kind.ID}


def _everything(draft: Draft) -> object:
    return draft.fields


def unique_drafts(
    drafts: Iterable[Draft | None],
    key: str,
    field: str,
    resolver: Resolver,
    says: Callable[[Draft], object] = _everything,
) -> list[Draft]:
    """The drafts, one for each id: the first of it holds, which is told at a field of the others.

    Those that contradict it in what a draft ``says`` are rejected under ``key``.
    """
    drafts_by_id: dict[str, Draft] = {}
    for draft in drafts:
        if draft is None:
            continue
        first = drafts_by_id.setdefault(draft.id, draft)
        if draft.row is None or first is draft:
            continue
        if says(first) != says(draft):
            resolver.reject(key, draft.row, field, other_row=first.source.row)
        else:
            resolver.problems.notice("duplicate.once", draft.row.place(field), other_row=first.source.row)
    return list(drafts_by_id.values())


def _reference(column: Column, row: Row, resolver: Resolver) -> Value:
    target = column.refers_to
    assert target is not None
    before = len(resolver.problems.rejected)
    referred: Value = (
        resolver.references(row, column.field, target)
        if column.is_list
        else resolver.reference(row, column.field, target)
    )
    if not column.asked_for or referred or len(resolver.problems.rejected) > before:
        return referred
    if resolver.left_open(row, column.field):
        resolver.leave_out(row, column.field)
    elif column.required:
        resolver.set_aside("missing", row, column.field)
    return referred


def _actor(record_id: str, _row: Row, fields: dict[str, FieldValue], resolver: Resolver) -> None:
    """The sphere follows the first kind where nobody says otherwise."""
    stored = resolver.register.existing["actors"].get(record_id)
    kinds = fields.get("kinds")
    if "sphere" not in fields and isinstance(kinds, tuple) and getattr(stored, "sphere", None) is None:
        sphere = next((sphere for kind in kinds if (sphere := vocabulary("actor_kind").term(kind).sphere)), None)
        if sphere is not None:
            fields["sphere"] = sphere


def _offer(_record_id: str, row: Row, fields: dict[str, FieldValue], resolver: Resolver) -> None:
    """The sheet asks whether an offer is citywide; the record has a mode."""
    if "citywide" in fields:
        fields["area_mode"] = "citywide" if fields.pop("citywide") else "areas"
    elif resolver.is_citywide(row):
        fields["area_mode"] = "citywide"


def _project(record_id: str, _row: Row, fields: dict[str, FieldValue], resolver: Resolver) -> None:
    """The sheet lists everybody who takes part, the record those beside the leads."""
    stored = resolver.register.existing["projects"].get(record_id)
    leads, partners = fields.get("leads", getattr(stored, "leads", ())), fields.get("partners")
    if isinstance(leads, tuple) and isinstance(partners, tuple):
        fields["partners"] = tuple(partner for partner in partners if partner not in leads)


_SPECIAL = {"actors": _actor, "offers": _offer, "projects": _project}
