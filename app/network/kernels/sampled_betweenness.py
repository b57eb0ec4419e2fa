"""How often does a vertex of a large graph lie on shortest paths, told from a sample of them?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.betweenness import HopPaths
from app.network.kernels.weighted_paths import LengthPaths

EXACT_ACTORS = 20_000
"""Up to so many actors every vertex is a source unless somebody asks for fewer."""

USUAL_SOURCES = 256
SAMPLES_DOC = "sampled sources of paths; 0: all up to 20,000 actors, 256 above"
_GROUPS = 16
_FEWEST_GROUPS = 2


def sources_of(size: int, samples: int) -> int:
    """How many vertices of a graph of ``size`` are sources; ``samples`` 0: as many as is usual for the size."""
    groups, each = _groups_of(size, samples)
    return groups * each


def _groups_of(size: int, samples: int) -> tuple[int, int]:
    """How many groups of sources, of how many each: all of one size, which may leave a few wanted ones out."""
    wanted = max(samples, _FEWEST_GROUPS) if samples else (size if size <= EXACT_ACTORS else USUAL_SOURCES)
    if wanted >= size:
        return 1, size
    each = -(-wanted // _GROUPS)
    return wanted // each, each


@dataclass(frozen=True, slots=True)
class Betweenness:
    """Values of n vertices, not normalised, from ``sources`` vertices.

    ``groups`` is g × n: what each of g random groups of sources gives by itself as an estimate of the values, whose
    mean they are; one row where all vertices are sources. ``share`` of the vertices are.
    """

    sources: int
    groups: NDArray[np.float64]
    share: float

    @property
    def exact(self) -> bool:
        """Whether all vertices are sources."""
        return self.share == 1.0

    @property
    def values(self) -> NDArray[np.float64]:
        """Unbiased: every vertex is as likely to be a source."""
        return np.asarray(self.groups.mean(axis=0))

    @property
    def errors(self) -> NDArray[np.float64]:
        """Standard errors: from the spread of the groups, less the more of all vertices are sources."""
        count = len(self.groups)
        if count == 1:
            return np.zeros(self.groups.shape[1])
        return np.asarray(self.groups.std(axis=0, ddof=1) * np.sqrt((1 - self.share) / count))


def sampled_betweenness(
    adjacency: sparse.csr_array, *, samples: int, seed: int, directed: bool = False, by_length: bool = False
) -> Betweenness:
    """Betweenness from random sources, without replacement (Brandes and Pich 2007); exact if all vertices are drawn.

    Args:
        adjacency: as for :func:`betweenness`, or ``by_length`` the lengths of edges, symmetric.
        samples: number of sources, as :func:`sources_of` reads it.
        seed: start of the random numbers.
        directed: as for :func:`betweenness`; not with lengths.
        by_length: whether the shortest path is that with the least sum of lengths, else that with the fewest hops.
    """
    size = adjacency.shape[0]
    paths = LengthPaths.of(adjacency) if by_length else HopPaths.of(adjacency, directed=directed)
    groups, each = _groups_of(size, samples)
    if each == size:
        return Betweenness(size, paths.betweenness()[np.newaxis], 1.0)
    drawn = np.random.default_rng(seed).choice(size, groups * each, replace=False).reshape(groups, each)
    told = [paths.betweenness(some) * (size / each) for some in drawn]
    return Betweenness(drawn.size, np.array(told), drawn.size / size)
