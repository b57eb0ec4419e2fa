"""Settings and password of the embedded database.

Maven brings neither: with its defaults LOAD CSV would read any file of this machine. The settings are in
``neo4j.conf`` beside this file, each with its reason.
"""

import os
import re
import secrets
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from string import Template

from app.embedded.memory import Memory
from app.errors import DatabaseUnavailable
from app.refusals import said

USER = "neo4j"
PASSWORD_FILE = "neo4j-password"  # noqa: S105 - a file's name

_HASH_ROUNDS = 1024


def neo4j_home(home: Path) -> Path:
    """The folder that Neo4j regards as its own, below the data folder ``home``."""
    return home / "neo4j"


def configure(home: Path, port: int, memory: Memory) -> Path:
    """Write configuration and, for a new database, the password; returns the folder of the configuration."""
    neo4j_home(home).mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = neo4j_home(home) / "conf"
    for directory in (folder, neo4j_home(home) / "import", neo4j_home(home) / "logs"):
        directory.mkdir(exist_ok=True)
    template = Template(files(__package__).joinpath("neo4j.conf").read_text("utf-8"))
    (folder / "neo4j.conf").write_text(template.substitute(asdict(memory), port=port), encoding="utf-8")
    _provide_password(home)
    return folder


def last_port(home: Path) -> int | None:
    """The port that the database of ``home`` was last configured with; None for a new one."""
    file = neo4j_home(home) / "conf" / "neo4j.conf"
    text = file.read_text("utf-8") if file.exists() else ""
    setting = re.search(r"^server\.bolt\.listen_address=.*:(\d+)$", text, re.MULTILINE)
    return int(setting[1]) if setting else None


def read_password(home: Path) -> str:
    """The password of the database of ``home``."""
    return (home / PASSWORD_FILE).read_text("utf-8").strip()


def _provide_password(home: Path) -> None:
    """Make a password unless the database has one already."""
    data = neo4j_home(home) / "data"
    if (data / "databases" / "system").exists():
        _require_password(home)
        return
    if not (home / PASSWORD_FILE).exists():
        _write_private(home / PASSWORD_FILE, secrets.token_urlsafe(32) + "\n")
    (data / "dbms").mkdir(parents=True, exist_ok=True)
    _write_private(data / "dbms" / "auth.ini", initial_credentials(read_password(home), secrets.token_bytes(32)))


def _require_password(home: Path) -> None:
    if not (home / PASSWORD_FILE).exists():
        raise DatabaseUnavailable(
            said("password_file_missing", file=home / PASSWORD_FILE, home=home),
            hint=said("put_password_file_back"),
        )


def initial_credentials(password: str, salt: bytes) -> str:
    """The line from which a new Neo4j takes the password of its first user.

    ``neo4j-admin dbms set-initial-password`` writes the same line to ``data/dbms/auth.ini``; doing it here costs no
    second Java, shows the password in no list of processes and leaves no moment with a known password.
    """
    digest = sha256(salt + password.encode()).digest()
    for _ in range(_HASH_ROUNDS - 1):
        digest = sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{_HASH_ROUNDS}:\n"


def _write_private(path: Path, content: str) -> None:
    """Write a file that nobody but its owner can read, not even for a moment."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
