"""Which kernel finds parallel structures? Pairs of offers that meet in area, target group and theme.

The peers are what one would write: a loop over all pairs, an index in a dictionary, and C on keys that are numbers
already, which leaves out what we do to make them.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
from scipy import sparse

from app.network.district.taxonomy_similarity import related
from app.network.graph.build_network import build_network
from app.network.pairs.candidate_pairs import candidate_pairs
from app.network.pairs.similar_pairs import comparable
from app.records.areas import AreaTree
from app.records.offers import Offer
from tests.benchmarks.city import AS_OF, City
from tests.benchmarks.contest import Contest, Peer, not_compared
from tests.benchmarks.pair_loops import meets, similar_offers_by_pairs
from tests.benchmarks.yardstick import in_c

OFFERS_PER_ACTOR = 1.5
FEW_TIES = 0.1
"""An actor; they are not looked at."""

WHOLE = 1_000
SAMPLE = 60
"""Offers that the loop compares with all others in a larger city."""

Keys = Sequence[Sequence[tuple[str, str, str]]]


def parallel_structures(count: int) -> Contest:
    """In a city with so many offers."""
    network = build_network(City(round(count / OFFERS_PER_ACTOR), ties_per_actor=FEW_TIES).records, AS_OF)
    offers, areas = comparable(network, "offers"), AreaTree(network.records.areas)
    return Contest(lambda: candidate_pairs(offers, areas), lambda: _peers(offers, areas), len(offers), "offers")


def _peers(offers: Sequence[Offer], areas: AreaTree) -> dict[str, Peer]:
    has, near = _matrices(offers, areas)
    holds = sparse.csr_array(has.T)
    peers = {"pair loop": _pair_loop(offers, areas), "dict index": Peer(lambda: by_index(offers, areas), _same_pairs)}
    return peers | in_c(lambda c: c.meeting_pairs(has, near, holds), _same_count)


def _pair_loop(offers: Sequence[Offer], areas: AreaTree) -> Peer:
    rows = len(offers) if len(offers) <= WHOLE else SAMPLE
    prepared = [meets(offer, areas) for offer in offers]
    pairs = rows * (2 * len(offers) - rows - 1) / (len(offers) * (len(offers) - 1))
    return Peer(
        lambda: similar_offers_by_pairs(prepared, rows),
        not_compared if rows < len(offers) else _same_pairs,
        share=pairs,
    )


def by_index(offers: Sequence[Offer], areas: AreaTree) -> set[tuple[int, int]]:
    """For each offer those under the same or a related key."""
    keys = [list(product(offer.areas, offer.target_groups, offer.themes)) for offer in offers]
    index: dict[tuple[str, str, str], list[int]] = {}
    entries = set()
    for at, own in enumerate(keys):
        for key in own:
            for near in _near(key, areas):
                entries.update((earlier, at) for earlier in index.get(near, ()))
        for key in own:
            index.setdefault(key, []).append(at)
    return entries


def _near(key: tuple[str, str, str], areas: AreaTree):
    area, group, theme = key
    return product(
        {area, *areas.ancestors(area), *areas.descendants(area)},
        {group, *related("target_group", group)},
        {theme, *related("theme", theme)},
    )


def _matrices(offers: Sequence[Offer], areas: AreaTree) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Offers × keys and keys × keys, the arguments of C."""
    keys = [list(product(offer.areas, offer.target_groups, offer.themes)) for offer in offers]
    number = {key: at for at, key in enumerate(sorted({key for item in keys for key in item}))}
    meeting = [sorted(number[near] for near in _near(key, areas) if near in number) for key in number]
    return _matrix([[number[key] for key in entry] for entry in keys], len(number)), _matrix(meeting, len(number))


def _matrix(rows: Sequence[Sequence[int]], width: int) -> sparse.csr_array:
    starts = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    columns = np.array([column for row in rows for column in row], np.int32)
    return sparse.csr_array((np.ones(len(columns), np.bool_), columns, starts), shape=(len(rows), width))


def _same_pairs(ours, theirs: set[tuple[int, int]]) -> None:
    first, second = ours
    assert set(zip(first.tolist(), second.tolist(), strict=True)) == theirs, "candidates differ"


def _same_count(ours, theirs: int) -> None:
    assert len(ours[0]) == theirs, f"{theirs} pairs instead of {len(ours[0])}"
