"""Files that were handed over: what they would make of the workspace, their questions, and taking them in."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse, Response

from app.clock import now, today
from app.errors import InvalidInput, Problem
from app.formats.files import InputFile
from app.intake.absent import Absent
from app.intake.problem_list import problem_workbook
from app.pages.data.imports import soon
from app.pages.data.outlooks import Basis
from app.pages.data.uploads import Upload, Uploads, UploadsOf
from app.pages.failures import PageRoute, error_text
from app.pages.forms import FormOf, check_token
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.records.vocabulary import Lang
from app.store.bolt import Database
from app.store.decisions import list_decisions
from app.store.kept_mappings import KeptMapping, list_mappings
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.export import FORMATS
from app.usecases.imports.import_records import ImportReport, import_files
from app.usecases.imports.import_words import NamedRecord
from app.usecases.imports.outlook import LookAhead, look_ahead
from app.usecases.runs.background import Report
from app.web.access import principal_of
from app.web.bodies import IMPORT_LIMIT, read_body
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)

PROBLEMS_SHOWN = 100

PATIENCE_SECONDS = 2.0
"""Longest estimate of what is computed unasked; for more, the page offers a link."""

_ANSWER = "answer "
"""Begins the names of fields that answer a question; its key follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """What files would make of the workspace. ``refusal`` says why they cannot be read at all.

    ``rejected`` holds at most a hundred, as many of each sheet's ``notices`` are shown; ``names`` are those of what is
    new, ``absent`` of what is recorded and not in the files, by topic.
    """

    frame: Frame
    upload: Upload
    report: ImportReport | None
    rejected: Sequence[Problem]
    notices: Mapping[str, Sequence[Problem]]
    names: Mapping[str, Sequence[str]]
    absent: Mapping[str, Sequence[str]]
    refusal: str | None
    mappings: Sequence[KeptMapping]
    most_shown: int = PROBLEMS_SHOWN


@router.get("/w/{workspace}/data/check/{upload}/problems.xlsx")
async def save_problems(
    request: Request, service: ServiceOf, uploads: UploadsOf, workspace: str, lang: Language, upload: str
) -> Response:
    """What is told about the files, with the cells marked, as a workbook."""
    stored = await get_workspace(service.database, workspace)
    stored_upload = uploads.get(stored.id, upload, at=now())
    report = await _checked(service, stored_upload, lang, answers_open=_answers_open(request))
    files = tuple(stored_upload.files.values())
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
    stored_upload = uploads.add(
        stored.id, InputFile(PurePath(name).name or "datei", content), upload_id=upload, at=now()
    )
    frame = frame_of(request, lang, "data", stored)
    return JSONResponse({"upload": stored_upload.id, "next": frame.within(f"data/check/{stored_upload.id}")}, 201)


@router.get("/w/{workspace}/data/check/{upload}")
async def show_check(
    request: Request,
    service: ServiceOf,
    uploads: UploadsOf,
    workspace: str,
    lang: Language,
    upload: str,
    outlook: Literal["", "whole"] = "",
) -> Response:
    """What the files would change; nothing is written. ``outlook``: also what takes long to compute."""
    stored = await get_workspace(service.database, workspace)
    stored_upload = uploads.get(stored.id, upload, at=now())
    frame = frame_of(request, lang, "data", stored)
    report, refusal = None, None
    ahead = await _looking_ahead(service, stored_upload, stored, lang, inf if outlook else PATIENCE_SECONDS)
    checked = _checked(service, stored_upload, lang, answers_open=_answers_open(request), look_ahead=ahead)
    try:
        report = await while_connected(request, checked)
    except InvalidInput as error:
        refusal = error_text(error, lang)
    page = CheckPage(
        frame=frame,
        upload=stored_upload,
        report=report,
        rejected=report.rejected[:PROBLEMS_SHOWN] if report else (),
        notices=_by_sheet(report) if report else {},
        names=_names(report.new_records) if report else {},
        absent=_names(report.not_in_this_file) if report else {},
        refusal=refusal,
        mappings=await list_mappings(service.database, stored.id),
    )
    return render("check.html", page, InvalidInput.status if refusal else 200)


