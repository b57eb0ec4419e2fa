"""Retention: what is deleted or loses its origin once its time is over, by hand or by the service every hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.network.graph.aggregated_answers import aggregated
from app.records.records import Records
from app.records.redaction import Redaction
from app.store.answers import forget_answers
from app.store.bolt import Database
from app.store.erasure.authors import forget_old_authors
from app.store.erasure.history import erase_from_history
from app.store.feedback import forget_feedback
from app.store.records import load
from app.store.requests import WriteSet
from app.store.runs import forget_runs
from app.store.workspaces import list_workspaces
from app.store.write import write

ANSWERS_KEPT = timedelta(days=365)
"""How long after it came in an answer to a survey tells who gave it."""

BY = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWave:
    """A wave whose single answers are over their time: how many there are, and the first of them came in at ``since``."""

    workspace: str
    wave: str
    name: str
    answers: int
    since: datetime


async def retain(database: Database, now: datetime, *, dry_run: bool = False) -> tuple[DueWave, ...]:
    """Delete what was kept long enough; which waves lose their single answers, or would.

    Of the answers of a wave stays what follows from them: cooperations without a word of who said what.
    """
    due: list[DueWave] = []
    for stored in await list_workspaces(database):
        due += await due_waves(database, stored.id, now)
    if not dry_run:
        for workspace in dict.fromkeys(wave.workspace for wave in due):
            await _aggregate(database, workspace, {wave.wave for wave in due if wave.workspace == workspace}, now)
        await forget_answers(database, now)
        await forget_runs(database, now)
        await forget_old_authors(database, now)
    return tuple(due)


async def due_waves(database: Database, workspace: str, now: datetime) -> tuple[DueWave, ...]:
    """The waves of a workspace whose first answer came in long enough ago, and that were held as long ago."""
    waves = (await load(database, workspace, ("waves",))).waves
    old = {wave.id: wave for wave in waves if now.date() - wave.date.last > ANSWERS_KEPT}
    if not old:
        return ()
    versions: dict[str, list[int]] = {}
    for report in (await load(database, workspace, ("tie_reports",))).tie_reports:
        if report.wave in old:
            versions.setdefault(report.wave, []).append(report.version)
    moments = await _moments(database, workspace)
    due: list[DueWave] = []
    for wave, of_wave in sorted(versions.items()):
        since = moments[min(of_wave)]
        if now - since > ANSWERS_KEPT:
            due.append(DueWave(workspace=workspace, wave=wave, name=old[wave].name, answers=len(of_wave), since=since))
    return tuple(due)


async def _moments(database: Database, workspace: str) -> Mapping[int, datetime]:
    rows = await database.read("changes/moments", workspace=workspace)
    return {row["sequence"]: datetime.fromisoformat(row["at"]) for row in rows}


async def _aggregate(database: Database, workspace: str, waves: set[str], now: datetime) -> None:
    records = await load(database, workspace)
    reports = [report.id for report in records.tie_reports if report.wave in waves]
    change = _change(records, reports, waves, now)
    await write(database, workspace, f"retention:{now.isoformat()}", change, by=BY, at=now, kind="retention")
    await forget_feedback(database, workspace, waves)
    redaction = Redaction(frozenset(("tie_reports", report) for report in reports))
    await erase_from_history(database, workspace, redaction, by=BY, at=now)


def _change(records: Records, reports: list[str], waves: set[str], now: datetime) -> WriteSet:
    upserts = aggregated(records, waves, now.date())
    touched = [*(("tie_reports", report) for report in reports), *upserts.by_key()]
    return WriteSet(
        upserts=upserts,
        deletes={"tie_reports": reports},
        expected_versions=records.versions(touched),
    )
