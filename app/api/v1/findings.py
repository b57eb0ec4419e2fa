"""Findings, prepared questions and reports over HTTP."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from app.api.v1.queries import DayQuery, FindingKey, PageQuery, Plain, ScopeQuery, WorkspaceId
from app.api.v1.results import FindingPage, FindingShape, QuestionShape
from app.api.v1.runs import ACCEPTED, REPORT_POLICY, begun, snapshot_or_run
from app.clock import today
from app.report.agenda import Status, agenda
from app.report.forms import Form
from app.report.forms.json import plain
from app.report.inquiries import inquiry_about
from app.report.material import Material
from app.report.progress import Progress
from app.report.report import Edition
from app.store.decisions import list_decisions
from app.store.runs import Document
from app.usecases.find_findings import chosen, finding_named, refuse_unknown
from app.usecases.make_report import MEDIA_TYPES, TEXT_FORMATS, rendered, report_of, usual_edition
from app.usecases.run_analysis import Watch
from app.usecases.runs.asking import report_question
from app.usecases.runs.lasting import RunState
from app.usecases.since_last import progress_of
from app.usecases.snapshots import Snapshot
from app.web.access import Needs, principal_of, require
from app.web.conditional import digest_tag, not_modified, unchanged
from app.web.declared import COMPUTE, CONDITIONAL, READ, declared
from app.web.headers import attachment
from app.web.paging import page_answer
from app.web.service import ServiceOf
from app.web.waiting import Prefer, document_or_run

router = APIRouter(prefix="/workspaces/{workspace}", tags=["findings"])


class FindingQuery(PageQuery, ScopeQuery):
    """Which findings; what is left out does not matter."""

    analysis: Annotated[Plain | None, Field(description="id of the analysis", examples=["parallel-offers"])] = None
    band: Annotated[Literal["clear", "possible"] | None, Field(description="how certain")] = None
    actor: Annotated[Plain | None, Field(description="id of an actor it is about")] = None
    area: Annotated[Plain | None, Field(description="id of an area it is about")] = None
    status: Annotated[
        Status | None, Field(description="how it stands by what was decided; open: nothing was, or it came back")
    ] = None


class QuestionQuery(DayQuery):
    """In which language the question is put."""

    lang: Annotated[Literal["de", "en"], Field(description="language of its texts")] = "de"


class ReportQuery(ScopeQuery):
    """Which report."""

    format: Annotated[Form, Field(description="how it is written")] = "html"
    edition: Annotated[
        Edition | None, Field(description="what is written; left out: kurz for pdf and docx, bericht for the others")
    ] = None
    about: Annotated[
        Plain | None, Field(description="name or id of the organisation, area or group of a steckbrief")
    ] = None
    lang: Annotated[Literal["de", "en"], Field(description="language of its texts")] = "de"
    audience: Annotated[
        Literal["internal", "partners", "public"], Field(description="who will read it; decides what is left out")
    ] = "partners"
    download: Annotated[bool, Field(description="whether a browser saves it as a file")] = False


@router.get(
    "/findings",
    operation_id="list_findings",
    dependencies=[Depends(Needs("read"))],
    response_model=FindingPage,
    responses={**ACCEPTED, **declared(*READ, *COMPUTE)},
)
async def list_findings(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    query: Annotated[FindingQuery, Query()],
    prefer: Prefer = None,
) -> Response:
    """What every analysis of the report finds, in reading order; what is still to be computed for long is a run (202)."""
    snapshot = await snapshot_or_run(request, service, workspace, query, prefer)
    if isinstance(snapshot, RunState):
        return begun(request, snapshot)
    refuse_unknown(snapshot.network, analysis=query.analysis, actor=query.actor, area=query.area)
    findings = chosen(
        snapshot.in_reading_order, analysis=query.analysis, band=query.band, actor=query.actor, area=query.area
    )
    if query.status is not None:
        decisions = await list_decisions(service.database, workspace)
        whole = await service.snapshots.snapshot(workspace, query.as_of, today())
        items = agenda(findings, decisions, whole.network, today())
        findings = tuple(item.finding for item in items if item.status == query.status)
    return page_answer(request, findings, lambda finding: finding.key, plain, cursor=query.cursor, limit=query.limit)


@router.get(
    "/findings/{key}",
    operation_id="get_finding",
    dependencies=[Depends(Needs("read"))],
    response_model=FindingShape,
    responses={**ACCEPTED, **declared(*READ, *COMPUTE)},
)
async def get_finding(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    key: FindingKey,
    query: Annotated[ScopeQuery, Query()],
    prefer: Prefer = None,
) -> Response:
    """One finding with its evidence."""
    snapshot = await snapshot_or_run(request, service, workspace, query, prefer)
    if isinstance(snapshot, RunState):
        return begun(request, snapshot)
    return JSONResponse(plain(finding_named(snapshot.in_reading_order, key)))


@router.get(
    "/findings/{key}/question",
    operation_id="get_question",
    dependencies=[Depends(Needs("read"))],
    response_model=QuestionShape,
    responses={**ACCEPTED, **declared(*READ, *COMPUTE)},
)
async def get_question(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    key: FindingKey,
    query: Annotated[QuestionQuery, Query()],
    prefer: Prefer = None,
) -> Response:
    """A finding to ask about first, as a message to those who can answer and a line of an agenda."""
    snapshot = await snapshot_or_run(request, service, workspace, ScopeQuery(as_of=query.as_of), prefer)
    if isinstance(snapshot, RunState):
        return begun(request, snapshot)
    material = Material(snapshot.in_reading_order, snapshot.network, snapshot.title, query.lang, "internal")
    return JSONResponse(plain(inquiry_about(material, key)))


@router.get(
    "/report",
    operation_id="get_report",
    dependencies=[Depends(Needs("reports"))],
    tags=["reports"],
    response_class=Response,
    responses={
        200: CONDITIONAL[200] | {"description": "the report", "content": {kind: {} for kind in MEDIA_TYPES.values()}},
        304: CONDITIONAL[304],
        **ACCEPTED,
        **declared(*READ, *COMPUTE),
    },
)
async def get_report(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    query: Annotated[ReportQuery, Query()],
    prefer: Prefer = None,
) -> Response:
    """The gap report; the same data, decisions, kept state, day and parameters give the same bytes.

    One that takes long goes on as a run (202), which keeps it. The internal one needs the scope read.
    """
    if query.audience == "internal":
        require(principal_of(request), "read")
    whole = query.part is None
    progress = await progress_of(service.database, workspace, query.lang, today(), whole=whole)
    question = await report_question(
        service.database,
        workspace,
        today=today(),
        wanted=query.model_dump(exclude={"download"}),
        progress=progress,
        internal=query.audience == "internal",
    )

    async def ask(watch: Watch) -> Document:
        snapshot = await service.runs.analysed(workspace, query.as_of, today(), scope=query.part, watch=watch)
        charset = "; charset=utf-8" if query.format in TEXT_FORMATS else ""
        content = await asyncio.to_thread(_content, snapshot, query, progress)
        return Document(f"{MEDIA_TYPES[query.format]}{charset}", content)

    answer = await document_or_run(request, service, question, ask, prefer)
    if isinstance(answer, RunState):
        return begun(request, answer)
    tag = digest_tag(answer.content)
    if unchanged(request, tag):
        return not_modified(tag)
    saved_as = attachment(f"{workspace}-{query.audience}.{query.lang}.{query.format}") if query.download else {}
    headers = {"ETag": tag, "Content-Security-Policy": REPORT_POLICY, **saved_as}
    return Response(answer.content, media_type=answer.media_type, headers=headers)


def _content(snapshot: Snapshot, query: ReportQuery, progress: Progress) -> bytes:
    report = report_of(
        snapshot.in_reading_order,
        snapshot.network,
        title=snapshot.title_in(query.lang),
        lang=query.lang,
        audience=query.audience,
        edition=query.edition or ("steckbrief" if query.about else usual_edition(query.format)),
        about=query.about,
        progress=progress,
    )
    return rendered(report, query.format)
