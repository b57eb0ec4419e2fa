"""Revival of a database that died while its service runs: it is started again at its port, where the service finds it."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.embedded.ownership import RUN_FILE, lives
from app.embedded.server import RunningServer
from app.errors import NetzblickError

INTERVAL_SECONDS = 0.5
_LONGEST_PAUSE = 30.0
_PATIENCE_SECONDS = 5.0
"""A start that goes on when the service ends is left behind: the guard ends the database with this process."""

_log = logging.getLogger(__name__)


@contextmanager
def kept_alive(running: RunningServer, start_again: Callable[[], RunningServer]) -> Iterator[None]:
    """Start the database again whenever its process has ended without having been stopped.

    One that somebody else started is left alone: whoever did so decides about it.
    """
    if running.guard is None:
        yield
        return
    ended = threading.Event()
    watching = threading.Thread(target=_watch, args=(running, start_again, ended), daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join(_PATIENCE_SECONDS)
        if watching.is_alive():
            running.guard = None


def _watch(running: RunningServer, start_again: Callable[[], RunningServer], ended: threading.Event) -> None:
    pause = INTERVAL_SECONDS
    while not ended.wait(pause):
        pause = (
            INTERVAL_SECONDS
            if _is_as_meant(running) or _started(running, start_again)
            else min(2 * pause, _LONGEST_PAUSE)
        )


def _is_as_meant(running: RunningServer) -> bool:
    """It lives, or ``db stop`` has ended it and taken it off the record."""
    home = running.server.home
    return lives(home) or not (home / RUN_FILE).exists()


def _started(running: RunningServer, start_again: Callable[[], RunningServer]) -> bool:
    _log.error("the database ended unexpectedly; it is started again")
    try:
        running.guard = start_again().guard
    except NetzblickError as error:
        _log.error("the database did not start again: %s", error.slug)
        return False
    _log.warning("the database is back")
    return True
