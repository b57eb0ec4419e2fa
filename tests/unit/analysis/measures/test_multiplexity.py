"""Pairs that work together in several ways."""

import pytest

from app.analysis.interface import analysis
from tests.factories import network, tie

multiplexity = analysis("multiplexity")


def whole(*ties):
    (measure,) = multiplexity(network(*ties)).measures
    return measure


def test_pairs_with_several_kinds_are_counted():
    """AB two kinds, AC one, AD only "other": 1 of 2 pairs of known kind, 1.5 kinds a pair."""
    result = whole(
        tie("A", "B", kind="referral"),
        tie("A", "B", kind="agreement"),
        tie("A", "C", kind="referral"),
        tie("A", "C", kind="other"),
        tie("A", "D"),
    )

    assert result.value == 0.5
    assert result.parts == {"mean_kinds": 1.5, "pairs": 2, "without_kind": 1}


def test_the_same_kind_twice_is_one():
    assert whole(tie("A", "B", kind="referral"), tie("A", "B", kind="referral", id="again")).value == 0


@pytest.mark.parametrize("second", [{"kind": "funding"}, {"kind": "agreement", "status": "denied"}])
def test_what_is_no_cooperation_is_no_kind_of_it(second):
    assert whole(tie("A", "B", kind="referral"), tie("A", "B", **second)).value == 0


@pytest.mark.parametrize("ties", [(), (tie("A", "B"),)])
def test_without_a_known_kind_there_is_no_value(ties):
    assert (whole(*ties).value, whole(*ties).reason) == (None, "no-known-kinds")
