"""A Spark master with two workers on loopback: is the answer the same when one of them is killed in the middle?"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyspark
import pytest

from app.engines.spark import SparkEngine
from app.workers.task import Limits
from tests import worker_jobs

pytestmark = pytest.mark.filterwarnings("ignore")

ROOT = Path(__file__).parents[2]
SPARK_HOME = Path(pyspark.__file__).parent


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _process(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A daemon of Spark that listens to this machine alone."""
    command = [str(SPARK_HOME / "bin/spark-class"), f"org.apache.spark.deploy.{kind}", *arguments]
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "PYTHONPATH": str(ROOT),
        "PYSPARK_PYTHON": sys.executable,
    }
    return subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """With its executor, which is of the same group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a master, and its two workers with one core each."""
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    master = _process("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(_free_port()))
    _until_it_listens(port)
    workers = [
        _process(
            "worker.Worker",
            *("--host", "127.0.0.1", "--webui-port", str(_free_port()), "--cores", "1", "--memory", "1g"),
            *("--work-dir", str(tmp_path / f"worker-{number}"), address),
        )
        for number in range(2)
    ]
    yield address, workers
    for process in (*workers, master):
        _end(process)


def _until_it_listens(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the master of Spark did not start")


def test_the_answer_is_the_same_when_a_worker_is_killed_in_the_middle(cluster):
    address, workers = cluster
    parts = list(range(12))
    with closing(SparkEngine(address, Limits(120.0, 1024), "en")) as engine:
        answers = {}
        for part, answer in engine.completed(worker_jobs.add_slowly, 100, parts):
            answers[part] = answer
            if len(answers) == 3:
                _end(workers[0])
    assert answers == {part: 100 + part for part in parts}
