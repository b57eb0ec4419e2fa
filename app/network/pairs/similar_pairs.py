"""Pairs of similar offers, projects or working groups of different organisations, and whether their actors coordinate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.findings import NotLookedAt
from app.network.district.cities import Cities, is_citywide
from app.network.district.service_cells import offers_to_others
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.kernels.by_rows import Places
from app.network.pairs.candidate_pairs import candidate_pairs
from app.network.pairs.overlap import Overlap, Service, Window, overlap
from app.network.pairs.pair_state import PairState, PairStates
from app.records.areas import AreaTree
from app.records.meetings import WorkingGroup
from app.records.offers import Project

Topic = Literal["offers", "projects", "working_groups"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of similar pairs: least similarity (0 to 1), least shared days ahead, years that an open end reaches."""

    similarity: float = 0.5
    days_ahead: int = 90
    years: int = 5


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two similar services of different organisations, ``service_a`` of the smaller id, and what is known of their actors."""

    service_a: Service
    service_b: Service
    overlap: Overlap
    state: PairState

    @property
    def ids(self) -> tuple[str, str]:
        """Ids of the two services."""
        return self.service_a.id, self.service_b.id

    @property
    def services(self) -> tuple[Service, Service]:
        """The two services, in the order of their ids."""
        return self.service_a, self.service_b


def similar_pairs(
    network: Network, topic: Topic, bounds: Bounds = Bounds(), places: Places | None = None
) -> tuple[SimilarPair, ...]:
    """Pairs of offers, of projects, or of working groups, within the bounds, coordinated or not, sorted by their ids.

    Left out are pairs with a common actor in any role, pairs of one organisation (:class:`Organisations`), pairs of
    different cities (:class:`Cities`), and services none of whose actors is active on the day. ``places``: machines to
    which the comparison of candidates is spread; None: this one.
    """
    services = comparable(network, topic)
    candidates = _running_together(services, network.area_tree, Window(network.as_of, bounds.years), bounds.days_ahead)
    search = _Search(network, topic, bounds)
    if places is None:
        alike = _alike(search, candidates)
    else:
        parts = [candidates[start : start + _PART] for start in range(0, len(candidates), _PART)]
        alike = [pair for pairs in places.in_order(_alike, search, parts) for pair in pairs]
    return tuple(SimilarPair(services[a], services[b], compared, state) for a, b, compared, state in alike)


_PART = 2_000
"""Candidate pairs of a task: about half a second of work."""


@dataclass(frozen=True, slots=True)
class _Search:
    """Search for similar pairs, shared by all parts of the candidates."""

    network: Network
    topic: Topic
    bounds: Bounds


def _alike(search: _Search, candidates: NDArray[np.intp]) -> list[tuple[int, int, Overlap, PairState]]:
    """The similar ones of some candidates: positions of two services, how they overlap, what is known of their actors."""
    network, bounds = search.network, search.bounds
    services, window, areas = (
        network.view(comparable, search.topic),
        Window(network.as_of, bounds.years),
        network.area_tree,
    )
    organisations, states, cities = network.view(Organisations), network.view(PairStates), network.view(Cities)
    alike = []
    for a, b in candidates.tolist():
        service_a, service_b = services[a], services[b]
        if _apart(service_a, service_b, organisations) and cities.records_meet(service_a, service_b):
            compared = overlap(service_a, service_b, areas, window)
            if compared.similarity >= bounds.similarity:
                alike.append((a, b, compared, states.joint(service_a, service_b)))
    return alike


def comparable(network: Network, topic: Topic) -> tuple[Service, ...]:
    """Services that have not ended and have an actor in the snapshot, sorted by id."""
    services: Sequence[Service]
    match topic:
        case "offers":
            services = network.view(offers_to_others)
        case "projects":
            services = network.records.projects
        case "working_groups":
            services = tuple(map(_as_service, network.records.working_groups))
    running = (service for service in services if service.end is None or service.end.last >= network.as_of)
    return tuple(service for service in running if any(actor in network.position for actor in service.actors))


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
    """Services that lack a field, by field.

    They are compared by their known fields, if these include two of area, target group and theme.
    """
    services = comparable(network, topic)
    empty = {
        "area": [service.id for service in services if not service.areas and not is_citywide(service)],
        "target_group": [service.id for service in services if not service.target_groups],
        "theme": [service.id for service in services if not service.themes],
        "dates": [service.id for service in services if service.start is None and service.end is None],
    }
    fields = ("area", "theme") if topic == "working_groups" else empty
    return tuple(NotLookedAt(f"{topic}_without_{field}", len(empty[field]), tuple(empty[field])) for field in fields)


def _running_together(
    services: Sequence[Service], areas: AreaTree, window: Window, days_ahead: int
) -> NDArray[np.intp]:
    """Positions of candidate pairs that share at least ``days_ahead`` days from the day of the window on, m × 2."""
    spans = np.array([window.span(service) for service in services], np.int64).reshape(-1, 2)
    first, second = candidate_pairs(services, areas)
    enough = _days_ahead(spans[first], spans[second], window) >= days_ahead
    return np.column_stack([first[enough], second[enough]])


def _days_ahead(spans_a: NDArray[np.int64], spans_b: NDArray[np.int64], window: Window) -> NDArray[np.int64]:
    begun = np.maximum(np.maximum(spans_a[:, 0], spans_b[:, 0]), window.day.toordinal())
    return np.minimum(spans_a[:, 1], spans_b[:, 1]) - begun + 1


def _apart(service_a: Service, service_b: Service, organisations: Organisations) -> bool:
    return not any(
        organisations.same_organisation(actor_a, actor_b)
        for actor_a in service_a.actors
        for actor_b in service_b.actors
    )
