"""Who works with organisations with which in turn many work?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.paths import ways
from app.network.kernels import by_rows
from app.network.kernels.by_rows import Places
from app.network.kernels.spectral_centrality import pagerank


@dataclass(frozen=True, slots=True)
class Parameters:
    """How far a walk along the ties goes.

    ``damping`` (0.85): lower it to make values depend more on near partners.
    """

    damping: float = parameter(0.85, "probability of going on along a tie", low=0.0, high=0.99)


def run(network: Network, parameters: Parameters) -> Answer:
    """PageRank of each actor in view ``G``; in a directed file ties are followed in their direction."""
    shares = pagerank(ways(network), parameters.damping, directed=network.arcs is not None)
    return Answer(measures=actor_measures(network, shares))


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines."""
    inwards, leaving = places.rows(ways(network, "in")), np.diff(ways(network).indptr)
    return Answer(measures=actor_measures(network, by_rows.pagerank(inwards, leaving, parameters.damping)))


ANALYSIS = Analysis(
    id="pagerank", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(1), spread=spread
)
