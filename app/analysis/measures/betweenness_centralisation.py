"""How far do the recorded ways between organisations run through a single one?"""

from dataclasses import dataclass, replace

import numpy as np

from app.analysis.cost import of_paths
from app.analysis.interface import Analysis, Answer, parameter
from app.analysis.measures.centralisation import centralisation
from app.network.graph.network import Network
from app.network.kernels.sampled_betweenness import (
    SAMPLES_DOC,
    USUAL_SOURCES,
    Betweenness,
    sampled_betweenness,
    sources_of,
)

_ROUNDING = 1e-6
"""A standard error below it is none: the groups of sources do not differ."""


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
    if not found.exact and (error := _jackknife(found, greatest)) > _ROUNDING:
        whole = replace(whole, parts={"standard_error": error})
    return Answer(measures=(whole,), summary={"sources": found.sources}, exact=found.exact)


def _jackknife(found: Betweenness, greatest: float) -> float:
    """Standard error from what centralisation would be without each of the groups (Quenouille 1956, Tukey 1958)."""
    without = found.without_each_group()
    values = (without.max(axis=1, keepdims=True) - without).sum(axis=1) / greatest
    unseen = 1 - found.sources / without.shape[1]
    return float(np.sqrt((len(values) - 1) * np.var(values) * unseen))


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
