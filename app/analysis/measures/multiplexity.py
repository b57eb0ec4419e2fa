"""How many cooperating pairs work together in more than one way?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.graph.network import Network
from app.records.cooperations import KINDS

_UNSPECIFIED = KINDS.index("other")


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: kinds are counted as recorded."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Share of the tied pairs of view ``G`` with two or more kinds of tie."""
    kinds = _kinds_of_pairs(network)
    return Answer(measures=(_measure(kinds),), summary={"pairs": len(kinds)})


def _kinds_of_pairs(network: Network) -> NDArray[np.int64]:
    """Number of different kinds of each tied pair; "other" counts as none: it tells nothing of the work."""
    ties, size = network.cooperation, len(network.actors)
    pairs, pair_of = np.unique(ties.pair_keys(size), return_inverse=True)
    specified = ties.kind != _UNSPECIFIED
    kinds = np.unique(np.stack([pair_of[specified], ties.kind[specified]]), axis=1)[0]
    return np.bincount(kinds, minlength=len(pairs))


def _measure(kinds: NDArray[np.int64]) -> Measure:
    known_kinds = kinds[kinds > 0]
    if not len(known_kinds):
        return whole_measure(None, "no-known-kinds")
    parts = {
        "mean_kinds": float(known_kinds.mean()),
        "pairs": float(len(known_kinds)),
        "without_kind": float(len(kinds) - len(known_kinds)),
    }
    return whole_measure(float((known_kinds > 1).mean()), parts=parts)


ANALYSIS = Analysis(id="multiplexity", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.05))
