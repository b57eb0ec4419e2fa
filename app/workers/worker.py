"""Worker: a process started for work that can be ended, kept while it does what it is told."""

import gc
import pickle
import subprocess
import sys
from collections.abc import Callable
from threading import Lock, Timer
from typing import Any, TypeVar, TypeVarTuple

from app.errors import NetzblickError, WorkerLost
from app.refusals import said
from app.workers.task import Limits, Task

T = TypeVar("T")
Shared = TypeVar("Shared")
Arguments = TypeVarTuple("Arguments")


class Worker:
    """One process; it keeps what its last task shares with others, mostly a network.

    It is a fresh interpreter rather than a fork: threads and open connections of the service stay out of it.
    """

    def __init__(self, limits: Limits) -> None:
        command = [sys.executable, "-P", "-m", "app.workers.child", str(limits.seconds), str(limits.megabytes)]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter with our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._limits = limits
        self._held: object = None
        self._late = self._ended = False
        self._closing = Lock()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be given work."""
        return not self._ended and self._process.poll() is None

    def holds(self, shared: object) -> bool:
        """Whether it would not have to be sent again."""
        return self._held is shared

    def run(self, job: Callable[[Shared, *Arguments], T], shared: Shared, *arguments: *Arguments) -> T:
        """``job(shared, *arguments)``, computed there; waits. One call at a time.

        Args:
            job: a function of a module that a process of its own can import.
            shared: a network or whatever several tasks look at; it is sent unless the last task had the same.
            arguments: plain values.

        Raises:
            DeadlineExceeded: it took longer than the limit.
            BudgetExceeded: it needed more memory than the limit.
            WorkerLost: the process ended without an answer.
            NetzblickError: what the job itself raised.
        """
        late = Timer(self._limits.seconds, self._end_late)
        late.daemon = True  # an interrupt between two lines must not keep the program waiting for it
        late.start()
        succeeded = False
        try:
            answer = self._answer(Task(job, None if self.holds(shared) else shared, arguments))
            succeeded = not isinstance(answer, NetzblickError)
        except (EOFError, OSError, pickle.UnpicklingError) as lost:
            raise self._reason() from lost
        finally:
            late.cancel()
            if not succeeded:
                self.close()
        if isinstance(answer, NetzblickError):
            raise answer
        self._held = shared
        value: T = answer
        return value

    def end(self) -> None:
        """End the process at once, from any thread; whoever waits in :meth:`run` gets :class:`WorkerLost`."""
        self._ended = True  # the system may still list a process that was killed
        self._process.kill()

    def close(self) -> None:
        """End the process and give back its pipes; a second time, or from two threads at once, does no harm."""
        with self._closing:
            self.end()
            self._process.communicate()

    def _answer(self, task: Task) -> Any:
        """Both pipes hold less than a network: pickles are written and read in parts, with other threads in between."""
        tasks, answers = self._process.stdin, self._process.stdout
        assert tasks is not None
        assert answers is not None
        gc.disable()  # a pickle holds so many small lists meanwhile that looking through them would stop all threads
        try:
            pickle.dump(task, tasks, pickle.HIGHEST_PROTOCOL)
        finally:
            gc.enable()
        tasks.flush()
        return pickle.load(answers)  # noqa: S301 - the pipe of a process that this one started

    def _end_late(self) -> None:
        self._late = True
        self.end()

    def _reason(self) -> NetzblickError:
        if self._late:
            return self._limits.too_long()
        return WorkerLost(
            said("worker_ended", exit_code=self._process.wait()),
            hint=said("ask_again_or_see_log"),
        )
