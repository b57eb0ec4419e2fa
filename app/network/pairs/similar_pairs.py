"""Which offers of different organisations are similar, and do these coordinate?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.findings import NotLookedAt
from app.network.district.cities import Cities, is_citywide
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.pairs.candidate_pairs import candidate_pairs
from app.network.pairs.overlap import Overlap, Service, Window, overlap
from app.network.pairs.pair_state import PairState, PairStates
from app.records.areas import AreaTree
from app.records.meetings import WorkingGroup
from app.records.offers import Project

Topic = Literal["offers", "projects", "working_groups"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """From when on two services are similar: least similarity, least shared days ahead, years an open end reaches."""

    similarity: float = 0.5
    days_ahead: int = 90
    years: int = 5


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two similar services of different organisations, ``one`` of the smaller id, and what is known of their actors."""

    one: Service
    other: Service
    overlap: Overlap
    state: PairState

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of both."""
        return self.one.id, self.other.id


def similar_pairs(network: Network, topic: Topic, bounds: Bounds = Bounds()) -> tuple[SimilarPair, ...]:
    """All pairs of offers, of projects, or of working groups, that are similar enough, coordinated or not, sorted by their ids.

    Left out are pairs with a common actor in any role, pairs of one organisation (:class:`Organisations`), pairs of
    different cities (:class:`Cities`), and services none of whose actors is active on the day.
    """
    window = Window(network.as_of, bounds.years)
    services = comparable(network, topic)
    areas = network.area_tree
    organisations, states = network.view(Organisations), network.view(PairStates)
    cities = network.view(Cities)
    found = []
    for one, other in _running_together(services, areas, window, bounds.days_ahead):
        if _apart(one, other, organisations) and cities.records_meet(one, other):
            compared = overlap(one, other, areas, window)
            if compared.similarity >= bounds.similarity:
                found.append(SimilarPair(one, other, compared, states.joint(one, other)))
    return tuple(found)


def comparable(network: Network, topic: Topic) -> tuple[Service, ...]:
    """Services that have not ended and have an actor in the snapshot, sorted by id."""
    records = network.records
    services: Sequence[Service] = (
        tuple(map(_as_service, records.working_groups)) if topic == "working_groups" else getattr(records, topic)
    )
    running = (one for one in services if one.end is None or one.end.last >= network.as_of)
    return tuple(one for one in running if any(actor in network.position for actor in one.actors))


def _as_service(group: WorkingGroup) -> Service:
    """A group as joint work of its members, led by those who chair or moderate it; it has no target groups."""
    return Project(
        id=group.id,
        name=group.name,
        leads=tuple(dict.fromkeys((*group.chairs, *group.moderators))),
        partners=group.members,
        areas=group.areas,
        themes=group.themes,
        start=group.start,
        end=group.end,
    )


def incomplete(network: Network, topic: Topic) -> tuple[NotLookedAt, ...]:
    """Which of them lack a field; they are compared by the others, if two of area, target group and theme are known."""
    some = comparable(network, topic)
    empty = {
        "area": [one.id for one in some if not one.areas and not is_citywide(one)],
        "target_group": [one.id for one in some if not one.target_groups],
        "theme": [one.id for one in some if not one.themes],
        "dates": [one.id for one in some if one.start is None and one.end is None],
    }
    fields = ("area", "theme") if topic == "working_groups" else empty
    return tuple(NotLookedAt(f"{topic}_without_{one}", len(empty[one]), tuple(empty[one])) for one in fields)


def _running_together(
    services: Sequence[Service], areas: AreaTree, window: Window, days_ahead: int
) -> Iterator[tuple[Service, Service]]:
    """Candidates that share enough days from the day on."""
    spans = np.array([window.span(one) for one in services], np.int64).reshape(-1, 2)
    first, second = candidate_pairs(services, areas)
    enough = _days_ahead(spans[first], spans[second], window) >= days_ahead
    for one, other in zip(first[enough].tolist(), second[enough].tolist(), strict=True):
        yield services[one], services[other]


def _days_ahead(one: NDArray[np.int64], other: NDArray[np.int64], window: Window) -> NDArray[np.int64]:
    begun = np.maximum(np.maximum(one[:, 0], other[:, 0]), window.day.toordinal())
    return np.minimum(one[:, 1], other[:, 1]) - begun + 1


def _apart(one: Service, other: Service, organisations: Organisations) -> bool:
    return not any(organisations.same(mine, theirs) for mine in one.actors for theirs in other.actors)
