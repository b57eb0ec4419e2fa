"""One large network on an engine: analyses that can be split, with the same answer as in one process."""

from typing import Any

from app.analysis.interface import Analysis, catalogue
from app.engines.engine import Engine
from app.errors import InvalidInput
from app.findings import Result
from app.network.graph.network import Network
from app.records.vocabulary import Lang


def check_spread(entry: Analysis, lang: Lang) -> None:
    """Refuse an analysis that no engine can split, before anything is read or started.

    Raises:
        InvalidInput: the detail says what it needs, the hint which analyses can be split.
    """
    if entry.spread is not None:
        return
    names = ", ".join(splittable.id for splittable in catalogue().values() if splittable.spread is not None)
    if lang == "en":
        raise InvalidInput(
            f"{entry.id} cannot be split: it needs one process that holds the whole network",
            hint=f"ask without --engine, with NETZBLICK_ANALYSIS_SECONDS and _MEGABYTES for its size; can be split: {names}",
        )
    raise InvalidInput(
        f"{entry.id} lässt sich nicht aufteilen: Es braucht einen Prozess, der das ganze Netz hält.",
        hint=f"Ohne --engine fragen, mit NETZBLICK_ANALYSIS_SECONDS und _MEGABYTES nach der Größe; aufteilen lassen sich: {names}",
    )


def spread_result(engine: Engine, entry: Analysis, network: Network, parameters: Any) -> Result:
    """The result of an analysis that :func:`check_spread` let pass."""
    assert entry.spread is not None, "checked before"
    return entry.completed(entry.spread(engine, network, parameters), network, parameters)
