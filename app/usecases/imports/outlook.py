"""Outlook of an import: how many records there would be, and which hints would be found no more, or newly."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import inf

from app.findings import Finding
from app.network.graph.build_network import build_network
from app.records.decisions import Decision
from app.records.records import Records
from app.records.schema import Topic
from app.records.vocabulary import Lang
from app.report.agenda import Status, agenda
from app.report.cards import CardWriter
from app.store.bolt import Database
from app.store.decisions import list_decisions
from app.usecases.run_analysis import Runs
from app.usecases.snapshots import Snapshot, Snapshots

ALWAYS_TOLD: tuple[Topic, ...] = ("actors", "cooperations", "offers")
"""Topics that are counted even where nothing of them changes."""

MOST_NAMED = 10

_UNSETTLED: tuple[Status, ...] = ("open", "accepted", "later")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCount:
    """How many records of a topic there are ``now``, and ``then``, after the import."""

    topic: Topic
    now: int
    then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HintList:
    """Cards of hints: how many, and the headings of the first ten."""

    number: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HintOutlook:
    """Cards that are not settled: ``closed`` would be found no more, ``new`` would be, as many would ``stay``.

    ``cut``: an analysis lists its strongest hints alone, so that one can come or go because of others.
    """

    closed: HintList
    new: HintList
    stay: int
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How a network would change; ``hints`` None: not computed, it would take about so many ``seconds``."""

    counts: tuple[RecordCount, ...]
    hints: HintOutlook | None
    seconds: float


LookAhead = Callable[[str, Records, Records], Awaitable[Outlook]]
"""Gives the outlook of a workspace whose records are these now and those after an import."""


def look_ahead(
    database: Database, snapshots: Snapshots, runs: Runs, *, today: date, lang: Lang, most_seconds: float = inf
) -> LookAhead:
    """What gives outlooks; hints are computed if that is estimated to take at most so many seconds."""

    async def outlook(workspace: str, before: Records, after: Records) -> Outlook:
        counts = _counts(before, after)
        present = (await snapshots.snapshot(workspace, None, today)).network
        build = partial(build_network, after, present.as_of, workspace=workspace, revision=present.revision)
        network = await asyncio.to_thread(build)
        seconds = runs.seconds_of_report(network)
        if seconds > most_seconds:
            return Outlook(counts=counts, hints=None, seconds=seconds)
        decisions = await list_decisions(database, workspace)
        now, then = await runs.analysed(workspace, None, today), Snapshot(network, "", "")
        await runs.analyse(then)
        cards_now, cards_then = _unsettled_cards(now, decisions, today), _unsettled_cards(then, decisions, today)
        return Outlook(counts=counts, hints=_compared(now, then, cards_now, cards_then, lang), seconds=seconds)

    return outlook


def _counts(before: Records, after: Records) -> tuple[RecordCount, ...]:
    numbers = [RecordCount(topic=topic, now=len(records), then=len(getattr(after, topic))) for topic, records in before]
    return tuple(count for count in numbers if count.topic in ALWAYS_TOLD or count.now != count.then)


_Cards = Mapping[str, Sequence[Finding]]
"""Findings by the card they stand on."""


def _unsettled_cards(snapshot: Snapshot, decisions: Sequence[Decision], today: date) -> _Cards:
    findings = [finding for result in snapshot.in_reading_order for finding in result.findings]
    cards: dict[str, list[Finding]] = {}
    for item in agenda(findings, decisions, snapshot.network, today):
        if item.status in _UNSETTLED:
            cards.setdefault(item.finding.cluster or item.finding.key, []).append(item.finding)
    return cards


def _compared(now: Snapshot, then: Snapshot, cards_now: _Cards, cards_then: _Cards, lang: Lang) -> HintOutlook:
    """By the keys of findings: the name of a card may change with what stands on it."""
    closed, new = _without(cards_now, cards_then), _without(cards_then, cards_now)
    return HintOutlook(
        closed=_listed(closed, now, lang),
        new=_listed(new, then, lang),
        stay=len(cards_then) - len(new),
        cut=_is_cut(now) or _is_cut(then),
    )


def _is_cut(snapshot: Snapshot) -> bool:
    left_out = (entry.code for result in snapshot.in_reading_order for entry in result.not_looked_at)
    return "hints_not_listed" in left_out


def _without(cards: _Cards, other_cards: _Cards) -> list[Finding]:
    """The first finding of each card none of whose findings stands on one of the other cards."""
    keys = {finding.key for findings in other_cards.values() for finding in findings}
    return [findings[0] for findings in cards.values() if keys.isdisjoint(finding.key for finding in findings)]


def _listed(findings: Sequence[Finding], snapshot: Snapshot, lang: Lang) -> HintList:
    writer = CardWriter(snapshot.network, lang, "internal")
    return HintList(number=len(findings), first=tuple(writer.card(finding).title for finding in findings[:MOST_NAMED]))
