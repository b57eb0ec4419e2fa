"""Betweenness of the vertices of a large graph, estimated from shortest paths that start at a sample of them."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.network.kernels.betweenness import HopPaths
from app.network.kernels.by_rows import Places
from app.network.kernels.sampled_sums import Draw, SampledSums
from app.network.kernels.weighted_paths import LengthPaths


def sampled_betweenness(
    adjacency: sparse.csr_array,
    *,
    samples: int,
    seed: int,
    directed: bool = False,
    by_length: bool = False,
    places: Places | None = None,
) -> SampledSums:
    """Betweenness from random sources, without replacement (Brandes and Pich 2007); exact if all vertices are drawn.

    Args:
        adjacency: as for :func:`betweenness`, or ``by_length`` the lengths of edges, symmetric.
        samples: number of sources, as :func:`sources_of` reads it.
        seed: start of the random numbers.
        directed: as for :func:`betweenness`; not with lengths.
        by_length: whether the shortest path is that with the least sum of lengths, else that with the fewest hops.
        places: machines to which the sources are spread; None: this one.
    """
    paths = LengthPaths.of(adjacency) if by_length else HopPaths.of(adjacency, directed=directed)
    draw = Draw.of(adjacency.shape[0], samples, seed)
    if places is None:
        return draw.sums(paths.betweenness)
    return SampledSums(draw.spread(places, _betweenness, paths), draw.sources_elsewhere)


def _betweenness(paths: HopPaths | LengthPaths, sources: NDArray[np.integer]) -> NDArray[np.float64]:
    return paths.betweenness(sources)
