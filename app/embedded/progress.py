"""Progress that a person sees while the database is fetched and started."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["waiting", "fetching", "starting"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the start has come.

    ``waiting``: another command starts the same database. ``fetching``: files and bytes tell how much of the jars is
    here, those of earlier runs included. ``starting``: Java runs and does not answer yet.
    """

    stage: Stage
    files_done: int = 0
    files_total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0


Report = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    """Report to nobody."""
