"""The process of a worker: task after task until its input ends, within its memory; an orphan ends itself.

``python -m app.workers.child SECONDS MEGABYTES`` is started by ``worker.py`` and by nobody else.
"""

import gc
import os
import pickle
import sys
import time
import traceback
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import BinaryIO

from app.errors import NetzblickError
from app.workers.task import MEGABYTE, Limits, Task

_LOOK_SECONDS = 1.0

_NICENESS = 10
"""About a tenth of the share of CPU that others get who want it at the same time; all of it when nobody does."""


def main(seconds: float, megabytes: int) -> None:
    """Serve the pipes of this process."""
    Thread(target=_end_without, args=(os.getppid(),), daemon=True).start()
    sys.excepthook = _without_message
    limits = Limits(seconds, megabytes)
    _bound(megabytes * MEGABYTE)
    _give_way()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
        serve(sys.stdin.buffer, answers, limits)


def _bound(size: int) -> None:
    """Let this process have so many bytes; where the system knows no such limit (Windows), time alone ends it."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - not every system has it

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _give_way() -> None:
    """Let those go first who read a page or write meanwhile, where the system knows such an order (not Windows)."""
    if sys.platform != "win32":
        os.nice(_NICENESS)


def serve(tasks: BinaryIO, answers: BinaryIO, limits: Limits) -> None:
    """Answer tasks until there are no more; a refusal is the last answer, since memory may be left in disorder."""
    held: object = None
    while True:
        try:
            task = _next(tasks)
            if task.shared is not None:
                held = _settled(task.shared)
            answer = task.job(held, *task.arguments)
        except EOFError:
            return
        except MemoryError:
            answer = limits.too_large()
        except NetzblickError as refused:
            answer = refused
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
        if isinstance(answer, NetzblickError):
            return


def _next(tasks: BinaryIO) -> Task:
    task = pickle.load(tasks)  # noqa: S301 - the pipe of the process that started this one
    assert isinstance(task, Task)
    return task


def _settled(shared: object) -> object:
    """A network that stays: collections of garbage need not look at its records again and again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return shared


def _end_without(parent: int) -> None:
    """The service may have been killed while this process computes and reads nothing."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _without_message(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """A defect is told by its class and place: its message may hold data."""
    sys.stderr.write(f"{kind.__name__}\n{''.join(traceback.format_tb(trace))}")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
