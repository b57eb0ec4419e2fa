"""Dyad census: how many pairs of actors work together, how many do not, and about how many nobody knows."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.network.graph.groupings import Grouping
from app.network.graph.joint_work import joint_work_pairs
from app.network.graph.network import Network
from app.network.graph.ties import Arcs
from app.network.kernels.pair_keys import Keys, distinct, pair_ends


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Numbers of pairs: ``pairs`` = ``tied`` + absent + ``unknown``; ``by_joint_work``: tied by nothing else."""

    pairs: int
    tied: int
    unknown: int
    by_joint_work: int = 0

    @property
    def known(self) -> int:
        """Pairs about which it is known whether they work together."""
        return self.pairs - self.unknown

    @property
    def unknown_share(self) -> float:
        """Share of the pairs nobody knows about; 0 without pairs."""
        return self.unknown / self.pairs if self.pairs else 0.0


@dataclass(frozen=True, slots=True)
class DyadCensus:
    """What is known of the pairs of actors of a snapshot; the one count that pages, reports and analyses give.

    ``tied`` and ``absent`` are sorted keys (:mod:`app.network.kernels.pair_keys`). A pair is tied by a tie of view
    ``G`` or by joint work of at most eight partners. It is absent when somebody denies it, or when both were asked
    about each other in a list, answered, and left the other out, and nobody says otherwise; in a closed world also
    when nothing is recorded, and those pairs are counted but not listed. A spoken no beside joint work settles nothing.
    """

    tied: Keys
    absent: Keys
    counts: PairCounts


def dyad_census(network: Network) -> DyadCensus:
    """The census of a snapshot; ``network.view(dyad_census)`` makes it once."""
    size = len(network.actors)
    pairs = size * (size - 1) // 2
    by_ties = distinct(network.cooperation.pair_keys(size))
    joint, denied = joint_work_pairs(network), _denied(network)
    tied = distinct(by_ties, np.setdiff1d(joint, denied))
    absent = _absent(network, denied, distinct(tied, joint))
    known = len(tied) + len(absent)
    recorded = len(distinct(network.ties.pair_keys(size), tied, absent))
    unknown = (recorded if network.closed_world else pairs) - known
    return DyadCensus(tied, absent, PairCounts(pairs, len(tied), unknown, len(tied) - len(by_ties)))


def directed_counts(network: Network, arcs: Arcs) -> PairCounts:
    """The counts of ordered pairs: who names whom; an answer "no" speaks for both directions."""
    either = network.view(dyad_census).counts
    pairs, absent = 2 * either.pairs, 2 * (either.known - either.tied)
    return PairCounts(pairs, len(arcs), 2 * either.unknown if network.closed_world else pairs - len(arcs) - absent)


def _denied(network: Network) -> Keys:
    """Pairs of which somebody says no."""
    return distinct(network.ties.where(network.ties.has_status("denied")).pair_keys(len(network.actors)))


def _absent(network: Network, denied: Keys, joined: Keys) -> Keys:
    """Denied pairs and those both left out, about which nobody and no joint work says yes."""
    size, ties, left_out = len(network.actors), network.ties, network.answers.absent
    yes = distinct(joined, ties.where(ties.has_status("contradicted")).pair_keys(size))
    further = np.setdiff1d(denied, left_out[_places(left_out, denied)])
    all_left_out = np.insert(left_out, np.searchsorted(left_out, further), further)
    return np.delete(all_left_out, _places(all_left_out, yes))


def _places(keys: Keys, sought: Keys) -> NDArray[np.intp]:
    """Positions in ``keys`` of the keys that are ``sought`` and among them; both are sorted, and ``keys`` stays as it is."""
    at = np.searchsorted(keys, sought)
    among = at < len(keys)
    places: NDArray[np.intp] = at[among][keys[at[among]] == sought[among]]
    return places


@dataclass(frozen=True)
class PairsBetween:
    """Pairs of the actors of two groups of one snapshot, asked for by the numbers of the groups."""

    network: Network
    groups: Grouping

    def tied(self, group_a: int, group_b: int) -> NDArray[np.int64]:
        """Positions of the tied pairs of view ``G``, pairs × 2, sorted: first the actor of ``group_a``."""
        members_a, members_b = (np.flatnonzero(self.groups.member == group) for group in (group_a, group_b))
        between = self.network.adjacency[members_a][:, members_b].tocoo()
        pairs = np.stack([members_a[between.row], members_b[between.col]], axis=1)
        return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])

    def known_share(self, group_a: int, group_b: int) -> float:
        """Share of all pairs of which it is known whether they work together; in a closed world all."""
        if self.network.closed_world:
            return 1.0
        sizes = self.groups.sizes
        return float(len(self._known_between(group_a, group_b)) / (sizes[group_a] * sizes[group_b]))

    def connecting(self, group_a: int, group_b: int, most: int) -> tuple[str, ...]:
        """Ids of the actors with most partners in the other of the two groups; none that is one person."""
        partners = Counter(self.tied(group_a, group_b).ravel().tolist())
        ordered = sorted(partners, key=lambda at: (-partners[at], at))
        actors = [self.network.actors[at] for at in ordered]
        return tuple(actor.id for actor in actors if not actor.one_person)[:most]

    def _known_between(self, group_a: int, group_b: int) -> NDArray[np.int64]:
        first, second = self.groups.member[self._known].T
        across = ((first == group_a) & (second == group_b)) | ((first == group_b) & (second == group_a))
        return np.asarray(self._known[across])

    @cached_property
    def _known(self) -> NDArray[np.int64]:
        """Pairs that are tied or absent, pairs × 2."""
        census = self.network.view(dyad_census)
        return np.stack(pair_ends(distinct(census.tied, census.absent), len(self.network.actors)), axis=1)
