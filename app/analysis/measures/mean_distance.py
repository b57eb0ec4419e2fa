"""Over how many steps does one organisation reach another on average?"""

from dataclasses import dataclass

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_distances
from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.graph.network import Network
from app.network.graph.paths import ways
from app.network.kernels.distances import distance_sums


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: every tie is one step, followed in its direction in a graph file that has directions."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Mean length in hops of the shortest paths between all ordered pairs in view ``G``, as in networkx.

    Undefined unless everybody reaches everybody; the mean over the pairs that reach each other stands beside it.
    """
    return Answer(measures=(_mean_distance(network),))


def _mean_distance(network: Network) -> Measure:
    size = len(network.actors)
    pairs = size * (size - 1)
    if not pairs:
        return whole_measure(None, "too-few-actors")
    sums = distance_sums(ways(network))
    reached, hops = int(sums.reached.sum()), int(sums.hops.sum())
    parts = {"reached_share": reached / pairs} | ({"mean_of_reached": hops / reached} if reached else {})
    if reached < pairs:
        return whole_measure(None, "not-connected", parts)
    return whole_measure(hops / pairs, parts=parts)


ANALYSIS = Analysis(id="mean-distance", version=1, parameters=Parameters, run=run, kind="measures", cost=of_distances)
