"""Engine on Apache Spark: its scheduler places tasks, repeats them when a worker is lost, and sends what they share once."""

import os
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import as_file, files
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from py4j.protocol import Py4JError, Py4JJavaError
from pyspark import StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from scipy import sparse

from app.engines.engine import in_order_of_completion
from app.engines.messages import unavailable
from app.errors import NetzblickError, WorkerLost
from app.network.kernels.by_rows import RowKernel, Rows, blocks
from app.records.vocabulary import Lang
from app.workers.task import Limits

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Value = TypeVar("Value")

_REACH_SECONDS = 5.0
_WORKER_SECONDS = 60.0
"""Longest wait for the first worker."""

_LOOPBACK = re.compile(r"local\[.+|spark://(127\.|localhost|\[::1\]).*")
_MASTERS = re.compile(r"([^,:]+|\[[^\]]+\]):(\d+)")


class SparkEngine:
    """A Spark application; ``name`` is the address of its master.

    Each task is a job of one task, so that it is repeated, told and cancelled by itself; Spark places them. What else
    Spark needs is set where its own settings are, in ``spark-defaults.conf``.
    """

    def __init__(self, name: str, limits: Limits, lang: Lang) -> None:
        self.name = name
        self._limits, self._lang = limits, lang
        self._numbers = count()
        _reach(name, lang)
        self.session = _started(name, lang)
        with ExitStack() as unfinished:
            unfinished.callback(self.close)
            self._meet_a_worker()
            unfinished.pop_all()

    def completed(
        self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Iterable[Part]
    ) -> Iterator[tuple[Part, Value | NetzblickError]]:
        """As :meth:`app.engines.engine.Engine.completed`."""
        broadcast = self.session.sparkContext.broadcast(shared)
        task = _Task(job, broadcast)

        def compute(part: Part) -> Value:
            return self._computed(task, part, self._limits.seconds)

        try:
            yield from in_order_of_completion(compute, parts, max(self.session.sparkContext.defaultParallelism, 1))
        finally:
            broadcast.unpersist()

    def close(self) -> None:
        """End the application with whatever it computes."""
        try:
            self.session.stop()
        except (Py4JError, OSError):
            return  # its Java process is gone already

    def _computed(self, task: Callable[[Part], Value | NetzblickError], part: Part, seconds: float) -> Value:
        """One job of one task; it waits.

        Raises:
            NetzblickError: what the job raised; DeadlineExceeded, WorkerLost, EngineUnavailable.
        """
        context, group = self.session.sparkContext, f"netzblick-{next(self._numbers)}"
        late: list[bool] = []

        def cancel() -> None:
            late.append(True)
            context.cancelJobGroup(group)

        timer = Timer(seconds, cancel)
        timer.daemon = True
        timer.start()
        try:
            context.setJobGroup(group, group, interruptOnCancel=True)
            (answer,) = self.collected(context.parallelize([part], 1).map(task))
        except WorkerLost as lost:
            raise self._limits.too_long() if late else lost from lost
        finally:
            timer.cancel()
        if isinstance(answer, NetzblickError):
            raise answer
        value: Value = answer
        return value

    def in_order(self, job: Callable[[Shared, Part], Value], shared: Shared, parts: Sequence[Part]) -> list[Value]:
        """As :meth:`app.network.kernels.by_rows.Places.in_order`: one job with a task for each part.

        Raises:
            NetzblickError: a part was refused, or a worker was lost on every attempt.
        """
        context = self.session.sparkContext
        broadcast = context.broadcast(shared)
        try:
            answers = self.collected(context.parallelize(list(parts), max(len(parts), 1)).map(_Task(job, broadcast)))
        finally:
            broadcast.unpersist()
        for answer in answers:
            if isinstance(answer, NetzblickError):
                raise answer
        return answers

    def rows(self, matrix: sparse.csr_array) -> Rows:
        """As :meth:`app.network.kernels.by_rows.Places.rows`."""
        return _SparkRows(self, matrix)

    def collected(self, data: Any) -> list[Any]:
        """What Spark computes of some data.

        Raises:
            WorkerLost: a task was lost on every attempt.
            EngineUnavailable: Spark itself is gone.
        """
        try:
            return list(data.collect())
        except (Py4JJavaError, PySparkException) as lost:
            raise _lost_worker(lost) from lost
        except (Py4JError, OSError) as lost:
            raise unavailable("lost", self._lang, name=self.name) from lost

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
        context = engine.session.sparkContext
        parts = list(blocks(matrix, 2 * max(context.defaultParallelism, 1)))
        self._engine = engine
        self._blocks = context.parallelize(list(enumerate(parts)), max(len(parts), 1)).persist(
            StorageLevel.MEMORY_AND_DISK
        )

    def map(self, kernel: RowKernel, vector: NDArray[Any]) -> NDArray[Any]:
        """One round: the vector is sent to each worker once."""
        broadcast = self._engine.session.sparkContext.broadcast(vector)
        try:
            values = dict(self._engine.collected(self._blocks.map(_Round(kernel, broadcast))))
        finally:
            broadcast.destroy()
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
    """What is told without the message, which may hold data: the class stands in its first line."""
    named = re.search(r"(\w+(?:Error|Exception))\b(?!.*\w+(?:Error|Exception))", str(lost).splitlines()[0])
    return WorkerLost(
        f"the process that computed it was lost on every attempt ({named[1] if named else type(lost).__name__})",
        hint="ask again; if it happens again, look at the log of the Spark worker and the free memory",
    )


def _reach(name: str, lang: Lang) -> None:
    """See in a moment whether a standalone master listens; Spark itself would try for minutes.

    Raises:
        EngineUnavailable: Java is missing, or no master listens there.
    """
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin/java").exists()) and shutil.which("java") is None:
        raise unavailable("no_java", lang, name=name)
    masters = _MASTERS.findall(name.removeprefix("spark://")) if name.startswith("spark://") else None
    if masters is not None and not any(_listens(host.strip("[]"), int(port)) for host, port in masters):
        raise unavailable("unreachable", lang, name=name)


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), _REACH_SECONDS).close()
    except (OSError, OverflowError):
        return False
    return True


def _started(name: str, lang: Lang) -> Any:
    """The session of a new application.

    Raises:
        EngineUnavailable: Java or Spark did not start.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with as_file(files("app.engines") / "log4j2.properties") as log:
        builder = SparkSession.builder.master(name).appName("netzblick")
        settings = {
            "spark.ui.enabled": "false",  # a port that shows what is computed
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log.as_uri()}",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
        }
        if _LOOPBACK.fullmatch(name):
            settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        for key, value in settings.items():
            builder = builder.config(key, value)
        try:
            return builder.getOrCreate()
        except (Py4JError, PySparkException, OSError) as failure:
            raise unavailable("not_started", lang, name=name, reason=type(failure).__name__) from failure
