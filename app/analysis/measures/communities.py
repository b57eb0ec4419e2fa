"""Which organisations work together more closely among themselves than with others?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import actor_measures, whole_measure
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.kernels.communities import leiden

_SECONDS_PER_TIE = 1.5e-6
"""Of one run, measured with 5,000 to 600,000 ties: half as much in cities, twice as much in large random graphs."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How communities are looked for.

    ``resolution`` (1.0): raise it for smaller communities, lower it for larger ones. ``runs`` (50): fewer are quicker and say less
    about how far the result depends on chance. ``seed`` (1): of the first run.
    """

    resolution: float = parameter(1.0, "above 1 gives smaller communities, below 1 larger ones", low=0.1, high=10.0)
    runs: int = parameter(50, "how often communities are looked for from another seed", low=1, high=1000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """Communities of view ``G`` by modularity (Traag et al. 2019): the best partition, then whom it puts where.

    Actors without a tie are in none. Communities are numbered from 1, the largest first.
    """
    tied = np.flatnonzero(network.partner_counts)
    if not len(tied):
        return Answer(measures=(whole_measure(None, "no-ties"), *actor_measures(network, None, "no-partners")))
    among = network.adjacency[tied][:, tied]
    communities = leiden(among, runs=parameters.runs, seed=parameters.seed, resolution=parameters.resolution)
    numbers, certainty = (np.full(len(network.actors), np.nan) for _ in range(2))
    numbers[tied], certainty[tied] = communities.labels + 1, communities.certainty
    members = actor_measures(network, numbers, "no-partners", {"certainty": certainty})
    largest_first = sorted(members, key=lambda measure: (measure.value is None, measure.value or 0.0))
    parts = {
        "communities": float(communities.labels.max() + 1),
        "equal_partitions": float(communities.equal),
        "agreement": communities.agreement,
        "lowest_modularity": min(communities.modularities),
    }
    return Answer(measures=(whole_measure(communities.modularity, parts=parts), *largest_first), exact=False)


def cost(network: Network, parameters: Parameters) -> float:
    """Each run goes over the ties some times."""
    return parameters.runs * len(network.ties) * _SECONDS_PER_TIE


ANALYSIS = Analysis(
    id="communities", version=3, parameters=Parameters, run=run, kind="measures", cost=cost, cheaper={"runs": 10}
)
