"""Of which jars, down to the byte, is the embedded database made?

``python -m app.embedded.lock`` renews ``jgo.lock.toml`` with the newest patch release of the line ``LINE``. The lock is
ours because jgo's own carries a time stamp, lies in the user's cache and names the repository it was made with.
"""

import sys
import tempfile
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jgo.maven import Artifact, MavenContext

LINE = "5.26"
"""The long-term-support line of Neo4j whose newest patch release is locked."""

ROOTS = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server")
"""The engine and its server; everything else follows from them."""

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
        """Where a Maven repository keeps it, relative to the repository's address."""
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


def render(lock: Lock) -> str:
    """The lock as TOML: the same bytes for the same jars, whoever makes it and when."""
    rows = (
        f'  {{ coordinate = "{jar.coordinate}", size = {jar.size}, sha256 = "{jar.sha256}" }},\n'
        for jar in sorted(lock.jars)
    )
    return (
        "# The jars of the embedded Neo4j Community; every start verifies them.\n"
        "# Renewed by: python -m app.embedded.lock\n"
        f'neo4j = "{lock.version}"\n'
        f"jars = [\n{''.join(rows)}]\n"
    )


def resolve(folder: Path) -> Lock:
    """Resolve the newest release of the line and hash its jars, which are fetched into ``folder``."""
    context = MavenContext(repo_cache=folder)
    version = _newest_version(context)
    roots = [context.create_dependency(f"{root}:{version}") for root in ROOTS]
    inputs, transitive = context.resolver.resolve(roots)
    with ThreadPoolExecutor(8) as pool:
        jars = pool.map(_lock_artifact, (dependency.artifact for dependency in (*inputs, *transitive)))
    return Lock(version, tuple(sorted(jars)))


def _newest_version(context: MavenContext) -> str:
    project = context.project(*ROOTS[0].split(":"))
    project.update()
    return _newest(project.metadata.versions)


def _newest(versions: Iterable[str]) -> str:
    """The highest patch release of the line: 5.26.30 is newer than 5.26.4, and 5.27.0 is another line."""
    patches = (version.removeprefix(f"{LINE}.") for version in versions if version.startswith(f"{LINE}."))
    return f"{LINE}.{max(int(patch) for patch in patches if patch.isdecimal())}"


def _lock_artifact(artifact: Artifact) -> Jar:
    content = artifact.resolve().read_bytes()
    parts = (artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier)
    return Jar(":".join(part for part in parts if part), len(content), sha256(content).hexdigest())


def main() -> None:
    """Renew the lock beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        lock = resolve(Path(folder))
    Path(__file__).with_name(LOCK_FILE).write_text(render(lock), encoding="utf-8")
    print(f"Neo4j {lock.version}: {len(lock.jars)} jars", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
