"""A Spark master with two workers on loopback, for tests and benchmarks, where pyspark and Java are."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
_START_SECONDS = 60.0


@contextmanager
def two_workers(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a master, and its two workers with one core each, which keep their files in ``folder``."""
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    daemons = [_daemon("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))]
    try:
        _wait_until_it_listens(port)
        for number in range(2):
            place = ("--host", "127.0.0.1", "--webui-port", str(free_port()), "--work-dir", str(folder / f"{number}"))
            daemons.append(_daemon("worker.Worker", *place, "--cores", "1", "--memory", "1g", address))
        yield address, daemons[1:]
    finally:
        for process in reversed(daemons):
            kill(process)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def kill(daemon: subprocess.Popen[bytes]) -> None:
    """End a daemon with its executors, which are of the same group."""
    if daemon.poll() is None:
        os.killpg(daemon.pid, signal.SIGKILL)
        daemon.wait()


def _daemon(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A daemon of Spark that listens to this machine alone."""
    pyspark = find_spec("pyspark")
    assert pyspark is not None, "make test-spark installs pyspark"
    command = [str(Path(str(pyspark.origin)).parent / "bin/spark-class"), f"org.apache.spark.deploy.{kind}", *arguments]
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


def _wait_until_it_listens(port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
