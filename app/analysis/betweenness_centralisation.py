"""How far do the recorded ways between organisations run through a single one?"""

from dataclasses import dataclass

from app.analysis.interface import Analysis, Answer
from app.network.centralisation import centralisation
from app.network.kernels.betweenness import betweenness
from app.network.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: Freeman fixed what is divided by what."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Freeman's centralisation (1979) of betweenness by hops in view ``G``."""
    size = len(network.actors)
    return Answer(measures=(centralisation(betweenness(network.adjacency), (size - 1) ** 2 * (size - 2) / 2),))


ANALYSIS = Analysis(id="betweenness-centralisation", version=1, parameters=Parameters, run=run, kind="measures")
