"""How much nearer to all others is one organisation than the rest?"""

from dataclasses import dataclass

from app.analysis.actor_measures import centralisation, whole_measure
from app.analysis.cost import of_distances
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network
from app.network.kernels.distances import distance_sums


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: Freeman fixed what is divided by what."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Freeman's centralisation (1979) of closeness by hops in view ``G``, when it is connected."""
    size = len(network.actors)
    sums = distance_sums(network.adjacency)
    if (sums.reached < size - 1).any():
        return Answer(measures=(whole_measure(None, "not-connected"),))
    closeness = sums.reached / sums.hops.clip(1)
    return Answer(measures=(centralisation(closeness, (size - 1) * (size - 2) / (2 * size - 3)),))


ANALYSIS = Analysis(
    id="closeness-centralisation", version=1, parameters=Parameters, run=run, kind="measures", cost=of_distances
)
