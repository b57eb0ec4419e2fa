"""Next steps: the few cards to act on before the next meeting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import today
from app.findings import Finding
from app.network.district.occasions import next_meeting
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.render import render
from app.pages.shown_part import shown_part
from app.records.decisions import Decision
from app.records.vocabulary import Lang
from app.report.agenda import Item, Status, agenda, closed, first_of_cards, numbers_by_status
from app.report.cards import CardWriter
from app.report.choice import LISTS
from app.report.compose import confirmed_lists
from app.report.next_steps import CardList, next_steps
from app.report.report import Card
from app.report.texts import value_text
from app.store.decisions import list_decisions
from app.store.workspaces import get_workspace
from app.usecases.since_last import SinceLast, since_last
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)

State = Literal["open", "accepted", "later", "done", "wanted", "new"]
STATES: Mapping[State, tuple[Status, ...]] = {
    "open": ("open",),
    "accepted": ("accepted",),
    "later": ("later",),
    "done": ("done",),
    "wanted": ("wanted", "wrong"),
}
"""What can be shown, and the findings of which status; ``new`` are those that the last report did not have."""


@dataclass(frozen=True, slots=True)
class AgendaCard:
    """A finding in words and what was decided about it. ``late``: the day until which it was taken in hand is over."""

    card: Card
    decision: Decision | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepsPage:
    """What to do until the next occasion. ``known`` of ``pairs`` pairs of organisations have an answer.

    ``state`` says which findings are shown: the open ones in ``lists``, others in ``items``; ``numbers`` counts all.
    ``decided`` is what was just decided, told in the list ``decided_in``, where its card stood (empty: on top).
    ``returned`` are keys of open ones that were settled before; ``closed`` are decisions about what is found no more.
    ``since`` compares with the last report that was kept; None: none was.
    """

    frame: Frame
    actors: int
    as_of: date
    occasion: str | None
    occasion_day: str | None
    known: int
    pairs: int
    confirmed_lists: str
    lists: Sequence[CardList]
    state: State
    numbers: Mapping[State, int]
    items: Sequence[AgendaCard]
    returned: frozenset[str]
    closed: Sequence[Decision]
    since: SinceLast | None
    decided: Decision | None
    decided_in: str


@router.get("/w/{workspace}/")
async def show_next_steps(
    request: Request, service: ServiceOf, workspace: str, lang: Language, state: State = "open"
) -> Response:
    """The few cards for the next meeting, or those in hand, or those that are settled."""
    stored = await get_workspace(service.database, workspace)
    part = await shown_part(request, service, stored, lang, at_hand=True)
    snapshot, network = part.snapshot, part.snapshot.network
    occasion = next_meeting(network)
    counts = network.view(dyad_census).counts
    findings = [finding for result in snapshot.in_reading_order for finding in result.findings]
    decisions = await list_decisions(service.database, stored.id)
    items = agenda(findings, decisions, part.whole.network, today())
    cards = first_of_cards(items)
    by_status = numbers_by_status(cards)
    since = await since_last(service.database, stored.id, findings) if part.is_whole else None
    frame = frame_of(request, lang, "next", stored, part.choice, recomputing=part.recomputing)
    decided = next((decision for decision in decisions if frame.undo and decision.id == frame.of), None)
    not_open = {item.finding.key for item in items if item.status != "open"}
    page = NextStepsPage(
        frame=frame,
        actors=len(network.actors),
        as_of=network.as_of,
        occasion=occasion.name if occasion else None,
        occasion_day=value_text(occasion.date.first, lang) if occasion else None,
        known=counts.known,
        pairs=counts.pairs,
        confirmed_lists=confirmed_lists(network, lang),
        lists=next_steps(snapshot.in_reading_order, network, lang, not_open),
        state=state,
        numbers={name: sum(by_status.get(status, 0) for status in statuses) for name, statuses in STATES.items()},
        items=_cards(_of_state(cards, state, since), network, lang),
        returned=frozenset(item.finding.key for item in items if item.status == "open" and item.returned),
        closed=closed(findings, decisions) if state == "done" and part.is_whole else (),
        since=since,
        decided=decided,
        decided_in=_list_with(decided, findings) if state == "open" else "",
    )
    return render("next.html", page)


def _list_with(decision: Decision | None, findings: Iterable[Finding]) -> str:
    """The list in which the card of a decision stands while it is open; empty where it is found no more."""
    kinds = (finding.card for finding in findings if decision and finding.key == decision.finding)
    return next((code for kind in kinds for code, cards in LISTS.items() if kind in cards), "")


def _of_state(items: Iterable[Item], state: State, since: SinceLast | None) -> list[Item]:
    """The findings of a list beside that of the open ones."""
    if state == "new":
        return [item for item in items if since is not None and item.finding.key in since.new]
    return [item for item in items if state != "open" and item.status in STATES[state]]


def _cards(items: Iterable[Item], network: Network, lang: Lang) -> list[AgendaCard]:
    writer = CardWriter(network, lang, "internal")
    return [
        AgendaCard(writer.card(item.finding), item.decision, item.status == "accepted" and item.returned)
        for item in items
    ]
