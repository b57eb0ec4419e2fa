"""Two-mode networks: which actors take part in which offers, projects or working groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from app.network.graph.network import Network
from app.records.meetings import WorkingGroup
from app.records.offers import Offer, Project
from app.records.schema import Topic

EVENTS: tuple[Topic, ...] = ("offers", "projects", "working_groups")
"""Second modes of a network; items of a graph file are offers."""


@dataclass(frozen=True, slots=True)
class TwoMode:
    """Actors × events. ``events`` are the ids of the active records of a topic that have an active actor, sorted.

    ``incidence`` is n × events of 1.0 where an actor takes part in whatever role.
    """

    topic: Topic
    events: tuple[str, ...]
    incidence: sparse.csr_array

    @classmethod
    def of(cls, network: Network, topic: Topic) -> "TwoMode":
        """The two-mode network of a snapshot with one of :data:`EVENTS`."""
        active = [event for event in _records(network, topic) if event.period.active_on(network.as_of)]
        members = [
            sorted({network.position[actor] for actor in event.actors if actor in network.position}) for event in active
        ]
        taken = [at for at, positions in enumerate(members) if positions]
        rows = np.array([actor for at in taken for actor in members[at]], np.int64)
        columns = np.repeat(np.arange(len(taken)), [len(members[at]) for at in taken])
        shape = (len(network.actors), len(taken))
        incidence = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()
        return cls(topic, tuple(active[at].id for at in taken), incidence)

    @property
    def bipartite(self) -> sparse.csr_array:
        """Adjacency of actors, then events."""
        actors, events = self.incidence.shape
        ties = self.incidence.tocoo()
        shape = (actors + events, actors + events)
        half = sparse.coo_array((ties.data, (ties.row, ties.col + actors)), shape=shape).tocsr()
        return sparse.csr_array(half + half.T)


def _records(network: Network, topic: Topic) -> Sequence[Offer | Project | WorkingGroup]:
    records = network.records
    topics: dict[str, Sequence[Offer | Project | WorkingGroup]] = {
        "offers": records.offers,
        "projects": records.projects,
        "working_groups": records.working_groups,
    }
    return topics[topic]
