"""Keys of unordered pairs of vertices, one whole number each, so that pairs can be sorted, compared and counted."""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
"""Smaller position × number of vertices + greater position: of three vertices 0-1 is 1, 0-2 is 2, 1-2 is 5."""


def pair_keys(a: NDArray[np.integer], b: NDArray[np.integer], size: int) -> Keys:
    """The key of each pair of positions among ``size`` vertices, whichever is named first."""
    smaller, greater = (np.asarray(choose(a, b), np.int64) for choose in (np.minimum, np.maximum))
    return smaller * size + greater


def pair_ends(keys: Keys, size: int) -> tuple[Keys, Keys]:
    """The smaller and the greater position of each pair."""
    return np.divmod(keys, max(size, 1))


def distinct(*keys: Keys) -> Keys:
    """All keys, sorted, each once.

    Sorted and compared with the one before: numpy's own way goes through a hash and takes ten times as long.
    """
    all_keys = np.sort(np.concatenate(keys), kind="stable")
    return all_keys[np.flatnonzero(np.diff(all_keys, prepend=-1))]
