"""Jobs under way: imports, undos and runs go on when whoever asked has left, and tell how far they are and how long it takes."""

import asyncio
import logging
import os
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Generic, Literal, TypeVar

from app.errors import NetzblickError, QueueFull, RunCancelled, UnknownName, WorkerLost
from app.refusals import said

T = TypeVar("T")

Step = Literal["reading", "checking", "writing", "waiting", "computing"]
"""Files become tables, their rows records, the records part of the workspace; taking back only writes.

An analysis reads the workspace, waits for its turn where it is costly, and computes.
"""

Report = Callable[[Step, int, int], None]
"""Told the step and how many rows or records of how many are done in it."""

State = Literal["running", "done", "failed", "cancelled"]

KEPT_FOR = timedelta(days=1)

MOST_RUNNING = 50
"""Jobs that run or wait; a later one would keep its file in memory for too long."""

WRITING_PER_ROW = 12.0
"""How often as long it takes to write a record as to check its row (docs/decisions/staging.md)."""


_log = logging.getLogger(__name__)


_TRUST = 0.2
"""What an estimate counts for beside what is done: as much as if such a share of the work had kept to it."""


def crowding() -> float:
    """How often as long work takes as it would alone: how many processes want to compute, for each core."""
    try:
        wanting, _, _ = os.getloadavg()
    except (AttributeError, OSError):  # some systems do not count them
        return 1.0
    return max(1.0, wanting / (os.cpu_count() or 1))


def no_report(_step: Step, _done: int, _total: int) -> None:
    """Report to nobody."""


@dataclass(slots=True, eq=False)
class Pace:
    """How far some work is and how long it will still take.

    ``done`` and ``total`` count rows while they are checked, records while they are written, analyses while they are
    computed; ``begun``, ``step_begun`` and ``reported`` are seconds by ``clock``. ``expected`` is an estimate of the
    seconds that were left when it was reported, of a machine that does nothing else, ``foreseen`` that at the beginning
    of the step; ``crowding`` says how often as long this machine takes. ``place`` is that in the queue, 1 is next.
    """

    clock: Callable[[], float] = time.monotonic
    crowding: Callable[[], float] = crowding
    step: Step = "reading"
    done: int = 0
    total: int = 0
    begun: float = 0.0
    step_begun: float = 0.0
    reported: float = 0.0
    expected: float | None = None
    foreseen: float = 0.0
    place: int | None = None

    def __post_init__(self) -> None:
        self.begun = self.step_begun = self.reported = self.clock()

    def report(self, step: Step, done: int, total: int, expected: float | None = None) -> None:
        """Take note of how far it is."""
        self.reported = self.clock()
        if step != self.step:
            self.step, self.step_begun, self.foreseen = step, self.reported, expected or 0.0
        self.done, self.total, self.expected = done, total, expected

    def _expected_by_now(self, expected: float) -> float:
        """The estimate as this machine keeps to it: by how much else it does, and by how long took what is done."""
        foreseen = max(self.foreseen, expected)
        finished, trusted = foreseen - expected, _TRUST * foreseen
        if not trusted:
            return expected
        took = self.reported - self.step_begun
        return expected * (took + trusted * self.crowding()) / (finished + trusted)

    @property
    def seconds_left(self) -> float | None:
        """What is still to come, as estimated, else at the pace so far; None while there is nothing to go by."""
        if self.expected is not None:
            seconds = self._expected_by_now(self.expected) - (self.clock() - self.reported)
            return seconds if seconds > 0 else None
        if not self.done or self.step == "reading":
            return None
        a_unit = (self.clock() - self.step_begun) / self.done
        seconds = a_unit * (self.total - self.done)
        return seconds + a_unit * WRITING_PER_ROW * self.total if self.step == "checking" else seconds


@dataclass(slots=True)
class Job(Generic[T]):
    """One import, undo or run. ``outcome`` or ``error`` is there once it is no longer running; ``names`` are its files."""

    id: str
    workspace: str
    names: tuple[str, ...]
    at: datetime
    pace: Pace = field(default_factory=Pace)
    outcome: T | None = None
    error: NetzblickError | None = None

    @property
    def state(self) -> State:
        """Whether it runs, is done, failed or was ended because nobody wants it."""
        if self.error is not None:
            return "cancelled" if isinstance(self.error, RunCancelled) else "failed"
        return "running" if self.outcome is None else "done"


