"""Ownership of a data folder: who runs its database, who uses it, and whether it still lives.

Three files of the folder answer it with locks of the operating system, which end with their process whatever kills it:
``start.lock`` is held by a command while it starts or stops the database, ``run.lock`` by the database itself as long
as it lives, ``use.lock`` by every command and service that works with it. A process id alone proves nothing: ids are
used again.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.errors import DatabaseUnavailable
from app.refusals import said

with suppress(ImportError):  # Windows has no such locks: there the database is another one, by its address
    import fcntl

RUN_FILE = "run.json"
RUN_LOCK = "run.lock"
START_LOCK = "start.lock"
USE_LOCK = "use.lock"


@dataclass(frozen=True, slots=True)
class Run:
    """What ``run.json`` tells about a running database.

    ``process_start_time`` is in seconds since 1970. ``outlives`` says that the database is meant to stay when the
    command that started it has ended.
    """

    pid: int
    process_start_time: float
    port: int
    version: str
    outlives: bool


def require_locks() -> None:
    """Refuse to run a database where the system has no locks that end with their process.

    Raises:
        DatabaseUnavailable: it has none.
    """
    if "fcntl" not in globals():
        raise DatabaseUnavailable(
            said("embedded_database_unsupported"),
            hint=said("name_another_database"),
        )


@contextmanager
def exclusive(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock ``path``; ``waiting`` is called once when another process holds it already."""
    with _open(path) as descriptor:
        if not _locked(descriptor, fcntl.LOCK_EX):
            waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def claim(home: Path) -> Iterator[int]:
    """A locked descriptor that says: the process that has it open runs the database of ``home``.

    A child that inherits it keeps the claim. To be called under ``start.lock`` and after ``lives`` has denied, so that
    nobody but a short look by ``lives`` is waited for.
    """
    with _open(home / RUN_LOCK) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor


def lives(home: Path) -> bool:
    """Whether the database of ``home`` has a living process."""
    if not (home / RUN_LOCK).exists():
        return False
    with _open(home / RUN_LOCK) as descriptor:
        return not _locked(descriptor, fcntl.LOCK_SH)


@contextmanager
def using(home: Path) -> Iterator[None]:
    """Say that this process works with the database of ``home``; many may at the same time."""
    with _open(home / USE_LOCK) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


def used(home: Path) -> bool:
    """Whether a command or service works with the database of ``home``."""
    if not (home / USE_LOCK).exists():
        return False
    with _open(home / USE_LOCK) as descriptor:
        return not _locked(descriptor, fcntl.LOCK_EX)


def ended(home: Path, seconds: float) -> bool:
    """Wait for the database's process to end, at most ``seconds``; whether it has."""
    deadline = time.monotonic() + seconds
    while lives(home):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def read_run(home: Path) -> Run | None:
    """What is known about the database of ``home`` when its process lives and is on record, else None."""
    try:
        return Run(**json.loads((home / RUN_FILE).read_text("utf-8"))) if lives(home) else None
    except FileNotFoundError:
        return None


def write_run(home: Path, run: Run) -> None:
    """Replace ``run.json`` in one step, so that readers see the old or the new one."""
    part = home / f"{RUN_FILE}.part"
    part.write_text(json.dumps(asdict(run), indent=2) + "\n", encoding="utf-8")
    part.replace(home / RUN_FILE)


@contextmanager
def _open(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
