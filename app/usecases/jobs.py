"""What is computed in a worker? Functions that a process of its own imports: no database, no service."""

from collections.abc import Mapping
from typing import Any

from app.analysis.interface import analysis
from app.findings import Result
from app.network.graph.network import Network
from app.report.json import dumps


def result(network: Network, analysis_id: str, values: Mapping[str, Any]) -> Result:
    """What an analysis says."""
    return analysis(analysis_id)(network, values)


def result_text(network: Network, analysis_id: str, values: Mapping[str, Any]) -> str:
    """The same as JSON: nobody else has to write out ten thousand measures."""
    return dumps(result(network, analysis_id, values))
