"""Spark for tests: they are collected where pyspark and Java are, else they count as not run, and it is said."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.workers.task import Limits

ROOT = Path(__file__).parents[2]
MISSING = [
    name
    for name, present in (
        ("pyspark (make test-spark installs it)", importlib.util.find_spec("pyspark")),
        ("Java 17 or 21", shutil.which("java")),
    )
    if not present
]
collect_ignore_glob = ["test_*.py"] if MISSING else []

os.environ["PYTHONPATH"] = str(ROOT)  # workers import what tests give them to do


def pytest_terminal_summary(terminalreporter) -> None:
    if MISSING:
        terminalreporter.write_line(f"tests/spark: NOT RUN, missing: {', '.join(MISSING)}", yellow=True)


@pytest.fixture(scope="session")
def spark() -> Iterator[object]:
    """Spark on two cores of this machine."""
    from app.engines.spark import SparkEngine  # noqa: PLC0415 - where pyspark is

    engine = SparkEngine("local[2]", Limits(120.0, 1024), "en")
    yield engine
    engine.close()
