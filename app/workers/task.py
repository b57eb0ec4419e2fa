"""Tasks as they pass between service and worker, pickles over two pipes: a task there, its value or refusal back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.network.graph.network import Network


@dataclass(frozen=True, slots=True)
class Task:
    """``job(network, *arguments)``; ``job`` is a function of a module, ``network`` None: the one of the task before."""

    job: Callable[..., Any]
    network: Network | None
    arguments: tuple[Any, ...]
