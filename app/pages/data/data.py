"""Data of a workspace: what is recorded, handing files over, looking at them, taking them in and back."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import JSONResponse, Response

from app.clock import now, today
from app.errors import InvalidInput, Problem
from app.formats.files import InputFile
from app.intake.problem_list import problem_workbook
from app.pages.data.uploads import Upload, Uploads
from app.pages.failures import PageRoute, error_text
from app.pages.findings import DUPLICATES
from app.pages.forms import FormOf, check_token, read_form
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.report import PartGroup, parts_of
from app.records.decisions import Decision
from app.records.records import TOPICS
from app.report.agenda import agenda
from app.report.cards import CardWriter
from app.report.report import Card
from app.store.bolt import Database
from app.store.decisions import list_decisions
from app.store.import_runs import ImportRun, list_runs
from app.store.kept_mappings import KeptMapping, list_mappings
from app.store.workspaces import get_workspace
from app.usecases.export import FORMATS
from app.usecases.imports.import_jobs import ImportJob, Report
from app.usecases.imports.import_records import ImportReport, import_files, undo_import
from app.usecases.imports.import_words import NamedRecord
from app.web.bodies import IMPORT_LIMIT, read_body
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

IMPORTS_SHOWN = 10
DUPLICATES_SHOWN = 10
PROBLEMS_SHOWN = 100
SOON_SECONDS = 1.5
"""Longest wait for an import before the page shows how far it is."""

_ANSWER = "answer "
"""Begins the names of fields that answer a question; its key follows."""

Job = ImportJob[ImportReport | ImportRun]

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
    """What a workspace holds, by topic, how more gets in, and which organisations could be recorded twice."""

    frame: Frame
    counts: Mapping[str, int]
    jobs: Sequence[Job]
    imports: Sequence[ImportEntry]
    duplicates: Sequence[Duplicate]
    more_duplicates: int
    exports: Mapping[str, str]
    mappings: Sequence[KeptMapping]
    parts: Sequence[PartGroup]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """How far an import or its taking back is. ``refusal`` says why it failed."""

    frame: Frame
    job: Job
    refusal: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """What files would make of the workspace. ``refusal`` says why they cannot be read at all.

    ``rejected`` holds at most a hundred, as many of each sheet's ``notices`` are shown; ``names`` are those of what is
    new, by topic.
    """

    frame: Frame
    upload: Upload
    report: ImportReport | None
    rejected: Sequence[Problem]
    notices: Mapping[str, Sequence[Problem]]
    names: Mapping[str, Sequence[str]]
    refusal: str | None
    mappings: Sequence[KeptMapping]
    most_shown: int = PROBLEMS_SHOWN


def _uploads(request: Request) -> Uploads:
    uploads = request.app.state.uploads
    assert isinstance(uploads, Uploads)
    return uploads


UploadsOf = Annotated[Uploads, Depends(_uploads)]


@router.get("/w/{workspace}/data")
async def show_data(request: Request, service: ServiceOf, workspace: str, lang: Language) -> Response:
    """What is recorded and how more gets in."""
    stored = await get_workspace(service.database, workspace)
    runs = await list_runs(service.database, stored.id)
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today(), (DUPLICATES,)))
    decisions = await list_decisions(service.database, stored.id)
    items = agenda(snapshot.results[DUPLICATES].findings, decisions, snapshot.network, today())
    duplicates = [item for item in items if item.status in ("open", "accepted")]
    writer = CardWriter(snapshot.network, lang, "internal")
    page = DataPage(
        frame=frame_of(request, lang, "data", stored),
        counts={topic: stored.counts.get(topic, 0) for topic in TOPICS},
        jobs=service.jobs.unfinished(stored.id),
        imports=[_entry(run) for run in runs[:IMPORTS_SHOWN]],
        duplicates=[
            Duplicate(writer.card(item.finding), item.decision if item.status == "accepted" else None)
            for item in duplicates[:DUPLICATES_SHOWN]
        ],
        more_duplicates=max(0, len(duplicates) - DUPLICATES_SHOWN),
        exports={
            form: f"/v1/workspaces/{quote(stored.id, safe='')}/export?format={form}&lang={lang}" for form in FORMATS
        },
        mappings=await list_mappings(service.database, stored.id),
        parts=parts_of(snapshot.network, lang),
    )
    return render("data.html", page)


@router.get("/w/{workspace}/data/export")
async def export_part(
    service: ServiceOf, workspace: str, lang: Language, form: str = "xlsx", part: str = "", as_of: str = ""
) -> Response:
    """A part of what is recorded, or what holds on a day, as a file."""
    stored = await get_workspace(service.database, workspace)
    chosen = {"format": form, "lang": lang, "scope": part, "as_of": as_of}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return see(f"/v1/workspaces/{quote(stored.id, safe='')}/export?{query}")


@router.get("/w/{workspace}/data/check/{upload}/problems.xlsx")
async def save_problems(
    service: ServiceOf, uploads: UploadsOf, workspace: str, lang: Language, upload: str
) -> Response:
    """What is told about the files, with the cells marked, as a workbook."""
    stored = await get_workspace(service.database, workspace)
    kept = uploads.get(stored.id, upload, at=now())
    report = await _checked(service, kept, lang)
    files = tuple(kept.files.values())
    content = await asyncio.to_thread(problem_workbook, files, report.rejected, report.notices, lang)
    headers = {"Content-Disposition": 'attachment; filename="netzblick-meldungen.xlsx"'}
    return Response(content, media_type=FORMATS["xlsx"].media_type, headers=headers)


@router.post("/w/{workspace}/data/files")
async def hand_over(
    request: Request,
    service: ServiceOf,
    uploads: UploadsOf,
    workspace: str,
    lang: Language,
    name: str,
    form_token: Annotated[str, Header(alias="X-Form-Token")] = "",
    upload: str | None = None,
) -> Response:
    """One file as a raw body; the answer says where all of them are looked at."""
    check_token(form_token)
    stored = await get_workspace(service.database, workspace)
    content = await read_body(request, IMPORT_LIMIT)
    kept = uploads.add(stored.id, InputFile(PurePath(name).name or "datei", content), upload_id=upload, at=now())
    frame = frame_of(request, lang, "data", stored)
    return JSONResponse({"upload": kept.id, "next": frame.within(f"data/check/{kept.id}")}, 201)


@router.get("/w/{workspace}/data/check/{upload}")
async def show_check(
    request: Request, service: ServiceOf, uploads: UploadsOf, workspace: str, lang: Language, upload: str
) -> Response:
    """What the files would change; nothing is written."""
    stored = await get_workspace(service.database, workspace)
    kept = uploads.get(stored.id, upload, at=now())
    frame = frame_of(request, lang, "data", stored)
    report, refusal = None, None
    try:
        report = await _checked(service, kept, lang)
    except InvalidInput as error:
        refusal = error_text(error)
    page = CheckPage(
        frame=frame,
        upload=kept,
        report=report,
        rejected=report.rejected[:PROBLEMS_SHOWN] if report else (),
        notices=_by_sheet(report) if report else {},
        names=_names(report.new_records) if report else {},
        refusal=refusal,
        mappings=await list_mappings(service.database, stored.id),
    )
    return render("check.html", page, InvalidInput.status if refusal else 200)


async def _checked(service: Service, kept: Upload, lang: str) -> ImportReport:
    """What the files would change; answers that fit no question any more are forgotten, since the data changed."""
    files = tuple(kept.files.values())
    try:
        report = await import_files(
            service.database,
            kept.workspace,
            files,
            at=now(),
            mapping=kept.mapping,
            answers=kept.answers,
            dry_run=True,
            lang=lang,
        )
    except InvalidInput:
        if not kept.answers:
            raise
        kept.answers.clear()
        kept.questions.clear()
        report = await import_files(
            service.database, kept.workspace, files, at=now(), mapping=kept.mapping, dry_run=True, lang=lang
        )
    kept.questions.update({question.key: question for question in report.questions})
    return report


def _by_sheet(report: ImportReport) -> dict[str, list[Problem]]:
    """The notices of each sheet, else of each file, without those that a question puts already."""
    asked = {place for question in report.questions for place in question.places}
    sheets: dict[str, list[Problem]] = {}
    for notice in report.notices:
        if notice not in asked:
            sheets.setdefault(notice.sheet or notice.file or "", []).append(notice)
    return sheets


def _names(new: Iterable[NamedRecord]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for record in new:
        names.setdefault(record.topic, []).append(record.name or record.id)
    return names


@router.post("/w/{workspace}/data/check/{upload}")
async def take_in(
    request: Request,
    service: ServiceOf,
    uploads: UploadsOf,
    workspace: str,
    lang: Language,
    upload: str,
    form: FormOf,
) -> Response:
    """The files become part of the workspace, all or nothing."""
    stored = await get_workspace(service.database, workspace)
    frame = frame_of(request, lang, "data", stored)
    begun = service.jobs.find(stored.id, upload)
    if begun is not None and begun.state != "failed":  # a second press takes nothing in twice
        return await _soon(service, frame, begun)
    kept = uploads.get(stored.id, upload, at=now())
    if form.text("action") == "give_up":
        uploads.drop(kept.id)
        return see(frame.within("data", done="given_up"))
    seen = dict(kept.answers)
    kept.answers.update({key: form.text(_ANSWER + key) for key in kept.questions if form.text(_ANSWER + key)})
    plan = form.text("plan") if _same_answers(kept, seen) else None
    if form.text("action") == "answer":
        return see(frame.within(f"data/check/{kept.id}"))
    work = partial(_taken_in, service.database.immediate, uploads, kept, plan or None, lang)
    return await _soon(service, frame, service.jobs.begin(kept.id, stored.id, tuple(kept.files), work, now()))


async def _taken_in(
    database: Database, uploads: Uploads, kept: Upload, plan: str | None, lang: str, report_progress: Report
) -> ImportReport:
    files = tuple(kept.files.values())
    report = await import_files(
        database,
        kept.workspace,
        files,
        at=now(),
        mapping=kept.mapping,
        answers=kept.answers,
        plan=plan,
        lang=lang,
        report_progress=report_progress,
    )
    uploads.drop(kept.id)
    return report


async def _soon(service: Service, frame: Frame, job: Job) -> Response:
    """What became of a job that ends while one waits for a page; else the page that shows how far it is."""
    if not await service.jobs.ended(job, SOON_SECONDS):
        return see(frame.within(f"data/imports/{job.id}"))
    if job.error is not None:
        service.jobs.drop(job.id)
        raise job.error
    return see(_after(frame, job))


def _after(frame: Frame, job: Job) -> str:
    """Where one goes once a job is done."""
    if isinstance(job.outcome, ImportReport):
        return frame.within("data", done="imported" if job.outcome.run else "nothing_new")
    return frame.within("data", done="undone")


@router.get("/w/{workspace}/data/imports/{job}")
async def show_import(request: Request, service: ServiceOf, workspace: str, lang: Language, job: str) -> Response:
    """How far an import is, or why it failed; what is done leads on to the data."""
    stored = await get_workspace(service.database, workspace)
    frame = frame_of(request, lang, "data", stored)
    known = service.jobs.get(stored.id, job)
    if known.state == "done":
        return see(_after(frame, known))
    refusal = error_text(known.error) if known.error else None
    return render("import.html", ImportPage(frame=frame, job=known, refusal=refusal))


def _same_answers(kept: Upload, seen: Mapping[str, str]) -> bool:
    """Whether the answers are those with which the page was shown; what is left out has its default."""
    return all(
        kept.answers.get(key, question.default) == seen.get(key, question.default)
        for key, question in kept.questions.items()
    )


@router.post("/w/{workspace}/data/imports/{run}/undo", dependencies=[Depends(read_form)])
async def take_back(request: Request, service: ServiceOf, workspace: str, lang: Language, run: str) -> Response:
    """Every record is as it was before the import."""
    stored = await get_workspace(service.database, workspace)
    work = partial(_taken_back, service.database.immediate, stored.id, run)
    job = service.jobs.begin(f"undo-{run}", stored.id, (), work, now())
    return await _soon(service, frame_of(request, lang, "data", stored), job)


async def _taken_back(database: Database, workspace: str, run: str, report_progress: Report) -> ImportRun:
    return await undo_import(database, workspace, run, at=now(), report_progress=report_progress)


def _entry(run: ImportRun) -> ImportEntry:
    return ImportEntry(
        id=run.id,
        at=run.at,
        files=tuple(file.name for file in run.files),
        records=sum(run.counts.values()),
        undone=run.undone,
    )
