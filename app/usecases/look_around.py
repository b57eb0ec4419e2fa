"""One organisation in its surroundings: who is near it in the network, and everything recorded about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import UnknownName
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.cooperations import KINDS, STATUSES
from app.records.records import Record
from app.records.schema import Topic
from app.refusals import said
from app.store.bolt import Database
from app.store.records import records_around_actors

FARTHEST = 3
"""Steps; beyond it a network of a city is all of it."""

_ANSWERS = frozenset({"tie_reports", "waves"})
"""What single organisations said stays in its own list."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An actor and its distance in cooperations; 0 is the one that is asked about."""

    id: str
    name: str
    distance: int


@dataclass(frozen=True, slots=True)
class NearTie:
    """One recorded tie between two of the actors; ``strength`` None: not known."""

    actor_a: str
    actor_b: str
    kind: str
    status: str
    strength: float | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Actors by distance and id, and every tie that is recorded between two of them, whatever its status."""

    actors: tuple[Neighbour, ...]
    ties: tuple[NearTie, ...]


def neighbourhood(network: Network, actor: str, depth: int) -> Neighbourhood:
    """Who cooperates with an actor, and with those again, up to ``depth`` steps.

    Raises:
        UnknownName: no actor of that id is active on the day of the network.
    """
    if actor not in network.position:
        raise UnknownName(said("unknown_actor_on_day"))
    distance = _distances(network, network.position[actor], depth)
    actors = sorted(
        (Neighbour(network.actors[at].id, network.actors[at].name, steps) for at, steps in distance.items()),
        key=lambda neighbour: (neighbour.distance, neighbour.id),
    )
    return Neighbourhood(tuple(actors), _ties_among(network, distance))


def _distances(network: Network, start: int, depth: int) -> Mapping[int, int]:
    distance, border = {start: 0}, [start]
    matrix = network.adjacency
    for steps in range(1, depth + 1):
        near = {int(at) for node in border for at in matrix.indices[matrix.indptr[node] : matrix.indptr[node + 1]]}
        border = [at for at in sorted(near) if at not in distance]
        distance |= dict.fromkeys(border, steps)
    return distance


def _ties_among(network: Network, positions: Mapping[int, int]) -> tuple[NearTie, ...]:
    ties = network.ties
    return tuple(
        NearTie(
            network.actors[a].id,
            network.actors[b].id,
            KINDS[ties.kind[at]],
            STATUSES[ties.status[at]],
            float(ties.strength[at]) or None,
        )
        for at, (a, b) in enumerate(zip(ties.a.tolist(), ties.b.tolist(), strict=True))
        if a in positions and b in positions
    )


async def recorded_about(
    database: Database, workspace: str, actor: str
) -> tuple[Actor, Mapping[Topic, Sequence[Record]]]:
    """An actor, and by topic every record that names it or that it names, but single answers to surveys.

    Raises:
        UnknownName: no such workspace or actor.
    """
    records = await records_around_actors(database, workspace, (actor,))
    stored_actor = next((record for record in records.actors if record.id == actor), None)
    if stored_actor is None:
        raise UnknownName(said("unknown_actor_in_workspace", actor=actor, workspace=workspace))
    return stored_actor, {topic: of_topic for topic, of_topic in records if of_topic and topic not in _ANSWERS}
