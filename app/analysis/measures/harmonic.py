"""How near is each organisation to all others, when whoever cannot be reached counts nothing?"""

from dataclasses import dataclass

from app.analysis.cost import of_path_sums
from app.analysis.interface import Analysis, Answer, parameter
from app.analysis.measures.actor_measures import actor_measures
from app.network.graph.directions import DIRECTIONS
from app.network.graph.network import Network
from app.network.graph.tie_lengths import BY_STRENGTH_DOC, path_sums


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a path counts."""

    normalised: bool = parameter(True, "whether values are divided by the number of other organisations")
    direction: str = parameter("in", "in a directed file: paths to (in) or from (out) the actor", choices=DIRECTIONS)
    by_strength: bool = parameter(False, BY_STRENGTH_DOC)


def run(network: Network, parameters: Parameters) -> Answer:
    """Harmonic closeness of each actor by hops or strengths in view ``G``: Σ 1/d to others (Marchiori & Latora 2000)."""
    others = len(network.actors) - 1
    if others < 1:
        return Answer(measures=actor_measures(network, None))
    values = path_sums(network, parameters.direction, by_strength=parameters.by_strength).inverse
    return Answer(measures=actor_measures(network, values / others if parameters.normalised else values))


ANALYSIS = Analysis(
    id="harmonic",
    version=1,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=of_path_sums,
    cheaper={"by_strength": False},
)
