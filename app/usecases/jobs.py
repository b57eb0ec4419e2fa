"""Jobs of workers and clusters: functions that a process of its own imports, without database and service."""

from typing import Any, Protocol, TypeVar

from app.analysis.interface import analysis
from app.findings import Result
from app.network.graph.network import Network
from app.network.kernels.by_rows import Places
from app.report.forms.json import dumps

Answer_co = TypeVar("Answer_co", covariant=True)


class Job(Protocol[Answer_co]):
    """Job of an analysis of a network with parameters; over ``places``, if there are any and it can be split."""

    def __call__(self, network: Network, analysis_id: str, parameters: Any, places: Places | None = None) -> Answer_co:
        """Computed in this process, or by it on others."""


def result(network: Network, analysis_id: str, parameters: Any, places: Places | None = None) -> Result:
    """Result of an analysis."""
    return analysis(analysis_id).result(network, parameters, places)


def result_text(network: Network, analysis_id: str, parameters: Any, places: Places | None = None) -> str:
    """Result of an analysis as JSON: nobody else has to write out ten thousand measures."""
    return dumps(result(network, analysis_id, parameters, places))
