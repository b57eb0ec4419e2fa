"""Which things belong together because each is similar to each?"""

from collections.abc import Iterable
from itertools import product

Pair = tuple[str, str]

_FEWEST = 3


def complete_link(pairs: Iterable[tuple[Pair, float]]) -> tuple[tuple[str, ...], ...]:
    """Clusters of at least three things in which every pair is given, by complete linkage.

    Two clusters are joined once the last pair between them is seen, from the most similar pair down: that pair is
    their complete link. Sorted by members; ties are broken by ids.

    Args:
        pairs: two ids and their similarity; a pair that is not given is not similar.
    """
    cluster: dict[str, tuple[str, ...]] = {}
    seen: set[Pair] = set()
    for (one, other), _ in sorted(pairs, key=lambda pair: (-round(pair[1], 9), pair[0])):
        mine, theirs = cluster.setdefault(one, (one,)), cluster.setdefault(other, (other,))
        seen |= {(one, other), (other, one)}
        if mine != theirs and all(between in seen for between in product(mine, theirs)):
            joined = tuple(sorted(mine + theirs))
            cluster.update(dict.fromkeys(joined, joined))
    return tuple(sorted({members for members in cluster.values() if len(members) >= _FEWEST}))
