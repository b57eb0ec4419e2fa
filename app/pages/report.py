"""The report on a page, for an audience, with its downloads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import today
from app.errors import UnknownName
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.render import render
from app.report.compose import TOP
from app.report.report import Edition, Report
from app.report.texts import texts
from app.store.workspaces import get_workspace
from app.usecases.make_report import AUDIENCES, FORMATS, report_of
from app.web.leaving import while_connected
from app.web.service import ServiceOf

WHOLE_EDITIONS: tuple[Edition, ...] = ("bericht", "kurz", "sitzung")
"""Editions about the whole; a Steckbrief is fetched from the page of what it is about."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The report; with ``section`` only that one, with all of its cards. ``downloads`` are addresses by format."""

    frame: Frame
    actors: int
    report: Report
    audiences: Sequence[str]
    editions: Sequence[Edition]
    section: str | None
    downloads: Mapping[str, str]


@router.get("/w/{workspace}/report")
async def show_report(
    request: Request,
    service: ServiceOf,
    workspace: str,
    lang: Language,
    audience: str = "partners",
    edition: str = "bericht",
    section: str | None = None,
) -> Response:
    """The report for an audience, or all cards of one of its sections."""
    stored = await get_workspace(service.database, workspace)
    if section is not None and section not in texts("common", lang)["section"]:
        raise UnknownName("the report has no such section")
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today()))
    results, network, title = snapshot.in_reading_order, snapshot.network, snapshot.title
    top = None if section else TOP
    page = ReportPage(
        frame=frame_of(request, lang, "report", stored),
        actors=len(network.actors),
        report=report_of(results, network, title=title, lang=lang, audience=audience, edition=edition, top=top),
        audiences=AUDIENCES,
        editions=WHOLE_EDITIONS,
        section=section,
        downloads={form: _download(stored.id, form, lang, audience, edition) for form in FORMATS},
    )
    return render("report.html", page)


def _download(workspace: str, form: str, lang: str, audience: str, edition: str) -> str:
    query = urlencode({"format": form, "lang": lang, "audience": audience, "edition": edition, "download": "true"})
    return f"/v1/workspaces/{quote(workspace, safe='')}/report?{query}"
