"""With how many others does an organisation work on average?"""

from dataclasses import dataclass

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: the bounds follow from what is not known."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Mean number of partners by the dyad census, from what is recorded to what it were if all unknown pairs worked."""
    size = len(network.actors)
    if not size:
        return Answer(measures=(whole_measure(None, "too-few-actors"),))
    counts = network.view(dyad_census).counts
    value, high = 2 * counts.tied / size, 2 * (counts.tied + counts.unknown) / size
    return Answer(measures=(Measure(subject=None, value=value, low=value, high=high),))


ANALYSIS = Analysis(id="mean-degree", version=2, parameters=Parameters, run=run, kind="measures", cost=of_size(0.6))