async def _looking_ahead(
    service: Service, upload: Upload, stored: StoredWorkspace, lang: Lang, most_seconds: float
) -> LookAhead:
    """What gives the outlook of an upload, computed once while nothing changes that it rests on."""
    decisions, day = await list_decisions(service.database, stored.id), today()

    def basis() -> Basis:
        files, answers = tuple(upload.files.values()), tuple(sorted(upload.answers.items()))
        return Basis(files, upload.mapping, answers, stored.tag, decisions, day, lang)

    ahead = look_ahead(
        service.database, service.snapshots, service.runs, today=day, lang=lang, most_seconds=most_seconds
    )
    return upload.outlook.looking(basis, ahead)


def _answers_open(request: Request) -> bool:
    return "answers" in principal_of(request).scopes


async def _checked(
    service: Service, upload: Upload, lang: Lang, *, answers_open: bool, look_ahead: LookAhead | None = None
) -> ImportReport:
    """What the files would change; answers that fit no question any more are forgotten, since the data changed."""
    begin = _import_of(service.database, upload, lang, answers_open=answers_open)
    look = partial(begin, dry_run=True, look_ahead=look_ahead)
    try:
        report = await look()
    except InvalidInput:
        if not upload.answers:
            raise
        upload.answers.clear()
        upload.questions.clear()
        report = await look()
    upload.questions.update({question.key: question for question in report.questions})
    return report


def _import_of(
    database: Database, upload: Upload, lang: Lang, *, answers_open: bool
) -> Callable[..., Awaitable[ImportReport]]:
    """The import of an upload with the answers so far, still to be called."""
    files = tuple(upload.files.values())
    return partial(
        import_files,
        database,
        upload.workspace,
        files,
        at=now(),
        mapping=upload.mapping,
        answers=upload.answers,
        lang=lang,
        answers_open=answers_open,
    )


def _by_sheet(report: ImportReport) -> dict[str, list[Problem]]:
    """The notices of each sheet, else of each file, without those that a question puts already."""
    questioned = {place for question in report.questions for place in question.places}
    sheets: dict[str, list[Problem]] = {}
    for notice in report.notices:
        if notice not in questioned:
            sheets.setdefault(notice.sheet or notice.file or "", []).append(notice)
    return sheets


def _names(records: Iterable[NamedRecord | Absent]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for record in records:
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
        return await soon(service, frame, begun)
    stored_upload = uploads.get(stored.id, upload, at=now())
    if form.text("action") == "give_up":
        uploads.drop(stored_upload.id)
        return see(frame.within("data", done="given_up"))
    answers_shown = dict(stored_upload.answers)
    stored_upload.answers.update(
        {key: form.text(_ANSWER + key) for key in stored_upload.questions if form.text(_ANSWER + key)}
    )
    plan = form.text("plan") if _same_answers(stored_upload, answers_shown) else None
    if form.text("action") == "answer":
        return see(frame.within(f"data/check/{stored_upload.id}"))
    take_all_in = _import_of(
        service.database.committing_at_once, stored_upload, lang, answers_open=_answers_open(request)
    )
    work = partial(_taken_in, take_all_in, uploads, stored_upload, plan or None)
    return await soon(
        service, frame, service.jobs.begin(stored_upload.id, stored.id, tuple(stored_upload.files), work, now())
    )


async def _taken_in(
    take_all_in: Callable[..., Awaitable[ImportReport]],
    uploads: Uploads,
    upload: Upload,
    plan: str | None,
    report_progress: Report,
) -> ImportReport:
    report = await take_all_in(plan=plan, report_progress=report_progress)
    uploads.keep_questions(upload)
    return report


def _same_answers(upload: Upload, answers_shown: Mapping[str, str]) -> bool:
    """Whether the answers are those with which the page was shown; what is left out has its default."""
    return all(
        upload.answers.get(key, question.default) == answers_shown.get(key, question.default)
        for key, question in upload.questions.items()
    )
