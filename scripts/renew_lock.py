"""The lock of the jars, renewed: ``python -m scripts.renew_lock`` takes the newest patch release of ``LINE``.

It needs the ``dev`` group, jgo above all. The lock is ours because jgo's own carries a time stamp, lies in the user's
cache and names the repository it was made with.
"""

import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from jgo.maven import Artifact, MavenContext

from app import embedded
from app.embedded.lock import LOCK_FILE, Jar, Lock

LINE = "5.26"
"""The long-term-support line of Neo4j whose newest patch release is locked."""

ROOTS = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server")
"""The engine and its server; everything else follows from them."""


def render(lock: Lock) -> str:
    """The lock as TOML: the same bytes for the same jars, whoever makes it and when."""
    rows = (
        f'  {{ coordinate = "{jar.coordinate}", size = {jar.size}, sha256 = "{jar.sha256}" }},\n'
        for jar in sorted(lock.jars)
    )
    return (
        "# The jars of the embedded Neo4j Community; every start verifies them.\n"
        "# Renewed by: python -m scripts.renew_lock\n"
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
    """Renew the lock of ``app.embedded``."""
    with tempfile.TemporaryDirectory() as folder:
        lock = resolve(Path(folder))
    (Path(embedded.__file__).parent / LOCK_FILE).write_text(render(lock), encoding="utf-8")
    print(f"Neo4j {lock.version}: {len(lock.jars)} jars", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
