"""Interlocks: events (offers, projects or working groups) connected by shared actors.

Which offers, projects or working groups are connected by organisations that take part in several?
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Measure
from app.network.graph.network import Network
from app.network.graph.two_mode import EVENTS, TwoMode
from app.records.schema import Topic


@dataclass(frozen=True, slots=True)
class Parameters:
    """Events at which actors meet.

    ``events`` (``working_groups``): ``offers`` or ``projects`` to see what is connected by shared practical work.
    """

    events: Topic = parameter("working_groups", "what is connected by those who take part in several", choices=EVENTS)


@dataclass(frozen=True, slots=True)
class SharedPairs:
    """Pairs of rows ``a`` and ``b`` of an incidence matrix with the ``count`` of columns they share."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    count: NDArray[np.int64]

    @classmethod
    def of(cls, incidence: sparse.csr_array) -> "SharedPairs":
        """Pairs of rows that share a column."""
        pairs = sparse.triu(incidence @ incidence.T, k=1).tocoo()
        return cls(pairs.row.astype(np.int64), pairs.col.astype(np.int64), pairs.data.astype(np.int64))


def run(network: Network, parameters: Parameters) -> Answer:
    """Interlocks of active events by shared actors, and the projection on actors; first the whole, then the events."""
    two_mode = TwoMode.of(network, parameters.events)
    if not two_mode.events:
        return Answer(measures=(whole_measure(None, "no-events"),))
    actors = SharedPairs.of(two_mode.incidence)
    events = SharedPairs.of(sparse.csr_array(two_mode.incidence.T))
    measures = (_whole(two_mode, actors, events), *_event_measures(network, two_mode, events))
    counts = {"events": len(two_mode.events), "participations": int(two_mode.incidence.nnz)}
    return Answer(measures=measures, summary={**counts, **_strongest(network, actors)})


def _whole(two_mode: TwoMode, actors: SharedPairs, events: SharedPairs) -> Measure:
    """Number of interlocked pairs of events, with the pairs of actors, density and clustering."""
    actor_count, event_count = two_mode.incidence.shape
    parts = {
        "interlocked_pairs": float(len(events.a)),
        "actor_pairs": float(len(actors.a)),
        "most_shared": float(actors.count.max(initial=0)),
        "density": two_mode.incidence.nnz / (actor_count * event_count),
    }
    clustering = _clustering(two_mode.incidence, actors)
    return whole_measure(
        float(len(events.a)), parts=parts if clustering is None else parts | {"clustering": clustering}
    )


def _clustering(incidence: sparse.csr_array, actors: SharedPairs) -> float | None:
    """Share of the paths of three ties that close to a circle of four (Robins and Alexander 2004)."""
    squares = (actors.count * (actors.count - 1) // 2).sum()
    of_actors, of_events = (np.asarray(incidence.sum(axis=axis), np.int64) for axis in (1, 0))
    ties = incidence.tocoo()
    paths = ((of_actors[ties.row] - 1) * (of_events[ties.col] - 1)).sum()
    return float(4 * squares / paths) if paths else None


def _event_measures(network: Network, two_mode: TwoMode, events: SharedPairs) -> list[Measure]:
    """Number of further events that an event shares an actor with, by event; the greatest first, then by id."""
    ends = np.concatenate([events.a, events.b])
    linked = np.bincount(ends, minlength=len(two_mode.events))
    shared = np.bincount(ends, np.tile(events.count, 2), len(two_mode.events))
    members, elsewhere = _members(two_mode.incidence)
    return [
        Measure(
            subject=network.subject(two_mode.topic, two_mode.events[event]),
            value=float(linked[event]),
            parts={
                "members": float(members[event]),
                "elsewhere": float(elsewhere[event]),
                "shared": float(shared[event]),
            },
        )
        for event in np.lexsort((np.arange(len(linked)), -linked)).tolist()
    ]


def _members(incidence: sparse.csr_array) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Members of the events, and members who take part in further events; two arrays with a number for every event."""
    in_several = np.diff(incidence.indptr) > 1
    return np.asarray(incidence.sum(axis=0)), np.asarray(incidence[in_several].sum(axis=0))


def _strongest(network: Network, actors: SharedPairs) -> dict[str, str]:
    """Pair of organisations that meets most often; actors that are one person are left out."""
    nameable = np.array([not actor.one_person for actor in network.actors], np.bool_)
    nameable_pairs = np.flatnonzero(nameable[actors.a] & nameable[actors.b])
    if not len(nameable_pairs):
        return {}
    strongest = nameable_pairs[np.argmax(actors.count[nameable_pairs])]
    return {"most_shared_by": " · ".join(network.actors[int(end[strongest])].id for end in (actors.a, actors.b))}


ANALYSIS = Analysis(
    id="interlocks",
    version=1,
    parameters=Parameters,
    run=run,
    kind="measures",
    needs=("working_groups",),
    cost=of_size(0.15),
)
