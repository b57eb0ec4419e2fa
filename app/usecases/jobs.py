"""Jobs of workers: functions that a process of its own imports, without database and service."""

from typing import Any

from app.analysis.interface import analysis
from app.findings import Result
from app.network.graph.network import Network
from app.report.forms.json import dumps


def result(network: Network, analysis_id: str, parameters: Any) -> Result:
    """What an analysis says."""
    return analysis(analysis_id).result(network, parameters)


def result_text(network: Network, analysis_id: str, parameters: Any) -> str:
    """The same as JSON: nobody else has to write out ten thousand measures."""
    return dumps(result(network, analysis_id, parameters))
