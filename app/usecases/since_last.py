"""What changed since the last report: findings that are new, still there, or found no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidInput
from app.findings import Finding
from app.records.vocabulary import Lang
from app.refusals import said
from app.report.cards import CardWriter
from app.report.progress import Earlier, Progress, kept_report
from app.store.bolt import Database
from app.store.decisions import list_decisions
from app.store.kept_states import KeptState, keep_state, list_states
from app.usecases.snapshots import Snapshot

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class SinceLast:
    """Findings compared with the newest kept state: keys that are ``new``, keys that ``stay``, headings of the ``closed``."""

    state: KeptState
    new: frozenset[str]
    stay: frozenset[str]
    closed: tuple[str, ...]


async def since_last(database: Database, workspace: str, findings: Iterable[Finding]) -> SinceLast | None:
    """The findings beside those of the last report; None where no state was ever kept.

    Raises:
        UnknownName: no such workspace.
    """
    states = await list_states(database, workspace, limit=1)
    return compared(states[0], findings) if states else None


def compared(state: KeptState, findings: Iterable[Finding]) -> SinceLast:
    """Findings beside those of a kept state, by their keys, which renaming does not change."""
    present = frozenset(finding.key for finding in findings)
    before = frozenset(state.keys)
    closed = tuple(title for key, title in zip(state.keys, state.titles, strict=True) if key not in present)
    return SinceLast(state, present - before, present & before, closed)


async def progress_of(database: Database, workspace: str, lang: Lang, today: date, *, whole: bool = True) -> Progress:
    """What a report tells of decisions and of the last kept state; a part of the network is compared with no state.

    Raises:
        UnknownName: no such workspace.
    """
    decisions = await list_decisions(database, workspace)
    states = await list_states(database, workspace, limit=1) if whole else ()
    return Progress(decisions, earlier_state(states[0], lang) if states else None, today)


def earlier_state(state: KeptState, lang: Lang) -> Earlier:
    """A kept state as a report that later ones are compared with."""
    day = state.at.astimezone().date()
    return kept_report(state.name, day, dict(zip(state.keys, state.titles, strict=True)), lang)


async def keep(
    database: Database, snapshot: Snapshot, name: str, *, state_id: str, at: datetime, lang: Lang
) -> KeptState:
    """Keep which findings of the report there are now; the next ones are compared with them.

    Raises:
        InvalidInput: the name is empty or too long.
    """
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(said("kept_state_without_name"))
    findings = _findings(snapshot)
    writer = CardWriter(snapshot.network, lang, "internal")
    state = KeptState(
        id=state_id,
        name=name,
        at=at,
        keys=tuple(finding.key for finding in findings),
        titles=tuple(writer.card(finding).title for finding in findings),
    )
    assert snapshot.network.workspace is not None, "a state of files is kept by nobody"
    await keep_state(database, snapshot.network.workspace, state)
    return state


def _findings(snapshot: Snapshot) -> Sequence[Finding]:
    return [finding for result in snapshot.in_reading_order for finding in result.findings]