class Jobs(Generic[T]):
    """The jobs of this process, by id; what has ended is kept for a day. ``most`` may run at once."""

    def __init__(self, most: int = MOST_RUNNING) -> None:
        self._most = most
        self._jobs: dict[str, Job[T]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def running(self) -> int:
        """Number of jobs that go on."""
        return len(self._tasks)

    def begin(
        self, job_id: str, workspace: str, names: tuple[str, ...], work: Callable[[Report], Awaitable[T]], at: datetime
    ) -> Job[T]:
        """The job of that id, begun unless it runs or is done already: asking twice takes nothing in twice.

        Raises:
            QueueFull: too many run already; each holds a file, or a place in a queue.
        """
        self._forget(at)
        known = self._jobs.get(job_id)
        if known is not None and known.state in ("running", "done"):
            return known
        if len(self._tasks) >= self._most:
            raise QueueFull(said("jobs_full", count=len(self._tasks)), hint=said("ask_later"))
        job = self._jobs[job_id] = Job[T](job_id, workspace, names, at)
        task = self._tasks[job_id] = asyncio.create_task(self._run(job, work))
        task.add_done_callback(partial(self._leave, job_id))  # also one that is cancelled before it began
        return job

    def find(self, workspace: str, job_id: str) -> Job[T] | None:
        """A job of a workspace; None: there is none, or the service was started anew since."""
        job = self._jobs.get(job_id)
        return job if job is not None and job.workspace == workspace else None

    def get(self, workspace: str, job_id: str) -> Job[T]:
        """A job of a workspace.

        Raises:
            UnknownName: there is none, or the service was started anew since.
        """
        job = self.find(workspace, job_id)
        if job is None:
            raise UnknownName(said("import_job_unknown"), hint=said("look_at_imports"))
        return job

    def of_workspace(self, workspace: str) -> tuple[Job[T], ...]:
        """Every job of a workspace that is known."""
        return tuple(job for job in self._jobs.values() if job.workspace == workspace)

    def unfinished(self, workspace: str) -> tuple[Job[T], ...]:
        """What is running in a workspace, and what failed."""
        return tuple(job for job in self.of_workspace(workspace) if job.state != "done")

    async def ended(self, job: Job[T], seconds: float | None = None) -> bool:
        """Whether a job ends within some time; who stops waiting does not stop it."""
        if (task := self._tasks.get(job.id)) is not None:
            await asyncio.wait({task}, timeout=seconds)
        return job.state != "running"

    def cancel(self, job: Job[T]) -> None:
        """End a job that runs, because nobody wants what it gives."""
        if (task := self._tasks.get(job.id)) is not None:
            job.error = RunCancelled(said("run_cancelled"), hint=said("ask_job_again"))
            task.cancel()

    def drop(self, job_id: str) -> None:
        """Forget a job that has ended."""
        if job_id not in self._tasks:
            self._jobs.pop(job_id, None)

    def drop_all(self, workspace: str) -> None:
        """Forget the jobs of a workspace that have ended."""
        for job in self.of_workspace(workspace):
            self.drop(job.id)

    async def close(self) -> None:
        """End everything: what was not shown yet is gone on with when it is asked for again."""
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _run(self, job: Job[T], work: Callable[[Report], Awaitable[T]]) -> None:
        try:
            job.outcome = await work(job.pace.report)
            job.error = None  # it was there before anybody could end it
        except NetzblickError as error:
            job.error = job.error or error
        except asyncio.CancelledError:
            job.error = job.error or WorkerLost(said("job_stopped"), hint=said("do_job_again"))
            raise
        except Exception as error:  # noqa: BLE001 - nobody waits for it: whoever looks is told
            at = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("unexpected %s in a job: %s:%s", type(error).__name__, at.filename, at.lineno)
            job.error = WorkerLost(said("job_broken"), hint=said("do_job_again"))
        finally:
            self._tasks.pop(job.id, None)

    def _leave(self, job_id: str, task: asyncio.Task[None]) -> None:
        """The place of a task that has ended is free, unless its job was begun again."""
        if self._tasks.get(job_id) is task:
            del self._tasks[job_id]

    def _forget(self, at: datetime) -> None:
        for job in [job for job in self._jobs.values() if job.state != "running" and job.at + KEPT_FOR < at]:
            self.drop(job.id)
