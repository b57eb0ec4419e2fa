"""Betweenness of the vertices of a large graph, estimated from shortest paths that start at a sample of them."""

from scipy import sparse

from app.network.kernels.betweenness import HopPaths
from app.network.kernels.sampled_sums import Draw, SampledSums
from app.network.kernels.weighted_paths import LengthPaths


def sampled_betweenness(
    adjacency: sparse.csr_array, *, samples: int, seed: int, directed: bool = False, by_length: bool = False
) -> SampledSums:
    """Betweenness from random sources, without replacement (Brandes and Pich 2007); exact if all vertices are drawn.

    Args:
        adjacency: as for :func:`betweenness`, or ``by_length`` the lengths of edges, symmetric.
        samples: number of sources, as :func:`sources_of` reads it.
        seed: start of the random numbers.
        directed: as for :func:`betweenness`; not with lengths.
        by_length: whether the shortest path is that with the least sum of lengths, else that with the fewest hops.
    """
    paths = LengthPaths.of(adjacency) if by_length else HopPaths.of(adjacency, directed=directed)
    return Draw.of(adjacency.shape[0], samples, seed).sums(paths.betweenness)
