"""One large network on an engine: which analyses can be split."""

from app.analysis.interface import Analysis, catalogue
from app.errors import InvalidInput
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
            f"{entry.id} cannot be split: it needs one process that holds the whole network.",
            hint=f"Ask without --engine, with NETZBLICK_ANALYSIS_SECONDS and _MEGABYTES for its size; can be split: {names}",
        )
    raise InvalidInput(
        f"{entry.id} lässt sich nicht aufteilen: Es braucht einen Prozess, der das ganze Netz hält.",
        hint=f"Ohne --engine fragen, mit NETZBLICK_ANALYSIS_SECONDS und _MEGABYTES nach der Größe; aufteilen lassen sich: {names}",
    )
