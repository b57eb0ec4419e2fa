"""Engine of this machine: the worker processes in which the service computes, each with its time and memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Lock
from typing import TypeVar

from scipy import sparse

from app.engines.engine import in_order_of_completion
from app.errors import NetzblickError
from app.network.kernels.by_rows import InProcess, Rows
from app.workers.task import Limits
from app.workers.worker import Worker

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Value = TypeVar("Value")


class LocalEngine:
    """At most ``processes`` workers, started when needed and kept; ``limits`` hold for each task."""

    name = "local"

    def __init__(self, processes: int, limits: Limits) -> None:
        self._processes = processes
        self._limits = limits
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._lock = Lock()

    def completed(
        self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Iterable[Part]
    ) -> Iterator[tuple[Part, Value | NetzblickError]]:
        """As :meth:`app.engines.engine.Engine.completed`; a part whose process was lost is answered by WorkerLost."""

        def compute(part: Part) -> Value:
            worker = self._taken()
            try:
                return worker.run(job, shared, part)
            finally:
                self._put_back(worker)

        return in_order_of_completion(compute, parts, self._processes)

    def in_order(self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Sequence[Part]) -> list[Value]:
        """As :meth:`app.network.kernels.by_rows.Places.in_order`."""
        values: dict[int, Value] = {}
        for (number, _), answer in self.completed(_of_numbered, (job, shared), list(enumerate(parts))):
            if isinstance(answer, NetzblickError):
                raise answer
            values[number] = answer
        return [values[number] for number in range(len(parts))]

    def rows(self, matrix: sparse.csr_array) -> Rows:
        """All in this process: to send rows and vectors to another one takes longer than a round."""
        return InProcess(matrix)

    def close(self) -> None:
        """End all workers, also those that compute."""
        with self._lock:
            for worker in self._busy:
                worker.end()
            while self._idle:
                self._idle.pop().close()

    def _taken(self) -> Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else Worker(self._limits)
            self._busy.add(worker)
        return worker

    def _put_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.remove(worker)
            if worker.alive:
                self._idle.append(worker)


def _of_numbered(shared: tuple[Callable[[Shared, Part], Value], Shared], part: tuple[int, Part]) -> Value:
    job, looked_at = shared
    return job(looked_at, part[1])
