"""On how short ways does each organisation reach the others?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.interface import Analysis, Answer, parameter
from app.network.actor_measures import actor_measures
from app.network.cost import of_distances
from app.network.directions import DIRECTIONS, ways
from app.network.kernels.distance_sums import distance_sums
from app.network.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """How those are counted who cannot be reached."""

    variant: str = parameter(
        "wasserman-faust",
        "reachable: only who can be reached counts; wasserman-faust: times the share of those",
        choices=("wasserman-faust", "reachable"),
    )
    direction: str = parameter("in", "in a directed file: paths to (in) or from (out) the actor", choices=DIRECTIONS)


def run(network: Network, parameters: Parameters) -> Answer:
    """Closeness of each actor by hops in view ``G``: others reached / Σ d, 0 for who reaches nobody.

    Freeman (1979) in a connected network; in others Wasserman & Faust (1994) multiply by the share of others reached.
    """
    others = len(network.actors) - 1
    if others < 1:
        return Answer(measures=actor_measures(network, None))
    sums = distance_sums(ways(network, parameters.direction))
    values = sums.reached / np.maximum(sums.hops, 1)
    if parameters.variant == "wasserman-faust":
        values *= sums.reached / others
    return Answer(measures=actor_measures(network, values))


ANALYSIS = Analysis(id="closeness", version=1, parameters=Parameters, run=run, kind="measures", cost=of_distances)
