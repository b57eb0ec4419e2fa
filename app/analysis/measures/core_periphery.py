"""Is there a core of organisations that work with each other, with the others at its edge?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.analysis.actor_measures import actor_measures, whole_measure
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Measure
from app.network.graph.network import Network
from app.network.kernels.chance import monte_carlo_p, rewired
from app.network.kernels.core_periphery import Cores, EqualCores, best_cores, equal_cores

_FEWEST_ACTORS = 4
"""Two in the core and two at its edge."""

_TOLERANCE = 1e-9
"""Fits that differ less are equal."""

_SECONDS_PER_TIE = 3e-7
_SECONDS_PER_TIE_AND_ACTOR = 5e-11
"""Of one start, measured with 5,000 to 600,000 ties; the more actors there are, the more steps a search takes."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How thoroughly a core is looked for, and with how many random networks it is compared.

    ``starts`` (20): more find a better core in large networks. ``rewirings`` (0: no comparison): 100 tell whether the core
    is more than what numbers of partners explain, and cost a hundred times as much. ``seed`` (1): another one shows how much the search matters.
    """

    starts: int = parameter(20, "how often a core is looked for from another start", low=1, high=1000)
    rewirings: int = parameter(
        0, "number of random networks with the same partners to compare with; 0: no comparison", low=0, high=10_000
    )
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """Discrete core and periphery of view ``G`` (Borgatti and Everett 1999): the fit first, then who is in the core.

    The core are the members of all cores that fit equally well.
    """
    if len(network.actors) < _FEWEST_ACTORS:
        return _undefined(network, "too-few-actors")
    best = best_cores(network.adjacency, starts=parameters.starts, seed=parameters.seed)
    if not np.isfinite(best.fit):
        return _undefined(network, "no-variation")
    equal = equal_cores(network.adjacency, best)
    core = equal.in_all.astype(np.float64)
    parts = {"core_partners": network.adjacency @ core, "in_some_core": equal.in_any}
    members = actor_measures(network, core, parts=parts)
    return Answer(measures=(_whole(network, best, equal, parameters), *members), exact=False)


def _undefined(network: Network, reason: str) -> Answer:
    return Answer(measures=(whole_measure(None, reason), *actor_measures(network, None, reason)))


def _whole(network: Network, best: Cores, equal: EqualCores, parameters: Parameters) -> Measure:
    """The fit, and where it is asked for how it compares with rewired networks."""
    parts = {"core": float(equal.in_all.sum()), "equal_cores": float(equal.count)}
    if parameters.rewirings:
        parts |= _comparison(best.fit, np.array(_fits_of_rewired(network.adjacency, parameters)))
    return whole_measure(best.fit, parts=parts)


def _comparison(fit: float, fits: NDArray[np.float64]) -> dict[str, float]:
    """P of a fit among those of rewired networks, and their mean, each with its standard error where there is one.

    The observed network counts among them, so that p is never 0.
    """
    chance = monte_carlo_p(fits >= fit - _TOLERANCE)
    finite = fits[np.isfinite(fits)]
    mean = {"rewired_mean": float(finite.mean())} if len(finite) else {}
    spread = {"rewired_standard_error": float(finite.std(ddof=1) / np.sqrt(len(finite)))} if len(finite) > 1 else {}
    return {"p": chance.p, "p_standard_error": chance.error} | mean | spread


def _fits_of_rewired(adjacency: sparse.csr_array, parameters: Parameters) -> list[float]:
    """A small network has few rewirings; each is looked at once."""
    generator = np.random.default_rng(parameters.seed)
    known: dict[bytes, float] = {}
    fits = []
    for _ in range(parameters.rewirings):
        random = rewired(adjacency, generator)
        ties = random.indices.tobytes()
        if ties not in known:
            known[ties] = best_cores(random, starts=parameters.starts, seed=parameters.seed).fit
        fits.append(known[ties])
    return fits


def cost(network: Network, parameters: Parameters) -> float:
    """The observed network and each rewired one are searched from every start."""
    seconds = _SECONDS_PER_TIE + len(network.actors) * _SECONDS_PER_TIE_AND_ACTOR
    return (1 + parameters.rewirings) * parameters.starts * len(network.ties) * seconds


ANALYSIS = Analysis(
    id="core-periphery",
    version=4,
    parameters=Parameters,
    run=run,
    kind="measures",
    cost=cost,
    cheaper={"rewirings": 0, "starts": 5},
)
