"""Computing of analyses: a cheap one in a thread of this process, a costly one in a worker that can be ended."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from app.analysis.interface import analysis
from app.findings import Result
from app.network.graph.network import Network
from app.settings import Settings
from app.usecases import jobs
from app.usecases.budget import within_budget
from app.workers.limits import Limits
from app.workers.pool import Workers
from app.workers.worker import Worker

T = TypeVar("T")

CHEAP_SECONDS = 0.5
"""Less than a process takes to start, and over before somebody who left could be missed."""


def limits_of(settings: Settings) -> Limits:
    """What one analysis may take."""
    return Limits(settings.analysis_seconds, settings.analysis_megabytes)


@contextmanager
def workers_of(settings: Settings) -> Iterator[Workers]:
    """The workers of this process, ended with it."""
    workers = Workers(settings.workers, limits_of(settings))
    try:
        yield workers
    finally:
        workers.close()


class Computing:
    """Runs analyses beside the event loop."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def run(
        self,
        job: Callable[[Network, str, Any], T],
        network: Network,
        analysis_id: str,
        parameters: Any,
    ) -> T:
        """``job(network, analysis_id, parameters)``; to cancel it ends a worker, a thread ends soon by itself.

        Raises:
            BudgetExceeded: the estimate is over the budget, or the memory did not suffice.
            DeadlineExceeded: it took longer than the budget.
            WorkerLost: the process that computed ended without an answer.
        """
        cost = within_budget(analysis(analysis_id), network, parameters, self._workers.limits.seconds)
        if cost <= CHEAP_SECONDS:
            return await asyncio.to_thread(job, network, analysis_id, parameters)
        return await self._workers.run(job, network, analysis_id, parameters)


def computed(network: Network, analysis_id: str, parameters: Any, limits: Limits) -> Result:
    """The same for a command: it waits, and ends the worker when it is interrupted.

    Raises:
        BudgetExceeded, DeadlineExceeded, WorkerLost: as :meth:`Computing.run`.
    """
    if within_budget(analysis(analysis_id), network, parameters, limits.seconds) <= CHEAP_SECONDS:
        return jobs.result(network, analysis_id, parameters)
    worker = Worker(limits)
    try:
        return worker.run(jobs.result, network, analysis_id, parameters)
    finally:
        worker.close()
