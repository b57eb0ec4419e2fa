"""Which database do parts use that need one? An embedded Neo4j of their own in a temporary folder."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.embedded.server import Server, start
from app.settings import Settings


@contextmanager
def database() -> Iterator[Server]:
    """Empty, and gone afterwards."""
    settings = Settings()
    with (
        tempfile.TemporaryDirectory(prefix="netzblick-bench-") as home,
        start(Path(home), settings.cache, settings.maven_url, outlive=False) as running,
    ):
        yield running.server
