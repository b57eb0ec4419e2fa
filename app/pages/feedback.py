"""Feedback sheets on pages: waves, whom to ask, sheets to download, answers to hand in, who has answered."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from app.clock import now, today
from app.errors import InvalidInput, UnknownName
from app.feedback.likely_partners import asked_by_default
from app.feedback.notes import note_text
from app.formats.csv_writer import write_zip
from app.formats.files import InputFile
from app.pages.data.uploads import UploadsOf
from app.pages.failures import PageRoute, error_text
from app.pages.forms import Form, FormOf, day_of
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.texts import text
from app.records.areas import Area
from app.records.cooperations import Wave
from app.records.vocabulary import Lang
from app.report.texts import known_language, value_text
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.feedback_sheets import (
    SheetRequest,
    WaveState,
    ask,
    named_ids,
    sheet_files,
    wave_state,
    wave_states,
)
from app.usecases.hand_in import seal_of
from app.web.service import Service, ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_NO_FORM = Form({})


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesPage:
    """The waves so far, and the form for a new one; ``everybody`` counts whom it asks unless somebody chooses."""

    frame: Frame
    waves: Sequence[WaveState]
    everybody: int
    form: Form
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WavePage:
    """One wave: who has answered, sheets to make, answers to hand in. ``notes`` are told in words, by respondent."""

    frame: Frame
    wave: WaveState
    areas: Sequence[Area]
    notes: Sequence[tuple[str, Sequence[str]]]
    form: Form
    problem: str


@router.get("/w/{workspace}/feedback")
async def show_waves(
    request: Request, service: ServiceOf, workspace: str, lang: Language, organisations: str = ""
) -> Response:
    """The waves, and the form for a new one, which ``organisations`` fills with those of some ids."""
    stored = await get_workspace(service.database, workspace)
    form = Form(
        {
            "name": (text("feedback", "usual_name", lang, year=today().year),),
            "date": (value_text(today(), lang),),
            "organisations": (await _names(service, stored, organisations.split()) if organisations else "",),
        }
    )
    return await _waves_page(request, service, stored, lang, form, "")


async def _names(service: Service, stored: StoredWorkspace, ids: Collection[str]) -> str:
    """The names of some organisations, one a line."""
    network, _title = await service.snapshots.network(stored.id, None, today())
    chosen = frozenset(ids)
    return "\n".join(actor.name for actor in network.records.actors if actor.id in chosen)


async def _waves_page(
    request: Request, service: Service, stored: StoredWorkspace, lang: Lang, form: Form, problem: str
) -> Response:
    network, _title = await service.snapshots.network(stored.id, None, today())
    page = WavesPage(
        frame=frame_of(request, lang, "data", stored),
        waves=await wave_states(service.database, stored.id, network.records),
        everybody=len(asked_by_default(network)),
        form=form,
        problem=problem,
    )
    return render("feedback.html", page, InvalidInput.status if problem else 200)


@router.post("/w/{workspace}/feedback")
async def make_wave(request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf) -> Response:
    """A new wave, or further organisations in the one of that name."""
    stored = await get_workspace(service.database, workspace)
    try:
        wave = await _wave_from_form(service, stored, form.text("name"), form, lang)
    except (InvalidInput, UnknownName) as error:
        return await _waves_page(request, service, stored, lang, form, error_text(error, lang))
    return see(frame_of(request, lang, "data", stored).within(f"feedback/{wave.id}", done="asked"))


async def _wave_from_form(service: Service, stored: StoredWorkspace, name: str, form: Form, lang: Lang) -> Wave:
    """The wave of a name, with the organisations that a form names, one in each line; none: everybody.

    Raises:
        InvalidInput: the name or the date is missing, or the wave takes no sheets.
        UnknownName: a line names nobody.
    """
    if not name:
        raise InvalidInput(text("feedback", "name_missing", lang))
    day = day_of(form.text("date"), lang) or today()
    network, _title = await service.snapshots.network(stored.id, None, today())
    names = [line.strip() for line in form.text("organisations").splitlines() if line.strip()]
    return await ask(
        service.database,
        stored.id,
        name=name,
        day=day,
        organisations=named_ids(network.records, "actors", names, lang) or None,
        network=network,
        key=form.key,
        at=now(),
        lang=lang,
    )


@router.get("/w/{workspace}/feedback/{wave}")
async def show_wave(request: Request, service: ServiceOf, workspace: str, lang: Language, wave: str) -> Response:
    """Who has answered, sheets to make, answers to hand in."""
    stored = await get_workspace(service.database, workspace)
    return await _wave_page(request, service, stored, lang, wave, _NO_FORM, "")


async def _wave_page(
    request: Request, service: Service, stored: StoredWorkspace, lang: Lang, wave: str, form: Form, problem: str
) -> Response:
    network, _title = await service.snapshots.network(stored.id, None, today())
    state = await wave_state(service.database, stored.id, wave, network.records)
    page = WavePage(
        frame=frame_of(request, lang, "data", stored),
        wave=state,
        areas=sorted(network.records.areas, key=lambda area: area.name),
        notes=[
            (respondent.name, [note_text(note, lang) for note in respondent.notes])
            for respondent in state.respondents
            if respondent.notes
        ],
        form=form,
        problem=problem,
    )
    return render("feedback_wave.html", page, InvalidInput.status if problem else 200)


@router.post("/w/{workspace}/feedback/{wave}/asked")
async def ask_more(
    request: Request, service: ServiceOf, workspace: str, lang: Language, wave: str, form: FormOf
) -> Response:
    """Further organisations are asked in a wave."""
    stored = await get_workspace(service.database, workspace)
    try:
        await _wave_from_form(service, stored, wave, form, lang)
    except (InvalidInput, UnknownName) as error:
        return await _wave_page(request, service, stored, lang, wave, form, error_text(error, lang))
    return see(frame_of(request, lang, "data", stored).within(f"feedback/{wave}", done="asked"))


@router.get("/w/{workspace}/feedback/{wave}/sheets")
async def download_sheets(
    request: Request,
    service: ServiceOf,
    workspace: str,
    lang: Language,
    wave: str,
    organisation: Annotated[list[str] | None, Query()] = None,
    area: Annotated[list[str] | None, Query()] = None,
    reply_by: str = "",
    sheets: str = "de",
) -> Response:
    """The sheets that somebody chose, else those of everybody asked, as an archive."""
    stored = await get_workspace(service.database, workspace)
    try:
        until = day_of(reply_by, lang)
    except InvalidInput as error:
        return await _wave_page(request, service, stored, lang, wave, _NO_FORM, error.detail)
    network, title = await service.snapshots.network(stored.id, None, today())
    chosen = SheetRequest(
        wave=wave,
        organisations=tuple(organisation or ()) if organisation or area else None,
        areas=tuple(area or ()),
        lang=known_language(sheets),
        reply_by=until,
        made=now(),
    )
    seal = await seal_of(service.database, stored.id)
    files = await asyncio.to_thread(sheet_files, network, title, chosen, seal)
    headers = {"Content-Disposition": 'attachment; filename="rueckmeldeboegen.zip"', "Cache-Control": "no-store"}
    return Response(await asyncio.to_thread(write_zip, files), media_type="application/zip", headers=headers)


@router.post("/w/{workspace}/feedback/{wave}/text")
async def paste(
    request: Request,
    service: ServiceOf,
    uploads: UploadsOf,
    workspace: str,
    lang: Language,
    wave: str,
    form: FormOf,
) -> Response:
    """Answers copied from mails: they are looked at like a file."""
    stored = await get_workspace(service.database, workspace)
    if not form.text("answers"):
        problem = text("feedback", "nothing_pasted", lang)
        return await _wave_page(request, service, stored, lang, wave, form, problem)
    file = InputFile(text("feedback", "pasted_file", lang), form.text("answers").encode())
    stored_upload = uploads.add(stored.id, file, upload_id=None, at=now())
    return see(frame_of(request, lang, "data", stored).within(f"data/check/{stored_upload.id}"))
