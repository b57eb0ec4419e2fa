"""Single links: actors and cooperations that alone hold others together, and what would be lost without them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from app.network.graph.network import Network
from app.network.kernels.connectivity import Cuts, cuts
from app.network.kernels.key_players import KeySearch, distance_fragmentation

_DIGITS = 9  # differences below come from the order of additions

Ends = tuple[int, ...]
"""Position of an actor, or of the two of a cooperation, the smaller first."""


@dataclass(frozen=True, slots=True)
class SingleLink:
    """An actor or a cooperation that alone connects ``cut_off`` others with the largest part left.

    ``documented``: every cooperation it consists of is documented or confirmed by both.
    """

    ends: Ends
    cut_off: int
    documented: bool


@dataclass(frozen=True)
class SingleLinks:
    """Articulation points and bridges of view ``G`` that cut off at least ``smallest`` others."""

    network: Network
    smallest: int

    @cached_property
    def links(self) -> tuple[SingleLink, ...]:
        """Actors, then cooperations, in the order of their positions.

        A cooperation is left out where one of its two actors is listed already: it would say the same again. So is an
        actor that is one person.
        """
        actors = tuple(self._actors)
        ends_of_actors = {end for link in actors for end in link.ends}
        return (*actors, *(link for link in self._cooperations if ends_of_actors.isdisjoint(link.ends)))

    def effect(self, link: SingleLink) -> float:
        """Change of the distance-weighted fragmentation F_D of those left (Borgatti 2006) without the link."""
        if len(link.ends) == 1:
            without = KeySearch(self.network.adjacency, "distance_fragmentation").value(link.ends)
        else:
            without = distance_fragmentation(_without_edge(self.network.adjacency, *link.ends))
        return round(without - self._whole, _DIGITS)

    @cached_property
    def _whole(self) -> float:
        return distance_fragmentation(self.network.adjacency)

    @cached_property
    def _cuts(self) -> Cuts:
        return cuts(self.network.adjacency)

    @property
    def _actors(self) -> Iterator[SingleLink]:
        graph = self.network.adjacency
        for at in np.flatnonzero(self._cuts.cut_off >= self.smallest).tolist():
            if not self.network.actors[at].one_person:
                partners = graph.indices[graph.indptr[at] : graph.indptr[at + 1]].tolist()
                documented = all(self._is_documented(at, partner) for partner in partners)
                yield SingleLink((at,), int(self._cuts.cut_off[at]), documented)

    @property
    def _cooperations(self) -> Iterator[SingleLink]:
        for a, b, smaller in self._cuts.bridges.tolist():
            persons = self.network.actors[a].one_person or self.network.actors[b].one_person
            if smaller >= self.smallest and not persons:
                yield SingleLink((a, b), smaller, self._is_documented(a, b))

    def _is_documented(self, a: int, b: int) -> bool:
        return (min(a, b), max(a, b)) in self._documented

    @cached_property
    def _documented(self) -> frozenset[Ends]:
        ties = self.network.cooperation
        firm = ties.where(ties.has_status("documented", "confirmed"))
        return frozenset(zip(firm.a.tolist(), firm.b.tolist(), strict=True))


def _without_edge(adjacency: sparse.csr_array, a: int, b: int) -> sparse.csr_array:
    entries = adjacency.tocoo()
    other_entries = ~(((entries.row == a) & (entries.col == b)) | ((entries.row == b) & (entries.col == a)))
    ends = (entries.row[other_entries], entries.col[other_entries])
    return sparse.coo_array((entries.data[other_entries], ends), shape=adjacency.shape).tocsr()
