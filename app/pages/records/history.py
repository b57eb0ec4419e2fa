"""History of a record on a page: who changed what and when, where each value came from, and taking a change back."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import now, today
from app.errors import UnknownName
from app.pages.failures import PageRoute
from app.pages.forms import FormOf
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.records.directory import TopicOf, topic_of
from app.pages.records.record_words import RecordWords, record_path
from app.pages.render import render
from app.records.records import Record
from app.records.schema import Topic
from app.records.vocabulary import Lang
from app.store.workspaces import get_workspace
from app.usecases.erase import TOPICS_OF_PEOPLE
from app.usecases.records.edit_record import editable
from app.usecases.records.record_history import RecordChange, history_of, take_back
from app.web.access import principal_of
from app.web.leaving import while_connected
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A field before and after a change, as a reader sees it; empty: nothing was recorded."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A change and the values it touched."""

    change: RecordChange
    values: tuple[ValueChange, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A value that holds now and the change that brought it."""

    label: str
    value: str
    change: RecordChange


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Where the values of a record came from, and its changes, the newest first; ``gone``: it was deleted or merged."""

    frame: Frame
    topic: Topic
    record_id: str
    name: str
    gone: bool
    origins: Sequence[Origin]
    entries: Sequence[HistoryEntry]

    @property
    def may_be_person(self) -> bool:
        """Whether somebody may ask for what is held of them here."""
        return self.topic in TOPICS_OF_PEOPLE


@router.get("/w/{workspace}/records/{topic}/{record_id}/history")
async def show_history(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, record_id: str, lang: Language
) -> Response:
    """Who changed a record when, and how; also of one that is gone."""
    stored = await get_workspace(service.database, workspace)
    changes = await history_of(service.database, stored.id, topic, record_id)
    if not changes:
        raise UnknownName("there never was such a record")
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    words = snapshot.network.view(RecordWords, lang)
    newest = changes[0]
    record = newest.after or newest.before
    assert record is not None, "a change has a record before or after it"
    page = HistoryPage(
        frame=frame_of(request, lang, "records", stored),
        topic=topic,
        record_id=record_id,
        name=words.name(topic, record),
        gone=newest.after is None,
        origins=_origins(topic, newest.after, changes, words) if newest.after else (),
        entries=[HistoryEntry(change, _values(topic, change, words)) for change in changes],
    )
    return render("history.html", page)


@router.post("/w/{workspace}/changes/{sequence}/undo")
async def undo_change(
    request: Request, service: ServiceOf, workspace: str, sequence: int, lang: Language, form: FormOf
) -> Response:
    """Every record the change touched is as it was before."""
    stored = await get_workspace(service.database, workspace)
    answers_open = "answers" in principal_of(request).scopes
    await take_back(service.database, stored.id, sequence, at=now(), lang=lang, answers_open=answers_open)
    frame = frame_of(request, lang, "records", stored)
    topic, record_id = form.text("topic"), form.text("record")
    page = f"{record_path(topic_of(topic), record_id)}/history" if topic else form.back
    return see(frame.within(page, done="change_undone"))


def _origins(topic: Topic, record: Record, changes: Sequence[RecordChange], words: RecordWords) -> list[Origin]:
    brought = {field: change for change in reversed(changes) for field in change.fields_changed}
    return [
        Origin(label, value, brought[field])
        for field, label in _labels(topic, words.lang).items()
        if field in brought and not brought[field].hidden and (value := words.value(topic, field, record))
    ]


def _values(topic: Topic, change: RecordChange, words: RecordWords) -> tuple[ValueChange, ...]:
    if change.hidden:
        return ()
    values = (
        ValueChange(label, *(_value(topic, field, record, words) for record in (change.before, change.after)))
        for field, label in _labels(topic, words.lang).items()
        if field in change.fields_changed
    )
    return tuple(value for value in values if value.old != value.new)


def _value(topic: Topic, field: str, record: Record | None, words: RecordWords) -> str:
    return words.value(topic, field, record) if record is not None else ""


def _labels(topic: Topic, lang: Lang) -> dict[str, str]:
    """Fields with a column, by what it is called."""
    return {column.field: column.heading(lang) for column in editable()[topic].columns}
