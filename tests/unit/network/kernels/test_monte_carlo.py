"""P values of random tries."""

import numpy as np
import pytest

from app.network.kernels.monte_carlo import error_of_share, monte_carlo_p


def test_what_was_observed_counts_as_a_try():
    found = monte_carlo_p(np.array([True, False, False]))
    assert (found.p, found.error) == (0.5, pytest.approx(0.25))
    assert monte_carlo_p(np.zeros(0, np.bool_)).p == 1


def test_the_error_is_that_of_repeated_shares():
    """Shares of 100 tries at .3, drawn 4,000 times."""
    drawn = np.random.default_rng(1).binomial(100, 0.3, 4000) / 100
    assert error_of_share(0.3, 100) == pytest.approx(drawn.std(), rel=0.05)
