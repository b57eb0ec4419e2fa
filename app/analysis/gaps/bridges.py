"""Bridges: ties that alone connect two parts of the network.

Which cooperations are the only recorded connection between two parts of the network?
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.findings import Measure, Subject
from app.network.graph.network import Network
from app.network.kernels.connectivity import cuts


@dataclass(frozen=True, slots=True)
class Parameters:
    """No options: the recorded ties decide."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Number of bridges of view ``G``, and the number of actors on the smaller side of every bridge."""
    bridges = cuts(network.adjacency).bridges.tolist()
    measures = sorted(
        _bridge_measures(network, bridges), key=lambda measure: (-(measure.value or 0.0), measure.subject)
    )
    return Answer(measures=(whole_measure(float(len(bridges))), *measures))


def _bridge_measures(network: Network, bridges: Iterable[tuple[int, int, int]]) -> Iterable[Measure]:
    """Measures of the bridges; a bridge with an actor that is one person is left out."""
    for *ends, smaller_side in bridges:
        actors = [network.actors[position] for position in ends]
        if not any(actor.one_person for actor in actors):
            ids, names = "--".join(actor.id for actor in actors), " – ".join(actor.name for actor in actors)
            yield Measure(subject=Subject("cooperation", ids, names), value=float(smaller_side))


ANALYSIS = Analysis(id="bridges", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.12))
