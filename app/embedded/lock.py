"""The jars of which the embedded database is made, down to the byte; ``renew_lock`` writes the file."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

LOCK_FILE = "jgo.lock.toml"


@dataclass(frozen=True, slots=True, order=True)
class Jar:
    """One locked file: ``group:artifact:version[:classifier]``, its size in bytes and its SHA-256 in hex."""

    coordinate: str
    size: int
    sha256: str

    @property
    def file_name(self) -> str:
        """The name that Maven gives the file."""
        _, artifact, *version_and_classifier = self.coordinate.split(":")
        return "-".join((artifact, *version_and_classifier)) + ".jar"

    @property
    def path(self) -> str:
        """Path of the jar in a Maven repository, relative to the repository's address."""
        group, artifact, version = self.coordinate.split(":")[:3]
        return f"{group.replace('.', '/')}/{artifact}/{version}/{self.file_name}"


@dataclass(frozen=True, slots=True)
class Lock:
    """A version of Neo4j Community and all of its jars, in the order of their coordinates."""

    version: str
    jars: tuple[Jar, ...]


def read_lock() -> Lock:
    """The lock that ships with this package."""
    content = tomllib.loads(files(__package__).joinpath(LOCK_FILE).read_text("utf-8"))
    return Lock(content["neo4j"], tuple(Jar(**jar) for jar in content["jars"]))
