"""Suggestions of ties: benefits by hand, the best first, nobody named too often."""

import numpy as np
import pytest

from app.network.pairs.link_features import TERMS, LinkEvidence
from app.network.pairs.link_suggestions import (
    best_first,
    contributions,
    is_contradicted,
    suggestions,
    weights_without_bridging,
    with_bridging,
)
from tests.factories import actor, network, tie

BRIDGING = TERMS.index("bridging")
EQUAL = tuple(1 / len(TERMS) for _ in TERMS)
FIRST = tuple(float(at == 0) for at in range(len(TERMS)))


def evidence(*rows):
    """Pairs of positions, each with the value of its first term; all other terms are 0."""
    terms = np.zeros((len(rows), len(TERMS)))
    terms[:, 0] = [value for _, _, value in rows]
    return LinkEvidence(*(np.array([row[at] for row in rows], np.int64) for at in (0, 1)), terms)


def test_the_weight_of_bridging_goes_to_the_others_in_proportion():
    weights = [0.1] * len(TERMS)
    weights[BRIDGING] = 1 - 0.1 * (len(TERMS) - 1)
    spread = weights_without_bridging(weights)
    assert spread[BRIDGING] == 0
    assert sum(spread) == pytest.approx(1)
    assert len({round(weight, 9) for at, weight in enumerate(spread) if at != BRIDGING}) == 1


def test_where_bridging_has_all_the_weight_nothing_is_left():
    only = tuple(float(at == BRIDGING) for at in range(len(TERMS)))
    assert weights_without_bridging(only) == (0.0,) * len(TERMS)


def test_a_contribution_is_weight_times_the_bounded_term():
    pairs = evidence((0, 1, 2.0), (0, 2, 1.0))
    np.testing.assert_allclose(contributions(pairs, EQUAL), pairs.saturated() / len(TERMS))


def test_the_greatest_benefit_comes_first_then_the_smaller_position_and_nothing_is_left_out():
    pairs = evidence((0, 1, 1.0), (1, 2, 3.0), (0, 2, 1.0), (2, 3, 0.0))
    assert best_first(pairs, contributions(pairs, FIRST)).tolist() == [1, 0, 2]


def test_of_equal_benefits_the_pair_that_shares_more_comes_first():
    """The second term has no weight, but it is shared all the same."""
    pairs = evidence((0, 1, 1.0), (0, 2, 1.0))
    pairs.terms[1, 1] = 5.0
    assert best_first(pairs, contributions(pairs, FIRST)).tolist() == [1, 0]


def test_only_the_best_pairs_get_the_term_of_bridging():
    """A-B and C-D apart: A-C would bring Σ 1/d from 4 to 4 + 2·(1 + 1/2 + 1/2 + 1/3); by n - 1 = 3."""
    net = network(tie("A", "B"), tie("C", "D"))
    pairs = evidence((0, 2, 2.0), (1, 3, 1.0))
    with_term = with_bridging(net, pairs, FIRST, best=1).terms[:, BRIDGING]
    assert with_term.tolist() == [pytest.approx((1 + 1 / 2 + 1 / 2 + 1 / 3) / 3), 0.0]


def suggested(net, *rows, per_actor=10):
    listed, _ = suggestions(net, evidence(*rows), FIRST, per_actor, at_most=10)
    return [(suggestion.actor_a, suggestion.actor_b) for suggestion in listed]


STAR = [(0, at, 5.0 - at) for at in range(1, 5)]


def test_nobody_is_named_more_often_than_allowed():
    net = network(*map(actor, "ABCDE"))
    assert suggested(net, *STAR) == [("A", name) for name in "BCDE"]
    assert suggested(net, *STAR, (1, 2, 0.5), per_actor=2) == [("A", "B"), ("A", "C"), ("B", "C")]


def test_a_contradicted_pair_is_asked_about_and_does_not_count():
    net = network(*map(actor, "ABCDE"), tie("A", "B", status="contradicted", basis="survey"))
    assert suggested(net, *STAR, per_actor=1) == [("A", "B"), ("A", "C")]
    [first], further = suggestions(net, evidence(*STAR), FIRST, 1, at_most=1)
    assert is_contradicted(first.state)
    assert len(first.state.evidence) == further == 1


def test_a_suggestion_tells_its_parts():
    net = network(*map(actor, "AB"))
    [suggestion], _ = suggestions(net, evidence((0, 1, 3.0)), EQUAL, 1, at_most=1)
    assert suggestion.raw[TERMS[0]] == 3.0
    assert suggestion.benefit == pytest.approx(sum(suggestion.contributions.values()))
    assert {name for name, part in suggestion.contributions.items() if part} == {TERMS[0]}
    assert not is_contradicted(suggestion.state)
