"""On how short ways does each organisation reach the others?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_path_sums
from app.analysis.interface import Analysis, Answer, parameter
from app.network.graph.network import Network
from app.network.graph.paths import BY_STRENGTH_DOC, DIRECTIONS, PathSums, path_sums
from app.network.kernels.by_rows import Places
from app.network.kernels.sampled_sums import TARGETS_DOC, USUAL_SOURCES, jackknife

_Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parameters:
    """How those are counted who cannot be reached, and how many paths are followed.

    ``variant`` (``wasserman-faust``): ``reachable`` leaves out the share of those reached, to compare within one component.
    ``direction`` (``in``): in a file read with ``directed=true``, ``out`` asks whom an actor reaches instead of who reaches it.
    ``by_strength`` (false): set it where strengths are known well and strong ties carry more.
    ``samples`` (0: all up to 20,000 actors, 256 above): set it to a few hundred where a large network takes too long, to the number of
    actors for exact values. ``seed`` (1): another one shows how much a sample matters.
    """

    variant: str = parameter(
        "wasserman-faust",
        "reachable: only who can be reached counts; wasserman-faust: times the share of those",
        choices=("wasserman-faust", "reachable"),
    )
    direction: str = parameter("in", "in a directed file: paths to (in) or from (out) the actor", choices=DIRECTIONS)
    by_strength: bool = parameter(False, BY_STRENGTH_DOC)
    samples: int = parameter(0, TARGETS_DOC, low=0, high=1_000_000)
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """Closeness of each actor by hops or strengths in view ``G``: others reached / Σ d, 0 for who reaches nobody.

    Freeman (1979) in a connected network; in others Wasserman & Faust (1994) multiply by the share of others reached.
    """
    return spread(None, network, parameters)


def spread(places: Places | None, network: Network, parameters: Parameters) -> Answer:
    """The answer of :func:`run`, computed on several machines if there are any."""
    possible_partners = len(network.actors) - 1
    if possible_partners < 1:
        return Answer(measures=actor_measures(network, None))
    sums = path_sums(
        network,
        parameters.direction,
        by_strength=parameters.by_strength,
        samples=parameters.samples,
        seed=parameters.seed,
        places=places,
    )
    values = _closeness(sums.reached.values, sums.lengths.values, parameters.variant)
    errors = {} if sums.reached.exact else {"standard_error": _errors(sums, parameters.variant)}
    return Answer(
        measures=actor_measures(network, values, parts=errors),
        summary={"targets": sums.reached.sources},
        exact=sums.reached.exact,
    )


def _closeness(reached: _Values, lengths: _Values, variant: str) -> _Values:
    """Of n actors, or of groups × n: others reached / Σ d, times the share of those reached for ``wasserman-faust``."""
    values = np.divide(reached, lengths, out=np.zeros(reached.shape), where=lengths > 0)
    return values * reached / (reached.shape[-1] - 1) if variant == "wasserman-faust" else values


def _errors(sums: PathSums, variant: str) -> _Values:
    without = _closeness(sums.reached.leaving_out_groups(), sums.lengths.leaving_out_groups(), variant)
    return jackknife(without, sums.reached.unseen)


ANALYSIS = Analysis(
    id="closeness",
    version=2,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=of_path_sums,
    spread=spread,
    cheaper={"by_strength": False, "samples": USUAL_SOURCES},
)
