"""Retention: what is deleted or loses its origin once its time is over, by hand or by the service every hour."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.network.graph.aggregated_answers import aggregated
from app.records.records import Records
from app.records.redaction import Redaction
from app.store.answers import forget_answers
from app.store.bolt import Database
from app.store.chain import changes_holding, image_of
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

_IN_AN_IMAGE = '"tie_reports":['
"""Begin of the reports in an image that holds some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWave:
    """A wave whose single answers are over their time; the first of them came in at ``since``.

    ``answers`` is how many there are, on record or in the history; where sheets held only words it counts the sheets.
    """

    workspace: str
    wave: str
    name: str
    answers: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A step of the retention that did not succeed; ``workspace`` None: it is one for all of them."""

    step: str
    workspace: str | None
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Waves that lost their single answers, or would, and what did not succeed: everything else was done."""

    waves: tuple[DueWave, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(slots=True)
class _WaveAnswers:
    """All that is held of the answers to a wave: ids of the reports, how many sheets, since when."""

    since: datetime
    reports: set[str] = field(default_factory=set)
    sheets: int = 0


async def retain(database: Database, now: datetime, *, dry_run: bool = False) -> Retention:
    """Delete what was kept long enough; a step that fails, for one workspace, holds up no other.

    Of the answers of a wave stays what follows from them: cooperations without a word of who said what.
    """
    waves: list[DueWave] = []
    failures: list[Failure] = []

    async def attempt(step: str, workspace: str | None, work: Awaitable[object]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - whoever asked for the retention is told of each
            failures.append(Failure(step=step, workspace=workspace, error=error))

    async def answers(workspace: str) -> None:
        due = await _due(database, workspace, now)
        if due and not dry_run:
            await _aggregate(database, workspace, due, now)
        waves.extend(due)

    for stored in await list_workspaces(database):
        await attempt("answers of waves", stored.id, answers(stored.id))
        if not dry_run:
            await attempt("results of runs", stored.id, forget_runs(database, stored.id, now))
            await attempt("authors of changes", stored.id, forget_old_authors(database, stored.id, now))
    if not dry_run:
        await attempt("answers to requests", None, forget_answers(database, now))
    return Retention(waves=tuple(waves), failures=tuple(failures))


async def due_waves(database: Database, workspace: str, now: datetime) -> tuple[DueWave, ...]:
    """The waves of a workspace whose first answer came in long enough ago, and that were held as long ago.

    A wave is due as long as anything tells of a single answer: a record, the history, a sheet that was filled in, also
    one whose import was taken back or whose wave is deleted.
    """
    return tuple(await _due(database, workspace, now))


async def _due(database: Database, workspace: str, now: datetime) -> dict[DueWave, frozenset[str]]:
    """The waves that are due, each with the ids of all reports that anything tells of."""
    waves = {wave.id: wave for wave in (await load(database, workspace, ("waves",))).waves}
    due: dict[DueWave, frozenset[str]] = {}
    for wave_id, held in sorted((await _held_answers(database, workspace)).items()):
        wave = waves.get(wave_id)
        is_past = wave is None or now.date() - wave.date.last > ANSWERS_KEPT
        if is_past and now - held.since > ANSWERS_KEPT:
            name, count = wave_id if wave is None else wave.name, len(held.reports) or held.sheets
            due_wave = DueWave(workspace=workspace, wave=wave_id, name=name, answers=count, since=held.since)
            due[due_wave] = frozenset(held.reports)
    return due


async def _held_answers(database: Database, workspace: str) -> dict[str, _WaveAnswers]:
    """By wave what the history and the sheets hold; every report on record stands in the history too."""
    by_wave: dict[str, _WaveAnswers] = {}

    def of_wave(wave: str, at: str) -> _WaveAnswers:
        moment = datetime.fromisoformat(at)
        held = by_wave.setdefault(wave, _WaveAnswers(moment))
        held.since = min(held.since, moment)
        return held

    async for change in changes_holding(database, workspace, _IN_AN_IMAGE):
        for text in (change.before, change.after):
            for row in image_of(text).get("tie_reports", ()):
                of_wave(row["wave"], change.at).reports.add(row["id"])
    for sheets in await database.read("feedback/waves", workspace=workspace):
        of_wave(sheets["wave"], sheets["since"]).sheets = sheets["sheets"]
    return by_wave


async def _aggregate(database: Database, workspace: str, due: Mapping[DueWave, frozenset[str]], now: datetime) -> None:
    """Every step may be repeated: what an earlier retention was broken off before is done by the next one."""
    waves = {wave.wave for wave in due}
    records = await load(database, workspace)
    reports = [report.id for report in records.tie_reports if report.wave in waves]
    change = _change(records, reports, waves, now)
    if change.expected_versions:
        await write(database, workspace, f"retention:{now.isoformat()}", change, by=BY, at=now, kind="retention")
    await forget_feedback(database, workspace, waves)
    redaction = Redaction(frozenset(("tie_reports", report) for report in frozenset(reports).union(*due.values())))
    await erase_from_history(database, workspace, redaction, by=BY, at=now)


def _change(records: Records, reports: list[str], waves: set[str], now: datetime) -> WriteSet:
    upserts = aggregated(records, waves, now.date())
    touched = [*(("tie_reports", report) for report in reports), *upserts.by_key()]
    return WriteSet(
        upserts=upserts,
        deletes={"tie_reports": reports},
        expected_versions=records.versions(touched),
    )
