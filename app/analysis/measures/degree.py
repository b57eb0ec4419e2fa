"""With how many partners is each organisation recorded to work?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.paths import DIRECTIONS_AND_BOTH, partner_counts, ways
from app.network.kernels.by_rows import Places, degrees


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a partner counts.

    ``normalised`` (false): true compares networks of different sizes. ``direction`` (``both``): in a file read with
    ``directed=true``, ``in`` counts who names an actor, ``out`` whom it names.
    """

    normalised: bool = parameter(False, "whether partners are divided by the number of other organisations")
    direction: str = parameter(
        "both",
        "in a directed file: who names the actor (in), is named by it (out), or either",
        choices=DIRECTIONS_AND_BOTH,
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """Partners of each actor in view ``G``; several ties of a pair are one partner."""
    return _answer(network, parameters, partner_counts(network, parameters.direction))


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines."""
    undirected = parameters.direction == "both"
    rows = places.rows(network.adjacency if undirected else ways(network, parameters.direction))
    return _answer(network, parameters, degrees(rows))


def _answer(network: Network, parameters: Parameters, counts: NDArray[np.int64]) -> Answer:
    partners = counts.astype(float)
    possible_partners = len(network.actors) - 1
    if parameters.normalised:
        values = partners / possible_partners if possible_partners > 0 else None
        return Answer(measures=actor_measures(network, values))
    return Answer(measures=actor_measures(network, partners))


ANALYSIS = Analysis(
    id="degree", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(1), spread=spread
)
