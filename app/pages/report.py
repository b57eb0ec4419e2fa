"""The report on a page: which edition, for whom, of which part and day, with its downloads; keeping its state."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field, ValidationInfo, field_validator

from app.clock import now, today
from app.errors import UnknownName
from app.pages.failures import PageRoute
from app.pages.forms import FormOf, day_of, read_form
from app.pages.frame import LONGEST_SCOPE, Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.shown_part import shown_part
from app.records.vocabulary import Lang
from app.report.compose import TOP
from app.report.forms import Form
from app.report.report import Edition, Report
from app.report.texts import texts, value_text
from app.store.kept_states import KeptState, delete_state, list_states
from app.store.workspaces import get_workspace
from app.usecases.make_report import AUDIENCES, FORMATS, report_of
from app.usecases.since_last import LONGEST_NAME, keep, progress_of
from app.web.leaving import while_connected
from app.web.service import ServiceOf

WHOLE_EDITIONS: tuple[Edition, ...] = ("kurz", "bericht", "sitzung")
"""Editions about the whole; a Steckbrief is fetched from the page of what it is about."""

TO_READ: tuple[Form, ...] = ("pdf", "docx")
"""Formats that most people look for; they come first."""

_STATE_ID = re.compile(r"[0-9a-f]{20}")

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class ReportQuery(BaseModel):
    """Which report: for whom, which edition, of which part (``scope``) of the network and which day, or one section of it."""

    audience: str = "partners"
    edition: str = "bericht"
    section: str | None = None
    scope: str = Field("", max_length=LONGEST_SCOPE)
    lang: Lang = "de"
    as_of: date | None = None
    done: str = ""

    @field_validator("as_of", mode="before")
    @classmethod
    def _as_typed(cls, value: object, info: ValidationInfo) -> object:
        """The field of the form takes days as people write them; an empty one names none."""
        return day_of(value, info.data.get("lang", "de")) if isinstance(value, str) else value

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as parameters of an address; what is usual is left out."""
        day = self.as_of.isoformat() if self.as_of else ""
        parameters = {"audience": self.audience, "edition": self.edition, "scope": self.scope, "as_of": day}
        return {name: value for name, value in parameters.items() if value}


class DownloadQuery(ReportQuery):
    """A report as a file of some format."""

    format: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The report; with ``section`` only that one, with all of its cards.

    ``states`` are those that were kept, the newest first; ``state_id`` names the next one, so that it is kept once.
    """

    frame: Frame
    actors: int
    report: Report
    audiences: Sequence[str]
    editions: Sequence[Edition]
    query: ReportQuery
    formats: Sequence[str]
    states: Sequence[KeptState]
    state_id: str

    @property
    def section(self) -> str | None:
        """The only section that is shown; None: all."""
        return self.query.section

    def link(self, **changes: str) -> str:
        """Address of the report with something changed."""
        return self.frame.within("report", **(self.query.chosen | changes))


@router.post("/w/{workspace}/report/keep")
async def keep_report(request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf) -> Response:
    """The findings of today are kept under a name; the next report tells what is new since."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today()))
    name = form.text("name")[:LONGEST_NAME] or value_text(today(), lang)
    state_id = form.text("state") if _STATE_ID.fullmatch(form.text("state")) else secrets.token_hex(10)
    await keep(service.database, snapshot, name, state_id=state_id, at=now(), lang=lang)
    return see(frame_of(request, lang, "report", stored).within("report", done="state_kept", audience="internal"))


@router.post("/w/{workspace}/report/states/{state}/forget", dependencies=[Depends(read_form)])
async def forget_state(request: Request, service: ServiceOf, workspace: str, lang: Language, state: str) -> Response:
    """The state was never kept; the one before it counts again."""
    stored = await get_workspace(service.database, workspace)
    await delete_state(service.database, stored.id, state)
    return see(frame_of(request, lang, "report", stored).within("report", done="state_forgotten", audience="internal"))


@router.get("/w/{workspace}/report")
async def show_report(
    request: Request, service: ServiceOf, workspace: str, lang: Language, query: Annotated[ReportQuery, Query()]
) -> Response:
    """The report for an audience, or all cards of one of its sections."""
    stored = await get_workspace(service.database, workspace)
    if query.section is not None and query.section not in texts("common", lang)["section"]:
        raise UnknownName("the report has no such section")
    part = await shown_part(request, service, stored, lang, as_of=query.as_of)
    snapshot = part.snapshot
    shown_query = query.model_copy(update={"scope": part.choice.chosen})
    page = ReportPage(
        frame=frame_of(request, lang, "report", stored, part.choice),
        actors=len(part.whole.network.actors),
        report=report_of(
            snapshot.in_reading_order,
            snapshot.network,
            title=snapshot.title_in(lang),
            lang=lang,
            audience=query.audience,
            edition=query.edition,
            top=None if query.section else TOP,
            progress=await progress_of(service.database, stored.id, lang, today(), whole=part.is_whole),
        ),
        audiences=AUDIENCES,
        editions=WHOLE_EDITIONS,
        query=shown_query,
        formats=sorted(FORMATS, key=lambda form: form not in TO_READ),
        states=await list_states(service.database, stored.id),
        state_id=secrets.token_hex(10),
    )
    return render("report.html", page)


@router.get("/w/{workspace}/report/download")
async def save_report(service: ServiceOf, workspace: str, query: Annotated[DownloadQuery, Query()]) -> Response:
    """The report as it is chosen in the form, looked at before or not, as a file."""
    stored = await get_workspace(service.database, workspace)
    parameters = urlencode({"format": query.format, "lang": query.lang, **query.chosen, "download": "true"})
    return see(f"/v1/workspaces/{quote(stored.id, safe='')}/report?{parameters}")
