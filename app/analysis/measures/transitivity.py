"""How often do two partners of one organisation also work with each other?"""

from dataclasses import dataclass

import numpy as np

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer
from app.network.graph.network import Network


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: partners are counted as recorded, directions of a graph file do not matter."""


def run(network: Network, parameters: Parameters) -> Answer:  # noqa: ARG001 - every analysis has both
    """Transitivity of view ``G``: 3 × triangles / paths of two ties (Wasserman and Faust 1994), as in networkx.

    Undefined where no actor has two partners; networkx says 0 there.
    """
    partners, ties = network.partner_counts, network.adjacency.astype(np.float64)
    paths = int((partners * (partners - 1)).sum()) // 2
    if not paths:
        return Answer(measures=(whole_measure(None, "no-two-partners"),))
    closed = int((ties @ ties).multiply(ties).sum()) // 2
    parts = {"triangles": closed / 3, "paths": float(paths)}
    return Answer(measures=(whole_measure(closed / paths, parts=parts),))


ANALYSIS = Analysis(id="transitivity", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(0.3))
