"""Into how many separate parts do the recorded cooperations fall?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.graph.network import Network
from app.network.kernels.connectivity import components


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: parts are counted as recorded."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Connected components of view ``G``: their number, the largest, and actors without any tie."""
    sizes = np.bincount(components(network.adjacency)) if network.actors else np.zeros(0, np.int64)
    largest, alone = float(sizes.max(initial=0)), float((sizes == 1).sum())
    parts = {"largest": largest, "without_cooperation": alone}
    if network.actors:
        parts["largest_share"] = largest / len(network.actors)
    return Answer(measures=(Measure(subject=None, value=float(len(sizes)), parts=parts),), summary=parts)


ANALYSIS = Analysis(id="components", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.1))
