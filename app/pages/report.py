"""The report on a page: which edition, for whom, of which part and day, with its downloads; keeping its state."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field, field_validator

from app.clock import now, today
from app.errors import InvalidInput, UnknownName
from app.network.graph.network import Network
from app.network.graph.scope import read_scope
from app.pages.failures import PageRoute
from app.pages.forms import FormOf, read_form
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.texts import text
from app.records.offers import Offer, Project
from app.records.vocabulary import Lang, vocabulary
from app.report.compose import TOP
from app.report.report import Edition, Report
from app.report.texts import shown, texts
from app.store.kept_states import KeptState, delete_state, list_states
from app.store.workspaces import get_workspace
from app.usecases.make_report import AUDIENCES, FORMATS, report_of
from app.usecases.since_last import LONGEST_NAME, keep, progress_of
from app.usecases.snapshots import Snapshot
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

WHOLE_EDITIONS: tuple[Edition, ...] = ("kurz", "bericht", "sitzung")
"""Editions about the whole; a Steckbrief is fetched from the page of what it is about."""

_STATE_ID = re.compile(r"[0-9a-f]{20}")

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class ReportQuery(BaseModel):
    """Which report: for whom, which edition, of which ``part`` of the network and which day, or one section of it."""

    audience: str = "partners"
    edition: str = "bericht"
    section: str | None = None
    part: str = Field("", max_length=200)
    as_of: date | None = None
    lang: Lang = "de"
    done: str = ""

    @field_validator("as_of", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        """An empty field of the form names no day."""
        return value or None

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as parameters of an address; what is usual is left out."""
        day = self.as_of.isoformat() if self.as_of else ""
        given = {"audience": self.audience, "edition": self.edition, "part": self.part, "as_of": day}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Parts of a network to choose from, of one kind: what they are called by how they are written."""

    label: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The report; with ``section`` only that one, with all of its cards. ``downloads`` are addresses by format.

    ``problem`` says why the part that was chosen is not shown; then the report is about the whole. ``states`` are those
    that were kept, the newest first; ``state_id`` names the next one, so that it is kept once.
    """

    frame: Frame
    actors: int
    report: Report
    audiences: Sequence[str]
    editions: Sequence[Edition]
    parts: Sequence[PartGroup]
    query: ReportQuery
    problem: str
    downloads: Mapping[str, str]
    states: Sequence[KeptState]
    state_id: str

    @property
    def section(self) -> str | None:
        """The only section that is shown; None: all."""
        return self.query.section

    def link(self, **changes: str) -> str:
        """The same report with something changed."""
        return self.frame.within("report", **(self.query.chosen | changes))


@router.post("/w/{workspace}/report/keep")
async def keep_report(request: Request, service: ServiceOf, workspace: str, lang: Language, form: FormOf) -> Response:
    """The findings of today are kept under a name; the next report tells what is new since."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today()))
    name = form.text("name")[:LONGEST_NAME] or shown(today(), lang)
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
    whole = await while_connected(request, service.runs.analysed(stored.id, query.as_of, today()))
    snapshot, problem = await _part(request, service, stored.id, whole, query, lang)
    page = ReportPage(
        frame=frame_of(request, lang, "report", stored),
        actors=len(whole.network.actors),
        report=report_of(
            snapshot.in_reading_order,
            snapshot.network,
            title=snapshot.title_in(lang),
            lang=lang,
            audience=query.audience,
            edition=query.edition,
            top=None if query.section else TOP,
            progress=await progress_of(service.database, stored.id, lang, today(), whole=snapshot is whole),
        ),
        audiences=AUDIENCES,
        editions=WHOLE_EDITIONS,
        parts=parts_of(whole.network, lang),
        query=query,
        problem=problem,
        downloads={form: _download(stored.id, form, lang, query) for form in FORMATS},
        states=await list_states(service.database, stored.id),
        state_id=secrets.token_hex(10),
    )
    return render("report.html", page)


async def _part(
    request: Request, service: Service, workspace: str, whole: Snapshot, query: ReportQuery, lang: Lang
) -> tuple[Snapshot, str]:
    """The part that was chosen; the whole, and why, where nothing can be told about it."""
    if not query.part:
        return whole, ""
    try:
        run = service.runs.analysed(workspace, query.as_of, today(), scope=read_scope(query.part))
        return await while_connected(request, run), ""
    except (InvalidInput, UnknownName):
        return whole, text("report", "no_part", lang)


def parts_of(network: Network, lang: Lang) -> list[PartGroup]:
    """Areas, groups, and the themes and groups of people of any work, as far as there are any."""
    records = network.records
    works: tuple[Offer | Project, ...] = (*records.offers, *records.projects)
    named = {
        "area": {area.id: area.name for area in records.areas},
        "working_group": {group.id: group.name for group in records.working_groups},
        "theme": _terms("theme", {theme for work in works for theme in work.themes}, lang),
        "target_group": _terms("target_group", {group for work in works for group in work.target_groups}, lang),
        "kind": _terms("actor_kind", {kind for actor in network.actors for kind in actor.kinds}, lang),
    }
    return [
        PartGroup(
            text("part", kind, lang),
            {f"{kind}={key}": name for key, name in sorted(names.items(), key=lambda entry: entry[1])},
        )
        for kind, names in named.items()
        if names
    ]


def _terms(name: str, codes: set[str], lang: Lang) -> dict[str, str]:
    terms = vocabulary(name).terms
    return {code: terms[code].label(lang) for code in codes if code in terms}


def _download(workspace: str, form: str, lang: Lang, query: ReportQuery) -> str:
    chosen = {"scope" if name == "part" else name: value for name, value in query.chosen.items()}
    parameters = urlencode({"format": form, "lang": lang, **chosen, "download": "true"})
    return f"/v1/workspaces/{quote(workspace, safe='')}/report?{parameters}"
