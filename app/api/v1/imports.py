"""Imports over HTTP: raw bodies, dry first if wanted, questions with answers; each import can be undone."""

import asyncio
from functools import partial
from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from app.api.v1.import_jobs import begin_import
from app.api.v1.import_shapes import (
    ImportJobShape,
    ImportReportShape,
    ImportRunPage,
    ImportRunShape,
    report_content,
)
from app.api.v1.queries import PageQuery, WorkspaceId
from app.api.v1.queries import Query as Parameters
from app.api.v1.values import Name
from app.clock import now, today
from app.errors import InvalidInput, Problem, QueueFull, WrongFormat
from app.formats.files import InputFile
from app.intake.problem_list import problem_workbook
from app.intake.questions import read_answers
from app.report.forms.json import dumps, plain
from app.store.import_runs import ImportRun, get_run, list_runs
from app.usecases.imports.import_records import import_files, undo_import
from app.usecases.imports.kept_mappings import mapping_named
from app.usecases.imports.outlook import look_ahead
from app.web.access import Needs, principal_of
from app.web.addresses import told_path
from app.web.bodies import IMPORT_LIMIT, media_type, read_body
from app.web.declared import BODY, READ, WRITE, declared
from app.web.paging import link_header, page_of
from app.web.repeating import FileRoute
from app.web.service import ServiceOf
from app.web.waiting import Prefer, prefers_async

router = APIRouter(
    prefix="/workspaces/{workspace}/imports",
    tags=["imports"],
    route_class=FileRoute,
    dependencies=[Depends(Needs("read", "write"))],
)

FORMATS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.ms-excel": "xls",
    "text/csv": "csv",
    "text/plain": "txt",
    "application/zip": "zip",
    "application/json": "json",
    "application/geo+json": "json",
    "application/graphml+xml": "graphml",
    "application/gexf+xml": "gexf",
}
_WORKBOOK = next(iter(FORMATS))
_ANY_BYTES = "application/octet-stream"
"""What a program sends that does not know the type; ``format`` must say it then."""


class ImportQuery(Parameters):
    """How to read the body."""

    format: Annotated[
        Literal["xlsx", "ods", "xls", "csv", "txt", "zip", "json", "graphml", "gexf", "net", "gml", "dl", "sif"] | None,
        Field(
            description="left out: what the content type says; zip holds CSV tables and perhaps a mapping.toml, or answers to feedback sheets; txt holds answers copied from mails"
        ),
    ] = None
    sheet: Annotated[
        Name | None,
        Field(description="for CSV: which sheet it is; left out: its headings say it", examples=["Akteure"]),
    ] = None
    file: Annotated[Name | None, Field(description="name of the file, shown as the source of its records")] = None
    dry_run: Annotated[bool, Field(description="only say what would happen; nothing is written")] = False
    outlook: Annotated[
        bool,
        Field(description="a dry run also says how the network would change: numbers, and hints that close or come"),
    ] = False
    problems: Annotated[
        Literal["json", "xlsx"],
        Field(description="xlsx: a dry run answers with its messages as a workbook, the cells marked"),
    ] = "json"
    plan: Annotated[
        str | None,
        Field(
            description="that of a dry run: another outcome is refused with 409",
            examples=["5f0c1d2e3a4b5c6d7e8f901234567890"],
            max_length=64,
        ),
    ] = None
    answer: Annotated[
        list[str],
        Field(
            description="to a question of the dry run, KEY=VALUE, or KIND=VALUE for all of a kind; may be repeated",
            examples=[["same_as:actors:tus-hafen=yes"]],
            max_length=1000,
            default_factory=list,
        ),
    ]
    mapping: Annotated[
        Name | None, Field(description="name of a mapping that was kept: how columns of a foreign table become ours")
    ] = None
    lang: Annotated[Literal["de", "en"], Field(description="language of the messages")] = "de"


_REQUEST_BODY = {
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in (*FORMATS, _ANY_BYTES)}
}


