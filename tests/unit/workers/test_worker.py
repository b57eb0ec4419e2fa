"""Does work in a process of its own end when it should, and never hang or fall silent?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from app.analysis.interface import analysis
from app.errors import BudgetExceeded, DeadlineExceeded, InvalidInput, WorkerLost
from app.usecases import jobs
from app.workers.task import Limits
from app.workers.worker import Worker
from tests import worker_jobs
from tests.factories import network, tie

ROOT = Path(__file__).parents[3]
NET = network(tie("A", "B"), tie("B", "C"))
DEGREE = analysis("degree").checked({})


@pytest.fixture(autouse=True)
def _children_import_tests(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(Limits(30.0, 512))
    yield made
    made.close()


def ended(pid: int, within: float) -> bool:
    """Whether a process is gone, or waits for its parent to notice."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_it_computes_what_this_process_would(worker):
    assert worker.run(jobs.result, NET, "degree", DEGREE) == jobs.result(NET, "degree", DEGREE)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such order of processes")
def test_it_lets_those_go_first_who_read_or_write_meanwhile(worker):
    worker.run(worker_jobs.process_of, NET)
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 10


def test_it_is_another_process_and_stays_for_the_next_task(worker):
    first, second = (worker.run(worker_jobs.process_of, NET) for _ in range(2))
    assert first == second == worker.pid != os.getpid()


def test_it_computes_with_the_network_it_was_given_last(worker):
    assert worker.run(worker_jobs.sleep, NET, 0) == 3
    assert worker.holds(NET)
    assert worker.run(worker_jobs.sleep, network(tie("A", "B")), 0) == 2
    assert not worker.holds(NET)


def test_it_loads_neither_database_nor_service(worker):
    worker.run(jobs.result_text, NET, "degree", DEGREE)
    loaded = set(worker.run(worker_jobs.imported, NET))
    assert "numpy" in loaded
    assert loaded & {"neo4j", "fastapi", "starlette", "uvicorn", "pydantic"} == set()


def test_what_takes_too_long_is_ended():
    worker, begun = Worker(Limits(2.0, 512)), time.monotonic()
    with pytest.raises(DeadlineExceeded, match="2 s"):
        worker.run(worker_jobs.sleep, NET, 60)
    assert time.monotonic() - begun < 10
    assert not worker.alive


def test_what_needs_too_much_memory_is_refused(worker):
    assert worker.run(worker_jobs.fill, NET, 100) == 100 * 2**17
    with pytest.raises(BudgetExceeded, match="512 MB"):
        worker.run(worker_jobs.fill, NET, 600)
    assert not worker.alive


def test_a_refusal_is_told_as_it_is(worker):
    with pytest.raises(InvalidInput) as refused:
        worker.run(worker_jobs.refuse, NET)
    assert [problem.pointer for problem in refused.value.problems] == ["/normalised"]


def test_a_defect_is_told_without_its_message(capfd):
    worker = Worker(Limits(30.0, 512))
    with pytest.raises(WorkerLost, match="code 1"):
        worker.run(worker_jobs.stumble, NET, "kanarienvogel")
    logged = capfd.readouterr().err
    assert "ValueError" in logged
    assert "in stumble" in logged
    assert "kanarienvogel" not in logged


def test_a_process_that_vanishes_is_noticed(worker):
    with pytest.raises(WorkerLost, match="code 3"):
        worker.run(worker_jobs.vanish, NET)


def test_a_process_that_is_killed_is_noticed(worker):
    worker.run(worker_jobs.process_of, NET)
    late = Timer(0.2, os.kill, (worker.pid, signal.SIGKILL))
    late.start()
    with pytest.raises(WorkerLost, match="code -9"):
        worker.run(worker_jobs.sleep, NET, 60)
    late.join()


def test_one_that_died_while_it_was_idle_is_noticed(worker):
    worker.run(worker_jobs.process_of, NET)
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(WorkerLost):
        worker.run(worker_jobs.process_of, NET)


ORPHAN = """
from threading import Timer
from app.workers.task import Limits
from app.workers.worker import Worker
from tests import worker_jobs
from tests.factories import network, tie
worker, net = Worker(Limits(60.0, 512)), network(tie("A", "B"))
worker.run(worker_jobs.process_of, net)
print(worker.pid, flush=True)
worker.run(worker_jobs.sleep, net, 60)
"""


@pytest.mark.slow
def test_it_does_not_outlive_who_started_it():
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        assert not ended(pid, 0)
        parent.kill()
    assert ended(pid, 5.0)
