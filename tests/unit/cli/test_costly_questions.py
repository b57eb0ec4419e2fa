"""What does a command do that asks for much: is it refused in time, and does Ctrl-C end all of it?"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest

from app.cli.program import run
from tests.unit.workers.test_worker import ended

COSTLY = ("core-periphery", "--set", "rewirings=100")


@pytest.fixture(scope="module")
def edges(tmp_path_factory) -> str:
    """3,000 nodes: half a minute of one core for a core compared with a hundred random networks."""
    graph = nx.gnm_random_graph(3000, 15_000, seed=1)
    file = tmp_path_factory.mktemp("graph") / "edges.csv"
    file.write_text("source,target\n" + "".join(f"{a},{b}\n" for a, b in graph.edges), "utf-8")
    return str(file)


def test_what_costs_too_much_is_refused_with_what_costs_less(edges, monkeypatch, capsys):
    monkeypatch.setenv("NETZBLICK_ANALYSIS_SECONDS", "10")
    assert run(["analyse", *COSTLY, "--from", edges, "--json"]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["type"] == "/problems/budget-exceeded"
    assert "Für 3000 Einrichtungen und 15000 Verbindungen" in error["detail"]
    assert "erlaubt sind 10 s" in error["detail"]
    assert "rewirings=0" in error["hint"]
    assert [(entry["pointer"], entry["suggestion"]) for entry in error["errors"]] == [("/rewirings", "0")]


def test_a_worker_answers_as_the_command_itself_would(edges, capsys):
    assert run(["analyse", "degree", "--from", edges, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["analysis"], len(result["measures"])) == ("degree", 3000)


@pytest.mark.slow
def test_interrupted_it_ends_its_worker_and_says_so_by_its_exit_code(edges):
    command = [sys.executable, "-m", "app", "analyse", *COSTLY, "--from", edges]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, preexec_fn=_hear_interrupts) as process:  # noqa: PLW1509 - no threads here
        worker = _child_of(process.pid)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGINT)
        _, output = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"Traceback" not in output
    assert ended(worker, 2.0)


def _child_of(parent: int) -> int:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                return int(stat.parent.name)
        time.sleep(0.05)
    raise AssertionError("no worker was started")


def _hear_interrupts() -> None:
    """What a shell starts in the background, perhaps these tests, is born deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
