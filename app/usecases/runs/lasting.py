"""Runs that go on when whoever asked has left: known by their id, ended on request, their results kept over a restart."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.errors import Conflict, NetzblickError, UnknownName
from app.refusals import said
from app.store.access_keys import Scope
from app.store.bolt import Database
from app.store.runs import Document, KeptRun, begin_run, drop_run, end_run, find_run, kept_runs
from app.usecases.run_analysis import Watch
from app.usecases.runs.background import Job, Jobs, Pace, Report

Status = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]

REPORT = "report"
FINDINGS = "findings"
"""What a run can be about beside a single analysis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; ``id`` names all that the answer depends on.

    ``about`` is the id of an analysis, ``report`` or ``findings``; ``scope`` is what reading the answer needs.
    ``result_at`` is the address that answers at once when the run is done; None: the run keeps its result itself.
    """

    id: str
    workspace: str
    about: str
    scope: Scope
    result_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """How a run stands. ``pace`` while it is queued or running, ``error`` when it failed or was cancelled."""

    id: str
    about: str
    scope: Scope
    status: Status
    at: datetime | None = None
    pace: Pace | None = None
    error: NetzblickError | None = None
    result_at: str | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.status not in ("queued", "running")


@dataclass(frozen=True, slots=True)
class _Watched:
    question: Question
    watch: Watch
    recorded: "asyncio.Task[None]"


class LastingRuns:
    """The lasting runs of this process, and those that the database has kept of earlier ones."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs: Jobs[bool] = Jobs()
        self._watched: dict[str, _Watched] = {}

    async def keep_on(self, question: Question, work: "asyncio.Task[Any]", watch: Watch, at: datetime) -> RunState:
        """Let work go on that somebody began to wait for; the same question twice is one run.

        It is on record when this returns, and a document that it gives is kept.

        Raises:
            QueueFull: too many runs are under way.
            DatabaseUnavailable: it could not be put on record.
        """
        job = self._jobs.find(question.workspace, question.id)
        if job is None or job.state != "running":

            async def finish(_report: Report) -> bool:
                return await self._finished(question, work, self._watched[question.id].recorded)

            self._jobs.drop(question.id)
            job = self._jobs.begin(question.id, question.workspace, (question.about,), finish, at)
            self._forget()
            recorded = asyncio.create_task(self._record(question, at))
            self._watched[question.id] = _Watched(question, watch, recorded)
        else:
            work.cancel()
        await asyncio.shield(self._watched[question.id].recorded)
        return self._state(job)

    async def _record(self, question: Question, at: datetime) -> None:
        """Put a run that keeps its result itself on record, so that a restart does not forget it."""
        if question.result_at is None:
            run = KeptRun(id=question.id, about=question.about, scope=question.scope, at=at)
            await begin_run(self._database, question.workspace, run)

    def _forget(self) -> None:
        known = self._watched.items()
        self._watched = {name: watched for name, watched in known if self._jobs.find(watched.question.workspace, name)}

    async def _finished(self, question: Question, work: "asyncio.Task[Any]", recorded: "asyncio.Task[None]") -> bool:
        """Whether there is a result now; one that was broken off with the service stays on record as such."""
        try:
            await asyncio.shield(recorded)
            document = await work
        except NetzblickError:
            work.cancel()
            with suppress(NetzblickError):  # else it is told as interrupted
                await self._drop(question)
            raise
        if isinstance(document, Document):
            await end_run(self._database, question.workspace, question.id, document)
        return True

    async def _drop(self, question: Question) -> None:
        if question.result_at is None:
            await drop_run(self._database, question.workspace, question.id)

    async def find(self, workspace: str, run_id: str) -> RunState | None:
        """How a run stands; None: nothing is known of it."""
        job = self._jobs.find(workspace, run_id)
        if job is not None:
            return self._state(job)
        known = await find_run(self._database, workspace, run_id)
        return _kept_state(known[0]) if known else None

    async def document(self, workspace: str, run_id: str) -> Document | None:
        """The result that a run has kept."""
        known = await find_run(self._database, workspace, run_id)
        return known[1] if known else None

    async def of_workspace(self, workspace: str) -> tuple[RunState, ...]:
        """Every lasting run of a workspace that is known, the newest first."""
        states = {run.id: _kept_state(run) for run in await kept_runs(self._database, workspace)}
        states |= {job.id: self._state(job) for job in self._jobs.of_workspace(workspace)}
        return tuple(sorted(states.values(), key=lambda state: (str(state.at), state.id), reverse=True))

    async def cancel(self, workspace: str, run_id: str) -> None:
        """End a run; one that was ended already stays so.

        Raises:
            UnknownName: nothing is known of it.
            Conflict: it has ended by itself.
        """
        job = self._jobs.find(workspace, run_id)
        if job is None or job.state in ("done", "failed"):
            if job is None and await find_run(self._database, workspace, run_id) is None:
                raise UnknownName(said("run_unknown"), hint=said("ask_run_again"))
            raise run_ended()
        if job.state == "running":
            self._jobs.cancel(job)
            await self._jobs.ended(job)
            await self._drop(self._watched[run_id].question)

    def forget(self, workspace: str) -> None:
        """Know nothing of the runs of a workspace that have ended but what the database has kept."""
        self._jobs.drop_all(workspace)
        self._forget()

    async def close(self) -> None:
        """End everything that runs; it stays on record as interrupted."""
        await self._jobs.close()

    def _state(self, job: Job[bool]) -> RunState:
        watched = self._watched[job.id]
        pace = watched.watch.pace or job.pace
        running: Status = "queued" if pace.step == "waiting" else "running"
        return RunState(
            id=job.id,
            about=watched.question.about,
            scope=watched.question.scope,
            status=running if job.state == "running" else job.state,
            at=job.at,
            pace=pace if job.state == "running" else None,
            error=job.error,
            result_at=watched.question.result_at,
        )


def _kept_state(run: KeptRun) -> RunState:
    status: Status = "interrupted" if run.media_type is None else "done"
    return RunState(id=run.id, about=run.about, scope=run.scope, status=status, at=run.at)


def run_ended() -> Conflict:
    """The refusal to end a run that has ended by itself."""
    return Conflict(said("run_ended"), hint=said("look_at_run"))
