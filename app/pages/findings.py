"""One finding on a page of its own: its card, what to do about it, and what was decided before."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.analysis.interface import analyses_of_report
from app.clock import now, today
from app.errors import InvalidInput, Problem
from app.findings import Finding
from app.pages.evidence_forms import EvidenceForms, evidence_forms
from app.pages.failures import PageRoute
from app.pages.forms import Form, FormOf, day_of, read_form
from app.pages.frame import Frame, Language, frame_of, see
from app.pages.render import render
from app.pages.shown_part import shown_part
from app.pages.texts import page_texts, text
from app.records.decisions import KINDS, REASONS, Decision, DecisionKind
from app.records.vocabulary import Lang
from app.report.agenda import Status, agenda, on_its_card
from app.report.cards import CardWriter, names_of
from app.report.report import Card
from app.store.decisions import delete_decision, list_decisions
from app.store.workspaces import StoredWorkspace, get_workspace
from app.usecases.decide import Choice, decide
from app.usecases.find_findings import finding_named
from app.usecases.snapshots import Snapshot
from app.web.leaving import while_connected
from app.web.service import Service, ServiceOf

DUPLICATES = "duplicate-actors"
"""Decided about on the page of data; it stands in no report."""

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_DECISION_ID = re.compile(r"[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class CardMate:
    """One of several findings that stand on a card: what it is about, how it stands, and whether the page is about it."""

    key: str
    names: str
    status: Status
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """A finding, the form to decide about it (with what was typed and what is wrong), and earlier decisions.

    ``mates`` are all findings of its card where there are several: they are decided together, or one alone.
    """

    frame: Frame
    card: Card
    form: Form
    errors: Mapping[str, str]
    decisions: Sequence[Decision]
    kinds: Sequence[DecisionKind]
    reasons: Mapping[str, str]
    decision_id: str
    mates: Sequence[CardMate]
    forms: EvidenceForms


@router.get("/w/{workspace}/findings/{key}")
async def show_finding(
    request: Request, service: ServiceOf, workspace: str, lang: Language, key: str, kind: str = ""
) -> Response:
    """One finding and what can be done about it; one that is found no more once a record was corrected is told so.

    ``kind`` is the decision that is ticked already.
    """
    stored = await get_workspace(service.database, workspace)
    snapshot = await _snapshot(request, service, stored, key, lang)
    frame = frame_of(request, lang, "next", stored)
    if request.query_params.get("done") == "saved" and not _finds(snapshot, key):
        return see(_list_of(frame, key, done="corrected", of=frame.of))
    return await _finding_page(service, snapshot, frame, key, Form({"kind": (kind,)}), {})


@router.post("/w/{workspace}/findings/{key}")
async def decide_finding(
    request: Request, service: ServiceOf, workspace: str, lang: Language, key: str, form: FormOf
) -> Response:
    """Keep what was decided; what is missing is said beside its field."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await _snapshot(request, service, stored, key, lang)
    frame = frame_of(request, lang, "next", stored)
    try:
        choice = _choice(key, form, lang)
        decision = await decide(service.database, snapshot, choice, at=now(), lang=lang)
    except InvalidInput as error:
        errors = {(problem.pointer or "").lstrip("/"): _message(problem.code, lang) for problem in error.problems}
        return await _finding_page(service, snapshot, frame, key, form, errors)
    return see(f"{_list_of(frame, key, done=f'decided_{choice.kind}', of=decision.id)}#done")


@router.post("/w/{workspace}/decisions/{decision}/undo", dependencies=[Depends(read_form)])
async def take_decision_back(
    request: Request, service: ServiceOf, workspace: str, lang: Language, decision: str
) -> Response:
    """The decision was never made; the one before it counts again."""
    frame = frame_of(request, lang, "next", await get_workspace(service.database, workspace))
    known = {stored.id: stored.finding for stored in await list_decisions(service.database, workspace)}
    await delete_decision(service.database, workspace, decision)
    return see(_list_of(frame, known.get(decision, ""), done="decision_undone"))


def _list_of(frame: Frame, finding: str, **query: str) -> str:
    """Where a finding is listed: what could be recorded twice on the page of data, everything else in the next steps."""
    return frame.within("data" if finding.startswith(f"{DUPLICATES}:") else "", **query)


async def _snapshot(request: Request, service: Service, stored: StoredWorkspace, key: str, lang: Lang) -> Snapshot:
    """The whole network with its findings; the part that is shown where only that has the finding."""
    analyses = (*analyses_of_report(), DUPLICATES)
    whole = await while_connected(request, service.runs.analysed(stored.id, None, today(), analyses))
    if _finds(whole, key):
        return whole
    return (await shown_part(request, service, stored, lang, analyses=analyses)).snapshot


def _finds(snapshot: Snapshot, key: str) -> bool:
    return any(finding.key == key for result in snapshot.results.values() for finding in result.findings)


def _mates(snapshot: Snapshot, finding: Finding, decisions: Sequence[Decision]) -> list[CardMate]:
    """All findings of a card of several."""
    on_card = on_its_card(finding, snapshot.results[finding.analysis].findings)
    items = agenda(on_card, decisions, snapshot.network, today()) if len(on_card) > 1 else ()
    return [
        CardMate(item.finding.key, names_of(item.finding), item.status, item.finding.key == finding.key)
        for item in items
    ]


async def _finding_page(
    service: Service,
    snapshot: Snapshot,
    frame: Frame,
    key: str,
    form: Form,
    errors: Mapping[str, str],
) -> Response:
    workspace, lang = snapshot.network.workspace or "", frame.lang
    finding = finding_named(tuple(snapshot.results.values()), key)
    decisions = await list_decisions(service.database, workspace)
    mates = _mates(snapshot, finding, decisions)
    on_card = {key, *(mate.key for mate in mates)}
    page = FindingPage(
        frame=frame,
        card=CardWriter(snapshot.network, lang, "internal").card(finding),
        form=form,
        errors=errors,
        decisions=[decision for decision in reversed(decisions) if decision.finding in on_card],
        kinds=KINDS,
        reasons=REASONS,
        decision_id=secrets.token_hex(10),
        mates=mates,
        forms=await evidence_forms(service.database, finding, snapshot.network, frame, lang),
    )
    return render("finding.html", page, InvalidInput.status if errors else 200)


def _choice(key: str, form: Form, lang: Lang) -> Choice:
    """The choice a form makes.

    Raises:
        InvalidInput: no kind is chosen, or the day is none.
    """
    kind = next((kind for kind in KINDS if kind == form.text("kind")), None)
    if kind is None:
        raise InvalidInput("nothing is chosen", problems=(_problem("unknown_kind", "kind"),))
    given_id = form.text("decision")
    return Choice(
        finding=key,
        kind=kind,
        reason=form.text(f"reason_{kind}") or None,
        text=form.text("text") or None,
        by_role=form.text("by_role") or None,
        until=_day(form.text("until"), lang),
        reply=form.text("reply") or None,
        reply_by=form.text("reply_by") or None,
        alone=form.text("alone") == "yes",
        id=given_id if _DECISION_ID.fullmatch(given_id) else None,
    )


def _day(typed: str, lang: Lang) -> date | None:
    try:
        return day_of(typed, lang)
    except InvalidInput as error:
        raise InvalidInput(error.detail, problems=(_problem("no_day", "until"),)) from error


def _problem(code: str, field: str) -> Problem:
    return Problem(code=code, message="is not understood", pointer=f"/{field}")


def _message(code: str, lang: Lang) -> str:
    known = page_texts(lang)["decision_problem"]
    return text("decision_problem", code if code in known else "other", lang)
