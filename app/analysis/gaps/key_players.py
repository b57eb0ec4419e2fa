"""Key player sets: a few actors whose absence breaks up most, or who together reach most.

Which few organisations would be missed most, or would together reach most others?
"""

from collections import Counter
from dataclasses import dataclass

from app.analysis.actor_measures import whole_measure
from app.analysis.cost import of_distances
from app.analysis.interface import Analysis, Answer, parameter
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
"""Sets named in the summary, which gives the number of all."""

_SECONDS_PER_RECORD = 1.5e-7
"""Time of a search for the actor whose absence breaks up most, measured with 10,000 actors."""

_SECONDS_PER_DISTANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Parameters:
    """Size of the sets, and what they are best at.

    ``size`` (2): actors of a set; 1 for the actor that matters most, more for a team.
    ``criterion`` (``fragmentation``: actors who would be missed most): a ``reach`` criterion for actors who spread
    news best. ``steps`` (2): steps that news goes, for ``reach``; 1 where actors only tell their own partners.
    """

    size: int = parameter(2, "number of organisations in a set", low=1, high=10)
    criterion: str = parameter("fragmentation", "what the set is best at", choices=CRITERIA)
    steps: int = parameter(2, "how many steps count as reached, for reach", low=1, high=10)


def run(network: Network, parameters: Parameters) -> Answer:
    """Key player sets of view ``G`` (Borgatti 2006): the value of the best set first, then its members."""
    candidates = [position for position, actor in enumerate(network.actors) if not actor.one_person]
    if len(candidates) < parameters.size or len(network.actors) < parameters.size + 2:
        return Answer(measures=(whole_measure(None, "too-few-actors"),))
    search = KeySearch(network.adjacency, parameters.criterion, parameters.steps)
    best = search.best(candidates, parameters.size)
    whole = {"fragmentation": fragmentation(network.adjacency)}
    whole["distance_fragmentation"] = distance_fragmentation(network.adjacency)
    return Answer(
        measures=(whole_measure(best.value, parts=whole), *_members(network, search, best)),
        summary={"optimal_sets": len(best.sets), "sets": _member_ids(network, best)},
        exact=best.exact,
    )


def _members(network: Network, search: KeySearch, best: KeySets) -> list[Measure]:
    """Share of the best sets that a member belongs to, and its value alone, for every member."""
    memberships = Counter(member for key_set in best.sets for member in key_set)
    return [
        Measure(
            subject=network.subject("actors", network.actors[member].id),
            value=memberships[member] / len(best.sets),
            parts={"alone": search.value([member])},
        )
        for member in sorted(memberships, key=lambda member: (-memberships[member], member))
    ]


def _member_ids(network: Network, best: KeySets) -> str:
    """Ids of the members of the first best sets, as a text for the summary."""
    sets = (" + ".join(network.actors[member].id for member in key_set) for key_set in best.sets[:_MOST_SETS])
    return "; ".join(sets)


def cost(network: Network, parameters: Parameters) -> float:
    """Seconds for the sets tried; for fragmentation a search values all sets that differ in a single actor."""
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
