"""The port of what computes many tasks beside each other, and the order in which their answers come."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Protocol, TypeVar

from app.errors import EngineUnavailable, NetzblickError
from app.network.kernels.by_rows import Places

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Value = TypeVar("Value")

_AHEAD = 2
"""Tasks handed over for each that is computed: the next one lies ready, and few are in memory."""


class Engine(Places, Protocol):
    """Computes tasks beside each other, each in a process that may be lost without the others; and large networks.

    ``name`` as it is written after ``--engine``.
    """

    @property
    def name(self) -> str:
        """``local``, or the address of a Spark master."""

    def completed(
        self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Iterable[Part]
    ) -> Iterator[tuple[Part, Value | NetzblickError]]:
        """``job(shared, part)`` for each part, as they are done; a refusal is the answer of its part alone.

        Args:
            job: a function of a module; it and its arguments are pickled.
            shared: what all parts look at; it is sent once to each process.
            parts: are taken when somebody can compute them, so that they may be read from files meanwhile.

        Raises:
            EngineUnavailable: the engine itself is gone.
        """

    def close(self) -> None:
        """End what is still computed and give everything back."""


class Cluster(Engine, Protocol):
    """An engine of other machines that a service asks for one network: several questions at a time, each can be ended."""

    @property
    def cores(self) -> int:
        """How many tasks are computed at the same time."""

    def within(self, group: str, work: Callable[[], Value]) -> Value:
        """``work()`` in this thread; what it lets this engine compute is called ``group``, and ends with its time.

        Raises:
            DeadlineExceeded: it took longer than the limit.
            WorkerLost: a part was lost on every attempt, or it was cancelled.
            EngineUnavailable: the engine itself is gone.
        """

    def cancel(self, group: str) -> None:
        """End what is computed under that name, from any thread."""


def in_order_of_completion(
    compute: Callable[[Part], Value], parts: Iterable[Part], at_once: int
) -> Iterator[tuple[Part, Value | NetzblickError]]:
    """``compute(part)`` in so many threads, each of which waits for a process; parts in the order in which they end."""
    threads, queue = ThreadPoolExecutor(at_once), iter(parts)
    waiting: dict[Future[Value], Part] = {}
    try:
        while True:
            for part in islice(queue, _AHEAD * at_once - len(waiting)):
                waiting[threads.submit(compute, part)] = part
            if not waiting:
                return
            completed, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in completed:
                answered = _answered(waiting.pop(future), future)
                yield answered
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _answered(part: Part, future: Future[Value]) -> tuple[Part, Value | NetzblickError]:
    try:
        return part, future.result()
    except EngineUnavailable:
        raise
    except NetzblickError as refusal:
        return part, refusal
