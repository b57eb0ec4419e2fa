"""Engines by their names: ``local``, or the address of a Spark master."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

from app.engines.engine import Cluster, Engine
from app.engines.local import LocalEngine
from app.engines.messages import unavailable, unknown_engine
from app.records.vocabulary import Lang
from app.workers.task import Limits

_SPARK = re.compile(r"local\[(\d+|\*)\]|spark://.+|yarn|k8s://.+")
"""Addresses of a master as Spark writes them."""


@contextmanager
def opened(name: str, *, processes: int, limits: Limits, lang: Lang) -> Iterator[Engine]:
    """The engine of that name, closed afterwards.

    Args:
        name: ``local``, ``local[N]``, ``spark://host:port``, ``yarn`` or ``k8s://address``.
        processes: of the local engine.
        limits: of a task; the memory is that of the local engine, other processes have what their cluster gives them.
        lang: language of messages.

    Raises:
        InvalidInput: there is no such engine.
        EngineUnavailable: it cannot be started or reached.
    """
    if name == LocalEngine.name:
        with closing(LocalEngine(processes, limits)) as engine:
            yield engine
        return
    with cluster(name, limits=limits, lang=lang) as spark:
        yield spark


@contextmanager
def cluster(name: str, *, limits: Limits, lang: Lang) -> Iterator[Cluster]:
    """The Spark of that address, closed afterwards; else as :func:`opened`."""
    if not _SPARK.fullmatch(name):
        raise unknown_engine(name, lang)
    try:
        from app.engines.spark import SparkEngine  # noqa: PLC0415 - large, and not installed everywhere
    except ModuleNotFoundError as missing:
        raise unavailable("no_pyspark", lang, name=name) from missing
    with closing(SparkEngine(name, limits, lang)) as spark:
        yield spark
