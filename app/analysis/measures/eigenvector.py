"""Who works with organisations that are themselves well connected?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network
from app.network.kernels.connectivity import components
from app.network.kernels.spectral_centrality import eigenvector

_FEWEST_ACTORS = 2


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: the connections decide."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Eigenvector centrality in the largest component of view ``G`` (Bonacich 1972), Euclidean length 1.

    In a graph file, where a pair without a tie has none, isolates have 0, as in UCINET.
    """
    if len(network.actors) < _FEWEST_ACTORS:
        return Answer(measures=actor_measures(network, None))
    member = components(network.adjacency)
    sizes = np.bincount(member)
    if (sizes == sizes[0]).sum() > 1:
        return Answer(measures=actor_measures(network, None, "no-largest-component"))
    largest = member == 0
    values = np.full(len(network.actors), np.nan)
    if network.closed_world:
        values[network.partner_counts == 0] = 0.0
    values[largest] = eigenvector(network.adjacency[largest][:, largest])
    return Answer(measures=actor_measures(network, values, "outside-the-largest-component"))


ANALYSIS = Analysis(id="eigenvector", version=2, parameters=Parameters, run=run, kind="measures", cost=of_size(1.4))
