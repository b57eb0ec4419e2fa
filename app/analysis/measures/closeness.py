"""On how short ways does each organisation reach the others?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.cost import of_path_sums
from app.analysis.interface import Analysis, Answer, parameter
from app.analysis.measures.actor_measures import actor_measures
from app.network.graph.directions import DIRECTIONS
from app.network.graph.network import Network
from app.network.graph.tie_lengths import BY_STRENGTH_DOC, path_sums


@dataclass(frozen=True, slots=True)
class Parameters:
    """How those are counted who cannot be reached."""

    variant: str = parameter(
        "wasserman-faust",
        "reachable: only who can be reached counts; wasserman-faust: times the share of those",
        choices=("wasserman-faust", "reachable"),
    )
    direction: str = parameter("in", "in a directed file: paths to (in) or from (out) the actor", choices=DIRECTIONS)
    by_strength: bool = parameter(False, BY_STRENGTH_DOC)


def run(network: Network, parameters: Parameters) -> Answer:
    """Closeness of each actor by hops or strengths in view ``G``: others reached / Σ d, 0 for who reaches nobody.

    Freeman (1979) in a connected network; in others Wasserman & Faust (1994) multiply by the share of others reached.
    """
    others = len(network.actors) - 1
    if others < 1:
        return Answer(measures=actor_measures(network, None))
    sums = path_sums(network, parameters.direction, by_strength=parameters.by_strength)
    values = np.divide(sums.reached, sums.lengths, out=np.zeros(others + 1), where=sums.reached > 0)
    if parameters.variant == "wasserman-faust":
        values *= sums.reached / others
    return Answer(measures=actor_measures(network, values))


ANALYSIS = Analysis(
    id="closeness",
    version=1,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=of_path_sums,
    cheaper={"by_strength": False},
)
