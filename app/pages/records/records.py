"""One record on a page: what it says, what hangs on it, where it came from; how to remove and merge it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import now, today
from app.errors import Conflict, InvalidInput, NetzblickError, StaleVersion
from app.intake.sheets.sheet import Kind
from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.forms import FormOf
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.records.directory import TopicOf
from app.pages.records.partners import EgoPicture, PartnerGroup, ego_picture, partner_groups
from app.pages.records.record_words import Part, RecordWords, record_path, suggested_names
from app.pages.render import render
from app.pages.texts import text
from app.records.fields import holds, writable
from app.records.records import TOPICS, Record
from app.records.schema import Topic
from app.records.spelling import folded
from app.records.vocabulary import Lang
from app.report.cards import CardWriter
from app.report.report import Card
from app.store.records import cooperations_of, get
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.find_findings import chosen
from app.usecases.records.edit_record import editable
from app.usecases.records.merge_actors import merge_actors
from app.usecases.records.records import delete_record
from app.usecases.records.remove_record import RemovalReport, removal_of, remove_record
from app.usecases.records.small_counts import record_gate
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

PROFILED = ("actors", "areas", "working_groups")
"""Topics of which a Steckbrief can be printed."""

PROFILE_FORMS = ("pdf", "docx")

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a record as a reader sees it."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Referrers:
    """Records of one topic that name this one, in one of their fields."""

    topic: Topic
    label: str
    records: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A record with everything that hangs on it; ``findings`` are hints about an organisation or area.

    ``partners`` are those of an organisation, ``ego`` a picture of them, ``names`` what could become one.
    ``removal`` is what would go with it, once somebody asked to remove it and something hangs on it.
    """

    frame: Frame
    topic: Topic
    record: Record
    name: str
    lines: Sequence[Line]
    referrers: Sequence[Referrers]
    partners: Sequence[PartnerGroup]
    ego: EgoPicture | None
    names: Sequence[str]
    findings: Sequence[Card]
    profiles: Mapping[str, str]
    problem: str | None = None
    merge_problem: str = ""
    removal: RemovalReport | None = None


@router.get("/w/{workspace}/records/{topic}/{record_id}")
async def show_record(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, record_id: str, lang: Language
) -> Response:
    """One record and what hangs on it."""
    stored = await get_workspace(service.database, workspace)
    return await _record_page(request, service, stored, topic, record_id, lang)


@router.post("/w/{workspace}/records/{topic}/{record_id}/delete")
async def remove(
    request: Request, service: ServiceOf, workspace: str, topic: TopicOf, record_id: str, lang: Language, form: FormOf
) -> Response:
    """The record is gone, unless others refer to it: then what would go with it is shown, and may be confirmed."""
    stored = await get_workspace(service.database, workspace)
    delete = remove_record if form.text("attached") == "yes" else delete_record
    try:
        await delete(service.database, stored.id, topic, record_id, version=form.version, key=form.key, at=now())
    except Conflict as error:
        removal = await removal_of(service.database, stored.id, topic, record_id, lang)
        return await _record_page(request, service, stored, topic, record_id, lang, error, removal=removal)
    except StaleVersion as error:
        return await _record_page(request, service, stored, topic, record_id, lang, error)
    frame = frame_of(request, lang, "records", stored)
    return see(frame.within(f"{record_path(topic, record_id)}/history", done="removed"))


@router.post("/w/{workspace}/merge")
async def merge(request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf) -> Response:
    """One organisation takes the place of another in every record."""
    stored = await get_workspace(service.database, workspace)
    remaining_actor = await get(service.database, stored.id, "actors", form.text("kept"))
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    gone = form.text("gone") or _actor_called(snapshot.network, form.text("gone_name"))
    if gone is None or gone == remaining_actor.id:
        problem = text("record", "twice_unknown", lang)
        return await _record_page(request, service, stored, "actors", remaining_actor.id, lang, merge_problem=problem)
    await merge_actors(
        service.database, stored.id, remaining_actor.id, gone, version=remaining_actor.version, key=form.key, at=now()
    )
    frame = frame_of(request, lang, "records", stored)
    return see(frame.within(record_path("actors", remaining_actor.id), done="merged"))


