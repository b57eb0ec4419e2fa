"""How far does the recorded cooperation concentrate on one organisation?"""

from dataclasses import dataclass

from app.analysis.actor_measures import centralisation
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: Freeman fixed what is divided by what."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Freeman's centralisation (1979) of the numbers of partners in view ``G``."""
    size = len(network.actors)
    return Answer(measures=(centralisation(network.partner_counts.astype(float), (size - 1) * (size - 2)),))


ANALYSIS = Analysis(
    id="degree-centralisation", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.08)
)
