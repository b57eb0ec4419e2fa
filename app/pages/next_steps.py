"""Next steps: the few cards to act on before the next meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import today
from app.network.district.occasions import next_occasion
from app.network.graph.answered_pairs import answered_pairs
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.render import render
from app.report.compose import confirmed_lists
from app.report.next_steps import CardList, next_steps
from app.report.texts import shown
from app.store.workspaces import get_workspace
from app.web.leaving import while_connected
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepsPage:
    """What to do until the next occasion. ``known`` of ``pairs`` pairs of organisations have an answer."""

    frame: Frame
    as_of: date
    occasion: str | None
    occasion_day: str | None
    known: int
    pairs: int
    confirmed_lists: str
    lists: Sequence[CardList]


@router.get("/w/{workspace}/")
async def show_next_steps(request: Request, service: ServiceOf, workspace: str, lang: Language) -> Response:
    """The few cards for the next meeting."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today()))
    network = snapshot.network
    occasion = next_occasion(network, ())
    known, pairs = answered_pairs(network)
    page = NextStepsPage(
        frame=frame_of(request, lang, "next", stored),
        as_of=network.as_of,
        occasion=occasion.name if occasion else None,
        occasion_day=shown(occasion.date.first, lang) if occasion else None,
        known=known,
        pairs=pairs,
        confirmed_lists=confirmed_lists(network, lang),
        lists=next_steps(snapshot.in_reading_order, network, lang),
    )
    return render("next.html", page)