def _actor_called(network: Network, name: str) -> str | None:
    """The id of the organisation of a name, in whatever spelling."""
    return next((actor.id for actor in network.records.actors if folded(actor.name) == folded(name)), None)


async def _record_page(
    request: Request,
    service: Service,
    stored: StoredWorkspace,
    topic: Topic,
    record_id: str,
    lang: Lang,
    error: NetzblickError | None = None,
    merge_problem: str = "",
    removal: RemovalReport | None = None,
) -> Response:
    gate = await record_gate(service.database, stored.id, topic)
    record = gate.visible_records([await get(service.database, stored.id, topic, record_id)])[0]
    about = {"actors": "actor", "areas": "area"}.get(topic)
    network = (await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))).network
    words = network.view(RecordWords, lang)
    cooperations = await cooperations_of(service.database, stored.id, record_id) if topic == "actors" else ()
    seen = await while_connected(request, service.runs.at_hand(stored.id, today())) if about else None
    findings = chosen(seen.in_reading_order, **{about: record_id}) if seen and about else ()
    writer = CardWriter(seen.network if seen else network, lang, "internal")
    recomputing = seen is not None and seen.network.revision < network.revision
    page = RecordPage(
        frame=frame_of(request, lang, "records", stored, recomputing=recomputing),
        topic=topic,
        record=record,
        name=words.name(topic, record),
        lines=_lines(topic, record, words),
        referrers=_referrers(topic, record_id, network, cooperations, words),
        partners=partner_groups(network, record_id, lang) if topic == "actors" else (),
        ego=ego_picture(network, record_id) if record_id in network.position else None,
        names=suggested_names(network, "actors") if topic == "actors" else (),
        findings=[writer.card(finding) for finding in findings],
        profiles={form: _profile(stored.id, record_id, form, lang) for form in PROFILE_FORMS}
        if topic in PROFILED
        else {},
        problem=text("remove_problem", error.slug, lang) if error else None,
        merge_problem=merge_problem,
        removal=removal,
    )
    status = error.status if error else InvalidInput.status if merge_problem else 200
    return render("record.html", page, status)


def _lines(topic: Topic, record: Record, words: RecordWords) -> list[Line]:
    lines = (
        Line(column.heading(words.lang), words.parts(topic, column.field, record))
        for column in editable()[topic].read_columns
        if column.field not in ("id", "name") and column.kind is not Kind.GEOMETRY
    )
    return [line for line in lines if line.parts]


def _referrers(
    topic: Topic, record_id: str, network: Network, cooperations: Sequence[Record], words: RecordWords
) -> list[Referrers]:
    """Who names a record, by topic and field, in the order of the directory."""
    groups: list[Referrers] = []
    for owner in TOPICS:
        records = cooperations if owner == "cooperations" else getattr(network.records, owner)
        for field in writable(owner):
            if holds(owner, field).refers_to != topic or owner == "tie_reports":
                continue
            naming = [record for record in records if record_id in _listed(getattr(record, field))]
            if naming:
                parts = tuple(Part(words.name(owner, record), owner, record.id) for record in naming)
                groups.append(Referrers(owner, _heading(owner, field, words.lang), parts))
    return groups


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _heading(topic: Topic, field: str, lang: Lang) -> str:
    sheet = editable().get(topic)
    columns = sheet.columns if sheet else ()
    return next((column.heading(lang) for column in columns if column.field == field), "")


def _profile(workspace: str, record_id: str, form: str, lang: Lang) -> str:
    """Where the Steckbrief of a record is fetched."""
    query = {"format": form, "edition": "steckbrief", "about": record_id, "lang": lang, "audience": "internal"}
    return f"/v1/workspaces/{quote(workspace, safe='')}/report?{urlencode(query | {'download': 'true'})}"
