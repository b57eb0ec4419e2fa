"""Search over everything of a workspace: one page for all hits, and suggestions while somebody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.clock import today
from app.network.graph.network import Network
from app.network.graph.scope import Scope, is_large_enough
from app.network.graph.scope_names import ScopeKind
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.records.record_words import record_path
from app.pages.render import render
from app.pages.texts import text
from app.records.vocabulary import Lang
from app.report.cards import CardWriter
from app.report.choice import first_of_clusters
from app.report.search import Hit, Hits, SearchedTopic, SearchIndex, findings_of
from app.store.workspaces import get_workspace
from app.web.leaving import while_connected
from app.web.service import ServiceOf

HITS_SHOWN = 20
"""Hits of one topic on the page."""

SUGGESTED = 8
_PARTS: Mapping[SearchedTopic, ScopeKind] = {"themes": "theme", "areas": "area", "working_groups": "working_group"}
"""What hits of a topic are called in the scope of a part of the network."""

LONGEST_QUERY = 200

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit as a link; ``beside`` tells it from another of the same name, ``scope`` is the part of the network it names, if any."""

    name: str
    beside: str
    href: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits of one kind under its name; ``more`` are not shown."""

    code: SearchedTopic
    hits: Sequence[ShownHit]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What fits a search. ``guessed``: nothing has the words, these names are like them."""

    frame: Frame
    query: str
    groups: Sequence[HitGroup]
    guessed: bool
    findings: Sequence[ShownHit]
    more_findings: int


@router.get("/w/{workspace}/search")
async def show_hits(request: Request, service: ServiceOf, workspace: str, lang: Language, q: str = "") -> Response:
    """Everything that fits, by what it is."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.runs.analysed(stored.id, None, today()))
    frame, query = frame_of(request, lang, "search", stored), q.strip()[:LONGEST_QUERY]
    hits = _hits(snapshot.network, query, lang)
    all_findings = (finding for result in snapshot.in_reading_order for finding in result.findings)
    findings = first_of_clusters(findings_of(all_findings, query, hits))
    writer = CardWriter(snapshot.network, lang, "internal")
    cards = [writer.card(finding) for finding in findings[:HITS_SHOWN]]
    page = SearchPage(
        frame=frame,
        query=query,
        groups=[
            HitGroup(
                topic,
                [_shown_hit(hit, frame, snapshot.network) for hit in hits_of_topic[:HITS_SHOWN]],
                max(0, len(hits_of_topic) - HITS_SHOWN),
            )
            for topic, hits_of_topic in hits.by_topic.items()
        ],
        guessed=hits.guessed,
        findings=[ShownHit(card.title, card.certainty, frame.within(f"findings/{card.key}")) for card in cards],
        more_findings=len(findings) - len(cards),
    )
    return render("search.html", page)


@router.get("/w/{workspace}/search.json")
async def suggest(request: Request, service: ServiceOf, workspace: str, lang: Language, q: str = "") -> Response:
    """The best hits, for whoever is still typing."""
    stored = await get_workspace(service.database, workspace)
    snapshot = await while_connected(request, service.snapshots.snapshot(stored.id, None, today()))
    frame = frame_of(request, lang, "search", stored)
    hits = _hits(snapshot.network, q.strip()[:LONGEST_QUERY], lang).hits[:SUGGESTED]
    suggestions = [
        {"name": hit.name, "beside": hit.beside, "kind": text("hit", hit.topic, lang), "href": _href(hit, frame)}
        for hit in hits
    ]
    return JSONResponse({"hits": suggestions}, headers={"Cache-Control": "no-cache"})


def _hits(network: Network, query: str, lang: Lang) -> Hits:
    return network.view(SearchIndex, lang).find(query)


def _shown_hit(hit: Hit, frame: Frame, network: Network) -> ShownHit:
    kind = _PARTS.get(hit.topic)
    scope = Scope(kind, (hit.id,)) if kind else None
    is_told = scope is not None and is_large_enough(network, scope)
    return ShownHit(hit.name, hit.beside, _href(hit, frame), str(scope) if is_told else "")


def _href(hit: Hit, frame: Frame) -> str:
    """The page of a record; of a theme the offers on it."""
    if hit.topic == "themes":
        return frame.within("records/offers", q=hit.name)
    return frame.within(record_path(hit.topic, hit.id))
