"""Deciding about a finding: on what it rested at that moment is kept with the decision."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidInput, Problem
from app.findings import Finding
from app.intake.values.privacy import is_person
from app.network.graph.network import Network
from app.records.decisions import Decision, DecisionKind, check_decision
from app.records.vocabulary import Lang
from app.refusals import said
from app.report.agenda import evidence_digest
from app.report.cards import CardWriter, names_of
from app.store.bolt import Database
from app.store.decisions import keep_decision
from app.usecases.find_findings import finding_named
from app.usecases.snapshots import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody chose to do about a finding; the fields are those of :class:`Decision`.

    ``id`` names the choice: sending it twice keeps it once. None: a new name is made.
    """

    finding: str
    kind: DecisionKind
    reason: str | None = None
    text: str | None = None
    by_role: str | None = None
    until: date | None = None
    reply: str | None = None
    reply_by: str | None = None
    alone: bool = False
    id: str | None = None


async def decide(
    database: Database, snapshot: Snapshot, choice: Choice, *, at: datetime, lang: Lang = "de"
) -> Decision:
    """Keep what was decided about a finding of the snapshot.

    Raises:
        UnknownName: no analysis of today's data finds it.
        InvalidInput: a reason or a day is missing, the day has passed, or a person is named.
    """
    _refuse_persons(choice)
    network = snapshot.network
    finding = finding_named(tuple(snapshot.results.values()), choice.finding)
    decision = Decision(
        id=choice.id or secrets.token_hex(10),
        finding=finding.key,
        title=_title(finding, choice, network, lang),
        kind=choice.kind,
        at=at,
        digest=evidence_digest(finding, network),
        reason=choice.reason,
        text=choice.text,
        by_role=choice.by_role,
        until=choice.until,
        reply=choice.reply,
        reply_by=choice.reply_by,
        alone=choice.alone,
    )
    check_decision(decision, network.as_of)
    assert network.workspace is not None, "findings of files are decided by nobody"
    await keep_decision(database, network.workspace, decision)
    return decision


def _title(finding: Finding, choice: Choice, network: Network, lang: Lang) -> str:
    """The heading of the card; of a finding that is decided alone what it is about."""
    title = CardWriter(network, lang, "internal").card(finding).title
    return f"{title} ({names_of(finding)})" if choice.alone else title


def _refuse_persons(choice: Choice) -> None:
    roles = {"by_role": choice.by_role, "reply_by": choice.reply_by}
    problems = tuple(
        Problem(code="person", message=said("name_role_or_organisation"), pointer=f"/{field}")
        for field, name in roles.items()
        if name and is_person(name)
    )
    if problems:
        raise InvalidInput(said("decision_names_person"), problems=problems)
