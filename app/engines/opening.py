"""Engines by their names: ``local``, or the address of a Spark master."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.engines.engine import Engine
from app.engines.local import LocalEngine
from app.errors import InvalidInput
from app.records.vocabulary import Lang
from app.workers.task import Limits

_REFUSED = {
    "de": (
        "Ein Rechenwerk „{name}“ gibt es nicht.",
        "So schreiben: local (Prozesse dieses Rechners), local[N] (Spark auf diesem Rechner), spark://RECHNER:PORT, yarn oder k8s://ADRESSE.",
    ),
    "en": (
        "There is no engine “{name}”.",
        "Write local (processes of this machine), local[N] (Spark on this machine), spark://HOST:PORT, yarn or k8s://ADDRESS.",
    ),
}


@contextmanager
def opened(name: str, *, processes: int, limits: Limits, lang: Lang) -> Iterator[Engine]:
    """The engine of that name, closed afterwards.

    Args:
        name: ``local``, ``local[N]``, ``spark://host:port``, ``yarn`` or ``k8s://address``.
        processes: of the local engine.
        limits: of a task of the local engine.
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
    detail, hint = _REFUSED[lang]
    raise InvalidInput(detail.format(name=name), hint=hint)
