"""Prepared questions on a page: a message to each organisation that can answer, and what to bring up at which meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import today
from app.errors import UnknownName
from app.findings import Subject
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.render import render
from app.records.meetings import Occasion
from app.records.vocabulary import Lang
from app.report.calendar import calendar
from app.report.inquiries import Inquiry, by_occasion, by_organisation, inquiries, questions_of
from app.report.material import Material
from app.store.workspaces import get_workspace
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

MOST_PREPARED = 30
"""Questions on the page; nobody asks more before a meeting."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """Questions by the organisation that can answer (None: nobody is recorded), and by the meeting to ask them at.

    ``more`` questions are less urgent and not shown.
    """

    frame: Frame
    by_organisation: Mapping[Subject | None, Sequence[Inquiry]]
    by_occasion: Mapping[Occasion, Sequence[Inquiry]]
    more: int

    def mail(self, inquiry: Inquiry) -> str:
        """An address that opens the message in a mail program."""
        return f"mailto:?subject={quote(inquiry.subject)}&body={quote(inquiry.message)}"


@router.get("/w/{workspace}/questions")
async def show_questions(request: Request, service: ServiceOf, workspace: str, lang: Language) -> Response:
    """Every question of the list "ask first", ready to be sent."""
    stored = await get_workspace(service.database, workspace)
    material = await _material(request, service, stored.id, lang)
    prepared = inquiries(material, MOST_PREPARED)
    page = QuestionsPage(
        frame=frame_of(request, lang, "report", stored),
        by_organisation=by_organisation(prepared),
        by_occasion=by_occasion(prepared, material.network),
        more=len(questions_of(material)) - len(prepared),
    )
    return render("questions.html", page)


@router.get("/w/{workspace}/questions/{occasion}.ics")
async def download_calendar(
    request: Request, service: ServiceOf, workspace: str, occasion: str, lang: Language
) -> Response:
    """A meeting with its questions as an entry for a calendar."""
    stored = await get_workspace(service.database, workspace)
    material = await _material(request, service, stored.id, lang)
    for known, questions in by_occasion(inquiries(material, MOST_PREPARED), material.network).items():
        if known.id == occasion:
            content = calendar(known, [inquiry.agenda for inquiry in questions], material.network)
            headers = {"Content-Disposition": f'attachment; filename="{known.date.first:%Y-%m-%d}.ics"'}
            return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)
    raise UnknownName("no question is open for such a meeting")


async def _material(request: Request, service: Service, workspace: str, lang: Lang) -> Material:
    snapshot = await while_connected(request, service.runs.analysed(workspace, None, today()))
    return Material(snapshot.in_reading_order, snapshot.network, snapshot.title, lang, "internal")
