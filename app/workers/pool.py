"""Pool of workers: the next task goes to one that knows its network, a free one, or a new one, up to a number."""

import asyncio
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from app.network.graph.network import Network
from app.workers.task import Limits
from app.workers.worker import Worker

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class Workers:
    """The workers of one event loop: at most ``most`` at a time, started when needed and kept."""

    def __init__(self, most: int, limits: Limits) -> None:
        self.most = most
        self.limits = limits
        self._free = asyncio.Semaphore(most)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()

    async def run(self, job: Callable[[Network, *Arguments], T], network: Network, *arguments: *Arguments) -> T:
        """As :meth:`Worker.run`, without stopping the event loop; to cancel it ends the worker."""
        async with self._free:
            worker = self._taken(network)
            self._busy.add(worker)
            try:
                value = await asyncio.to_thread(lambda: worker.run(job, network, *arguments))
            except asyncio.CancelledError:
                worker.end()
                self._idle.append(worker)  # put away by who comes next: a task that no thread has begun closes nothing
                raise
            finally:
                self._busy.remove(worker)
            self._idle.append(worker)
            return value

    @property
    def running(self) -> int:
        """Tasks that are being computed."""
        return len(self._busy)

    def close(self) -> None:
        """End all workers."""
        for worker in self._busy:
            worker.end()
        while self._idle:
            self._idle.pop().close()

    def _taken(self, network: Network) -> Worker:
        """The one that would be sent least; one that has ended meanwhile is put away."""
        for worker in [worker for worker in self._idle if not worker.alive]:
            self._idle.remove(worker)
            worker.close()
        if not self._idle:
            return Worker(self.limits)
        chosen = next((worker for worker in self._idle if worker.holds(network)), self._idle[0])
        self._idle.remove(chosen)
        return chosen
