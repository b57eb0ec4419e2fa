"""With how many partners is each organisation recorded to work?"""

from dataclasses import dataclass

from app.analysis.interface import Analysis, Answer, parameter
from app.network.actor_measures import actor_measures
from app.network.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a partner counts."""

    normalised: bool = parameter(False, "whether partners are divided by the number of other organisations")


def run(network: Network, parameters: Parameters) -> Answer:
    """Partners of each actor in view ``G``; several ties of a pair are one partner."""
    partners = network.partner_counts.astype(float)
    others = len(network.actors) - 1
    if parameters.normalised:
        values = partners / others if others > 0 else None
        return Answer(measures=actor_measures(network, values))
    return Answer(measures=actor_measures(network, partners))


ANALYSIS = Analysis(id="degree", version=1, parameters=Parameters, run=run, kind="measures")
