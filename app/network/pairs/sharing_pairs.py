"""Pairs of actors that share something, and which of them need no suggestion; found whole, or in parts on several machines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.network.graph.network import Network
from app.network.kernels.by_rows import Places
from app.network.pairs.link_features import LinkEvidence, LinkTerms
from app.network.pairs.open_pairs import OpenPairs

_FIRST_ACTORS = 500
"""Actors whose pairs are a task."""


@dataclass(frozen=True, slots=True)
class SharingPairs:
    """Pairs that share something, with masks: which coordinate, which are one organisation, which have similar work."""

    evidence: LinkEvidence
    coordinated: NDArray[np.bool_]
    same_organisation: NDArray[np.bool_]
    similar_work: NDArray[np.bool_]

    @property
    def elsewhere(self) -> NDArray[np.bool_]:
        """Mask of the pairs of one organisation, and of those whose similar work has its own card."""
        return self.same_organisation | self.similar_work

    @property
    def candidates(self) -> LinkEvidence:
        """The pairs that could be suggested."""
        return self.evidence.where(~self.coordinated & ~self.elsewhere)


@dataclass(frozen=True)
class _Search:
    """Search for pairs, shared by all its parts: the network, and how terms are counted (:class:`LinkTerms`).

    What is looked up once is kept for all parts that come to the same process.
    """

    network: Network
    idf: bool
    normalise: bool

    @cached_property
    def terms(self) -> LinkTerms:
        """What pairs share."""
        return LinkTerms(self.network, self.idf, self.normalise)

    @cached_property
    def open_pairs(self) -> OpenPairs:
        """Which pairs need no suggestion."""
        return OpenPairs(self.network)


def sharing_pairs(network: Network, idf: bool, normalise: bool, places: Places | None = None) -> SharingPairs:
    """Every pair that shares something; ``places``: machines to which the search is spread, None: this one."""
    search, size = _Search(network, idf, normalise), len(network.actors)
    if places is None:
        parts: Sequence[_Part] = [_sharing(search, range(size))]
    else:
        starts = range(0, size, _FIRST_ACTORS)
        parts = places.in_order(_sharing, search, [range(start, min(start + _FIRST_ACTORS, size)) for start in starts])
    evidence = LinkEvidence.joined([part.evidence for part in parts])
    coordinated, same_organisation = (
        np.concatenate([np.zeros(0, np.bool_), *masks])
        for masks in ([part.coordinated for part in parts], [part.same_organisation for part in parts])
    )
    similar_work = OpenPairs(network, places).have_similar_work(evidence)
    return SharingPairs(evidence, coordinated, same_organisation, similar_work)


@dataclass(frozen=True, slots=True)
class _Part:
    """The pairs of some first actors."""

    evidence: LinkEvidence
    coordinated: NDArray[np.bool_]
    same_organisation: NDArray[np.bool_]


def _sharing(search: _Search, first: range) -> _Part:
    evidence = search.terms.pairs_that_share(first)
    return _Part(evidence, search.open_pairs.coordinated(evidence), search.open_pairs.same_organisation(evidence))
