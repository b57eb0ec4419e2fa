"""Does a process live as long as meant, whatever happens to the one that started it?

A real ``sleep`` stands where the database runs: guard, locks and signals are the same.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from app.embedded import guard
from app.embedded.ownership import Run, claim, ended, exclusive, lives, read_run, write_run

STARTER = """
import json, os, subprocess, sys, time
from pathlib import Path
from app.embedded.ownership import claim
home, outlives = Path(sys.argv[1]), sys.argv[2] == "outlives"
run = json.dumps({"port": 1, "version": "1.0", "outlives": outlives})
with claim(home) as descriptor:
    parent = "0" if outlives else str(os.getpid())
    command = [sys.executable, "-I", "-S", sys.argv[3], parent, str(descriptor), str(home / "run.json"), run]
    subprocess.Popen([*command, "sleep", "60"], pass_fds=(descriptor,))
time.sleep(60)
"""


def begin(home: Path, meaning: str) -> tuple[subprocess.Popen[bytes], Run]:
    starter = subprocess.Popen([sys.executable, "-c", STARTER, str(home), meaning, guard.__file__])
    deadline = time.monotonic() + 10
    while (run := read_run(home)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return starter, run


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def end(home: Path, run: Run) -> None:
    os.kill(run.pid, signal.SIGKILL)
    assert ended(home, 5)


def test_nobody_lives_in_a_new_folder(tmp_path):
    assert not lives(tmp_path)
    assert not lives(tmp_path / "absent")
    assert read_run(tmp_path) is None


def test_a_database_dies_with_a_parent_that_is_killed(tmp_path):
    starter, _ = begin(tmp_path, "dies with its parent")
    assert lives(tmp_path)
    kill(starter)
    assert ended(tmp_path, 5)
    assert read_run(tmp_path) is None  # although run.json lies there still


def test_a_database_that_outlives_stays(tmp_path):
    starter, run = begin(tmp_path, "outlives")
    kill(starter)
    assert not ended(tmp_path, 3 * guard.INTERVAL)
    end(tmp_path, run)


def test_a_database_whose_folder_vanished_dies_with_its_parent(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    starter, run = begin(home, "dies with its parent")
    database = psutil.Process(run.pid)
    shutil.rmtree(home)
    kill(starter)
    database.wait(5)
    assert not database.is_running()


def test_a_database_that_was_asked_to_stay_meanwhile_stays(tmp_path):
    starter, run = begin(tmp_path, "dies with its parent")
    write_run(tmp_path, Run(run.pid, run.process_start_time, run.port, run.version, outlives=True))
    kill(starter)
    assert not ended(tmp_path, 3 * guard.INTERVAL)
    end(tmp_path, run)


def test_run_file_tells_pid_start_and_port(tmp_path):
    before = time.time()
    starter, run = begin(tmp_path, "dies with its parent")
    assert json.loads((tmp_path / "run.json").read_text()) == {
        "pid": run.pid,
        "process_start_time": pytest.approx(before, abs=10),
        "port": 1,
        "version": "1.0",
        "outlives": False,
    }
    kill(starter)
    assert ended(tmp_path, 5)


def test_a_claim_ends_with_its_holder(tmp_path):
    with claim(tmp_path):
        assert lives(tmp_path)
    assert not lives(tmp_path)


def test_the_second_waits_until_the_first_has_left(tmp_path):
    events: list[str] = []
    first_is_in, waits = threading.Event(), threading.Event()

    def first() -> None:
        with exclusive(tmp_path / "lock", waits.set):
            first_is_in.set()
            assert waits.wait(5)
            events.append("first leaves")

    thread = threading.Thread(target=first)
    thread.start()
    assert first_is_in.wait(5)
    with exclusive(tmp_path / "lock", waits.set):
        events.append("second enters")
    thread.join()
    assert events == ["first leaves", "second enters"]
