"""The real service in a process of its own, as an operator starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx

from app.embedded.ownership import read_run
from tests.database import DatabaseUnderTest

PATIENCE_SECONDS = 180.0
"""A start of the database takes 5 s on an idle machine, and minutes on a busy one."""


class Served:
    """A service that can be ended and started again; its database is its own, or that of ``settings``."""

    def __init__(self, home: Path, port: int, settings: Mapping[str, str]) -> None:
        self.home = home
        self.address = f"http://127.0.0.1:{port}"
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("NETZBLICK_")} | {
            "NETZBLICK_HOME": str(home),
            "NETZBLICK_PORT": str(port),
            "NETZBLICK_LOG": "json",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @classmethod
    def on_free_port(cls, home: Path, settings: Mapping[str, str]) -> Self:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            return cls(home, int(listener.getsockname()[1]), settings)

    def start(self) -> None:
        with (self.home / "service.log").open("ab") as log:
            command = [sys.executable, "-m", "app", "serve"]
            self.process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        self.await_ready()

    def await_ready(self, seconds: float = PATIENCE_SECONDS) -> float:
        """Seconds until it says that it can work."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self._status("/readyz") == httpx.codes.OK:
                return time.monotonic() - begun
            time.sleep(0.1)
        raise AssertionError(f"not ready within {seconds:g} s:\n{self.log[-3000:]}")

    @property
    def log(self) -> str:
        return (self.home / "service.log").read_text("utf-8")

    @property
    def database_pid(self) -> int:
        run = read_run(self.home)
        assert run is not None, self.log
        return run.pid

    @property
    def database(self) -> DatabaseUnderTest:
        """Its own one."""
        run = read_run(self.home)
        assert run is not None
        return DatabaseUnderTest(f"bolt://127.0.0.1:{run.port}", "neo4j", self.home / "neo4j-password")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def terminate(self) -> float:
        """End it in order; how many seconds it takes."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE_SECONDS)
        return time.monotonic() - begun

    def _status(self, path: str) -> int:
        try:
            return httpx.get(f"{self.address}{path}", timeout=6.0, trust_env=False).status_code
        except httpx.HTTPError:
            return 0


@contextmanager
def served(home: Path, settings: Mapping[str, str]) -> Iterator[Served]:
    """A service that answers, on a free port; ended whatever happens."""
    service = Served.on_free_port(home, settings)
    service.start()
    try:
        yield service
    finally:
        if service.process is not None and service.process.poll() is None:
            service.terminate()


def on(database: DatabaseUnderTest, url: str | None = None) -> Mapping[str, str]:
    """Settings for a database that is there already, or a line to it."""
    return {
        "NETZBLICK_NEO4J_URL": url or database.url,
        "NETZBLICK_NEO4J_USER": database.user,
        "NETZBLICK_NEO4J_PASSWORD_FILE": str(database.password_file),
    }
