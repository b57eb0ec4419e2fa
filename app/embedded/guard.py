"""Guard of the database's process: it lives as long as it shall and no longer.

A small program of its own, run as ``python guard.py PARENT CLAIM HOME RUN COMMAND…``: it starts the database, records
it in ``HOME/run.json`` and ends it when the process PARENT is gone, however that died. With PARENT 0, and when
``run.json`` says by then that the database outlives, it leaves the database alone. CLAIM is the descriptor that the
database keeps open while it lives. It imports nothing but the standard library: it starts in a moment and stays small.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

PATIENCE = 30
"""Seconds a database is given to close its files before it is killed."""

INTERVAL = 0.2
"""Seconds between two looks at the parent."""


def main(parent: int, claim: int, run_file: Path, run: dict[str, object], command: list[str]) -> None:
    """Start the database and stay with it as long as it must not outlive ``parent``."""
    database = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(claim,))  # noqa: S603 - our own command
    _record(run_file, {"pid": database.pid, "process_start_time": time.time(), **run})
    os.close(claim)
    if parent:
        signal.signal(signal.SIGTERM, _leave)
        try:
            _wait_while_parent_lives(database, parent)
        finally:
            _end_unless_meant_to_stay(database, run_file)


def _record(path: Path, run: dict[str, object]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")
    part.replace(path)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit


def _wait_while_parent_lives(database: subprocess.Popen[bytes], parent: int) -> None:
    while database.poll() is None and os.getppid() == parent:
        time.sleep(INTERVAL)


def _end_unless_meant_to_stay(database: subprocess.Popen[bytes], run_file: Path) -> None:
    if database.poll() is not None or _outlives(run_file):
        return
    database.terminate()
    try:
        database.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        database.kill()
        database.wait()


def _outlives(run_file: Path) -> bool:
    """Whether the database shall stay; where its folder has vanished, nobody could reach or end it any more."""
    try:
        return bool(json.loads(run_file.read_text("utf-8"))["outlives"])
    except OSError:
        return False


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), json.loads(sys.argv[4]), sys.argv[5:])
