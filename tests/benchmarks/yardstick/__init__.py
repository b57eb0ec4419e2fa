"""How quick is plain C on the same arrays? Built with the compiler of the machine; without one, C is no peer."""

import shutil
import subprocess
import tempfile
from ctypes import CDLL, POINTER, c_double, c_int32, c_int64
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tests.benchmarks.contest import Agree, Peer

SOURCE = Path(__file__).parent / "kernels.c"
FLAGS = ("-O3", "-march=native", "-shared", "-fPIC")


class Yardstick:
    """The kernels of ``kernels.c`` on sparse arrays of scipy."""

    def __init__(self, library: CDLL) -> None:
        self._library = library
        library.meeting_pairs.restype = library.adamic_adar.restype = c_int64

    def pagerank(self, adjacency: sparse.csr_array, damping: float, residual: float) -> NDArray[np.float64]:
        """Undirected."""
        empty = np.empty(adjacency.shape[0])
        self._library.pagerank(*_graph(adjacency), c_double(damping), c_double(residual), _floats(empty))
        return empty

    def eigenvector(self, adjacency: sparse.csr_array, residual: float) -> NDArray[np.float64]:
        """By power iteration."""
        empty = np.empty(adjacency.shape[0])
        self._library.eigenvector(*_graph(adjacency), c_double(residual), _floats(empty))
        return empty

    def adamic_adar(self, adjacency: sparse.csr_array, most: int) -> NDArray[np.float64]:
        """The greatest scores, descending."""
        zeros = np.zeros(most)
        self._library.adamic_adar(*_graph(adjacency), c_int32(most), _floats(zeros))
        return zeros

    def structural_holes(self, adjacency: sparse.csr_array) -> list[NDArray[np.float64]]:
        """Constraint and effective size."""
        blanks = [np.empty(adjacency.shape[0]) for _ in range(2)]
        self._library.structural_holes(*_graph(adjacency), *map(_floats, blanks))
        return blanks

    def brokerage(self, arcs: sparse.csr_array, group: NDArray[np.int32]) -> NDArray[np.int64]:
        """Roles × vertices."""
        entries, into = np.empty((arcs.shape[0], 5), np.int64), arcs.T.tocsr()
        counts = entries.ctypes.data_as(POINTER(c_int64))
        self._library.brokerage(*_graph(arcs), *_rows(into), _whole(group), c_int32(int(group.max()) + 1), counts)
        return entries.T

    def meeting_pairs(self, has: sparse.csr_array, meets: sparse.csr_array, holds: sparse.csr_array) -> int:
        """How many pairs of rows of ``has`` meet."""
        return int(self._library.meeting_pairs(*_graph(has), *_rows(meets), *_rows(holds)))


def in_c(run, agree: Agree) -> dict[str, Peer]:
    """A peer that gets the :class:`Yardstick`; none without a compiler."""
    yardstick = built()
    return {} if yardstick is None else {"C": Peer(lambda: run(yardstick), agree)}


@cache
def built() -> Yardstick | None:
    """The library, built once a process; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory(prefix="netzblick-yardstick-") as folder:
        library = Path(folder) / "kernels.so"
        subprocess.run([compiler, *FLAGS, str(SOURCE), "-o", str(library), "-lm"], check=True)
        return Yardstick(CDLL(str(library)))


def _graph(matrix: sparse.csr_array) -> tuple:
    return c_int32(matrix.shape[0]), *_rows(matrix)


def _rows(matrix: sparse.csr_array) -> tuple:
    return _whole(matrix.indptr), _whole(matrix.indices)


def _whole(values: NDArray[np.integer]):
    assert values.dtype == np.int32
    assert values.flags.c_contiguous
    return values.ctypes.data_as(POINTER(c_int32))


def _floats(values: NDArray[np.float64]):
    return values.ctypes.data_as(POINTER(c_double))
