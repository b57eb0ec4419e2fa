"""Isolates: actors without a recorded tie.

For how many organisations is no cooperation recorded yet?
"""

from dataclasses import dataclass

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """No options: actors are counted as recorded."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Number of actors without a tie in view ``G``, and their share."""
    number = int((network.partner_counts == 0).sum())
    parts = {"share": number / len(network.actors)} if network.actors else {}
    return Answer(measures=(whole_measure(float(number), parts=parts),))


ANALYSIS = Analysis(id="isolates", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.08))
