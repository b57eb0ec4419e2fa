"""Inner products of chosen rows against the whole product."""

import numpy as np
from scipy import sparse

from app.network.kernels.row_products import row_products


def test_equals_the_whole_product_in_several_blocks():
    rng = np.random.default_rng(1)
    left, right = (sparse.random_array((90, 20), density=0.2, rng=rng).tocsr() for _ in range(2))
    first, integers = rng.integers(0, 90, (2, 9000))

    whole = (left @ right.T).toarray()
    np.testing.assert_allclose(row_products(left, right, first, integers), whole[first, integers], atol=1e-12)


def test_no_pairs_have_no_products():
    empty = sparse.csr_array((0, 0))

    assert row_products(empty, empty, np.array([], int), np.array([], int)).tolist() == []
