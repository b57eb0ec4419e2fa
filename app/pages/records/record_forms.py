"""Forms of records: a field for each column of the sheet, the words of the workbook, the same checks."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import now, today
from app.errors import Conflict, InvalidInput, StaleVersion
from app.formats.csv_writer import written_number
from app.intake.filled_sheets import SheetWriter
from app.intake.sheets.sheet import Column, Kind, Sheet
from app.intake.sheets.template_texts import hint_of
from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.forms import Form, FormOf
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.records.directory import TopicOf
from app.pages.records.record_words import RecordWords, record_path, suggested_names
from app.pages.render import render
from app.pages.texts import text
from app.records.records import Record, Records
from app.records.schema import Topic
from app.records.vocabulary import Lang, vocabulary
from app.store.apply import TIES
from app.store.records import get
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.records.edit_record import Edit, edit, editable
from app.usecases.records.small_counts import record_gate
from app.usecases.snapshots import Snapshot
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_EXPLAINED = frozenset({Kind.DATE, Kind.START, Kind.END, Kind.TEXT})
"""Kinds of columns whose hint stands at the field."""


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form: its column, what stands in it, its hint, the words it offers, and what is wrong with it."""

    column: Column
    values: tuple[str, ...]
    hint: str
    words: tuple[str, ...]
    suggestions: Topic | None
    error: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form for a record; ``record_id`` is None for a new one. ``conflict`` is what somebody else wrote meanwhile.

    ``back`` is the page within the workspace that it was opened from, where that is not the record or its list.
    """

    frame: Frame
    topic: Topic
    record_id: str | None
    version: int
    key: str
    name: str
    inputs: Sequence[Input]
    suggestions: Mapping[Topic, Sequence[str]]
    problem: str
    notice: str
    conflict: Mapping[str, str]
    back: str

    @property
    def confirm(self) -> bool:
        """Whether nothing is wrong, but something would be read otherwise than it was typed."""
        noticed = any(entry.notice for entry in self.inputs) or bool(self.notice)
        return noticed and not self.problem and not any(entry.error for entry in self.inputs)


@router.get("/w/{workspace}/records/{topic}/new")
async def show_new(request: Request, service: ServiceOf, workspace: str, topic: TopicOf, lang: Language) -> Response:
    """The empty form; parameters of the address fill fields in."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await _snapshot(request, service, stored)
    texts = {
        column.field: request.query_params[column.field]
        for column in editable()[topic].columns
        if column.field in request.query_params
    }
    return _form_page(request, stored, snapshot, lang, topic, None, texts, _Answer())


@router.post("/w/{workspace}/records/{topic}/new")
async def enter(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, lang: Language, form: FormOf
) -> Response:
    """A new record, or the form again with what stands in the way."""
    return await _save(request, service, workspace, topic, None, lang, form)


