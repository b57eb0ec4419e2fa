"""Do rounds over rows in several places give what the kernels on a whole matrix give?"""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from app.network.kernels import by_rows
from app.network.kernels.connectivity import components, core_numbers
from app.network.kernels.spectral_centrality import pagerank
from tests.graphs import NAMED, adjacency, random_digraphs, random_graphs


class Scattered:
    """Rows in several blocks, each computed by itself."""

    def __init__(self, matrix, count):
        self._blocks = list(by_rows.blocks(matrix, count))

    def map(self, kernel, vector):
        return np.concatenate([kernel(block, vector) for block in self._blocks])


GRAPHS = st.sampled_from(sorted(NAMED)).map(lambda name: NAMED[name]()) | random_graphs()
COUNTS = st.integers(1, 5)


@given(GRAPHS, COUNTS)
def test_degrees_components_and_cores_are_those_of_the_whole_matrix(graph, count):
    matrix = adjacency(graph)
    rows = Scattered(matrix, count)
    assert by_rows.degrees(rows).tolist() == [degree for _, degree in graph.degree()]
    assert by_rows.components(rows, len(graph)).tolist() == components(matrix).tolist()
    assert by_rows.core_numbers(rows).tolist() == core_numbers(matrix).tolist()


@given(random_digraphs(), COUNTS)
def test_pagerank_is_that_of_the_whole_matrix(graph, count):
    matrix = adjacency(graph)
    inwards = Scattered(sparse.csr_array(matrix.T), count)
    rank = by_rows.pagerank(inwards, np.diff(matrix.indptr), 0.85)
    assert rank == pytest.approx(pagerank(matrix, 0.85, directed=True), rel=1e-12)


def test_sums_leave_out_what_is_not_known():
    matrix = sparse.csr_array(np.array([[0.0, 2.0, np.nan], [2.0, 0.0, 0.0], [np.nan, 0.0, 0.0]]))
    assert by_rows.sums(by_rows.InProcess(matrix)).tolist() == [[2.0, 1.0], [2.0, 0.0], [0.0, 1.0]]


def test_neighbours_are_counted_by_group():
    rows = by_rows.InProcess(adjacency(nx.path_graph(4)))
    # 0 - 1 - 2 - 3 in groups 0, 1, none, 1.
    assert by_rows.by_group(rows, np.array([0, 1, -1, 1]), 2).tolist() == [[0, 1], [1, 0], [0, 2], [0, 0]]


@given(random_graphs(), COUNTS)
def test_blocks_hold_every_row_once_in_order(graph, count):
    matrix = adjacency(graph)
    parts = list(by_rows.blocks(matrix, count))
    assert len(parts) <= count
    assert (sparse.vstack(parts) != matrix).nnz == 0
