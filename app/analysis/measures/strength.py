"""How strong are the recorded cooperations of each organisation together?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network
from app.network.graph.paths import PairStrengths, pair_strengths
from app.network.kernels.by_rows import Places, sums


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: strengths are added as recorded."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Sum of the known strengths of each actor's ties in view ``G``; of several ties of a pair the greatest."""
    pairs, size = pair_strengths(network), len(network.actors)
    ends, strengths = np.concatenate([pairs.a, pairs.b]), np.tile(pairs.strength, 2)
    missing = np.bincount(ends, strengths == 0, minlength=size)
    values = np.asarray(np.bincount(ends, strengths, minlength=size), np.float64)
    return _answer(network, pairs, values, missing)


def spread(places: Places, network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """The answer of :func:`run`, computed on several machines."""
    pairs, size = pair_strengths(network), len(network.actors)
    known = np.where(pairs.strength == 0, np.nan, pairs.strength)
    ends = np.concatenate([pairs.a, pairs.b]), np.concatenate([pairs.b, pairs.a])
    matrix = sparse.coo_array((np.tile(known, 2), ends), shape=(size, size)).tocsr()
    known_sums, missing = sums(places.rows(matrix)).T
    return _answer(network, pairs, known_sums, missing)


def _answer(network: Network, pairs: PairStrengths, sums_: NDArray[np.float64], missing: NDArray[np.number]) -> Answer:
    values = sums_.copy()
    values[(missing > 0) & (missing == network.partner_counts)] = np.nan
    measures = actor_measures(network, values, "no-known-strength", {"without_strength": missing})
    return Answer(measures=measures, summary={"pairs_without_strength": int((pairs.strength == 0).sum())})


ANALYSIS = Analysis(
    id="strength", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(1.5), spread=spread
)