@router.get("/w/{workspace}/records/{topic}/{record_id}/edit")
async def show_edit(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, record_id: str, lang: Language
) -> Response:
    """The form with what is recorded."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await _snapshot(request, service, stored)
    record = await _readable(service, stored, await _existing(service, snapshot, topic), topic, record_id)
    texts = _texts(snapshot.network, topic, record, lang)
    return _form_page(request, stored, snapshot, lang, topic, record, texts, _Answer())


@router.post("/w/{workspace}/records/{topic}/{record_id}/edit")
async def change(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, record_id: str, lang: Language, form: FormOf
) -> Response:
    """A changed record, or the form again with what stands in the way."""
    return await _save(request, service, workspace, topic, record_id, lang, form)


async def _snapshot(request: Request, service: Service, stored: StoredWorkspace) -> Snapshot:
    return await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))


async def _save(
    request: Request, service: Service, workspace: str, topic: Topic, record_id: str | None, lang: Lang, form: Form
) -> Response:
    stored = await get_workspace(service.database, workspace)
    snapshot = await _snapshot(request, service, stored)
    existing = await _existing(service, snapshot, topic)
    record = None if record_id is None else await _readable(service, stored, existing, topic, record_id)
    texts = {column.field: "; ".join(form.texts(column.field)) for column in editable()[topic].columns}
    order = Edit(
        topic=topic,
        texts=texts,
        key=form.key,
        record_id=record_id,
        version=form.version if record_id else None,
        confirmed=form.text("confirmed") == "yes",
    )
    answer = _Answer()
    try:
        edited = await edit(service.database, stored.id, existing, order, at=now(), lang=lang)
        if edited.record_id is not None:
            page = form.back or record_path(topic, edited.record_id)
            outcome = "entered" if record_id is None and not form.back else "saved"
            reference = {} if edited.sequence is None else {"of": str(edited.sequence)}
            return see(frame_of(request, lang, "records", stored).within(page, done=outcome, **reference))
        answer = _Answer(problems=edited.problems, notices=edited.notices)
    except StaleVersion:
        answer = _Answer(problem=text("record", "stale", lang), stale=True)
    except Conflict:
        answer = _Answer(problem=text("record", "another" if record_id else "exists", lang))
    return _form_page(request, stored, snapshot, lang, topic, record, texts, answer, form)


async def _existing(service: Service, snapshot: Snapshot, topic: Topic) -> Records:
    """What is recorded, as far as the form of a topic looks at it: cooperations are looked at by their own form alone."""
    records = snapshot.network.records
    return replace(records, cooperations=await snapshot.cooperations(service.database)) if topic == TIES else records


async def _readable(
    service: Service, stored: StoredWorkspace, existing: Records, topic: Topic, record_id: str
) -> Record:
    """The record that is edited.

    Raises:
        UnknownName: there is none.
        Conflict: its number is of too few people to be shown.
    """
    known = {entry.id: entry for entry in getattr(existing, topic)}
    record = known.get(record_id) or await get(service.database, stored.id, topic, record_id)
    (await record_gate(service.database, stored.id, topic)).require_readable(record)
    return record


@dataclass(frozen=True, slots=True)
class _Answer:
    """What stands in the way of saving: by field, or as a whole; ``stale``: somebody else saved meanwhile."""

    problems: Mapping[str, str] = field(default_factory=dict)
    notices: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    stale: bool = False

    @property
    def refused(self) -> bool:
        return bool(self.problem or self.problems)


def _form_page(
    request: Request,
    stored: StoredWorkspace,
    snapshot: Snapshot,
    lang: Lang,
    topic: Topic,
    record: Record | None,
    texts: Mapping[str, str],
    answer: _Answer,
    form: Form | None = None,
) -> Response:
    network = snapshot.network
    columns = [column for column in editable()[topic].columns if column.kind is not Kind.ID]
    inputs = [_input(column, texts.get(column.field, ""), answer.problems, answer.notices, lang) for column in columns]
    topics = dict.fromkeys(entry.suggestions for entry in inputs if entry.suggestions)
    meanwhile = _texts(network, topic, record, lang) if answer.stale and record else texts
    page = FormPage(
        frame=frame_of(request, lang, "records", stored),
        topic=topic,
        record_id=record.id if record else None,
        version=record.version if record else 0,
        key=secrets.token_urlsafe(16),
        name=network.view(RecordWords, lang).name(topic, record) if record else "",
        inputs=inputs,
        suggestions={suggested: suggested_names(network, suggested) for suggested in topics},
        problem=answer.problem or answer.problems.get("", ""),
        notice=answer.notices.get("", ""),
        conflict={
            column.field: meanwhile.get(column.field, "")
            for column in columns
            if meanwhile.get(column.field, "") != texts.get(column.field, "")
        },
        back=(form or Form({"back": (request.query_params.get("back", ""),)})).back,
    )
    return render("record_form.html", page, InvalidInput.status if answer.refused else 200)


def _input(column: Column, value: str, problems: Mapping[str, str], notices: Mapping[str, str], lang: Lang) -> Input:
    values = tuple(part.strip() for part in value.split(";") if part.strip()) if column.is_list else (value,)
    words: tuple[str, ...] = ()
    if column.kind is Kind.CODE and column.of is not None:
        words = tuple(term.de if lang == "de" else term.en for term in vocabulary(column.of).terms.values())
    elif column.kind is Kind.YES_NO:
        words = ("ja", "nein") if lang == "de" else ("yes", "no")
    return Input(
        column=column,
        values=values,
        hint=hint_of(column, lang) if column.kind in _EXPLAINED else "",
        words=words,
        suggestions=column.refers_to,
        error=problems.get(column.field, ""),
        notice=notices.get(column.field, ""),
    )


def _texts(network: Network, topic: Topic, record: Record, lang: Lang) -> dict[str, str]:
    """What stands in the form of a record: as the workbook would write it."""
    writer = network.view(_sheet_writer, lang)
    sheet = editable()[topic]
    return {column.field: _text(writer, sheet, column, record) for column in sheet.columns}


def _sheet_writer(network: Network, lang: Lang) -> SheetWriter:
    return SheetWriter(network.records, lang)


def _text(writer: SheetWriter, sheet: Sheet, column: Column, record: Record) -> str:
    if column.kind is Kind.CODE and column.of is not None and hasattr(record, column.field):
        value = getattr(record, column.field)
        codes = value if isinstance(value, tuple) else (value,) if value else ()
        return "; ".join(_label(column.of, code, writer.lang) for code in codes)
    cell = writer.cell(sheet, column, record)
    return written_number(cell, writer.lang) if isinstance(cell, float) else str(cell)


def _label(name: str, code: str, lang: Lang) -> str:
    term = vocabulary(name).terms.get(code)
    return code if term is None else term.de if lang == "de" else term.en
