"""How far do the recorded ways between organisations run through a single one?"""

from dataclasses import dataclass, replace

import numpy as np

from app.analysis.actor_measures import centralisation
from app.analysis.cost import of_paths
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.kernels.sampled_betweenness import sampled_betweenness
from app.network.kernels.sampled_sums import SAMPLES_DOC, USUAL_SOURCES, SampledSums, jackknife, sources_of


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many paths are followed: Freeman fixed what is divided by what.

    ``samples`` (0: all up to 20,000 actors, 256 above): set it to a few hundred where a large network takes too long, to the number of
    actors for exact values. ``seed`` (1): another one shows how much a sample matters.
    """

    samples: int = parameter(0, SAMPLES_DOC, low=0, high=1_000_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """Freeman's centralisation (1979) of betweenness by hops in view ``G``, with a standard error where it is sampled."""
    size = len(network.actors)
    estimate = sampled_betweenness(network.adjacency, samples=parameters.samples, seed=parameters.seed)
    greatest = (size - 1) ** 2 * (size - 2) / 2
    whole = centralisation(estimate.values, greatest)
    if not estimate.exact and np.isfinite(error := _error(estimate, greatest)):
        whole = replace(whole, parts={"standard_error": error})
    return Answer(measures=(whole,), summary={"sources": estimate.sources}, exact=estimate.exact)


def _error(estimate: SampledSums, greatest: float) -> float:
    """Standard error from what centralisation would be without each of the groups."""
    without = estimate.leaving_out_groups()
    values = (without.max(axis=1)[:, np.newaxis] - without).sum(axis=1) / greatest
    return float(jackknife(values, 1 - estimate.sources / without.shape[1]))


def cost(network: Network, parameters: Parameters) -> float:
    """Paths from every source along every tie."""
    return of_paths(network, sources_of(len(network.actors), parameters.samples))


ANALYSIS = Analysis(
    id="betweenness-centralisation",
    version=3,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=cost,
    cheaper={"samples": USUAL_SOURCES},
)
