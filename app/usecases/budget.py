"""May an analysis be run at all? Its cost is estimated first, and who asks for too much is told what costs less."""

from collections.abc import Mapping
from typing import Any

from app.analysis.interface import Analysis
from app.errors import BudgetExceeded, Problem
from app.network.cost import of_records
from app.network.network import Network

_MINUTE = 60
_HOUR = 3600


def estimated(entry: Analysis, network: Network, values: Mapping[str, Any]) -> float:
    """Seconds that an analysis will roughly take; every one looks at the records."""
    return max(of_records(network), entry.cost(network, entry.checked(values)))


def within_budget(entry: Analysis, network: Network, values: Mapping[str, Any], seconds: float) -> float:
    """The estimate.

    Raises:
        BudgetExceeded: it is over ``seconds``; the hint names parameters that cost less.
    """
    cost = estimated(entry, network, values)
    if cost > seconds:
        raise _refused(entry, network, values, cost, seconds)
    return cost


def _refused(
    entry: Analysis, network: Network, values: Mapping[str, Any], cost: float, seconds: float
) -> BudgetExceeded:
    size = f"{len(network.actors)} actors and {len(network.ties)} ties"
    detail = f"{entry.id} was not run: for {size} it would take about {_told(cost)}, allowed are {_told(seconds)}"
    cheaper = " ".join(f"{name}={value:g}" for name, value in entry.cheaper.items())
    less = estimated(entry, network, {**values, **entry.cheaper})
    told = f"set {cheaper}, which takes about {_told(less)}, or " if less <= seconds else ""
    problems = [
        Problem(code="too_costly", message=f"{name}: costs too much", pointer=f"/{name}", suggestion=f"{value:g}")
        for name, value in entry.cheaper.items()
        if told
    ]
    return BudgetExceeded(detail, hint=f"{told}raise NETZBLICK_ANALYSIS_SECONDS", problems=tuple(problems))


def _told(seconds: float) -> str:
    """A duration as people say it; the estimate is no better."""
    if seconds < 2 * _MINUTE:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < 2 * _HOUR else f"{seconds / _HOUR:.0f} h"
