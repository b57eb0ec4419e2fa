"""Which address shows which page? Every state of a page has an address of its own."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from app.clock import today
from app.errors import UnknownName
from app.intake.sheets.template import template
from app.network.district.occasions import next_occasion
from app.network.graph.answered_pairs import answered_pairs
from app.pages.assets import asset
from app.pages.contexts import (
    DataPage,
    Frame,
    ImportEntry,
    NextStepsPage,
    ReportPage,
    StartPage,
    TermsPage,
    WorkspaceEntry,
    WorkspacesPage,
)
from app.pages.failures import PageRoute, same_page
from app.pages.render import render
from app.pages.texts import page_texts
from app.records.records import TOPICS
from app.report.cards import CardWriter
from app.report.compose import confirmed_lists
from app.report.next_steps import next_steps
from app.report.texts import known_language, shown, texts
from app.store.import_runs import ImportRun, list_runs
from app.store.workspaces import StoredWorkspace, get_workspace, list_workspaces
from app.usecases.make_report import AUDIENCES, FORMATS, report_of
from app.web.conditional import digest_tag, not_modified, unchanged
from app.web.leaving import while_connected
from app.web.service import ServiceOf

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMPORTS_SHOWN = 10
DUPLICATES_SHOWN = 10
_DUPLICATES = "duplicate-actors"
_ALL_CARDS = 10_000

router = APIRouter(route_class=PageRoute, include_in_schema=False)


def _language(lang: str = "de") -> str:
    return known_language(lang)


Language = Annotated[str, Depends(_language)]


@router.get("/")
async def start(request: Request, service: ServiceOf, lang: Language) -> Response:
    """The only workspace, the list of several, or how to make one."""
    known = await list_workspaces(service.database)
    frame = _frame(request, lang, "workspaces")
    if not known:
        return render("start.html", StartPage(frame=frame))
    if len(known) == 1:
        return RedirectResponse(_within(request, lang, "next", known[0]).within())
    return render("workspaces.html", WorkspacesPage(frame=frame, workspaces=[_entry(one, frame) for one in known]))


@router.get("/w/{workspace}/")
async def show_next_steps(request: Request, service: ServiceOf, workspace: str, lang: Language) -> Response:
    """Next steps: the few cards for the next meeting."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today()))
    network = snapshot.network
    occasion = next_occasion(network, ())
    known, pairs = answered_pairs(network)
    page = NextStepsPage(
        frame=_within(request, lang, "next", stored),
        as_of=network.as_of,
        occasion=occasion.name if occasion else None,
        occasion_day=shown(occasion.date.first, lang) if occasion else None,
        known=known,
        pairs=pairs,
        confirmed_lists=confirmed_lists(network, lang),
        lists=next_steps(snapshot.in_reading_order, network, lang),
    )
    return render("next.html", page)


@router.get("/w/{workspace}/report")
async def show_report(
    request: Request,
    service: ServiceOf,
    workspace: str,
    lang: Language,
    audience: str = "partners",
    section: str | None = None,
) -> Response:
    """The report for an audience, or all cards of one of its sections."""
    stored = await get_workspace(service.database, workspace)
    if section is not None and section not in texts("common", lang)["section"]:
        raise UnknownName("the report has no such section")
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today()))
    results, network, title = snapshot.in_reading_order, snapshot.network, snapshot.title
    top = {"top": _ALL_CARDS} if section else {}
    page = ReportPage(
        frame=_within(request, lang, "report", stored),
        report=report_of(results, network, title=title, lang=lang, audience=audience, **top),
        audiences=AUDIENCES,
        section=section,
        downloads={form: _download(stored.id, form, lang, audience) for form in FORMATS},
    )
    return render("report.html", page)


@router.get("/w/{workspace}/data")
async def show_data(request: Request, service: ServiceOf, workspace: str, lang: Language) -> Response:
    """What is recorded and how more gets in."""
    stored = await get_workspace(service.database, workspace)
    runs = await list_runs(service.database, stored.id)
    found = await while_connected(request, service.runs.analysed(stored.id, None, today(), (_DUPLICATES,)))
    twice = found.results[_DUPLICATES].findings
    writer = CardWriter(found.network, lang, "internal")
    page = DataPage(
        frame=_within(request, lang, "data", stored),
        counts={topic: stored.counts.get(topic, 0) for topic in TOPICS},
        imports=[_import(run) for run in runs[:IMPORTS_SHOWN]],
        duplicates=[writer.card(one) for one in twice[:DUPLICATES_SHOWN]],
        more_duplicates=max(0, len(twice) - DUPLICATES_SHOWN),
    )
    return render("data.html", page)


@router.get("/terms")
async def show_terms(request: Request, service: ServiceOf, lang: Language, w: str | None = None) -> Response:
    """The words of cards and pages; ``w`` keeps the way back to a workspace."""
    words = page_texts(lang)
    frame = _frame(request, lang, "terms")
    page = TermsPage(
        frame=_within(request, lang, "terms", await get_workspace(service.database, w)) if w else frame,
        cards=tuple(words["explain_card"]),
        bands=tuple(words["explain_band"]),
        rests=tuple(words["explain_rests"]),
        words=words["words"],
    )
    return render("terms.html", page)


@router.get("/template.xlsx")
async def download_template(lang: Language, *, full: bool = False) -> Response:
    """The empty workbook."""
    name = {"de": "arbeitsmappe", "en": "workbook"}[lang]
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(template(lang, full), media_type=WORKBOOK, headers=headers)


@router.get("/static/{name:path}")
async def show_asset(request: Request, name: str) -> Response:
    """A style sheet or font."""
    found = asset(name)
    tag = digest_tag(found.content)
    if unchanged(request, tag):
        return not_modified(tag)
    headers = {"ETag": tag, "Cache-Control": "public, max-age=3600"}
    return Response(found.content, media_type=found.media_type, headers=headers)


def _frame(request: Request, lang: str, here: str) -> Frame:
    return Frame(lang=lang, here=here, other_language=same_page(request, "en" if lang == "de" else "de"))


def _within(request: Request, lang: str, here: str, stored: StoredWorkspace) -> Frame:
    return replace(_frame(request, lang, here), workspace=stored.id, name=stored.name)


def _entry(stored: StoredWorkspace, frame: Frame) -> WorkspaceEntry:
    return WorkspaceEntry(
        href=frame.link(f"/w/{quote(stored.id, safe='')}/"),
        name=stored.name,
        reference_date=stored.reference_date,
        actors=stored.counts.get("actors", 0),
        offers=stored.counts.get("offers", 0),
    )


def _import(run: ImportRun) -> ImportEntry:
    return ImportEntry(
        id=run.id,
        at=run.at,
        files=tuple(file.name for file in run.files),
        records=sum(run.counts.values()),
        undone=run.undone,
    )


def _download(workspace: str, form: str, lang: str, audience: str) -> str:
    query = urlencode({"format": form, "lang": lang, "audience": audience, "download": "true"})
    return f"/v1/workspaces/{quote(workspace, safe='')}/report?{query}"
