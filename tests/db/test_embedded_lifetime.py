"""Does a database live exactly as long as it is meant to, and keep its data?"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from app.embedded.lock import read_lock
from app.embedded.ownership import Run, ended, lives, read_run
from app.embedded.server import start, status, stop
from app.errors import DatabaseUnavailable, TamperedJar
from tests.db.conftest import connect

COMMAND = """
import json, sys, time
from pathlib import Path
from app.embedded.server import start
with start(Path(sys.argv[1]), Path(sys.argv[2]), None, outlive=False) as running:
    print(json.dumps([running.server.url, running.guard is not None]), flush=True)
    time.sleep(120)
"""


def test_data_stays_and_a_database_asked_to_stay_stays(tmp_path: Path, jar_cache: Path):
    own = start(tmp_path, jar_cache, None, outlive=False)
    with own:
        assert own.guard is not None
        with connect(own.server) as driver:
            driver.execute_query("CREATE (:Kept {word: 'Grüße'})")
        left = start(tmp_path, jar_cache, None, outlive=True)  # what db start does while another command runs
    assert status(tmp_path) == left.server
    assert stop(tmp_path)
    assert not lives(tmp_path)
    with start(tmp_path, jar_cache, None, outlive=False) as again, connect(again.server) as driver:
        assert driver.execute_query("MATCH (k:Kept) RETURN k.word AS word").records[0]["word"] == "Grüße"
    assert not lives(tmp_path)
    assert status(tmp_path) is None


def test_two_starters_share_one_database_which_dies_with_its_killed_owner(tmp_path: Path, jar_cache: Path):
    command = [sys.executable, "-c", COMMAND, str(tmp_path), str(jar_cache)]
    commands = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        answers = [json.loads(entry.stdout.readline()) for entry in commands]
        assert answers[0][0] == answers[1][0]
        assert sorted(owned for _, owned in answers) == [False, True]
        commands[[owned for _, owned in answers].index(True)].kill()
        assert ended(tmp_path, 20)
    finally:
        for item in commands:
            item.kill()
            item.communicate()
    assert status(tmp_path) is None


def test_a_failed_start_shows_the_last_words_and_leaves_nothing(tmp_path: Path, jar_cache: Path):
    with pytest.raises(DatabaseUnavailable, match="Too small maximum heap"):
        start(tmp_path, jar_cache, None, outlive=True, heap=1)
    assert not lives(tmp_path)


def test_an_interrupted_start_leaves_nothing(tmp_path: Path, jar_cache: Path):
    command = subprocess.Popen([sys.executable, "-c", COMMAND, str(tmp_path), str(jar_cache)])
    deadline = time.monotonic() + 20
    while not lives(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    command.kill()
    command.wait()
    assert ended(tmp_path, 40)


def running(home: Path) -> Run:
    run = read_run(home)
    assert run
    return run


def test_after_a_crash_the_database_returns_at_its_port_unless_that_is_taken(tmp_path: Path, jar_cache: Path):
    first = start(tmp_path, jar_cache, None, outlive=True).server
    os.kill(running(tmp_path).pid, signal.SIGKILL)
    assert ended(tmp_path, 5)
    assert start(tmp_path, jar_cache, None, outlive=True).server == first
    port = running(tmp_path).port
    assert stop(tmp_path)
    with socket.create_server(("127.0.0.1", port)):
        third = start(tmp_path, jar_cache, None, outlive=True).server
    assert third.url != first.url
    assert stop(tmp_path)


def test_a_database_whose_folder_vanished_is_stopped_all_the_same(tmp_path: Path, jar_cache: Path):
    home = tmp_path / "home"
    own = start(home, jar_cache, None, outlive=False)
    database = psutil.Process(running(home).pid)
    shutil.rmtree(home)
    own.stop()
    assert not database.is_running()


def test_a_frozen_database_is_told_within_ten_seconds_in_one_line(tmp_path: Path, jar_cache: Path):
    start(tmp_path, jar_cache, None, outlive=True)
    pid = running(tmp_path).pid
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    try:
        with pytest.raises(DatabaseUnavailable) as raises:
            start(tmp_path, jar_cache, None, outlive=False)
    finally:
        os.kill(pid, signal.SIGCONT)
    assert time.monotonic() - began < 10
    assert raises.value.detail == f"The database in {tmp_path} runs and does not answer."
    assert "netzblick db stop" in (raises.value.hint or "")
    assert not start(tmp_path, jar_cache, None, outlive=False).guard  # thawed, it serves again
    assert stop(tmp_path)


def test_nothing_is_started_with_an_altered_jar(tmp_path: Path, jar_cache: Path, left_running):
    lock = read_lock()
    usual, altered = (cache / f"neo4j-{lock.version}" for cache in (jar_cache, tmp_path / "cache"))
    altered.mkdir(parents=True)
    for jar in lock.jars:
        (altered / jar.file_name).symlink_to(usual / jar.file_name)
    victim = altered / f"neo4j-kernel-{lock.version}.jar"
    victim.unlink()
    shutil.copyfile(usual / victim.name, victim)
    with victim.open("r+b") as file:
        file.seek(1000)
        byte = file.read(1)
        file.seek(1000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(TamperedJar, match=victim.name):
        start(tmp_path / "home", tmp_path / "cache", None, outlive=True)
    assert not lives(tmp_path / "home")
