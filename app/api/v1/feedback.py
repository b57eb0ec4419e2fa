"""Feedback sheets over HTTP: made for a wave, and who has answered. Answers come back by the route of imports."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from app.api.v1.queries import Day, Plain, WorkspaceId
from app.api.v1.queries import Query as Parameters
from app.api.v1.results import Shape
from app.clock import now, today
from app.errors import InvalidInput
from app.feedback.notes import NoteKind
from app.feedback.seal import SubjectKind
from app.formats.csv_writer import write_zip
from app.report.forms.json import dumps, plain
from app.usecases.feedback_sheets import SheetRequest, WaveState, sheet_files, wave_state
from app.usecases.hand_in import seal_of
from app.web.access import Needs
from app.web.declared import READ, declared
from app.web.headers import attachment
from app.web.service import ServiceOf

router = APIRouter(
    prefix="/workspaces/{workspace}/waves/{wave}/feedback", tags=["feedback"], dependencies=[Depends(Needs("answers"))]
)

WaveId = Annotated[str, Path(description="id of the wave", examples=["rueckmeldung--2024"])]

_MEDIA_TYPES = {
    "zip": "application/zip",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class NoteShape(Shape):
    """Something an answer says that no record can hold by itself."""

    kind: NoteKind
    about: str = Field(
        description="the name of what it is about, or the question; empty where it is about nothing else"
    )
    text: str = Field(description="what was written")


class RespondentShape(Shape):
    """Somebody asked, and whether there is an answer."""

    kind: SubjectKind
    id: str
    name: str
    answered: bool
    answered_on: str | None = Field(
        description="day of the newest feedback sheet; null: none, or the answer came as a table"
    )
    notes: list[NoteShape]


class WaveStateShape(Shape):
    """Who was asked in a wave and who has answered."""

    id: str
    name: str
    date: str
    takes_sheets: bool = Field(description="false: the wave has a list of names, in which a name left out counts as no")
    counts_later: bool = Field(
        description="true: the wave is later than the reference date, so that nothing counts yet"
    )
    asked: int
    answered: int
    respondents: list[RespondentShape]


class SheetQuery(Parameters):
    """Which sheets, and how."""

    format: Annotated[
        Literal["zip", "html", "xlsx"],
        Field(description="zip holds all sheets in both forms with cover mails; the others hold one sheet"),
    ] = "zip"
    organisation: Annotated[
        list[Plain],
        Field(
            description="id of an organisation, may be repeated; left out: everybody asked in the wave, unless areas are named",
            examples=[["awo-essen"]],
            max_length=1000,
            default_factory=list,
        ),
    ]
    area: Annotated[
        list[Plain],
        Field(
            description="id of an area whose list a round is to check; may be repeated",
            examples=[["altendorf"]],
            max_length=1000,
            default_factory=list,
        ),
    ]
    reply_by: Annotated[Day | None, Field(description="day until which to answer")] = None
    lang: Annotated[Literal["de", "en"], Field(description="language of the sheets")] = "de"


@router.get("", operation_id="get_feedback", response_model=WaveStateShape, responses=declared(*READ))
async def get_feedback(service: ServiceOf, workspace: WorkspaceId, wave: WaveId) -> Response:
    """Who was asked in a wave, who has answered, and what is left to enter by hand."""
    state = await wave_state(service.database, workspace, wave)
    return Response(dumps(_content(state)), media_type="application/json")


@router.get(
    "/sheets",
    operation_id="get_feedback_sheets",
    response_class=Response,
    responses={
        200: {"description": "the sheets", "content": {kind.partition(";")[0]: {} for kind in _MEDIA_TYPES.values()}},
        **declared(*READ, InvalidInput),
    },
)
async def get_sheets(
    service: ServiceOf, workspace: WorkspaceId, wave: WaveId, query: Annotated[SheetQuery, Query()]
) -> Response:
    """The prefilled sheets of a wave; each bears a seal of its own, by which its answer is known."""
    network, title = await service.snapshots.network(workspace, None, today())
    seal = await seal_of(service.database, workspace)
    request = SheetRequest(
        wave=wave,
        organisations=tuple(query.organisation) if query.organisation or query.area else None,
        areas=tuple(query.area),
        lang=query.lang,
        reply_by=query.reply_by,
        made=now(),
    )
    files = await asyncio.to_thread(sheet_files, network, title, request, seal)
    name, content = _download(files, query.format)
    headers = {**attachment(name), "Cache-Control": "no-store"}
    return Response(content, media_type=_MEDIA_TYPES[query.format], headers=headers)


def _download(files: dict[str, bytes], form: str) -> tuple[str, bytes]:
    """The archive of all, or the only sheet in a form.

    Raises:
        InvalidInput: there are several sheets.
    """
    if form == "zip":
        return "feedback.zip", write_zip(files)
    wanted = [name for name in files if name.endswith(f".{form}")]
    if len(wanted) != 1:
        raise InvalidInput(
            f"there are {len(wanted)} sheets", hint="name one organisation or area, or ask for format=zip"
        )
    return wanted[0].rpartition("/")[2], files[wanted[0]]


def _content(state: WaveState) -> dict[str, Any]:
    counts = {"asked": len(state.asked), "answered": len(state.answered)}
    return {**plain(state), "date": str(state.date), **counts}
