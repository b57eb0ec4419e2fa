"""Who works with whom: a question, an answer in a sentence, a picture of it, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.clock import today
from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.render import render
from app.pages.texts import text
from app.records.spelling import folded
from app.report.picture import Line, Picture, around, between, picture
from app.store.workspaces import get_workspace
from app.web.leaving import while_connected
from app.web.service import ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """A picture and what is asked of it.

    ``actor`` and ``other`` are what was typed, ``area`` the id of an area; ``answer`` is a sentence, ``names`` are those
    of all organisations for typing, ``lines`` lead from an organisation to the lines of its pairs.
    """

    frame: Frame
    picture: Picture
    actor: str
    other: str
    area: str
    depth: int
    answer: str
    names: Sequence[str]
    areas: Sequence[tuple[str, str]]
    lines: Mapping[str, Sequence[tuple[str, Line]]]


@router.get("/w/{workspace}/network")
async def show_network(
    request: Request,
    service: ServiceOf,
    workspace: str,
    lang: Language,
    actor: str = "",
    other: str = "",
    area: str = "",
    depth: int = 1,
) -> Response:
    """Who works with one organisation, who links two, or everybody of an area."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    network = snapshot.network
    steps = max(1, min(depth, 2))
    actor_a, actor_b = _found(network, actor), _found(network, other)
    chosen, answer = _asked(network, actor_a, actor_b, area, steps, lang)
    if not answer and (actor or other):
        answer = text("network", "unknown_name", lang, name=actor if actor_a is None else other)
    drawn = picture(network, chosen, focus=actor_a)
    page = NetworkPage(
        frame=frame_of(request, lang, "network", stored),
        picture=drawn,
        actor=actor,
        other=other,
        area=area,
        depth=steps,
        answer=answer,
        names=[known.name for known in network.actors],
        areas=[(known.id, known.name) for known in sorted(network.records.areas, key=lambda known: known.name)],
        lines=_by_actor(drawn),
    )
    return render("network.html", page)


def _found(network: Network, typed: str) -> str | None:
    """The organisation whose name, short name or id was typed."""
    wanted = folded(typed)
    if not wanted:
        return None
    for known in network.actors:
        if wanted in (folded(known.name), folded(known.short_name or ""), known.id.casefold()):
            return known.id
    return None


def _asked(
    network: Network, actor_a: str | None, actor_b: str | None, area: str, depth: int, lang: str
) -> tuple[frozenset[str], str]:
    """The organisations to draw and the answer in a sentence; empty where nothing special was asked."""
    if actor_a is not None and actor_b is not None and actor_a != actor_b:
        ways = between(network, actor_a, actor_b)
        pair = {"one": network.name("actors", actor_a), "two": network.name("actors", actor_b)}
        if not ways:
            return frozenset((actor_a, actor_b)), text("network", "no_way", lang, **pair)
        middle = sorted({step for way in ways for step in way[1:-1]})
        names = [network.name("actors", step) for step in middle]
        code = "directly" if not middle else "by_others"
        return frozenset(step for way in ways for step in way), text("network", code, lang, **pair, names=names)
    focus = actor_a or actor_b
    if focus is not None:
        chosen = around(network, focus, depth)
        partners = [network.name("actors", partner) for partner in sorted(around(network, focus, 1) - {focus})]
        code = "partners" if partners else "no_partners"
        return chosen, text("network", code, lang, name=network.name("actors", focus), names=partners)
    if area:
        inside = {area, *network.area_tree.descendants(area)}
        chosen = frozenset(known.id for known in network.actors if inside & {*known.active_in, known.home_area or ""})
        return chosen, text("network", "of_area", lang, count=len(chosen), name=network.name("areas", area))
    return frozenset(known.id for known in network.actors), ""


def _by_actor(drawn: Picture) -> dict[str, list[tuple[str, Line]]]:
    lines: dict[str, list[tuple[str, Line]]] = {node.id: [] for node in drawn.nodes}
    for line in drawn.lines:
        for here, partner in (line.pair, line.pair[::-1]):
            lines[here].append((partner, line))
    return lines
