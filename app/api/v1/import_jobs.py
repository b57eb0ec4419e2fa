"""Imports that go on behind: begun, looked at, followed by events, ended."""

import secrets
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from app.api.v1.import_shapes import ImportJobShape, report_content
from app.api.v1.queries import WorkspaceId
from app.clock import now
from app.report.forms.json import dumps, dumps_line
from app.store.import_runs import ImportRun
from app.store.workspaces import get_workspace
from app.usecases.imports.import_records import ImportReport
from app.usecases.runs.background import Job, Report
from app.web.access import Needs
from app.web.addresses import told_path
from app.web.declared import READ, WRITE, declared
from app.web.events import EVENTS, Standing, event_stream
from app.web.problems import details_of
from app.web.repeating import FileRoute
from app.web.service import Service, ServiceOf
from app.web.waiting import RESPOND_ASYNC

router = APIRouter(
    prefix="/workspaces/{workspace}/imports",
    tags=["imports"],
    route_class=FileRoute,
    dependencies=[Depends(Needs("read", "write"))],
)


async def begin_import(
    request: Request, service: Service, workspace: str, name: str, work: Callable[..., Awaitable[ImportReport]]
) -> Response:
    """The import goes on when the client has gone; the answer says where to look (RFC 7240)."""
    stored = await get_workspace(service.database, workspace)
    database = service.database.committing_at_once

    async def take_in(report_progress: Report) -> ImportReport:
        return await work(database, report_progress=report_progress)

    job = service.jobs.begin(secrets.token_urlsafe(12), stored.id, (name,), take_in, now())
    headers = {"Location": f"{told_path(request)}/jobs/{job.id}", "Preference-Applied": RESPOND_ASYNC}
    return Response(dumps(_job(job)), 202, media_type="application/json", headers=headers)


@router.get("/jobs/{job}", operation_id="import_job", response_model=ImportJobShape, responses=declared(*READ))
async def import_job(service: ServiceOf, workspace: WorkspaceId, job: str) -> Response:
    """How far an import is that was begun with `Prefer: respond-async`, and what became of it; kept for a day."""
    stored = await get_workspace(service.database, workspace)
    return Response(dumps(_job(service.jobs.get(stored.id, job))), media_type="application/json")


@router.get(
    "/jobs/{job}/events",
    operation_id="follow_import_job",
    response_class=StreamingResponse,
    responses={**EVENTS, **declared(*READ)},
)
async def follow_import_job(service: ServiceOf, workspace: WorkspaceId, job: str) -> Response:
    """How far an import is, as server-sent events, until it has ended."""
    stored = await get_workspace(service.database, workspace)
    service.jobs.get(stored.id, job)

    async def look() -> Standing:
        looked_at = service.jobs.get(stored.id, job)
        return Standing(looked_at.state, dumps_line(_job(looked_at)), looked_at.state != "running")

    return event_stream(look)


@router.delete("/jobs/{job}", operation_id="cancel_import_job", status_code=204, responses=declared(*WRITE))
async def cancel_import_job(service: ServiceOf, workspace: WorkspaceId, job: str) -> Response:
    """End an import that is under way; one that arrived before stays, and can be undone. No `If-Match` is needed."""
    stored = await get_workspace(service.database, workspace)
    unwanted = service.jobs.get(stored.id, job)
    service.jobs.cancel(unwanted)
    await service.jobs.ended(unwanted)
    return Response(status_code=204)


def _job(job: Job[ImportReport | ImportRun]) -> dict[str, object]:
    seconds_left = job.pace.seconds_left if job.state == "running" else None
    return {
        "id": job.id,
        "state": job.state,
        "step": job.pace.step,
        "done": job.pace.done,
        "total": job.pace.total,
        "seconds_left": None if seconds_left is None else round(seconds_left, 1),
        "report": report_content(job.outcome) if isinstance(job.outcome, ImportReport) else None,
        "problem": details_of(job.error, None).model_dump(exclude_none=True) if job.error else None,
    }
