"""Which few organisations would be missed most, or would together reach most others?"""

from collections import Counter
from dataclasses import dataclass

from app.analysis.cost import of_distances
from app.analysis.interface import Analysis, Answer, parameter
from app.analysis.measures.actor_measures import whole_measure
from app.findings import Measure
from app.network.graph.network import Network
from app.network.kernels.key_players import (
    CRITERIA,
    KeySearch,
    KeySets,
    distance_fragmentation,
    fragmentation,
    sets_tried,
)

_MOST_SETS = 20
"""Sets named in the summary; their number is always told."""

_SECONDS_PER_RECORD = 1.5e-6
"""Of one search for the actor whose absence breaks up most, measured with 10,000 actors."""

_SECONDS_PER_DISTANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many, and what for.

    ``size`` (2): how many are sought together. ``criterion`` (``fragmentation``): the ``reach`` criteria look for those who spread
    news best instead of those who would be missed most. ``steps`` (2): for ``reach``, how far news goes.
    """

    size: int = parameter(2, "number of organisations in a set", low=1, high=10)
    criterion: str = parameter("fragmentation", "what the set is best at", choices=CRITERIA)
    steps: int = parameter(2, "how many steps count as reached, for reach", low=1, high=10)


def run(network: Network, parameters: Parameters) -> Answer:
    """Key player sets of view ``G`` (Borgatti 2006): the value of the best set first, then its members."""
    candidates = [at for at, actor in enumerate(network.actors) if not actor.one_person]
    if len(candidates) < parameters.size or len(network.actors) < parameters.size + 2:
        return Answer(measures=(whole_measure(None, "too-few-actors"),))
    search = KeySearch(network.adjacency, parameters.criterion, parameters.steps)
    best = search.best(candidates, parameters.size)
    whole = {"fragmentation": fragmentation(network.adjacency)}
    whole["distance_fragmentation"] = distance_fragmentation(network.adjacency)
    return Answer(
        measures=(whole_measure(best.value, parts=whole), *_members(network, search, best)),
        summary={"optimal_sets": len(best.sets), "sets": _named(network, best)},
        exact=best.exact,
    )


def _members(network: Network, search: KeySearch, best: KeySets) -> list[Measure]:
    """For each member of a best set the share of these sets it belongs to, and what it is worth alone."""
    often = Counter(member for chosen in best.sets for member in chosen)
    return [
        Measure(
            subject=network.subject("actors", network.actors[at].id),
            value=often[at] / len(best.sets),
            parts={"alone": search.value([at])},
        )
        for at in sorted(often, key=lambda at: (-often[at], at))
    ]


def _named(network: Network, best: KeySets) -> str:
    sets = (" + ".join(network.actors[at].id for at in chosen) for chosen in best.sets[:_MOST_SETS])
    return "; ".join(sets)


def cost(network: Network, parameters: Parameters) -> float:
    """Sets that are looked at, times what one costs; for fragmentation one search values all that differ in one actor."""
    size = len(network.actors)
    sets = sets_tried(size, parameters.size)
    if parameters.criterion == "fragmentation":
        searches = -(-sets // max(size, 1))
        return of_distances(network) + searches * (size + len(network.ties)) * _SECONDS_PER_RECORD
    if parameters.criterion == "distance_fragmentation":
        return sets * of_distances(network)
    return of_distances(network) + sets * size * parameters.size * _SECONDS_PER_DISTANCE


ANALYSIS = Analysis(
    id="key-players", version=2, parameters=Parameters, run=run, kind="measures", cost=cost, cheaper={"size": 1}
)
