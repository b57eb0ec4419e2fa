"""Groups of similar pairs about one topic in one place: what stands on one card."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import networkx as nx

from app.network.district.cities import Cities, is_citywide
from app.network.graph.network import Network
from app.network.pairs.overlap import DIMENSIONS, Overlap, Service
from app.network.pairs.similar_pairs import SimilarPair

Spot = tuple[str, str]
"""A place and a theme that two services share; empty where one of the two is not compared."""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Similar pairs that share a theme in a place and hang together: each service is similar to at least one other."""

    pairs: tuple[SimilarPair, ...]

    @property
    def services(self) -> tuple[Service, ...]:
        """Offers, projects or working groups of the pairs, sorted by id."""
        by_id = {service.id: service for pair in self.pairs for service in (pair.service_a, pair.service_b)}
        return tuple(service for _, service in sorted(by_id.items()))

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the services, sorted."""
        return tuple(service.id for service in self.services)

    @property
    def areas(self) -> tuple[str, ...]:
        """Areas that all pairs share, sorted."""
        return _common(overlap.areas for overlap in self._overlaps)

    @property
    def themes(self) -> tuple[str, ...]:
        """Themes that all pairs share, sorted."""
        return _common(overlap.themes for overlap in self._overlaps)

    @property
    def target_groups(self) -> tuple[str, ...]:
        """Target groups that all services name, sorted."""
        return _common(service.target_groups for service in self.services)

    @property
    def compared(self) -> tuple[str, ...]:
        """Dimensions in which all pairs could be compared."""
        return tuple(name for name in DIMENSIONS if all(name not in overlap.missing for overlap in self._overlaps))

    @property
    def until(self) -> date | None:
        """The last day on which all of them still run; None: no end is recorded."""
        return min((overlap.until for overlap in self._overlaps if overlap.until is not None), default=None)

    @property
    def _overlaps(self) -> Iterator[Overlap]:
        return (pair.overlap for pair in self.pairs)


def topic_groups(network: Network, pairs: Sequence[SimilarPair]) -> Iterator[TopicGroup]:
    """Each pair in exactly one group, as few groups as a greedy choice finds: the fullest spot first.

    Of the spots a pair shares it goes to the one with most pairs not yet placed, then to the first by id; within a spot
    the pairs that hang together are a group.
    """
    unplaced = list(pairs)
    spots_of = {pair.ids: frozenset(_spots(network, pair)) for pair in pairs}
    while unplaced:
        counts = Counter(spot for pair in unplaced for spot in spots_of[pair.ids])
        fullest = min(counts, key=lambda spot: (-counts[spot], spot))
        yield from _hanging_together([pair for pair in unplaced if fullest in spots_of[pair.ids]])
        unplaced = [pair for pair in unplaced if fullest not in spots_of[pair.ids]]


def _spots(network: Network, pair: SimilarPair) -> Iterator[Spot]:
    places = pair.overlap.areas
    if is_citywide(pair.service_a):
        places = network.view(Cities).whole(pair.service_a)
    return product(places or ("",), pair.overlap.themes or ("",))


def _hanging_together(pairs: Sequence[SimilarPair]) -> Iterator[TopicGroup]:
    graph: nx.Graph[str] = nx.Graph(pair.ids for pair in pairs)
    for members in sorted(map(sorted, nx.connected_components(graph))):
        yield TopicGroup(tuple(pair for pair in pairs if pair.service_a.id in members))


def _common(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set.intersection(*map(set, lists))))
