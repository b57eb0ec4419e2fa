"""Mean number of partners with its bounds."""

import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, network_of_graph, random_graphs

mean_degree = analysis("mean-degree")


def whole(net):
    (measure,) = mean_degree(net).measures
    return measure


@given(random_graphs())
def test_is_the_mean_of_the_degrees_of_networkx(graph):
    expected = sum(partners for _, partners in graph.degree) / len(graph)

    result = whole(network_of_graph(graph))
    assert result.value == pytest.approx(expected, abs=1e-9)
    assert result.low == result.value == result.high


@pytest.mark.parametrize(("name", "value"), [("kite", 36 / 10), ("florentine", 40 / 15), ("karate", 156 / 34)])
def test_named_graphs_have_twice_their_edges_by_nodes(name, value):
    assert whole(network_of_graph(NAMED[name]())).value == pytest.approx(value)


def test_unknown_pairs_widen_the_upper_bound():
    """A works with B, not with C; of B and C nothing is known: 2 · 1/3 up to 2 · 2/3."""
    result = whole(network(tie("A", "B"), tie("A", "C", status="denied")))

    assert (result.value, result.low, result.high) == pytest.approx((2 / 3, 2 / 3, 4 / 3))


def test_one_alone_has_no_partner_and_nobody_no_mean():
    assert whole(network(actor("A"))).value == 0
    assert (whole(network()).value, whole(network()).reason) == (None, "too-few-actors")
