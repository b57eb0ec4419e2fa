"""Runs over HTTP: how far they are, as events too, what they gave, and how they are ended."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from app.api.v1.queries import PageQuery, ScopeQuery, WorkspaceId
from app.api.v1.results import ResultShape, Shape
from app.clock import today
from app.errors import Conflict, RunCancelled, UnknownName
from app.report.forms.json import dumps_line
from app.store.runs import Document
from app.store.workspaces import current_revision
from app.usecases.run_analysis import Run, Watch
from app.usecases.runs.asking import findings_question
from app.usecases.runs.lasting import FINDINGS, REPORT, RunState, Status, run_ended
from app.usecases.snapshots import Snapshot
from app.web.access import Needs, principal_of, require
from app.web.addresses import told_path, told_path_of
from app.web.conditional import digest_tag, not_modified, unchanged
from app.web.declared import CONDITIONAL, READ, WRITE, Declared, declared
from app.web.events import EVENTS, Standing, event_stream
from app.web.paging import page_answer
from app.web.problems import RETRY_AFTER_SECONDS, ProblemDetails, details_of
from app.web.service import Service, ServiceOf
from app.web.waiting import RESPOND_ASYNC, value_or_run

router = APIRouter(
    prefix="/workspaces/{workspace}",
    tags=["runs"],
    dependencies=[Depends(Needs("read", also="reports"))],
)

_JSON = "application/json"


class RunShape(Shape):
    """How a run stands, and its result once it is done."""

    id: str = Field(
        description="the same data, day and parameters give the same id", examples=["5e884898da28047151d0e56f"]
    )
    status: Status = Field(
        description="interrupted: the service was stopped meanwhile; ask again", examples=["running"]
    )
    analysis: str = Field(description="id of the analysis, `report` or `findings`", examples=["density"])
    step: Literal["reading", "waiting", "computing", "writing"] | None = Field(
        description="what is done at the moment; null: it has ended", examples=["computing"]
    )
    place: int | None = Field(description="in the queue, 1 is next; null: it does not wait", examples=[None])
    done: int = Field(description="analyses that are done", examples=[12])
    total: int = Field(description="of so many", examples=[27])
    seconds_left: float | None = Field(description="as estimated; null: not known", examples=[4.5])
    result_at: str | None = Field(
        description="address of the result; null: there is none yet",
        examples=["/v1/workspaces/essener-konsens/runs/5e884898da28047151d0e56f/result"],
    )
    result: ResultShape | None = Field(description="what an analysis gives; null: there is none, see result_at")  # type: ignore[valid-type]
    problem: ProblemDetails | None = Field(description="why it failed")


class RunEntry(Shape):
    """A run in the list; more is told by its id."""

    id: str = Field(examples=["5e884898da28047151d0e56f"])
    status: Status = Field(examples=["done"])
    analysis: str = Field(description="the question that was asked", examples=["density"])


class RunPage(Shape):
    """One page of runs."""

    items: list[RunEntry]
    next: str | None
    total: int


def begun(request: Request, state: RunState) -> Response:
    """The answer to who does not wait: the run goes on, ``Location`` tells how far it is."""
    headers = {
        "Location": told_path_of(request, "get_run", run=state.id),
        "Retry-After": _soon(state),
        "Preference-Applied": RESPOND_ASYNC,
    }
    return Response(_text(run_content(request, state)), 202, media_type=_JSON, headers=headers)


ACCEPTED: Declared = {202: {"model": RunShape, "description": "it goes on as a run; `Location` tells how far it is"}}
"""What a route declares that may become a run."""


def _soon(state: RunState) -> str:
    """When to look again: about when it will be done, and not too seldom."""
    seconds_left = state.pace.seconds_left if state.pace else None
    return str(max(1, min(RETRY_AFTER_SECONDS, round(seconds_left or 1.0))))


def run_content(request: Request, state: RunState) -> dict[str, object]:
    """A run as it is told, without its result."""
    pace = state.pace
    seconds_left = pace.seconds_left if pace else None
    result_path = told_path_of(request, "get_run_result", run=state.id)
    problem = details_of(state.error, None).model_dump(exclude_none=True) if state.error else None
    return {
        "id": state.id,
        "status": state.status,
        "analysis": state.about,
        "step": pace.step if pace else None,
        "place": pace.place if pace else None,
        "done": pace.done if pace else 0,
        "total": pace.total if pace else 0,
        "seconds_left": None if seconds_left is None else round(seconds_left, 1),
        "result_at": (state.result_at or result_path) if state.status == "done" else None,
        "problem": problem,
    }


def _text(content: dict[str, object], result: Document | None = None) -> str:
    """The run as JSON with its result, which is JSON already."""
    result_text = result.content.decode() if result else "null"
    return f'{dumps_line(content)[:-1]}, "result": {result_text}}}'


async def snapshot_or_run(
    request: Request, service: Service, workspace: str, query: ScopeQuery, prefer: str | None
) -> Snapshot | RunState:
    """The network with all that the report finds, or the run that computes it: then the same address answers at once."""
    address = told_path(request) + (f"?{request.url.query}" if request.url.query else "")
    question = await findings_question(
        service.database, workspace, as_of=query.as_of, today=today(), scope=query.part, address=address
    )

    async def ask(watch: Watch) -> Snapshot:
        return await service.runs.analysed(workspace, query.as_of, today(), scope=query.part, watch=watch)

    return await value_or_run(request, service, question, ask, prefer)


@router.get("/runs", operation_id="list_runs", response_model=RunPage, responses=declared(*READ))
async def list_runs(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[PageQuery, Query()]
) -> Response:
    """The runs that are kept or under way, the newest first; a change of the data makes new ones."""
    await current_revision(service.database, workspace)
    scopes = principal_of(request).scopes
    lasting = [state for state in await service.lasting.of_workspace(workspace) if state.scope in scopes]
    entries = {state.id: {"id": state.id, "status": state.status, "analysis": state.about} for state in lasting}
    if "read" in scopes:
        quick = service.runs.of_workspace(workspace)
        entries |= {run.id: {"id": run.id, "status": "done", "analysis": run.analysis} for run in quick}
    return page_answer(request, list(entries), str, entries.__getitem__, cursor=query.cursor, limit=query.limit)


@router.get("/runs/{run}", name="get_run", operation_id="get_run", response_model=RunShape, responses=declared(*READ))
async def get_run(request: Request, service: ServiceOf, workspace: WorkspaceId, run: str) -> Response:
    """How far a run is, and the result of an analysis once it is done."""
    state, quick = await _known(request, service, workspace, run)
    headers = {} if state.has_ended else {"Retry-After": _soon(state)}
    result = await _result(service, workspace, state, quick) if state.status == "done" else None
    return Response(_text(run_content(request, state), result), media_type=_JSON, headers=headers)


async def _result(service: Service, workspace: str, state: RunState, quick: Run | None) -> Document | None:
    """The result of an analysis; a report is fetched by itself."""
    if quick is not None:
        return Document(_JSON, quick.text.encode())
    return None if state.about in (REPORT, FINDINGS) else await service.lasting.document(workspace, state.id)


@router.get(
    "/runs/{run}/result",
    name="get_run_result",
    operation_id="get_run_result",
    response_class=Response,
    responses={
        200: CONDITIONAL[200]
        | {"description": "the result of the analysis, or the report", "content": {_JSON: {}, "*/*": {}}},
        304: CONDITIONAL[304],
        **declared(*READ, Conflict, RunCancelled),
    },
)
async def get_run_result(request: Request, service: ServiceOf, workspace: WorkspaceId, run: str) -> Response:
    """What a run gave, as it would have been answered at once: the result of an analysis, or the report."""
    state, quick = await _known(request, service, workspace, run)
    document = Document(_JSON, quick.text.encode()) if quick else await service.lasting.document(workspace, run)
    if document is None:
        raise Conflict("the run has no result of its own", hint="GET the run: it says how it stands")
    tag = digest_tag(document.content)
    if unchanged(request, tag):
        return not_modified(tag)
    policy = {"Content-Security-Policy": REPORT_POLICY} if state.about == REPORT else {}
    return Response(document.content, media_type=document.media_type, headers={"ETag": tag, **policy})


REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
"""A report carries its style inside itself and runs no script."""


@router.get(
    "/runs/{run}/events",
    operation_id="follow_run",
    response_class=StreamingResponse,
    responses={**EVENTS, **declared(*READ)},
)
async def follow_run(request: Request, service: ServiceOf, workspace: WorkspaceId, run: str) -> Response:
    """How far a run is, as server-sent events, until it has ended."""
    await _known(request, service, workspace, run)

    async def look() -> Standing:
        state, _quick = await _known(request, service, workspace, run)
        return Standing(state.status, _text(run_content(request, state)), state.has_ended)

    return event_stream(look)


@router.delete("/runs/{run}", operation_id="cancel_run", status_code=204, responses=declared(*WRITE))
async def cancel_run(request: Request, service: ServiceOf, workspace: WorkspaceId, run: str) -> Response:
    """End a run that is queued or running; whoever waits for it is told. Nothing is overwritten, so no `If-Match`."""
    _state, quick = await _known(request, service, workspace, run)
    if quick is not None:
        raise run_ended()
    await service.lasting.cancel(workspace, run)
    return Response(status_code=204)


async def _known(request: Request, service: Service, workspace: str, run: str) -> tuple[RunState, Run | None]:
    """A run that who asks may read: how it stands, and its answer where it was quick.

    Raises:
        UnknownName: there is none.
        Forbidden: its result is not for them.
    """
    await current_revision(service.database, workspace)
    state = await service.lasting.find(workspace, run)
    if state is not None:
        require(principal_of(request), state.scope)
        return state, None
    require(principal_of(request), "read")
    quick = service.runs.find(workspace, run)
    if quick is None:
        raise UnknownName("there is no such run", hint="ask again; the same data give the same run")
    return RunState(id=run, about=quick.analysis, scope="read", status="done"), quick
