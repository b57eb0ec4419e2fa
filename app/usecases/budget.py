"""Budget of an analysis: its cost is estimated first, and who asks for too much is told what costs less."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.analysis.interface import Analysis
from app.errors import BudgetExceeded, Problem
from app.network.graph.network import Network

_MINUTE = 60
_HOUR = 3600


def estimated(entry: Analysis, network: Network, parameters: Any) -> float:
    """Seconds that an analysis will roughly take, as it says itself."""
    return entry.cost(network, parameters)


def within_budget(entry: Analysis, network: Network, parameters: Any, seconds: float) -> float:
    """The estimate.

    Raises:
        BudgetExceeded: it is over ``seconds``; the hint names parameters that cost less.
    """
    cost = estimated(entry, network, parameters)
    if cost > seconds:
        raise _refused(entry, network, parameters, cost, seconds)
    return cost


def _refused(entry: Analysis, network: Network, parameters: Any, cost: float, seconds: float) -> BudgetExceeded:
    size = f"{len(network.actors)} actors and {len(network.ties)} ties"
    detail = f"{entry.id} was not run: for {size} it would take about {_told(cost)}, allowed are {_told(seconds)}"
    cheaper = _enough(entry, network, parameters, seconds)
    less = estimated(entry, network, replace(parameters, **cheaper))
    cheaper_values = " ".join(f"{name}={_written(value)}" for name, value in cheaper.items())
    instead = f"set {cheaper_values}, which takes about {_told(less)}, or " if cheaper else ""
    problems = [
        Problem(code="too_costly", message=f"{name}: costs too much", pointer=f"/{name}", suggestion=_written(value))
        for name, value in cheaper.items()
    ]
    return BudgetExceeded(detail, hint=f"{instead}raise NETZBLICK_ANALYSIS_SECONDS", problems=tuple(problems))


def _enough(entry: Analysis, network: Network, parameters: Any, seconds: float) -> Mapping[str, float]:
    """The first of the cheaper values, those that are not asked for already, with which it fits; none if it never does."""
    chosen = dict[str, float]()
    for name, value in entry.cheaper.items():
        if getattr(parameters, name) != value:
            chosen[name] = value
        if estimated(entry, network, replace(parameters, **chosen)) <= seconds:
            return chosen
    return {}


def _written(value: float) -> str:
    """As it is written in a request."""
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"


def _told(seconds: float) -> str:
    """A duration as people say it; the estimate is no better."""
    if seconds < 2 * _MINUTE:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < 2 * _HOUR else f"{seconds / _HOUR:.0f} h"
