"""Imports of a workspace that go on: how far they are, what became of them, and taking them back."""

from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.clock import now
from app.pages.failures import PageRoute, error_text
from app.pages.forms import read_form
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.records.vocabulary import Lang
from app.store.bolt import Database
from app.store.import_runs import ImportRun, get_run, operation_in_force
from app.store.workspaces import get_workspace
from app.usecases.imports.import_records import ImportReport, undo_import
from app.usecases.runs.background import Job, Report
from app.web.access import principal_of
from app.web.service import Service, ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)

SOON_SECONDS = 1.5
"""Longest wait for an import before the page shows how far it is."""

ImportJob = Job[ImportReport | ImportRun]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """How far an import or its taking back is. ``refusal`` says why it failed."""

    frame: Frame
    job: ImportJob
    refusal: str | None


async def soon(service: Service, frame: Frame, job: ImportJob) -> Response:
    """What became of a job that ends while one waits for a page; else the page that shows how far it is."""
    if not await service.jobs.ended(job, SOON_SECONDS):
        return see(frame.within(f"data/imports/{job.id}"))
    if job.error is not None:
        service.jobs.drop(job.id)
        raise job.error
    return see(_after(frame, job))


def _after(frame: Frame, job: ImportJob) -> str:
    """Address of the page after a job."""
    if isinstance(job.outcome, ImportReport):
        run = job.outcome.run
        return frame.within("data", done="imported", of=run) if run else frame.within("data", done="nothing_new")
    return frame.within("data", done="undone")


@router.get("/w/{workspace}/data/imports/{job}")
async def show_import(request: Request, service: ServiceOf, workspace: str, lang: Language, job: str) -> Response:
    """How far an import is, or why it failed; what is done leads on to the data."""
    stored = await get_workspace(service.database, workspace)
    frame = frame_of(request, lang, "data", stored)
    known = service.jobs.get(stored.id, job)
    if known.state == "done":
        return see(_after(frame, known))
    refusal = error_text(known.error, lang) if known.error else None
    return render("import.html", ImportPage(frame=frame, job=known, refusal=refusal))


@router.post("/w/{workspace}/data/imports/{run}/undo", dependencies=[Depends(read_form)])
async def take_back(request: Request, service: ServiceOf, workspace: str, lang: Language, run: str) -> Response:
    """Every record is as it was before the import."""
    stored = await get_workspace(service.database, workspace)
    answers_open = "answers" in principal_of(request).scopes
    work = partial(_taken_back, service.database.committing_at_once, stored.id, run, lang, answers_open)
    imported = await get_run(service.database, stored.id, run)
    in_force = await operation_in_force(service.database, stored.id, imported.operation)
    job = service.jobs.begin(f"undo-{in_force}", stored.id, (), work, now())
    return await soon(service, frame_of(request, lang, "data", stored), job)


async def _taken_back(
    database: Database, workspace: str, run: str, lang: Lang, answers_open: bool, report_progress: Report
) -> ImportRun:
    return await undo_import(
        database, workspace, run, at=now(), lang=lang, answers_open=answers_open, report_progress=report_progress
    )
