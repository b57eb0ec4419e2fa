"""Into how many separate parts do the recorded cooperations fall?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.graph.network import Network
from app.network.kernels import by_rows
from app.network.kernels.by_rows import Places
from app.network.kernels.connectivity import components


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: parts are counted as recorded."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Connected components of view ``G``: their number, the largest, and actors without any tie."""
    return _answer(network, components(network.adjacency) if network.actors else np.zeros(0, np.int64))


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """The answer of :func:`run`, computed on several machines."""
    return _answer(network, by_rows.components(places.rows(network.adjacency), len(network.actors)))


def _answer(network: Network, component: NDArray[np.int64]) -> Answer:
    sizes = np.bincount(component)
    largest, alone = float(sizes.max(initial=0)), float((sizes == 1).sum())
    parts = {"largest": largest, "without_cooperation": alone}
    if network.actors:
        parts["largest_share"] = largest / len(network.actors)
    return Answer(measures=(Measure(subject=None, value=float(len(sizes)), parts=parts),), summary=parts)


ANALYSIS = Analysis(
    id="components", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.1), spread=spread
)
