"""How strong are the recorded cooperations of each organisation together?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.interface import Analysis, Answer
from app.network.actor_measures import actor_measures
from app.network.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: strengths are added as recorded."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Sum of the known strengths of each actor's ties in view ``G``; of several ties of a pair the greatest."""
    ties, size = network.cooperation, len(network.actors)
    pairs, at = np.unique(np.stack([ties.a, ties.b]), axis=1, return_inverse=True)
    greatest = np.zeros(pairs.shape[1])
    np.maximum.at(greatest, at, ties.strength)
    ends, strengths = pairs.ravel(), np.tile(greatest, 2)
    missing = np.bincount(ends, strengths == 0, minlength=size)
    values = np.asarray(np.bincount(ends, strengths, minlength=size), np.float64)
    values[(missing > 0) & (missing == network.partner_counts)] = np.nan
    measures = actor_measures(network, values, "no-known-strength", {"without_strength": missing})
    return Answer(measures=measures, summary={"pairs_without_strength": int((greatest == 0).sum())})


ANALYSIS = Analysis(id="strength", version=1, parameters=Parameters, run=run, kind="measures")
