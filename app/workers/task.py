"""Tasks as they pass between service and worker, pickles over two pipes: a task there, its value or refusal back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.errors import BudgetExceeded, DeadlineExceeded
from app.refusals import said

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` by the clock from the moment it is handed over, ``megabytes`` of memory for data and results."""

    seconds: float
    megabytes: int

    def too_long(self) -> DeadlineExceeded:
        """Refusal when the time is over."""
        return DeadlineExceeded(
            said("analysis_too_slow", seconds=f"{self.seconds:g}"),
            hint=said("cheaper_or_more_seconds"),
        )

    def too_large(self) -> BudgetExceeded:
        """Refusal when the memory is used up."""
        return BudgetExceeded(
            said("analysis_too_large", megabytes=self.megabytes),
            hint=said("cheaper_or_more_megabytes"),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """``job(shared, *arguments)``; ``job`` is a function of a module, ``shared`` None: what the task before had."""

    job: Callable[..., Any]
    shared: object | None
    arguments: tuple[Any, ...]
