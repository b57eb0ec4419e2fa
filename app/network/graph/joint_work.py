"""Joint work of a snapshot: running offers and projects that several actors carry together."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Literal

import numpy as np

from app.network.graph.network import Network
from app.network.kernels.pair_keys import Keys, distinct, pair_keys
from app.records.offers import Offer, Project

LARGEST_JOINT_WORK = 8
"""Partners of an offer or project above which it tells nothing about any two of them."""

WorkTopic = Literal["offers", "projects"]
Pair = tuple[str, str]


def joint_work(network: Network) -> Mapping[Pair, tuple[tuple[WorkTopic, Offer | Project], ...]]:
    """Running offers and projects of at most 8 partners by pair of actors, the smaller id first.

    For example ``{("awo", "caritas"): (("projects", fest),)}``. An offer that nobody leads is an item of a graph file:
    something that several do, each alone.
    """
    work_of_pair: dict[Pair, list[tuple[WorkTopic, Offer | Project]]] = {}
    for topic, work in _carried(network):
        if work.period.active_on(network.as_of) and len(set(work.actors)) <= LARGEST_JOINT_WORK:
            for pair in combinations(sorted(set(work.actors)), 2):
                work_of_pair.setdefault(pair, []).append((topic, work))
    return {pair: tuple(works) for pair, works in work_of_pair.items()}


def is_alliance(work: Offer | Project) -> bool:
    """Whether more than 8 partners carry a work: that two of them take part tells nothing about the two.

    An offer that nobody leads is carried by none: several do the same, each alone.
    """
    carried = not isinstance(work, Offer) or bool(work.leads)
    return carried and len(set(work.actors)) > LARGEST_JOINT_WORK


def _carried(network: Network) -> Iterator[tuple[WorkTopic, Offer | Project]]:
    for offer in network.records.offers:
        if offer.leads:
            yield "offers", offer
    for project in network.records.projects:
        yield "projects", project


def joint_work_pairs(network: Network) -> Keys:
    """Keys of the pairs of actors of a snapshot with joint work, sorted, each once."""
    position = network.position
    pairs = [pair for pair in network.view(joint_work) if pair[0] in position and pair[1] in position]
    a, b = (np.array([position[pair[side]] for pair in pairs], np.int64) for side in (0, 1))
    return distinct(pair_keys(a, b, len(network.actors)))
