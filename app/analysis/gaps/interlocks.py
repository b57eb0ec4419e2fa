"""Which offers, projects or working groups are connected by organisations that take part in several?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.analysis.measures.actor_measures import whole_measure
from app.findings import Measure
from app.network.graph.network import Network
from app.network.graph.two_mode import EVENTS, TwoMode


@dataclass(frozen=True, slots=True)
class Parameters:
    """Where organisations meet.

    ``events`` (``working_groups``): ``offers`` or ``projects`` instead.
    """

    events: str = parameter("working_groups", "what is connected by those who take part in several", choices=EVENTS)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Pairs of one mode with the number of what they share."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    count: NDArray[np.int64]

    @classmethod
    def of(cls, incidence: sparse.csr_array) -> "_Shared":
        """Pairs of rows that share a column."""
        pairs = sparse.triu(incidence @ incidence.T, k=1).tocoo()
        return cls(pairs.row.astype(np.int64), pairs.col.astype(np.int64), pairs.data.astype(np.int64))


def run(network: Network, parameters: Parameters) -> Answer:
    """Interlocks of active events by shared actors, and the projection on actors; the whole first, then each event."""
    two_mode = TwoMode.of(network, parameters.events)
    if not two_mode.events:
        return Answer(measures=(whole_measure(None, "no-events"),))
    actors = _Shared.of(two_mode.incidence)
    events = _Shared.of(sparse.csr_array(two_mode.incidence.T))
    measures = (_whole(two_mode, actors, events), *_measures(network, two_mode, events))
    counts = {"events": len(two_mode.events), "participations": int(two_mode.incidence.nnz)}
    return Answer(measures=measures, summary={**counts, **_strongest(network, actors)})


def _whole(two_mode: TwoMode, actors: _Shared, events: _Shared) -> Measure:
    taking_part, places = two_mode.incidence.shape
    parts = {
        "interlocked_pairs": float(len(events.a)),
        "actor_pairs": float(len(actors.a)),
        "most_shared": float(actors.count.max(initial=0)),
        "density": two_mode.incidence.nnz / (taking_part * places),
    }
    clustering = _clustering(two_mode.incidence, actors)
    return whole_measure(
        float(len(events.a)), parts=parts if clustering is None else parts | {"clustering": clustering}
    )


def _clustering(incidence: sparse.csr_array, actors: _Shared) -> float | None:
    """Share of the paths of three ties that close to a circle of four (Robins and Alexander 2004)."""
    squares = (actors.count * (actors.count - 1) // 2).sum()
    of_actors, of_events = (np.asarray(incidence.sum(axis=axis), np.int64) for axis in (1, 0))
    ties = incidence.tocoo()
    paths = ((of_actors[ties.row] - 1) * (of_events[ties.col] - 1)).sum()
    return float(4 * squares / paths) if paths else None


def _measures(network: Network, two_mode: TwoMode, events: _Shared) -> list[Measure]:
    """For each event the number of others it shares an actor with, the greatest first, then by id."""
    ends = np.concatenate([events.a, events.b])
    linked = np.bincount(ends, minlength=len(two_mode.events))
    shared = np.bincount(ends, np.tile(events.count, 2), len(two_mode.events))
    members, elsewhere = _members(two_mode.incidence)
    return [
        Measure(
            subject=network.subject(two_mode.topic, two_mode.events[at]),
            value=float(linked[at]),
            parts={"members": float(members[at]), "elsewhere": float(elsewhere[at]), "shared": float(shared[at])},
        )
        for at in np.lexsort((np.arange(len(linked)), -linked)).tolist()
    ]


def _members(incidence: sparse.csr_array) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each event the number of its members, and of those who take part elsewhere too."""
    several = np.diff(incidence.indptr) > 1
    return np.asarray(incidence.sum(axis=0)), np.asarray(incidence[several].sum(axis=0))


def _strongest(network: Network, actors: _Shared) -> dict[str, str]:
    """The pair of organisations that meets most often; none with an actor that is one person."""
    named = np.array([not actor.one_person for actor in network.actors], np.bool_)
    told_pairs = np.flatnonzero(named[actors.a] & named[actors.b])
    if not len(told_pairs):
        return {}
    at = told_pairs[np.argmax(actors.count[told_pairs])]
    return {"most_shared_by": " · ".join(network.actors[int(end[at])].id for end in (actors.a, actors.b))}


ANALYSIS = Analysis(
    id="interlocks",
    version=1,
    parameters=Parameters,
    run=run,
    kind="measures",
    needs=("working_groups",),
    cost=of_size(0.3),
)
