"""Computing of analyses: a cheap one in a thread of this process, a costly one in a worker or on a cluster, to be ended.

The cost is estimated first; who asks for more than the budget is told what costs less.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from app.analysis.interface import Analysis, analysis
from app.engines.engine import Cluster
from app.engines.local import LocalEngine
from app.engines.opening import cluster
from app.errors import BudgetExceeded, Problem
from app.findings import Result
from app.network.graph.network import Network
from app.records.vocabulary import Lang
from app.refusals import said
from app.settings import Settings
from app.usecases import jobs
from app.usecases.runs.background import Pace
from app.usecases.runs.turns import Turns
from app.workers.pool import Workers
from app.workers.task import Limits
from app.workers.worker import Worker

T = TypeVar("T")

CHEAP_SECONDS = 0.5
"""Less than a process takes to start, and over before somebody who left could be missed."""

_CHEAP_FOR_A_COMMAND = 2.0
"""Nobody else waits meanwhile: only what takes longer is worth a process with limits."""

_MINUTE = 60
_HOUR = 3600


def limits_of(settings: Settings) -> Limits:
    """Limits of one analysis."""
    return Limits(settings.analysis_seconds, settings.analysis_megabytes)


@contextmanager
def cluster_of(settings: Settings, lang: Lang) -> Iterator[Cluster | None]:
    """The cluster that the settings name, ended with this process; None: its own processes compute everything.

    Raises:
        EngineUnavailable: it cannot be started or reached.
    """
    if settings.engine == LocalEngine.name:
        yield None
        return
    with cluster(settings.engine, limits=limits_of(settings), lang=lang) as opened:
        yield opened


@contextmanager
def workers_of(settings: Settings) -> Iterator[Workers]:
    """The workers of this process, ended with it."""
    workers = Workers(settings.workers, limits_of(settings))
    try:
        yield workers
    finally:
        workers.close()


class Computing:
    """Runs analyses beside the event loop; ``cluster`` computes what is costly and can be split, if there is one."""

    def __init__(self, workers: Workers, cluster: Cluster | None = None) -> None:
        self._workers = workers
        self._cluster = cluster
        self._turns = Turns(workers.most)

    @asynccontextmanager
    async def turn(self, seconds: float, pace: Pace) -> AsyncIterator[None]:
        """A turn for work of so many seconds as estimated; what is cheap needs none.

        Raises:
            QueueFull: too much costly work is waiting.
        """
        if seconds <= CHEAP_SECONDS:
            yield
            return
        async with self._turns.taken(pace):
            yield

    @property
    def waiting(self) -> int:
        """How much costly work waits for its turn."""
        return self._turns.waiting

    def refuse_when_full(self) -> None:
        """Refuse what may be costly before anything is read for it.

        Raises:
            QueueFull: too much costly work is waiting.
        """
        self._turns.refuse_when_full()

    def cost(self, entry: Analysis, network: Network, parameters: Any) -> float:
        """The estimate in seconds; what can be split is divided by the cores of the cluster.

        Raises:
            BudgetExceeded: it is over the budget.
        """
        cores = self._cluster.cores if self._cluster is not None and entry.spread is not None else 1
        return within_budget(entry, network, parameters, self._workers.limits.seconds * cores) / cores

    async def run(
        self, job: jobs.Job[T], network: Network, analysis_id: str, parameters: Any, *, aside: bool = False
    ) -> T:
        """``job(network, analysis_id, parameters)``; to cancel it ends what computes, a thread ends soon by itself.

        ``aside``: never in a thread of this process, however cheap it is.

        Raises:
            BudgetExceeded: the estimate is over the budget, or the memory did not suffice.
            DeadlineExceeded: it took longer than the budget.
            WorkerLost: the process that computed ended without an answer.
            EngineUnavailable: the cluster is gone.
        """
        entry = analysis(analysis_id)
        if self.cost(entry, network, parameters) <= CHEAP_SECONDS and not aside:
            return await asyncio.to_thread(job, network, analysis_id, parameters)
        if self._cluster is not None and entry.spread is not None:
            return await _spread(self._cluster, partial(job, network, analysis_id, parameters, self._cluster))
        return await self._workers.run(job, network, analysis_id, parameters)


async def _spread(cluster: Cluster, work: Callable[[], T]) -> T:
    """Work of a thread that waits for a cluster, ended there when nobody waits for it any more."""
    group = uuid4().hex
    try:
        return await asyncio.to_thread(cluster.within, group, work)
    except asyncio.CancelledError:
        await asyncio.shield(asyncio.to_thread(cluster.cancel, group))
        raise


def computed(network: Network, analysis_id: str, parameters: Any, limits: Limits) -> Result:
    """Result of an analysis for a command, which waits and ends the worker when it is interrupted.

    Raises:
        BudgetExceeded, DeadlineExceeded, WorkerLost: as :meth:`Computing.run`.
    """
    if within_budget(analysis(analysis_id), network, parameters, limits.seconds) <= _CHEAP_FOR_A_COMMAND:
        return jobs.result(network, analysis_id, parameters)
    worker = Worker(limits)
    try:
        return worker.run(jobs.result, network, analysis_id, parameters)
    finally:
        worker.close()


def estimated(entry: Analysis, network: Network, parameters: Any) -> float:
    """Seconds that an analysis will roughly take, as it says itself."""
    return entry.cost(network, parameters)


def within_budget(entry: Analysis, network: Network, parameters: Any, seconds: float) -> float:
    """The estimate.

    Raises:
        BudgetExceeded: it is over ``seconds``; the hint names parameters that cost less.
    """
    cost = estimated(entry, network, parameters)
    if cost > seconds:
        raise _refused(entry, network, parameters, cost, seconds)
    return cost


def _refused(entry: Analysis, network: Network, parameters: Any, cost: float, seconds: float) -> BudgetExceeded:
    detail = said(
        "analysis_too_costly",
        analysis_id=entry.id,
        actors=len(network.actors),
        ties=len(network.ties),
        cost=duration(cost),
        allowed=duration(seconds),
    )
    cheaper = _enough(entry, network, parameters, seconds)
    less = estimated(entry, network, replace(parameters, **cheaper))
    cheaper_values = " ".join(f"{name}={_written(value)}" for name, value in cheaper.items())
    hint = (
        said("set_cheaper_parameters", values=cheaper_values, less=duration(less))
        if cheaper
        else said("allow_more_seconds")
    )
    problems = [
        Problem(
            code="too_costly", message=said("costs_too_much", name=name), pointer=f"/{name}", suggestion=_written(value)
        )
        for name, value in cheaper.items()
    ]
    return BudgetExceeded(detail, hint=hint, problems=tuple(problems))


def _enough(entry: Analysis, network: Network, parameters: Any, seconds: float) -> Mapping[str, float]:
    """The first of the cheaper values, those that are not asked for already, with which it fits; none if it never does."""
    chosen = dict[str, float]()
    for name, value in entry.cheaper.items():
        if getattr(parameters, name) != value:
            chosen[name] = value
        if estimated(entry, network, replace(parameters, **chosen)) <= seconds:
            return chosen
    return {}


def _written(value: float) -> str:
    """Value as it is written in a request."""
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"


def duration(seconds: float) -> str:
    """A duration as people say it; the estimate is no better."""
    if seconds < 2 * _MINUTE:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < 2 * _HOUR else f"{seconds / _HOUR:.0f} h"
