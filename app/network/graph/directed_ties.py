"""Who named whom? The directions of a graph file that was read with ``directed=true``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


@dataclass(frozen=True, slots=True)
class Arcs:
    """Directed ties of view ``G``, each once, sorted by (source, target); positions of actors."""

    source: NDArray[np.int32]
    target: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.source)

    def adjacency(self, size: int) -> sparse.csr_array:
        """Square matrix of 1.0; row v marks whom v names."""
        ones = np.ones(len(self), np.float64)
        return sparse.coo_array((ones, (self.source, self.target)), shape=(size, size)).tocsr()


def arcs_of(pairs: Iterable[tuple[str, str]], position: Mapping[str, int]) -> Arcs:
    """Pairs of ids as sorted arrays of positions; a repetition counts once."""
    known = sorted({(position[source], position[target]) for source, target in pairs})
    return Arcs(*np.array(known, np.int32).reshape(-1, 2).T)
