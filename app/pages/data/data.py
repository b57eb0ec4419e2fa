"""Data of a workspace: what is recorded, handing files over, looking at them, taking them in and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import today
from app.pages.data.imports import ImportJob
from app.pages.data.uploads import Upload, UploadsOf
from app.pages.failures import PageRoute
from app.pages.findings import DUPLICATES
from app.pages.forms import day_of
from app.pages.frame import Frame, Language, PartGroup, frame_of, see
from app.pages.render import render
from app.pages.shown_part import parts_of
from app.records.decisions import Decision
from app.records.records import TOPICS
from app.report.agenda import agenda
from app.report.cards import CardWriter
from app.report.report import Card
from app.store.decisions import list_decisions
from app.store.import_runs import ImportRun, list_runs
from app.store.kept_mappings import KeptMapping, list_mappings
from app.store.workspaces import get_workspace
from app.usecases.export import FORMATS
from app.web.leaving import while_connected
from app.web.service import ServiceOf

IMPORTS_SHOWN = 10
DUPLICATES_SHOWN = 10


router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportEntry:
    """An import that was done."""

    id: str
    at: datetime
    files: tuple[str, ...]
    records: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Organisations that could be recorded twice, and who has taken the question in hand, if anybody."""

    card: Card
    in_hand: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """What a workspace holds, by topic, how more gets in, and which organisations could be recorded twice.

    ``looked_at`` are files that were neither taken in nor given up, those of the same names once.
    ``settled`` are decisions about such organisations that count: another file does not bring the question up again.
    """

    frame: Frame
    counts: Mapping[str, int]
    jobs: Sequence[ImportJob]
    looked_at: Sequence[Upload]
    imports: Sequence[ImportEntry]
    duplicates: Sequence[Duplicate]
    more_duplicates: int
    settled: Sequence[Decision]
    exports: Mapping[str, str]
    mappings: Sequence[KeptMapping]
    parts: Sequence[PartGroup]


@router.get("/w/{workspace}/data")
async def show_data(
    request: Request, service: ServiceOf, uploads: UploadsOf, workspace: str, lang: Language
) -> Response:
    """What is recorded and how more gets in."""
    stored = await get_workspace(service.database, workspace)
    runs = await list_runs(service.database, stored.id)
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today(), (DUPLICATES,)))
    decisions = await list_decisions(service.database, stored.id)
    items = agenda(snapshot.results[DUPLICATES].findings, decisions, snapshot.network, today())
    duplicates = [item for item in items if item.status in ("open", "accepted")]
    writer = CardWriter(snapshot.network, lang, "internal")
    jobs = service.jobs.unfinished(stored.id)
    looked_at = {tuple(upload.files): upload for upload in reversed(uploads.looked_at(stored.id))}
    page = DataPage(
        frame=frame_of(request, lang, "data", stored),
        counts={topic: stored.counts.get(topic, 0) for topic in TOPICS},
        jobs=jobs,
        looked_at=[upload for upload in looked_at.values() if upload.id not in {job.id for job in jobs}],
        imports=[_entry(run) for run in runs[:IMPORTS_SHOWN]],
        duplicates=[
            Duplicate(writer.card(item.finding), item.decision if item.status == "accepted" else None)
            for item in duplicates[:DUPLICATES_SHOWN]
        ],
        settled=[item.decision for item in items if item.decision and item.status not in ("open", "accepted")],
        more_duplicates=max(0, len(duplicates) - DUPLICATES_SHOWN),
        exports={
            form: f"/v1/workspaces/{quote(stored.id, safe='')}/export?format={form}&lang={lang}" for form in FORMATS
        },
        mappings=await list_mappings(service.database, stored.id),
        parts=snapshot.network.view(parts_of, lang),
    )
    return render("data.html", page)


@router.get("/w/{workspace}/data/export")
async def export_part(
    service: ServiceOf, workspace: str, lang: Language, form: str = "xlsx", part: str = "", as_of: str = ""
) -> Response:
    """A part of what is recorded, or what holds on a day, as a file."""
    stored = await get_workspace(service.database, workspace)
    chosen = {"format": form, "lang": lang, "scope": part, "as_of": day_of(as_of, lang) or ""}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return see(f"/v1/workspaces/{quote(stored.id, safe='')}/export?{query}")


def _entry(run: ImportRun) -> ImportEntry:
    return ImportEntry(
        id=run.id,
        at=run.at,
        files=tuple(file.name for file in run.files),
        records=sum(run.counts.values()),
        undone=run.undone,
    )
