"""Runs of analyses on a workspace, named by what they depend on, so that asking twice computes once."""

import asyncio
import gc
import hashlib
import json
from collections import Counter, OrderedDict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from app.analysis.interface import Analysis, analyses_of_report, analysis
from app.network.graph.network import Network
from app.network.graph.scope import Scope
from app.report.forms.json import plain
from app.usecases import jobs
from app.usecases.computing import CHEAP_SECONDS, Computing
from app.usecases.runs.background import Pace
from app.usecases.snapshots import Snapshot, Snapshots

PATIENCE_SECONDS = 0.5
"""Longest estimate for which somebody who was shown results before a change waits for the new ones."""

KEPT_CHARACTERS = 64 * 2**20
"""What is kept of runs in memory; the oldest leaves first and can be computed again."""


@dataclass(slots=True)
class Watch:
    """Looks at work that several may wait for: ``pace`` once it is under way."""

    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class AnalysisCall:
    """An analysis of a workspace with some parameters by name, on a day, of a part of it; None: all of it."""

    workspace: str
    analysis: str
    values: Mapping[str, Any]
    today: date
    as_of: date | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A result as JSON and the name under which it is found again."""

    id: str
    workspace: str
    analysis: str
    text: str


class Runs:
    """The runs of this process."""

    def __init__(self, snapshots: Snapshots, computing: Computing) -> None:
        self._snapshots = snapshots
        self._computing = computing
        self._under_way: Shared[str] = Shared()
        self._analysing: Shared[None] = Shared()
        self._kept: OrderedDict[str, Run] = OrderedDict()
        self._forgettings = Counter[str]()
        self._recomputations: dict[str, tuple[Snapshot, asyncio.Task[Snapshot]]] = {}

    async def run(self, request: AnalysisCall, watch: Watch | None = None) -> Run:
        """Run an analysis, or give the run of the same data and parameters, also one that is under way.

        It is ended when everybody who waits for it is cancelled.

        Raises:
            UnknownName: no such workspace or analysis.
            InvalidInput: a parameter is unknown or out of bounds.
            BudgetExceeded, DeadlineExceeded, WorkerLost: as :meth:`Computing.run`.
            QueueFull: it is costly, and too much costly work is waiting.
        """
        entry, forgettings = analysis(request.analysis), self._forgettings[request.workspace]
        parameters = entry.checked(request.values)
        snapshot = await self._snapshots.part(request.workspace, request.as_of, request.today, request.scope)
        name = run_id(entry, snapshot, parameters)
        if name in self._kept:
            return self._kept[name]
        begin = partial(self._computed, snapshot.network, entry, parameters)
        text = await self._under_way.value(name, begin, watch)
        run = Run(name, request.workspace, entry.id, text)
        return self._keep(run) if forgettings == self._forgettings[request.workspace] else run

    async def _computed(self, network: Network, entry: Analysis, parameters: Any, pace: Pace) -> str:
        cost = self._computing.cost(entry, network, parameters)
        async with self._computing.turn(cost, pace):
            pace.report("computing", 0, 1, cost)
            return await self._computing.run(jobs.result_text, network, entry.id, parameters)

    def _keep(self, run: Run) -> Run:
        self._kept[run.id] = run
        while len(self._kept) > 1 and sum(len(stored_run.text) for stored_run in self._kept.values()) > KEPT_CHARACTERS:
            self._kept.popitem(last=False)
        return run

    async def analysed(
        self,
        workspace: str,
        as_of: date | None,
        today: date,
        analyses: Sequence[str] = (),
        *,
        scope: Scope | None = None,
        watch: Watch | None = None,
    ) -> Snapshot:
        """The snapshot with results of some analyses, else of every one of the report: all are of one revision.

        Raises:
            UnknownName: no such workspace.
            BudgetExceeded, DeadlineExceeded, WorkerLost: as :meth:`Computing.run`.
        """
        snapshot = await self._snapshots.part(workspace, as_of, today, scope)
        wanted = analyses or analyses_of_report()
        await self._analysing.value(f"{id(snapshot)} {wanted}", partial(self._analyse, snapshot, wanted), watch)
        return snapshot

    def seconds_of_report(self, network: Network) -> float:
        """How long the analyses of the report will roughly take.

        Raises:
            BudgetExceeded: one of them is over the budget.
        """
        return self._seconds(network, analyses_of_report())

    async def analyse(self, snapshot: Snapshot) -> None:
        """Give a snapshot that is kept nowhere the results of the report.

        Raises:
            BudgetExceeded, DeadlineExceeded, WorkerLost: as :meth:`Computing.run`.
            QueueFull: it is costly, and too much costly work is waiting.
        """
        await self._analyse(snapshot, analyses_of_report(), Pace())

    async def at_hand(self, workspace: str, today: date, *, scope: Scope | None = None) -> Snapshot:
        """The snapshot with results of the report, as :meth:`analysed` gives it, or one from before a change.

        After a change results that take long are computed behind; until they are there, those from before are given.
        A change that is made meanwhile ends what is computed for the one before it.
        """
        snapshot = await self._snapshots.part(workspace, None, today, scope)
        wanted = analyses_of_report()
        missing = [analysis_id for analysis_id in wanted if analysis_id not in snapshot.results]
        former = self._snapshots.former(snapshot, wanted) if missing else None
        if former is None or self._seconds(snapshot.network, missing) <= PATIENCE_SECONDS:
            return await self.analysed(workspace, None, today, scope=scope)
        self._compute_behind(snapshot, partial(self.analysed, workspace, None, today, scope=scope))
        return former

    def _seconds(self, network: Network, analyses: Sequence[str]) -> float:
        return sum(self._usual_cost(network, analysis_id) for analysis_id in analyses)

    def _compute_behind(self, snapshot: Snapshot, compute: Callable[[], Coroutine[Any, Any, Snapshot]]) -> None:
        name = f"{snapshot.network.workspace} {snapshot.scope}"
        computed, task = self._recomputations.get(name, (None, None))
        if computed is snapshot:
            return
        if task is not None:
            task.cancel()
        begun = asyncio.create_task(compute())
        begun.add_done_callback(partial(self._end_behind, name))
        self._recomputations[name] = snapshot, begun

    def _end_behind(self, name: str, computed: asyncio.Task[Snapshot]) -> None:
        """Forget what was computed behind; of an error note is taken: who asks next meets it again, and is told."""
        if self._recomputations.get(name, (None, None))[1] is computed:
            del self._recomputations[name]
        if not computed.cancelled():
            computed.exception()

    async def _analyse(self, snapshot: Snapshot, analyses: Sequence[str], pace: Pace) -> None:
        missing = [analysis_id for analysis_id in analyses if analysis_id not in snapshot.results]
        costs = [self._usual_cost(snapshot.network, analysis_id) for analysis_id in missing]
        aside = max(costs, default=0.0) > CHEAP_SECONDS  # what they share is then worked out there alone, once for all
        async with self._computing.turn(sum(costs), pace):
            for number, analysis_id in enumerate(missing):
                pace.report("computing", number, len(missing), sum(costs[number:]))
                if analysis_id not in snapshot.results:  # else somebody who asked for less had it made meanwhile
                    snapshot.results[analysis_id] = await self._computing.run(
                        jobs.result, snapshot.network, analysis_id, analysis(analysis_id).checked({}), aside=aside
                    )
                    gc.freeze()  # as the network it stays, and is not looked at by every collection

    def _usual_cost(self, network: Network, analysis_id: str) -> float:
        entry = analysis(analysis_id)
        return self._computing.cost(entry, network, entry.checked({}))

    @property
    def waiting(self) -> int:
        """How much costly work waits for its turn."""
        return self._computing.waiting

    def refuse_when_full(self, watch: Watch) -> None:
        """Refuse to let work go on that is not under way, when it would not even have a place in the queue.

        Raises:
            QueueFull: too much costly work is waiting.
        """
        if watch.pace is None:
            self._computing.refuse_when_full()

    def forget(self, workspace: str) -> None:
        """Give nothing any more that was computed of what a workspace was: it was deleted, or somebody was erased."""
        self._forgettings[workspace] += 1
        for run in self.of_workspace(workspace):
            del self._kept[run.id]
        for snapshot, task in self._recomputations.values():
            if snapshot.network.workspace == workspace:
                task.cancel()

    def of_workspace(self, workspace: str) -> tuple[Run, ...]:
        """The runs of a workspace that are kept, the newest first."""
        return tuple(run for run in reversed(self._kept.values()) if run.workspace == workspace)

    def find(self, workspace: str, run: str) -> Run | None:
        """A run of a workspace; None: it never was, is of another workspace, or is kept no longer."""
        stored_run = self._kept.get(run)
        return stored_run if stored_run is not None and stored_run.workspace == workspace else None


def run_id(entry: Analysis, snapshot: Snapshot, parameters: Any) -> str:
    """The name of a run: the same data, day and parameters give the same one."""
    network = snapshot.network
    return name_of(network.workspace, snapshot.fingerprint, network.as_of, entry.id, entry.version, parameters)


def name_of(*parts: object) -> str:
    """A name made of all that something depends on."""
    return hashlib.sha256(json.dumps(plain(parts), sort_keys=True).encode()).hexdigest()[:24]


T = TypeVar("T")


@dataclass(slots=True)
class _Work(Generic[T]):
    task: asyncio.Task[T]
    pace: Pace
    waiting: int = 0


class Shared(Generic[T]):
    """Work under way, by name."""

    def __init__(self) -> None:
        self._under_way: dict[str, _Work[T]] = {}

    async def value(self, name: str, begin: Callable[[Pace], Coroutine[Any, Any, T]], watch: Watch | None = None) -> T:
        """What the work of that name gives: that under way, else that of ``begin``; cancelled when nobody waits."""
        if name not in self._under_way:
            pace = Pace()
            self._under_way[name] = _Work(asyncio.create_task(begin(pace)), pace)
        work = self._under_way[name]
        if watch is not None:
            watch.pace = work.pace
        work.waiting += 1
        try:
            return await asyncio.shield(work.task)
        finally:
            work.waiting -= 1
            if not work.waiting:
                work.task.cancel()
                del self._under_way[name]
