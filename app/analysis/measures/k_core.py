"""Who belongs to a core in which everybody works with several others of the core?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network
from app.network.kernels import by_rows
from app.network.kernels.by_rows import Places
from app.network.kernels.connectivity import core_numbers


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: a core is what it is."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Core number of each actor in view ``G`` (Seidman 1983)."""
    return _answer(network, core_numbers(network.adjacency))


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """The answer of :func:`run`, computed on several machines."""
    return _answer(network, by_rows.core_numbers(places.rows(network.adjacency)))


def _answer(network: Network, numbers: NDArray[np.int64]) -> Answer:
    innermost = int(numbers.max(initial=0))
    summary = {"innermost": innermost, "in_innermost": int((numbers == innermost).sum())}
    return Answer(measures=actor_measures(network, numbers.astype(float)), summary=summary)


ANALYSIS = Analysis(
    id="k-core", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(1), spread=spread
)
