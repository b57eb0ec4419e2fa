"""Similar offers: groups of them in a list, and one group side by side with what is the same and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from app.clock import today
from app.findings import Finding
from app.network.graph.network import Network
from app.pages.failures import PageRoute
from app.pages.frame import Frame, Language, frame_of
from app.pages.records.record_words import Part, RecordWords
from app.pages.render import render
from app.pages.shown_part import ShownPart, shown_part
from app.pages.texts import text
from app.records.cooperations import STATUSES
from app.records.decisions import Decision
from app.records.offers import Offer, Project
from app.records.records import topic_of
from app.records.schema import Topic
from app.records.vocabulary import Lang
from app.report.agenda import Item, agenda
from app.report.cards import CardWriter
from app.report.report import Card
from app.report.texts import label
from app.store.decisions import list_decisions
from app.store.workspaces import get_workspace
from app.usecases.find_findings import finding_named
from app.usecases.records.edit_record import editable
from app.usecases.snapshots import Snapshot
from app.web.service import Service, ServiceOf

ANALYSIS = "parallel-offers"

GROUPS_SHOWN = 50

Likeness = Literal["same", "different", "unknown"]
"""What can be told of a line: equal everywhere, different, or not recorded for one of them."""

_Work = Offer | Project

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One property of all offers of a group, in their order, and whether it is the same."""

    label: str
    values: tuple[tuple[Part, ...], ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class ProviderPair:
    """Two providers and what is known about their cooperation."""

    names: tuple[str, str]
    known: str


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Similar offers as a card, and how the question stands."""

    card: Card
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class OffersPage:
    """A page of the groups of similar offers; ``offers`` counts all offers that are recorded, ``total`` all groups."""

    frame: Frame
    groups: Sequence[OfferGroup]
    offers: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """One group side by side. ``replies`` are decisions with what an organisation said to it."""

    frame: Frame
    group: OfferGroup
    offers: Sequence[Part]
    lines: Sequence[ComparedLine]
    pairs: Sequence[ProviderPair]
    replies: Sequence[Decision]


@router.get("/w/{workspace}/offers")
async def show_offers(
    request: Request,
    service: ServiceOf,
    workspace: str,
    lang: Language,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Groups of similar offers, the open ones first."""
    stored = await get_workspace(service.database, workspace)
    part = await shown_part(request, service, stored, lang, analyses=(ANALYSIS,))
    snapshot, items = part.snapshot, await _items(service, part)
    firsts: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: item.status != "open"):
        firsts.setdefault(item.finding.cluster or item.finding.key, item)
    ordered = list(firsts.values())
    pages = max(1, -(-len(ordered) // GROUPS_SHOWN))
    number = min(page, pages)
    writer = CardWriter(snapshot.network, lang, "internal")
    shown_items = ordered[(number - 1) * GROUPS_SHOWN : number * GROUPS_SHOWN]
    shown_page = OffersPage(
        frame=frame_of(request, lang, "offers", stored, part.choice),
        groups=[OfferGroup(writer.card(item.finding), item) for item in shown_items],
        offers=len(snapshot.network.records.offers),
        total=len(ordered),
        page=number,
        pages=pages,
    )
    return render("offers.html", shown_page)


@router.get("/w/{workspace}/offers/{key}")
async def compare_offers(request: Request, service: ServiceOf, workspace: str, lang: Language, key: str) -> Response:
    """The offers of one group side by side."""
    stored = await get_workspace(service.database, workspace)
    part = await shown_part(request, service, stored, lang, analyses=(ANALYSIS,))
    snapshot, network = part.snapshot, part.snapshot.network
    finding = finding_named((snapshot.results[ANALYSIS],), key)
    item = next(item for item in await _items(service, part) if item.finding.key == key)
    decisions = await list_decisions(service.database, workspace)
    alike = _cluster(snapshot, finding)
    compared = _works(network, alike)
    keys = {finding.key for finding in alike}
    words = network.view(RecordWords, lang)
    page = ComparePage(
        frame=frame_of(request, lang, "offers", stored, part.choice),
        group=OfferGroup(CardWriter(network, lang, "internal").card(finding), item),
        offers=[Part(record.name, topic, record.id) for topic, record in compared],
        lines=[*_lines(compared, words), _funding(compared, network, words)],
        pairs=_pairs(compared, network, lang),
        replies=[decision for decision in reversed(decisions) if decision.finding in keys and decision.reply],
    )
    return render("compare.html", page)


async def _items(service: Service, part: ShownPart) -> tuple[Item, ...]:
    decisions = await list_decisions(service.database, part.whole.network.workspace or "")
    return agenda(part.snapshot.results[ANALYSIS].findings, decisions, part.whole.network, today())


def _cluster(snapshot: Snapshot, finding: Finding) -> list[Finding]:
    """The findings about the same topic in the same place, which stand on one card."""
    findings = snapshot.results[ANALYSIS].findings
    return [alike for alike in findings if alike is finding or (alike.cluster and alike.cluster == finding.cluster)]


def _works(network: Network, findings: Sequence[Finding]) -> list[tuple[Topic, _Work]]:
    """The offers and projects of some findings, each once, with their topics."""
    works: dict[str, tuple[Topic, _Work]] = {}
    for subject in (subject for finding in findings for subject in finding.subjects):
        record = network.record(f"{subject.kind}s", subject.id)
        if isinstance(record, Offer | Project):
            works[record.id] = (topic_of(record), record)
    return list(works.values())


def _lines(compared: Sequence[tuple[Topic, _Work]], words: RecordWords) -> list[ComparedLine]:
    """The columns that every one of the offers has."""
    topics = {topic for topic, _record in compared}
    shared = set.intersection(*({column.field for column in editable()[topic].columns} for topic in topics))
    columns = [column for column in editable()[min(topics)].columns if column.field in shared - {"id", "name"}]
    return [
        _line(column.heading(words.lang), [words.parts(topic, column.field, record) for topic, record in compared])
        for column in columns
    ]


def _line(heading: str, values: Sequence[tuple[Part, ...]]) -> ComparedLine:
    texts = [frozenset(part.text for part in parts) for parts in values]
    likeness: Likeness = "unknown" if not all(texts) else "same" if len(set(texts)) == 1 else "different"
    return ComparedLine(heading, tuple(values), likeness)


def _funding(compared: Sequence[tuple[Topic, _Work]], network: Network, words: RecordWords) -> ComparedLine:
    """Which programmes pay for them, and until when."""
    values = [
        tuple(
            Part(f"{network.name('programmes', grant.programme)} {_until(grant.id, words)}".strip(), "grants", grant.id)
            for grant in network.records.grants
            if record.id in getattr(grant, topic)
        )
        for topic, record in compared
    ]
    return _line(text("offers", "funding", words.lang), values)


def _until(grant_id: str, words: RecordWords) -> str:
    grant = words.network.record("grants", grant_id)
    end = words.value("grants", "end", grant) if grant is not None else ""
    return f"({text('decision', 'until', words.lang, day=end)})" if end else ""


def _pairs(compared: Sequence[tuple[Topic, _Work]], network: Network, lang: Lang) -> list[ProviderPair]:
    """Every pair of different providers that are active today."""
    providers = dict.fromkeys(actor for _topic, record in compared for actor in record.leads or record.partners)
    active = [actor for actor in providers if actor in network.position]
    return [
        ProviderPair(
            (network.name("actors", actor_a), network.name("actors", actor_b)), _known(network, actor_a, actor_b, lang)
        )
        for actor_a, actor_b in combinations(active, 2)
    ]


def _known(network: Network, actor_a: str, actor_b: str, lang: Lang) -> str:
    """The surest thing recorded about a pair."""
    statuses = [STATUSES[int(network.ties.status[number])] for number in network.ties_between(actor_a, actor_b)]
    surest = max(statuses, key=STATUSES.index, default="unknown")
    return label("tie_status", surest, lang)
