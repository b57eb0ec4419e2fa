"""Who works with whom: a question, an answer in a sentence, a picture of it, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.network_choice import MISSING, NetworkChoice, in_words, pairs_of
from app.pages.records.record_words import record_path, suggested_names
from app.pages.render import render
from app.pages.shown_part import ShownPart, shown_part
from app.pages.texts import page_texts, text
from app.records.records import topic_named
from app.records.vocabulary import Lang, vocabulary
from app.report.drawings.network_graph import MODES, GraphLine, GraphNode, Mode, network_graph
from app.report.drawings.network_questions import QUESTIONS, NetworkAnswer
from app.report.drawings.picture import SUREST, LineStyle, Picture, lines_among, picture, with_suggestions
from app.store.workspaces import StoredWorkspace, get_workspace
from app.web.service import Service, ServiceOf

router = APIRouter(route_class=PageRoute, include_in_schema=False)

ROWS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PairRow:
    """An organisation in the table and its partners by the style of their line, the surest first."""

    id: str
    name: str
    partners: Mapping[LineStyle, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """A picture and what is asked of it.

    ``answer`` is a sentence, ``names`` are those of organisations for typing; ``rows`` are the part of the table
    that is shown. ``data`` leads to the picture that can be moved.
    """

    frame: Frame
    choice: NetworkChoice
    questions: Mapping[str, str]
    modes: Sequence[Mode]
    picture: Picture
    answer: str
    names: Sequence[str]
    areas: Sequence[tuple[str, str]]
    rows: Sequence[PairRow]
    pages: int
    data: str


@router.get("/w/{workspace}/network")
async def show_network(
    request: Request, service: ServiceOf, workspace: str, lang: Language, choice: Annotated[NetworkChoice, Query()]
) -> Response:
    """A question to the network with its answer."""
    stored = await get_workspace(service.database, workspace)
    part, answer = await _answered(request, service, stored, lang, choice)
    network, frame = part.snapshot.network, frame_of(request, lang, "network", stored, part.choice)
    everyone = sorted(answer.chosen, key=lambda actor: (network.name("actors", actor).casefold(), actor))
    pages = max(1, -(-len(everyone) // ROWS_SHOWN))
    first = (min(choice.page, pages) - 1) * ROWS_SHOWN
    choice = choice.model_copy(update={"scope": part.choice.chosen}).by_name(network)
    page = NetworkPage(
        frame=frame,
        choice=choice,
        questions={question: NetworkChoice(q=question, scope=choice.scope).link(frame) for question in QUESTIONS},
        modes=MODES,
        picture=network.view(picture, answer.chosen, answer.focus, tuple(answer.suggestions)),
        answer=in_words(answer, lang),
        names=suggested_names(network, "actors"),
        areas=[(known.id, known.name) for known in sorted(network.records.areas, key=lambda known: known.name)],
        rows=_rows(network, answer, everyone[first : first + ROWS_SHOWN]),
        pages=pages,
        data=choice.link(frame, "/graph.json"),
    )
    return render("network.html", page)


@router.get("/w/{workspace}/network/graph.json")
async def show_graph(
    request: Request, service: ServiceOf, workspace: str, lang: Language, choice: Annotated[NetworkChoice, Query()]
) -> Response:
    """The picture as data: nodes at their places, lines, and what the codes of both are called.

    A line names its ends by their numbers among the nodes, then its style and, where known, its first and last year.
    """
    stored = await get_workspace(service.database, workspace)
    part, answer = await _answered(request, service, stored, lang, choice)
    network, frame = part.snapshot.network, frame_of(request, lang, "network", stored, part.choice)
    graph = network.view(network_graph, answer.chosen, choice.mode)
    number = {node.id: at for at, node in enumerate(graph.nodes)}
    suggested = [GraphLine(a, b, "suggestion") for a, b in answer.suggestions if a in number and b in number]
    lines = (*graph.lines, *suggested)
    return JSONResponse(
        {
            "focus": answer.focus,
            "years": graph.years,
            "now": network.as_of.year,
            "words": page_texts(lang)["moving"],
            "labels": _labels(graph.nodes, lang),
            "nodes": [asdict(node) | {"href": _href(node, frame, choice)} for node in graph.nodes],
            "lines": [_line(line, number) for line in lines],
        },
        headers={"Cache-Control": "no-cache"},
    )


def _line(line: GraphLine, number: Mapping[str, int]) -> list[str | int | None]:
    years = [line.since, line.until] if line.since or line.until else []
    return [number[line.a], number[line.b], line.style, *years]


async def _answered(
    request: Request, service: Service, stored: StoredWorkspace, lang: Lang, choice: NetworkChoice
) -> tuple[ShownPart, NetworkAnswer]:
    """The part that is shown and the answer; hints are computed only where they are asked for."""
    part = await shown_part(request, service, stored, lang, analyses=(MISSING,) if choice.needs_hints else None)
    if not choice.needs_hints:
        return part, choice.answer(part.snapshot.network, ())
    hints = part.snapshot.results[MISSING].findings
    answer = choice.answer(part.snapshot.network, hints)
    if choice.suggestions:
        answer = NetworkAnswer(answer.chosen, answer.sentences, answer.focus, pairs_of(hints))
    return part, answer


def _rows(network: Network, answer: NetworkAnswer, actors: Sequence[str]) -> list[PairRow]:
    partners: dict[str, dict[LineStyle, list[str]]] = {actor: {} for actor in actors}
    lines = with_suggestions(lines_among(network, answer.chosen), answer.suggestions)
    for line in sorted(lines, key=lambda line: SUREST.index(line.style)):
        for actor, partner in (line.pair, line.pair[::-1]):
            if actor in partners:
                partners[actor].setdefault(line.style, []).append(network.name("actors", partner))
    return [PairRow(actor, network.name("actors", actor), partners[actor]) for actor in actors]


def _labels(nodes: Sequence[GraphNode], lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """What the codes of the nodes are called, by attribute, in the order of their vocabulary."""
    kinds = vocabulary("actor_kind").terms
    used = {attribute: {node.values.get(attribute, "") for node in nodes} for attribute in ("sphere", "kind", "area")}
    spheres = {code: label for code, label in page_texts(lang)["sphere"].items() if code in used["sphere"]}
    unknown = text("sphere", "unknown", lang)
    return {
        "sphere": spheres,
        "kind": {code: kinds[code].label(lang) if code in kinds else unknown for code in sorted(used["kind"]) if code},
        "area": {area: area or unknown for area in sorted(used["area"])},
    }


def _href(node: GraphNode, frame: Frame, choice: NetworkChoice) -> Mapping[str, str]:
    """Where a node leads: to its record, and to the picture around it or inside it."""
    if node.kind == "cluster":
        return {"around": NetworkChoice(cluster=node.id, scope=choice.scope).link(frame)}
    if node.kind == "actor":
        around = NetworkChoice(q="with", actor=node.name, mode=choice.mode, scope=choice.scope).link(frame)
        return {"record": frame.within(record_path("actors", node.id)), "around": around}
    name, _, record = node.id.partition(":")
    topic = topic_named(name)
    if topic is None:
        return {}
    return {"record": frame.within(record_path(topic, record))}
