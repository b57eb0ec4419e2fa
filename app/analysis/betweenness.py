"""How much of the contact between others is recorded to run through one organisation?"""

from dataclasses import dataclass

from app.analysis.interface import Analysis, Answer, parameter
from app.network.actor_measures import actor_measures
from app.network.directions import ways
from app.network.kernels.betweenness import betweenness
from app.network.network import Network

_FEWEST_ACTORS = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a path counts."""

    normalised: bool = parameter(True, "whether values are divided by the number of pairs of others")


def run(network: Network, parameters: Parameters) -> Answer:
    """Exact betweenness of each actor by hops in view ``G`` (Freeman 1977, Brandes 2001), along arcs where there are any."""
    size = len(network.actors)
    if size < _FEWEST_ACTORS:
        return Answer(measures=actor_measures(network, None))
    values = betweenness(ways(network), directed=network.arcs is not None)
    if parameters.normalised:
        values /= (size - 1) * (size - 2) / (2 if network.arcs is None else 1)
    return Answer(measures=actor_measures(network, values))


ANALYSIS = Analysis(id="betweenness", version=1, parameters=Parameters, run=run, kind="measures")
