"""How many of the possible cooperations between the recorded organisations are recorded?"""

from dataclasses import dataclass

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.graph.dyad_census import PairCounts, directed_counts, dyad_census
from app.network.graph.network import Network
from app.network.kernels.by_rows import Places


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: the bounds follow from what is not known."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Density with the bounds that unknown pairs leave; where ties have a direction, of ordered pairs."""
    arcs = network.arcs
    counts = network.view(dyad_census).counts if arcs is None else directed_counts(network, arcs)
    return Answer(
        measures=(_density(counts),),
        summary={"pairs": counts.pairs, "tied": counts.tied, "unknown": counts.unknown},
    )


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - it has nothing to spread
    """Counting pairs takes two seconds of one core for a million actors: less than to send them anywhere."""
    return run(network, parameters)


def _density(counts: PairCounts) -> Measure:
    if not counts.pairs:
        return Measure(subject=None, value=None, reason="too-few-actors")
    low, high = counts.tied / counts.pairs, (counts.tied + counts.unknown) / counts.pairs
    if counts.unknown > counts.pairs / 2:
        return Measure(subject=None, value=None, reason="too-few-known-pairs", low=low, high=high)
    return Measure(subject=None, value=counts.tied / (counts.pairs - counts.unknown), low=low, high=high)


ANALYSIS = Analysis(
    id="density", version=2, parameters=Parameters, run=run, kind="measures", cost=of_size(0.6), spread=spread
)
