"""How far do the recorded ways between organisations run through a single one?"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.analysis.cost import of_paths
from app.analysis.interface import Analysis, Answer, parameter
from app.analysis.measures.centralisation import centralisation
from app.network.graph.network import Network
from app.network.kernels.sampled_betweenness import SAMPLES_DOC, USUAL_SOURCES, sampled_betweenness, sources_of


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many paths are followed: Freeman fixed what is divided by what."""

    samples: int = parameter(0, SAMPLES_DOC, low=0, high=1_000_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """Freeman's centralisation (1979) of betweenness by hops in view ``G``, with a standard error where it is sampled."""
    size = len(network.actors)
    found = sampled_betweenness(network.adjacency, samples=parameters.samples, seed=parameters.seed)
    greatest = (size - 1) ** 2 * (size - 2) / 2
    whole = centralisation(found.values, greatest)
    if not found.exact:
        parts = {"standard_error": _jackknife(found.groups, greatest) * np.sqrt(1 - found.share)}
        whole = replace(whole, parts=parts)
    return Answer(measures=(whole,), summary={"sources": found.sources}, exact=found.exact)


def _jackknife(groups: NDArray[np.float64], greatest: float) -> float:
    """Standard error from what centralisation would be without each of the groups (Quenouille 1956, Tukey 1958)."""
    count = len(groups)
    without = (groups.sum(axis=0) - groups) / (count - 1)
    told = (without.max(axis=1, keepdims=True) - without).sum(axis=1) / greatest
    return float(np.sqrt((count - 1) * np.var(told)))


def cost(network: Network, parameters: Parameters) -> float:
    """Paths from every source along every tie."""
    return of_paths(network, sources_of(len(network.actors), parameters.samples))


ANALYSIS = Analysis(
    id="betweenness-centralisation",
    version=2,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=cost,
    cheaper={"samples": USUAL_SOURCES},
)
