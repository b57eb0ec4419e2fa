"""How near is each organisation to all others, when whoever cannot be reached counts nothing?"""

from dataclasses import dataclass

from app.analysis.interface import Analysis, Answer, parameter
from app.network.actor_measures import actor_measures
from app.network.cost import of_distances
from app.network.directions import DIRECTIONS, ways
from app.network.kernels.distance_sums import distance_sums
from app.network.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a path counts."""

    normalised: bool = parameter(True, "whether values are divided by the number of other organisations")
    direction: str = parameter("in", "in a directed file: paths to (in) or from (out) the actor", choices=DIRECTIONS)


def run(network: Network, parameters: Parameters) -> Answer:
    """Harmonic closeness of each actor by hops in view ``G``: Σ 1/d to all others (Marchiori & Latora 2000)."""
    others = len(network.actors) - 1
    if others < 1:
        return Answer(measures=actor_measures(network, None))
    values = distance_sums(ways(network, parameters.direction)).inverse
    return Answer(measures=actor_measures(network, values / others if parameters.normalised else values))


ANALYSIS = Analysis(id="harmonic", version=1, parameters=Parameters, run=run, kind="measures", cost=of_distances)
