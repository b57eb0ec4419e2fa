"""Findings, prepared questions and reports over HTTP."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from app.api.v1.queries import DayQuery, PageQuery, Plain, WorkspaceId
from app.api.v1.results import FindingPage, FindingShape, QuestionShape
from app.clock import today
from app.network.graph.scope import SCOPE_DOC, Scope, read_scope
from app.report.agenda import Status, agenda
from app.report.forms.json import plain
from app.report.inquiries import inquiry_about
from app.report.material import Material
from app.report.progress import Progress
from app.report.report import Edition
from app.store.decisions import list_decisions
from app.usecases.find_findings import chosen, finding_named, refuse_unknown
from app.usecases.make_report import MEDIA_TYPES, TEXT_FORMATS, Form, rendered, report_of, usual_edition
from app.usecases.since_last import progress_of
from app.usecases.snapshots import Snapshot
from app.web.access import Needs, principal_of, require
from app.web.conditional import digest_tag, not_modified, unchanged
from app.web.declared import COMPUTE, READ, declared
from app.web.leaving import while_connected
from app.web.paging import link_header, page_of
from app.web.service import ServiceOf

router = APIRouter(prefix="/workspaces/{workspace}", tags=["findings"])

REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
"""A report carries its style inside itself and runs no script."""


class ScopeQuery(DayQuery):
    """Of which day, and of which part of the network."""

    scope: Annotated[Plain | None, Field(description=SCOPE_DOC, examples=["area=lindental"])] = None

    @property
    def part(self) -> Scope | None:
        """The part that is asked about; None: all."""
        return None if self.scope is None else read_scope(self.scope)


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
    responses=declared(*READ, *COMPUTE),
)
async def list_findings(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[FindingQuery, Query()]
) -> Response:
    """What every analysis of the report finds, in reading order."""
    snapshot = await while_connected(request, service.runs.analysed(workspace, query.as_of, today(), scope=query.part))
    refuse_unknown(snapshot.network, analysis=query.analysis, actor=query.actor, area=query.area)
    findings = chosen(
        snapshot.in_reading_order, analysis=query.analysis, band=query.band, actor=query.actor, area=query.area
    )
    if query.status is not None:
        decisions = await list_decisions(service.database, workspace)
        items = agenda(findings, decisions, snapshot.network, today())
        findings = tuple(item.finding for item in items if item.status == query.status)
    shown, cursor = page_of(findings, lambda finding: finding.key, query.cursor, query.limit)
    content = {"items": [plain(finding) for finding in shown], "next": cursor, "total": len(findings)}
    return JSONResponse(content, headers=link_header(request, cursor))


@router.get(
    "/findings/{key}",
    operation_id="get_finding",
    dependencies=[Depends(Needs("read"))],
    response_model=FindingShape,
    responses=declared(*READ, *COMPUTE),
)
async def get_finding(
    request: Request, service: ServiceOf, workspace: WorkspaceId, key: str, query: Annotated[ScopeQuery, Query()]
) -> Response:
    """One finding with its evidence."""
    results = await while_connected(request, service.runs.results(workspace, query.as_of, today(), query.part))
    return JSONResponse(plain(finding_named(results, key)))


@router.get(
    "/findings/{key}/question",
    operation_id="get_question",
    dependencies=[Depends(Needs("read"))],
    response_model=QuestionShape,
    responses=declared(*READ, *COMPUTE),
)
async def get_question(
    request: Request, service: ServiceOf, workspace: WorkspaceId, key: str, query: Annotated[QuestionQuery, Query()]
) -> Response:
    """A finding to ask about first, as a message to those who can answer and a line of an agenda."""
    snapshot = await while_connected(request, service.runs.analysed(workspace, query.as_of, today()))
    material = Material(snapshot.in_reading_order, snapshot.network, snapshot.title, query.lang, "internal")
    return JSONResponse(plain(inquiry_about(material, key)))


@router.get(
    "/report",
    operation_id="get_report",
    dependencies=[Depends(Needs("reports"))],
    tags=["reports"],
    response_class=Response,
    responses={
        200: {"description": "the report", "content": {kind: {} for kind in MEDIA_TYPES.values()}},
        **declared(*READ, *COMPUTE),
    },
)
async def get_report(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[ReportQuery, Query()]
) -> Response:
    """The gap report; the same data, decisions, kept state, day and parameters give the same bytes.

    The internal one needs the scope read.
    """
    if query.audience == "internal":
        require(principal_of(request), "read")
    snapshot = await while_connected(request, service.runs.analysed(workspace, query.as_of, today(), scope=query.part))
    whole = query.part is None
    progress = await progress_of(service.database, workspace, query.lang, today(), whole=whole)
    content = await asyncio.to_thread(_content, snapshot, query, progress)
    tag = digest_tag(content)
    if unchanged(request, tag):
        return not_modified(tag)
    headers = {"ETag": tag, "Content-Security-Policy": REPORT_POLICY, **_attachment(workspace, query)}
    charset = "; charset=utf-8" if query.format in TEXT_FORMATS else ""
    return Response(content, media_type=f"{MEDIA_TYPES[query.format]}{charset}", headers=headers)


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


def _attachment(workspace: str, query: ReportQuery) -> dict[str, str]:
    """Ids may hold letters that a header cannot, so that the name keeps only plain ones."""
    if not query.download:
        return {}
    name = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "_" for char in workspace)
    return {"Content-Disposition": f'attachment; filename="{name}-{query.audience}.{query.lang}.{query.format}"'}
