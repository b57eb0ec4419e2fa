"""Keys of pairs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.network.kernels.pair_keys import distinct, pair_ends, pair_keys

_ends = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20)


@given(_ends)
def test_a_key_is_the_same_whichever_end_is_named_first_and_gives_both_back(ends):
    a, b = np.array(ends, np.int32).reshape(-1, 2).T
    keys = pair_keys(a, b, 7)
    assert keys.tolist() == pair_keys(b, a, 7).tolist()
    assert list(zip(*(side.tolist() for side in pair_ends(keys, 7)), strict=True)) == [tuple(sorted(p)) for p in ends]


def test_keys_of_many_vertices_do_not_overflow():
    """Positions are stored in 32 bits."""
    a, b = np.array([999_998], np.int32), np.array([999_999], np.int32)
    assert pair_keys(a, b, 1_000_000).tolist() == [999_998 * 1_000_000 + 999_999]


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_distinct_keys_are_those_of_a_set(left, right):
    keys = distinct(np.array(left, np.int64), np.array(right, np.int64))
    assert keys.tolist() == sorted({*left, *right})


def test_of_nobody_there_are_no_ends():
    assert [side.tolist() for side in pair_ends(np.zeros(0, np.int64), 0)] == [[], []]
