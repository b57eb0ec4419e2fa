"""Is there a core of organisations that work with each other, with the others at its edge?"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Measure
from app.network.actor_measures import actor_measures, whole_measure
from app.network.core_fit import Core, best_core
from app.network.network import Network
from app.network.rewiring import rewired

_FEWEST_ACTORS = 4
"""Two in the core and two at its edge."""

_TOLERANCE = 1e-9
"""Fits that differ less are equal."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How thoroughly a core is looked for, and with how many random networks it is compared."""

    starts: int = parameter(20, "how often a core is looked for from another start", low=1, high=1000)
    rewirings: int = parameter(
        100, "number of random networks with the same partners to compare with", low=0, high=10_000
    )
    seed: int = parameter(1, "start of the random numbers", low=0, high=2**31 - 1)


def run(network: Network, parameters: Parameters) -> Answer:
    """Discrete core and periphery of view ``G`` (Borgatti and Everett 1999): the fit first, then who is in the core."""
    if len(network.actors) < _FEWEST_ACTORS:
        return _undefined(network, "too-few-actors")
    core = best_core(network.adjacency, starts=parameters.starts, seed=parameters.seed)
    if not np.isfinite(core.fit):
        return _undefined(network, "no-variation")
    partners = {"core_partners": network.adjacency @ core.member.astype(np.float64)}
    members = actor_measures(network, core.member.astype(np.float64), parts=partners)
    return Answer(measures=(_whole(network, core, parameters), *members), exact=False)


def _undefined(network: Network, reason: str) -> Answer:
    return Answer(measures=(whole_measure(None, reason), *actor_measures(network, None, reason)))


def _whole(network: Network, core: Core, parameters: Parameters) -> Measure:
    """The fit beside those of rewired networks; the observed one counts among them, so that p is never 0."""
    fits = np.array(_fits_of_rewired(network.adjacency, parameters))
    as_good = int(np.count_nonzero(fits >= core.fit - _TOLERANCE))
    parts = {"core": float(core.member.sum()), "p": (1 + as_good) / (1 + len(fits))}
    with_core = fits[np.isfinite(fits)]
    return whole_measure(core.fit, parts=parts | ({"rewired_mean": float(with_core.mean())} if len(with_core) else {}))


def _fits_of_rewired(adjacency: sparse.csr_array, parameters: Parameters) -> list[float]:
    """A small network has few rewirings; each is looked at once."""
    generator = np.random.default_rng(parameters.seed)
    known: dict[bytes, float] = {}
    found = []
    for _ in range(parameters.rewirings):
        other = rewired(adjacency, generator)
        ties = other.indices.tobytes()
        if ties not in known:
            known[ties] = best_core(other, starts=parameters.starts, seed=parameters.seed).fit
        found.append(known[ties])
    return found


ANALYSIS = Analysis(id="core-periphery", version=1, parameters=Parameters, run=run, kind="measures")
