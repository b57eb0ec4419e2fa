"""Forms of records: a field for each column of the sheet, the words of the workbook, the same checks."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import now, today
from app.errors import Conflict, InvalidInput, StaleVersion
from app.formats.csv_writer import written_number
from app.intake.filled_sheets import SheetWriter
from app.intake.sheets.sheet import Column, Kind, Sheet
from app.intake.sheets.template_texts import hint_of
from app.network.graph.network import Network
from app.pages.directory import topic_of
from app.pages.failures import PageRoute
from app.pages.forms import Form, FormOf
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.record_words import RecordWords, record_path
from app.pages.render import render
from app.pages.texts import text
from app.records.records import TOPICS, Record
from app.records.vocabulary import vocabulary
from app.store.records import get
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.edit_record import Edit, edit, editable
from app.usecases.small_counts import record_gate
from app.usecases.snapshots import Snapshot
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

MOST_SUGGESTED = 2_000
"""Names offered while typing; a longer list slows every browser down."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form: its column, what stands in it, its hint, the words it offers, and what is wrong with it."""

    column: Column
    values: tuple[str, ...]
    hint: str
    words: tuple[str, ...]
    suggestions: str
    error: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form for a record; ``record_id`` is None for a new one. ``conflict`` is what somebody else wrote meanwhile."""

    frame: Frame
    topic: str
    record_id: str | None
    version: int
    key: str
    name: str
    inputs: Sequence[Input]
    suggestions: Mapping[str, Sequence[str]]
    problem: str
    notice: str
    conflict: Mapping[str, str]

    @property
    def confirm(self) -> bool:
        """Whether nothing is wrong, but something would be read otherwise than it was typed."""
        told = any(entry.notice for entry in self.inputs) or bool(self.notice)
        return told and not self.problem and not any(entry.error for entry in self.inputs)


@router.get("/w/{workspace}/records/{topic}/new")
async def show_new(request: Request, service: ServiceOf, workspace: str, topic: str, lang: Language) -> Response:
    """The empty form; parameters of the address fill fields in."""
    known = topic_of(topic)
    stored = await get_workspace(service.database, workspace)
    snapshot = await _snapshot(request, service, stored)
    given = {
        column.field: request.query_params[column.field]
        for column in editable()[known].columns
        if column.field in request.query_params
    }
    return _form_page(request, stored, snapshot, lang, known, None, given)


@router.post("/w/{workspace}/records/{topic}/new")
async def enter(
    request: Request, service: ServiceOf, workspace: str, topic: str, lang: Language, form: FormOf
) -> Response:
    """A new record, or the form again with what stands in the way."""
    return await _save(request, service, workspace, topic_of(topic), None, lang, form)


@router.get("/w/{workspace}/records/{topic}/{record_id}/edit")
async def show_edit(
    request: Request, service: ServiceOf, workspace: str, topic: str, record_id: str, lang: Language
) -> Response:
    """The form with what is recorded."""
    known = topic_of(topic)
    stored = await get_workspace(service.database, workspace)
    record = await get(service.database, stored.id, known, record_id)
    (await record_gate(service.database, stored.id, known)).require_readable(record)
    snapshot = await _snapshot(request, service, stored)
    return _form_page(request, stored, snapshot, lang, known, record, _texts(snapshot.network, known, record, lang))


@router.post("/w/{workspace}/records/{topic}/{record_id}/edit")
async def change(
    request: Request, service: ServiceOf, workspace: str, topic: str, record_id: str, lang: Language, form: FormOf
) -> Response:
    """A changed record, or the form again with what stands in the way."""
    return await _save(request, service, workspace, topic_of(topic), record_id, lang, form)


async def _snapshot(request: Request, service: Service, stored: StoredWorkspace) -> Snapshot:
    return await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))


async def _save(
    request: Request, service: Service, workspace: str, topic: str, record_id: str | None, lang: str, form: Form
) -> Response:
    stored = await get_workspace(service.database, workspace)
    if record_id is not None:
        gate = await record_gate(service.database, stored.id, topic)
        gate.require_readable(await get(service.database, stored.id, topic, record_id))
    sheet = editable()[topic]
    texts = {column.field: "; ".join(form.texts(column.field)) for column in sheet.columns}
    order = Edit(
        topic=topic,
        texts=texts,
        key=form.key,
        record_id=record_id,
        version=form.version if record_id else None,
        confirmed=form.text("confirmed") == "yes",
    )
    problem, conflict = "", {}
    try:
        edited = await edit(service.database, stored.id, order, at=now(), lang=lang)
        if edited.record_id is not None:
            frame = frame_of(request, lang, "records", stored)
            return see(frame.within(record_path(topic, edited.record_id), done="saved"))
        problems, notices = edited.problems, edited.notices
    except StaleVersion:
        problems, notices = {}, {}
        problem = text("record", "stale", lang)
        conflict = await _meanwhile(request, service, stored, topic, record_id or "", lang)
    except Conflict:
        problems, notices, problem = {}, {}, text("record", "another" if record_id else "exists", lang)
    snapshot = await _snapshot(request, service, stored)
    record = await get(service.database, stored.id, topic, record_id) if record_id else None
    return _form_page(
        request,
        stored,
        snapshot,
        lang,
        topic,
        record,
        texts,
        problems=problems,
        notices=notices,
        problem=problem,
        conflict=conflict,
    )


async def _meanwhile(
    request: Request, service: Service, stored: StoredWorkspace, topic: str, record_id: str, lang: str
) -> dict[str, str]:
    """What is recorded by now, field by field."""
    record = await get(service.database, stored.id, topic, record_id)
    snapshot = await _snapshot(request, service, stored)
    return _texts(snapshot.network, topic, record, lang)


def _form_page(
    request: Request,
    stored: StoredWorkspace,
    snapshot: Snapshot,
    lang: str,
    topic: str,
    record: Record | None,
    texts: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    notices: Mapping[str, str] | None = None,
    problem: str = "",
    conflict: Mapping[str, str] | None = None,
) -> Response:
    problems, notices = problems or {}, notices or {}
    sheet = editable()[topic]
    columns = [column for column in sheet.columns if column.kind is not Kind.ID]
    inputs = [_input(column, texts.get(column.field, ""), problems, notices, lang) for column in columns]
    words = snapshot.network.view(RecordWords, lang)
    page = FormPage(
        frame=frame_of(request, lang, "records", stored),
        topic=topic,
        record_id=record.id if record else None,
        version=record.version if record else 0,
        key=secrets.token_urlsafe(16),
        name=words.name(topic, record) if record else "",
        inputs=inputs,
        suggestions={
            entry.suggestions: _names(snapshot.network, entry.suggestions) for entry in inputs if entry.suggestions
        },
        problem=problem or problems.get("", ""),
        notice=notices.get("", ""),
        conflict={}
        if conflict is None
        else {
            column.field: conflict.get(column.field, "")
            for column in columns
            if conflict.get(column.field, "") != texts.get(column.field, "")
        },
    )
    return render("record_form.html", page, InvalidInput.status if problem or problems else 200)


def _input(column: Column, value: str, problems: Mapping[str, str], notices: Mapping[str, str], lang: str) -> Input:
    values = tuple(part.strip() for part in value.split(";") if part.strip()) if column.many else (value,)
    words: tuple[str, ...] = ()
    if column.kind is Kind.CODE and column.of is not None:
        words = tuple(term.de if lang == "de" else term.en for term in vocabulary(column.of).terms.values())
    elif column.kind is Kind.YES_NO:
        words = ("ja", "nein") if lang == "de" else ("yes", "no")
    return Input(
        column=column,
        values=values,
        hint=hint_of(column, lang) if column.kind in (Kind.DATE, Kind.START, Kind.END) else "",
        words=words,
        suggestions=column.of or "" if column.kind is Kind.REFERENCE and column.of in TOPICS else "",
        error=problems.get(column.field, ""),
        notice=notices.get(column.field, ""),
    )


def _names(network: Network, topic: str) -> list[str]:
    records: Sequence[Record] = getattr(network.records, topic)
    return sorted(str(getattr(record, "name", record.id)) for record in records)[:MOST_SUGGESTED]


def _texts(network: Network, topic: str, record: Record, lang: str) -> dict[str, str]:
    """What stands in the form of a record: as the workbook would write it."""
    writer = network.view(_sheet_writer, lang)
    sheet = editable()[topic]
    return {column.field: _text(writer, sheet, column, record) for column in sheet.columns}


def _sheet_writer(network: Network, lang: str) -> SheetWriter:
    return SheetWriter(network.records, lang)


def _text(writer: SheetWriter, sheet: Sheet, column: Column, record: Record) -> str:
    if column.kind is Kind.CODE and column.of is not None and hasattr(record, column.field):
        value = getattr(record, column.field)
        codes = value if isinstance(value, tuple) else (value,) if value else ()
        return "; ".join(_label(column.of, code, writer.lang) for code in codes)
    cell = writer.cell(sheet, column, record)
    return written_number(cell, writer.lang) if isinstance(cell, float) else str(cell)


def _label(name: str, code: str, lang: str) -> str:
    term = vocabulary(name).terms.get(code)
    return code if term is None else term.de if lang == "de" else term.en
