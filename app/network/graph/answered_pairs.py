"""For how many pairs of actors has anybody said whether they work together?"""

import numpy as np

from app.network.graph.network import Network
from app.network.graph.ties import DERIVED


def answered_pairs(network: Network) -> tuple[int, int]:
    """Pairs with an answer, yes or no, and all pairs there could be.

    Leaving a name out of a list one fills in is a no. Paying somebody or sitting in one room is no answer; neither is a tie whose status is unknown.
    """
    ties = network.ties
    said = ties.where(~(ties.has_status("unknown") | ties.has_basis(*DERIVED) | ties.has_kind("funding")))
    size = len(network.actors)
    pairs = np.union1d(said.a.astype(np.int64) * size + said.b, network.answers.absent)
    return len(pairs), size * (size - 1) // 2
