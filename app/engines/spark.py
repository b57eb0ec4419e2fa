"""Engine on Apache Spark: its scheduler places tasks, repeats them when a worker is lost, and sends what they share once."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from threading import Event, Thread, Timer
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from py4j.protocol import Py4JError, Py4JJavaError
from pyspark import StorageLevel
from pyspark.errors import PySparkException
from scipy import sparse

from app.engines.engine import in_order_of_completion
from app.engines.messages import unavailable
from app.engines.spark_session import reach, started
from app.errors import NetzblickError, WorkerLost
from app.network.kernels.by_rows import RowKernel, Rows, blocks
from app.records.vocabulary import Lang
from app.refusals import said
from app.workers.task import Limits

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Value = TypeVar("Value")

_WORKER_SECONDS = 60.0
"""Longest wait for the first worker, and for another one when all are lost."""

_LOOK_SECONDS = 5.0
"""Between two looks whether there is a worker."""


class SparkEngine:
    """A Spark application; ``name`` is the address of its master.

    Each task is a job of one task, so that it is repeated, told and cancelled by itself; Spark places them. What else
    Spark needs is set where its own settings are, in ``spark-defaults.conf``.
    """

    def __init__(self, name: str, limits: Limits, lang: Lang) -> None:
        self.name = name
        self._limits, self._lang = limits, lang
        self._numbers = count()
        self._cancelled: set[str] = set()
        self._closed, self._deserted = Event(), False
        reach(name, lang)
        self.session = started(name, lang)
        with ExitStack() as unfinished:
            unfinished.callback(self.close)
            self._meet_a_worker()
            if not name.startswith("local"):  # where driver and worker are one, they are lost as one
                Thread(target=self._watch_workers, daemon=True).start()
            unfinished.pop_all()

    def completed(
        self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Iterable[Part]
    ) -> Iterator[tuple[Part, Value | NetzblickError]]:
        """As :meth:`app.engines.engine.Engine.completed`."""
        with self.sent_to_all(shared) as broadcast:
            task = _Task(job, broadcast)

            def compute(part: Part) -> Value:
                return self._computed(task, part, self._limits.seconds)

            yield from in_order_of_completion(compute, parts, self.cores)

    @property
    def cores(self) -> int:
        """As :attr:`app.engines.engine.Cluster.cores`."""
        return max(int(self.session.sparkContext.defaultParallelism), 1)

    def close(self) -> None:
        """End the application with whatever it computes."""
        self._closed.set()
        with suppress(Py4JError, OSError):  # its Java process is gone already
            self.session.stop()

    def _computed(self, task: Callable[[Part], Value | NetzblickError], part: Part, seconds: float) -> Value:
        """One job of one task; it waits.

        Raises:
            NetzblickError: what the job raised; DeadlineExceeded, WorkerLost, EngineUnavailable.
        """
        data = self.placed([part]).map(task)
        (answer,) = self._ended_after(seconds, f"netzblick-{next(self._numbers)}", lambda: self.collected(data))
        if isinstance(answer, NetzblickError):
            raise answer
        value: Value = answer
        return value

    def within(self, group: str, work: Callable[[], Value]) -> Value:
        """As :meth:`app.engines.engine.Cluster.within`."""
        return self._ended_after(self._limits.seconds, group, work)

    def cancel(self, group: str) -> None:
        """As :meth:`app.engines.engine.Cluster.cancel`; Spark ends what runs, :meth:`collected` what would come next."""
        self._cancelled.add(group)
        with suppress(Py4JError, OSError):  # its Java process is gone, and the work with it
            self.session.sparkContext.cancelJobGroup(group)

    def _ended_after(self, seconds: float, group: str, work: Callable[[], Value]) -> Value:
        """``work()`` in this thread, all of whose jobs are of one group.

        Raises:
            DeadlineExceeded: it took longer.
        """
        late = Event()

        def end() -> None:
            late.set()
            self.cancel(group)

        timer = Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            with self.alive():
                self.session.sparkContext.setJobGroup(group, group, interruptOnCancel=True)
            return work()
        except WorkerLost as lost:
            raise self._limits.too_long() if late.is_set() else lost from lost
        finally:
            timer.cancel()
            self._cancelled.discard(group)

    def in_order(self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Sequence[Part]) -> list[Value]:
        """As :meth:`app.network.kernels.by_rows.Places.in_order`: one job with a task for each part.

        Raises:
            NetzblickError: a part was refused, or a worker was lost on every attempt.
        """
        with self.sent_to_all(shared) as broadcast:
            answers = self.collected(self.placed(parts).map(_Task(job, broadcast)))
        for answer in answers:
            if isinstance(answer, NetzblickError):
                raise answer
        return answers

    def rows(self, matrix: sparse.csr_array) -> Rows:
        """As :meth:`app.network.kernels.by_rows.Places.rows`."""
        return _SparkRows(self, matrix)

    @contextmanager
    def sent_to_all(self, value: object) -> Iterator[Any]:
        """A value that each worker gets once, meanwhile.

        Raises:
            EngineUnavailable: Spark itself is gone.
        """
        with self.alive():
            broadcast = self.session.sparkContext.broadcast(value)
        try:
            yield broadcast
        finally:
            with suppress(Py4JError, OSError):  # its Java process is gone already
                broadcast.destroy()

    def placed(self, parts: Sequence[Any]) -> Any:
        """Parts as data of Spark, a task each.

        Raises:
            EngineUnavailable: Spark itself is gone.
        """
        with self.alive():
            return self.session.sparkContext.parallelize(list(parts), max(len(parts), 1))

    def collected(self, data: Any) -> list[Any]:
        """What Spark computes of some data.

        Raises:
            WorkerLost: a task was lost on every attempt, or what it belongs to was cancelled.
            EngineUnavailable: Spark itself is gone.
        """
        with self.alive():
            if self.session.sparkContext.getLocalProperty("spark.jobGroup.id") in self._cancelled:
                raise WorkerLost(said("run_cancelled"), hint=said("ask_run_again"))
            return list(data.collect())

    @contextmanager
    def alive(self) -> Iterator[None]:
        """What goes wrong with Spark itself, as refusals.

        Raises:
            WorkerLost, EngineUnavailable: as :meth:`collected`.
        """
        try:
            yield
        except (Py4JJavaError, PySparkException) as lost:
            if self._deserted:
                raise unavailable("deserted", self._lang, name=self.name, seconds=_WORKER_SECONDS) from lost
            raise _lost_worker(lost) from lost
        except (Py4JError, OSError) as lost:
            raise unavailable("lost", self._lang, name=self.name) from lost

    def _watch_workers(self) -> None:
        """End everything when all workers are lost and none comes; Spark itself would wait for one for ever."""
        context, seen = self.session.sparkContext, time.monotonic()
        while not self._closed.wait(_LOOK_SECONDS):
            with suppress(Py4JError, OSError):  # its Java process is gone: who asks is told
                workers = context._jsc.sc().getExecutorMemoryStatus().size() - 1  # noqa: SLF001 - pyspark has no name for it; the driver counts as one
                if workers or not context.statusTracker().getActiveJobsIds():
                    seen, self._deserted = time.monotonic(), False
                elif time.monotonic() - seen > _WORKER_SECONDS:
                    self._deserted = True
                    context.cancelAllJobs()

    def _meet_a_worker(self) -> None:
        """Wait for the first worker, and see that it has the same program.

        Raises:
            EngineUnavailable: there is none in time, or it has another version or none.
        """
        ours = version("netzblick")
        try:
            theirs = self._computed(_version, 0, _WORKER_SECONDS)
        except WorkerLost:
            theirs = "–"
        except NetzblickError as late:
            raise unavailable("no_worker", self._lang, name=self.name, seconds=_WORKER_SECONDS) from late
        if theirs != ours:
            raise unavailable("foreign_worker", self._lang, name=self.name, theirs=theirs, ours=ours)


@dataclass(frozen=True, slots=True)
class _Task(Generic[Shared, Part, Value]):
    """``job(shared, part)`` on a worker; a refusal is an answer, for Spark would try again."""

    job: Callable[[Shared, Part], Value]
    broadcast: Any

    def __call__(self, part: Part) -> Value | NetzblickError:
        try:
            return self.job(self.broadcast.value, part)
        except NetzblickError as refusal:
            return refusal


def _version(_part: int) -> str:
    """The version of this program on a worker."""
    return version("netzblick")


class _SparkRows:
    """Blocks of rows that stay on the workers; Spark makes those of a lost worker anew, and spills what is too much."""

    def __init__(self, engine: SparkEngine, matrix: sparse.csr_array) -> None:
        parts = list(enumerate(blocks(matrix, 2 * engine.cores)))
        self._engine = engine
        self._blocks = engine.placed(parts).persist(StorageLevel.MEMORY_AND_DISK)

    def map(self, kernel: RowKernel, vector: NDArray[Any]) -> NDArray[Any]:
        """One round: the vector is sent to each worker once."""
        with self._engine.sent_to_all(vector) as broadcast:
            values = dict(self._engine.collected(self._blocks.map(_Round(kernel, broadcast))))
        return np.concatenate([values[number] for number in sorted(values)]) if values else vector[:0]


@dataclass(frozen=True, slots=True)
class _Round:
    """A kernel on one block."""

    kernel: RowKernel
    broadcast: Any

    def __call__(self, block: tuple[int, sparse.csr_array]) -> tuple[int, NDArray[Any]]:
        number, rows = block
        return number, self.kernel(rows, self.broadcast.value)


def _lost_worker(lost: Exception) -> WorkerLost:
    """Loss of a worker, told without the message, which may hold data: the class stands in its first line."""
    class_name = re.search(r"(\w+(?:Error|Exception))\b(?!.*\w+(?:Error|Exception))", str(lost).splitlines()[0])
    return WorkerLost(
        said("spark_worker_lost", cause=class_name[1] if class_name else type(lost).__name__),
        hint=said("ask_again_or_see_spark_log"),
    )
