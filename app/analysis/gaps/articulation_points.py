"""Articulation points: actors who alone hold parts of the network together.

Without which organisation would others no longer be connected?
"""

from dataclasses import dataclass

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network
from app.network.kernels.connectivity import cuts


@dataclass(frozen=True, slots=True)
class Parameters:
    """No options: the recorded ties decide."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Parts that view ``G`` gains without each actor, and the number of actors cut off from the largest part."""
    points = cuts(network.adjacency)
    measures = actor_measures(network, points.pieces.astype(float), parts={"cut_off": points.cut_off})
    return Answer(measures=measures, summary={"articulation_points": int((points.pieces > 0).sum())})


ANALYSIS = Analysis(
    id="articulation-points", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(1)
)
