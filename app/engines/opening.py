"""Engines by their names: ``local``, or the address of a Spark master."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from app.engines.engine import Engine
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
    engine = _made(name, processes, limits, lang)
    try:
        yield engine
    finally:
        engine.close()


def _made(name: str, processes: int, limits: Limits, lang: Lang) -> Engine:
    if name == LocalEngine.name:
        return LocalEngine(processes, limits)
    if not _SPARK.fullmatch(name):
        raise unknown_engine(name, lang)
    try:
        from app.engines.spark import SparkEngine  # noqa: PLC0415 - large, and not installed everywhere
    except ModuleNotFoundError as missing:
        raise unavailable("no_pyspark", lang, name=name) from missing
    return SparkEngine(name, limits, lang)
