"""The agenda: which findings are open, in hand or settled, by what was decided about them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from app.findings import Finding
from app.network.graph.network import Network
from app.records.decisions import Decision

Status = Literal["open", "accepted", "done", "wanted", "wrong", "later"]

_NOT_COMPARED = frozenset({"name", "short_name", "note", "source", "version"})
"""What may change about a record without changing what a decision rested on: its names and note, where it was read."""


@dataclass(frozen=True, slots=True)
class Item:
    """A finding and how it stands. ``returned``: it was settled or put off, and its evidence changed or its day came."""

    finding: Finding
    status: Status
    decision: Decision | None = None
    returned: bool = False


def agenda(findings: Iterable[Finding], decisions: Sequence[Decision], network: Network, day: date) -> tuple[Item, ...]:
    """Every finding with its status, in their order.

    Args:
        findings: of any analyses.
        decisions: all of the workspace; the newest counts. What was decided about one of several findings that share a
            card and its sentences, was decided about all of them, unless it is about that one ``alone``.
        network: the whole snapshot, also where the findings are those of a part: decisions are taken on it.
        day: the present day, not that of the data.
    """
    findings = tuple(findings)
    decisions_of: dict[str, list[Decision]] = {}
    for decision in decisions:
        decisions_of.setdefault(decision.finding, []).append(decision)
    return tuple(
        _item(finding, _decided(finding, mates, decisions_of), network, day) for finding, mates in _with_mates(findings)
    )


def _with_mates(findings: Sequence[Finding]) -> Iterator[tuple[Finding, Sequence[Finding]]]:
    """Each finding with those that stand on the same card and say the same, itself among them."""
    said_on: dict[str, list[list[Finding]]] = {}
    mates_of = []
    for finding in findings:
        card = said_on.setdefault(finding.cluster or finding.key, [])
        mates = next((mates for mates in card if mates[0].message == finding.message), None)
        if mates is None:
            card.append(mates := [])
        mates.append(finding)
        mates_of.append(mates)
    yield from zip(findings, mates_of, strict=True)


def _decided(
    finding: Finding, mates: Iterable[Finding], decisions_of: Mapping[str, Sequence[Decision]]
) -> tuple[Finding, Decision] | None:
    """The newest decision about a finding or its card, with the finding it was taken on."""
    decided = (
        (mate, decision)
        for mate in mates
        for decision in decisions_of.get(mate.key, ())
        if mate is finding or not decision.alone
    )
    return max(decided, key=lambda pair: (pair[1].at, pair[1].id), default=None)


def on_its_card(finding: Finding, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stand on the card of one and say the same, itself among them."""
    return next((list(mates) for entry, mates in _with_mates(findings) if entry is finding), [finding])


def first_of_cards(items: Iterable[Item]) -> list[Item]:
    """The first of the findings that share a card and stand alike: open, or by the same decision."""
    cards: dict[tuple[str, Status, str], Item] = {}
    for item in items:
        decided = item.decision.id if item.decision and item.status != "open" else ""
        cards.setdefault((item.finding.cluster or item.finding.key, item.status, decided), item)
    return list(cards.values())


def closed(findings: Iterable[Finding], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The newest decision about each finding that is found no more, the oldest first."""
    keys = {finding.key for finding in findings}
    newest = {decision.finding: decision for decision in decisions}
    return tuple(decision for key, decision in newest.items() if key not in keys)


def _item(finding: Finding, decided: tuple[Finding, Decision] | None, network: Network, day: date) -> Item:
    if decided is None:
        return Item(finding, "open")
    on, decision = decided
    if decision.kind == "accepted":
        return Item(finding, "accepted", decision, returned=decision.until is not None and decision.until < day)
    due = decision.until is not None and decision.until <= day
    changed = decision.digest != evidence_digest(on, network)
    if due or (changed and decision.kind != "later"):
        return Item(finding, "open", decision, returned=True)
    return Item(finding, decision.kind, decision)


def evidence_digest(finding: Finding, network: Network) -> str:
    """Names the values of the records a finding rests on: not their rows, not its score, no day."""
    values = sorted(
        [evidence.kind, evidence.id, evidence.field or "", *_values(evidence.kind, evidence.id, network)]
        for evidence in finding.evidence
    )
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


def _values(kind: str, record_id: str, network: Network) -> list[str]:
    record = network.record(f"{kind}s", record_id)
    if record is None:
        return []
    return [
        f"{field.name}={getattr(record, field.name)}" for field in fields(record) if field.name not in _NOT_COMPARED
    ]


def numbers_by_status(items: Iterable[Item]) -> Mapping[Status, int]:
    """How many findings stand how."""
    numbers: dict[Status, int] = {}
    for item in items:
        numbers[item.status] = numbers.get(item.status, 0) + 1
    return numbers