@router.post(
    "",
    operation_id="import_file",
    response_model=ImportReportShape,
    responses={
        200: {"description": "what it did or would do", "content": {_WORKBOOK: {}}},
        202: {"model": ImportJobShape, "description": "begun; `Location` tells how far it is"},
        **declared(*WRITE, *BODY, WrongFormat, QueueFull),
    },
    openapi_extra={"requestBody": {"required": True, **_REQUEST_BODY}},
)
async def import_file(
    request: Request,
    service: ServiceOf,
    workspace: WorkspaceId,
    query: Annotated[ImportQuery, Query()],
    prefer: Prefer = None,
) -> Response:
    """Take a workbook, one CSV sheet or answers to feedback sheets in, all or nothing; twice is no change.

    Single answers to surveys need the scope answers too, also to look at what they would change.
    With `Prefer: respond-async` it goes on behind.
    """
    if query.problems == "xlsx" and not query.dry_run:
        problem = Problem(
            code="needs_dry_run", message="is given by a dry run alone: send dry_run=true", pointer="problems"
        )
        raise InvalidInput("the request does not fit its schema", problems=(problem,))
    name = _file_name(_format(request, query), query)
    content = await read_body(request, IMPORT_LIMIT)
    mapping = await mapping_named(service.database, workspace, query.mapping) if query.mapping else None
    work = partial(
        import_files,
        workspace=workspace,
        files=(InputFile(name, content),),
        at=now(),
        mapping=mapping.text if mapping else None,
        answers=read_answers(query.answer, query.lang),
        dry_run=query.dry_run,
        plan=query.plan,
        lang=query.lang,
        answers_open="answers" in principal_of(request).scopes,
        look_ahead=look_ahead(service.database, service.snapshots, service.runs, today=today(), lang=query.lang)
        if query.outlook
        else None,
    )
    if prefers_async(prefer):
        return await begin_import(request, service, workspace, name, work)
    report = await work(service.database)
    if query.problems == "xlsx":
        files = (InputFile(name, content),)
        book = await asyncio.to_thread(problem_workbook, files, report.rejected, report.notices, query.lang)
        return Response(book, media_type=_WORKBOOK)
    headers = {"Location": f"{told_path(request)}/{report.run}"} if report.run else {}
    text = await asyncio.to_thread(lambda: dumps(report_content(report)))
    return Response(text, media_type="application/json", headers=headers)


@router.get("", operation_id="list_imports", response_model=ImportRunPage, responses=declared(*READ))
async def list_imports(
    request: Request, service: ServiceOf, workspace: WorkspaceId, query: Annotated[PageQuery, Query()]
) -> Response:
    """What was imported, the newest first."""
    runs = await list_runs(service.database, workspace)
    runs_of_page, cursor = page_of(runs, lambda run: run.id, query.cursor, query.limit)
    content = {"items": [_content(run) for run in runs_of_page], "next": cursor, "total": len(runs)}
    return Response(dumps(content), media_type="application/json", headers=link_header(request, cursor))


@router.get(
    "/{run}", name="get_import", operation_id="get_import", response_model=ImportRunShape, responses=declared(*READ)
)
async def get_import(service: ServiceOf, workspace: WorkspaceId, run: str) -> Response:
    """One import."""
    return Response(dumps(_content(await get_run(service.database, workspace, run))), media_type="application/json")


@router.post("/{run}/undo", operation_id="undo_import", response_model=ImportRunShape, responses=declared(*WRITE))
async def undo(request: Request, service: ServiceOf, workspace: WorkspaceId, run: str) -> Response:
    """Every record is as it was before the import; refused when somebody changed one of them since."""
    may = "answers" in principal_of(request).scopes
    undone = await undo_import(service.database, workspace, run, at=now(), lang="en", answers_open=may)
    return Response(dumps(_content(undone)), media_type="application/json")


def _format(request: Request, query: ImportQuery) -> str:
    content_type = media_type(request, (*FORMATS, _ANY_BYTES), charset=None)
    form = FORMATS.get(content_type, query.format)
    if form is None:
        problem = Problem(code="missing", message="is needed with this content type", pointer="format")
        raise InvalidInput("the request does not fit its schema", problems=(problem,))
    if query.format not in (None, form):
        raise WrongFormat(
            "format and content type contradict each other", hint="leave format out: the content type says it"
        )
    return form


def _file_name(form: str, query: ImportQuery) -> str:
    """A CSV file is known by its sheet where that is named, everything else by the name of the file."""
    name = (query.sheet if form == "csv" else None) or PurePath(query.file or "import").stem
    return f"{name}.{form}"


def _content(run: ImportRun) -> dict[str, object]:
    return {**plain(run), "version": 2 if run.undone else 1, "at": run.at.isoformat()}
