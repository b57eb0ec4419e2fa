"""Draws of sources, sums scaled to all others, and errors."""

import numpy as np
import pytest

from app.network.kernels.sampled_sums import Draw, SampledSums, jackknife, sources_of


def test_a_sum_is_scaled_from_the_sources_that_are_others():
    """Five vertices, sources 0 and 1 in two groups; each gives every other vertex 1, so all have 4."""
    draw = Draw(5, np.array([[0], [1]]))
    estimate = draw.sums(lambda sources: (np.arange(5) != sources).astype(float))
    assert draw.sources_elsewhere.tolist() == [[0, 1, 1, 1, 1], [1, 0, 1, 1, 1]]
    assert estimate.values.tolist() == [4] * 5
    assert np.isnan(estimate.errors).all()
    assert (estimate.sources, estimate.exact) == (2, False)


def test_errors_are_those_of_the_spread_of_groups():
    """Groups of two say 8 and 12 of a vertex of 100 others: 10 ± √((8-10)² + (12-10)²)/2·√(2/1), less 4 of 100 seen."""
    sums = SampledSums(np.array([[0.16, 0.0], [0.24, 0.0]]), np.full((2, 2), 2))
    wide = SampledSums(np.tile(sums.sums, 51)[:, :101], np.full((2, 101), 2))
    assert wide.values[0] == pytest.approx(10)
    assert wide.errors[0] == pytest.approx(np.sqrt((1 + 1) * 2 * 0.96))


def test_all_sources_are_one_group_without_errors():
    estimate = Draw.of(4, 0, 1).sums(lambda sources: np.arange(4.0) if sources is None else np.zeros(4))
    assert (estimate.values.tolist(), estimate.errors.tolist()) == ([0, 1, 2, 3], [0] * 4)
    assert (estimate.exact, estimate.sources) == (True, 4)


def test_sources_are_drawn_once_each_and_as_the_seed_says():
    draw = Draw.of(50, 20, 7)
    assert sorted(set(draw.groups.ravel())) == sorted(draw.groups.ravel())
    assert draw.groups.size == sources_of(50, 20)
    assert (Draw.of(50, 20, 7).groups == draw.groups).all()
    assert (Draw.of(50, 20, 8).groups != draw.groups).any()


def test_the_jackknife_of_a_mean_is_its_standard_error():
    values = np.array([1.0, 2.0, 4.0, 7.0])
    without = (values.sum() - values) / 3
    assert jackknife(without, 1.0) == pytest.approx(values.std(ddof=1) / 2)
    assert np.isnan(jackknife(np.ones(4), 1.0))
