"""The database of a data folder: the running one, else one that is started now."""

import os
import signal
import subprocess
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from app.embedded.configuration import PASSWORD_FILE, USER, neo4j_home, read_password
from app.embedded.jars import provide
from app.embedded.launch import last_words, launch
from app.embedded.lock import read_lock
from app.embedded.memory import Memory, default_heap
from app.embedded.ownership import (
    RUN_FILE,
    START_LOCK,
    Run,
    ended,
    exclusive,
    lives,
    read_run,
    require_locks,
    used,
    write_run,
)
from app.embedded.progress import Progress, Report, silent
from app.embedded.ready import answers, listens
from app.errors import Conflict, DatabaseUnavailable
from app.refusals import said, said_by_system

START_SECONDS = 300
"""Longest wait for a database to answer; idle machines need about 5 s, busy and slow ones minutes."""

JOIN_SECONDS = 6
"""Longest wait for a running database; with the last question, which may take 2 s, less than 10 s."""

STOP_SECONDS = 35
"""Longest wait for a database to close its files; about 1.5 s when nothing runs."""

_KILL_SECONDS = 5
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Server:
    """Where the embedded database answers and who may enter."""

    url: str
    user: str
    password_file: Path
    version: str
    home: Path

    @property
    def port(self) -> int:
        """Port where the database takes connections."""
        return int(self.url.rpartition(":")[2])


class RunningServer:
    """A database that answers; as a context manager it stops on leaving what was started for it.

    ``guard`` is the process that ends the database with this one; None: somebody else started it.
    """

    def __init__(self, server: Server, guard: subprocess.Popen[bytes] | None) -> None:
        self.server = server
        self.guard = guard

    def stop(self) -> None:
        """Stop the database if it is owned and no ``db start`` has asked for it to stay meanwhile."""
        if self.guard is None:
            return
        guard, self.guard = self.guard, None
        with ExitStack() as held:
            with suppress(FileNotFoundError):  # the folder vanished, so that nobody else can start or stop it either
                held.enter_context(exclusive(self.server.home / START_LOCK, _nothing))
            guard.terminate()
            guard.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()


def start(
    home: Path,
    cache: Path,
    maven_url: str | None,
    *,
    outlive: bool,
    heap: int | None = None,
    port: int | None = None,
    progress: Report = silent,
) -> RunningServer:
    """Use the database of ``home`` if one runs, else start one; it has executed a query when this returns.

    Args:
        home: the data folder.
        cache: the folder of the jars, shared by all data folders.
        maven_url: where jars are fetched from; None is Maven Central.
        outlive: the database stays when this process ends, also when another one had started it for itself.
        heap: MiB of memory for a database that is started now; None: what suits this machine.
        port: of Bolt, for a database that is started now; None: that of last time, else a free one.
        progress: told how far the start has come.

    Raises:
        JarsUnavailable: jars are missing and cannot be fetched.
        TamperedJar: a jar differs from the lock; nothing was started.
        DatabaseUnavailable: the data folder cannot be made, the port is taken, or the database did not answer in time; the last words
            of one that was started here are in the message.
    """
    require_locks()
    home = home.absolute()
    _make(home)
    with exclusive(home / START_LOCK, lambda: progress(Progress("waiting"))):
        if lives(home):
            return RunningServer(_join(home, outlive=outlive), None)
        lock = read_lock()
        jars = provide(lock, cache, maven_url, progress)
        progress(Progress("starting"))
        guard = launch(home, lock.version, jars, Memory.of(heap or default_heap()), outlives=outlive, port=port)
        return _await_own(home, guard, outlive=outlive)


def _make(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(
            said("data_folder_unmakable", home=home, reason=said_by_system(error)), hint=said("name_another_home")
        ) from error


def status(home: Path) -> Server | None:
    """The database of ``home`` if it runs and executes queries, else None."""
    run = read_run(home.absolute())
    return _server(home.absolute(), run) if run and _answers(home, run) else None


def stop(home: Path, *, force: bool = False) -> bool:
    """Stop the embedded database of ``home``, whoever started it; whether there was one to stop.

    Args:
        home: the data folder.
        force: also while a service or command works with it; that one answers with errors from then on.

    Raises:
        Conflict: somebody works with it.
        DatabaseUnavailable: its process does not end.
    """
    home = home.absolute()
    if not lives(home):
        return False
    if used(home) and not force:
        raise Conflict(
            said("database_in_use", home=home),
            hint=said("end_users_first"),
        )
    with exclusive(home / START_LOCK, _nothing):
        run = read_run(home)
        if run:
            _end(home, run)
        return run is not None


def _join(home: Path, *, outlive: bool) -> Server:
    run = _await_answer(home, _patience(home))
    if run is None:
        raise DatabaseUnavailable(
            said("database_mute", home=home),
            hint=said("force_database_stop"),
        )
    if outlive and not run.outlives:
        write_run(home, replace(run, outlives=True))
    return _server(home, run)


def _patience(home: Path) -> float:
    """Seconds for a database that somebody else started: one that takes connections has its start behind it."""
    run = read_run(home)
    return JOIN_SECONDS if run and listens(run.port) else START_SECONDS


def _await_own(home: Path, guard: subprocess.Popen[bytes], *, outlive: bool) -> RunningServer:
    """Wait for the database that was just started; when that fails or is interrupted, nothing of it stays."""
    with ExitStack() as undo:
        undo.callback(_abandon, home, guard)
        server = _server(home, _await_start(home))
        undo.pop_all()
    if not outlive:
        return RunningServer(server, guard)
    guard.wait()
    return RunningServer(server, None)


def _await_start(home: Path) -> Run:
    run = _await_answer(home, START_SECONDS)
    if run is None:
        raise DatabaseUnavailable(
            said("database_did_not_start", home=home, last_words=last_words(home)),
            hint=said("see_database_log", folder=neo4j_home(home) / "logs"),
        )
    return run


def _await_answer(home: Path, seconds: float) -> Run | None:
    """What is known about the database once it answers; None when it ends or ``seconds`` pass before."""
    deadline = time.monotonic() + seconds
    while lives(home) and time.monotonic() < deadline:
        run = read_run(home)
        if run and _answers(home, run):
            return run
        time.sleep(_PAUSE)
    return None


def _answers(home: Path, run: Run) -> bool:
    return answers(_url(run), USER, read_password(home))


def _server(home: Path, run: Run) -> Server:
    return Server(_url(run), USER, home / PASSWORD_FILE, run.version, home)


def _url(run: Run) -> str:
    return f"bolt://127.0.0.1:{run.port}"


def _abandon(home: Path, guard: subprocess.Popen[bytes]) -> None:
    guard.terminate()
    guard.wait()
    run = read_run(home)
    if run:
        _end(home, run)


def _end(home: Path, run: Run) -> None:
    for signal_number, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, _KILL_SECONDS)):
        with suppress(ProcessLookupError):
            os.kill(run.pid, signal_number)
        if ended(home, seconds):
            (home / RUN_FILE).unlink(missing_ok=True)
            return
    raise DatabaseUnavailable(said("database_does_not_end", home=home, pid=run.pid))


def _nothing() -> None:
    """Nobody watches a stop wait."""
