"""How often is a cooperation that one side names also named by the other?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.findings import Measure
from app.network.graph.network import Network
from app.network.graph.ties import Arcs
from app.network.kernels.pair_keys import distinct

_GREATEST_DIFFERENCE = 3
"""Of strengths from 1 to 4."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: what both sides say decides."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """In a directed file the share of arcs with a way back, else of pairs answered by both those with two yes."""
    measure = _of_pairs(network) if network.arcs is None else _of_arcs(network.arcs)
    return Answer(measures=(measure,), summary=_agreement(network.answers.differences))


def _of_arcs(arcs: Arcs) -> Measure:
    directed_ties = set(zip(arcs.source.tolist(), arcs.target.tolist(), strict=True))
    mutual = sum((target, source) in directed_ties for source, target in directed_ties)
    if not directed_ties:
        return whole_measure(None, "no-ties")
    return whole_measure(
        mutual / len(directed_ties), parts={"mutual": mutual / 2, "one_way": float(len(directed_ties) - mutual)}
    )


def _of_pairs(network: Network) -> Measure:
    """A pair that confirms one kind of tie and contradicts itself about another works together."""
    ties, size = network.ties, len(network.actors)
    confirmed = distinct(ties.where(ties.has_status("confirmed")).pair_keys(size))
    contradicted = np.setdiff1d(ties.where(ties.has_status("contradicted")).pair_keys(size), confirmed)
    left_out = np.setdiff1d(network.answers.left_out, np.union1d(confirmed, contradicted))
    answered = len(confirmed) + len(contradicted) + len(left_out)
    if not answered:
        return whole_measure(None, "no-pair-answered-by-both")
    parts = {"confirmed": confirmed, "contradicted": contradicted, "left_out": left_out}
    return whole_measure(len(confirmed) / answered, parts={name: float(len(pairs)) for name, pairs in parts.items()})


def _agreement(differences: NDArray[np.int64]) -> Mapping[str, float | None]:
    """1: all confirmed pairs give the same strength; 0: as far apart as can be; None: none where both give one."""
    agreement = 1 - float(differences.mean()) / _GREATEST_DIFFERENCE if len(differences) else None
    return {"pairs_with_two_strengths": len(differences), "agreement": agreement}


ANALYSIS = Analysis(id="reciprocity", version=2, parameters=Parameters, run=run, kind="measures", cost=of_size(0.1))
