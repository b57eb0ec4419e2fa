"""Complete linkage: things that belong together because each is similar to each."""

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
    for (thing_a, thing_b), _ in sorted(pairs, key=lambda pair: (-round(pair[1], 9), pair[0])):
        cluster_a, cluster_b = cluster.setdefault(thing_a, (thing_a,)), cluster.setdefault(thing_b, (thing_b,))
        seen |= {(thing_a, thing_b), (thing_b, thing_a)}
        if cluster_a != cluster_b and all(between in seen for between in product(cluster_a, cluster_b)):
            joined = tuple(sorted(cluster_a + cluster_b))
            cluster.update(dict.fromkeys(joined, joined))
    return tuple(sorted({members for members in cluster.values() if len(members) >= _FEWEST}))
