"""Density with the bounds that unknown pairs leave."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from app.network.graph.dyad_census import PairCounts, dyad_census
from tests.factories import actor, network, tie
from tests.graphs import NAMED, directed_network_of_graph, network_of_graph, random_digraphs, random_graphs

density = analysis("density")
FOUR = tuple(actor(actor_id) for actor_id in "ABCD")
PAIRS = ("AB", "AC", "AD", "BC", "BD", "CD")


def whole(net):
    (measure,) = density(net).measures
    return measure


def denied(*pairs):
    return tuple(tie(*pair, status="denied") for pair in pairs)


@pytest.mark.parametrize(("name", "value"), [("kite", 0.4), ("florentine", 0.190476), ("karate", 0.139037)])
def test_closed_worlds_have_their_reference_values(name, value):
    """R sna 2.7-1."""
    result = whole(network_of_graph(NAMED[name]()))

    assert result.value == pytest.approx(value, abs=1e-6)
    assert result.low == result.value == result.high


@given(random_graphs(least=2))
def test_equals_networkx_in_a_closed_world(graph):
    assert whole(network_of_graph(graph)).value == pytest.approx(nx.density(graph), abs=1e-9)


def test_unknown_pairs_widen_the_bounds():
    """1 tie, 2 denied, 3 unknown of 6 pairs."""
    result = whole(network(*FOUR, tie("A", "B"), *denied("AC", "AD")))

    assert (result.value, result.low, result.high) == pytest.approx((1 / 3, 1 / 6, 4 / 6))


def test_more_than_half_unknown_is_no_number_but_has_bounds():
    """1 tie, 1 denied, 4 unknown of 6 pairs."""
    result = whole(network(*FOUR, tie("A", "B"), *denied("AC")))

    assert (result.value, result.reason) == (None, "too-few-known-pairs")
    assert (result.low, result.high) == pytest.approx((1 / 6, 5 / 6))


@pytest.mark.parametrize("unsettled", [{"status": "contradicted"}, {"kind": "funding"}, {"basis": "co_project"}])
@pytest.mark.parametrize("closed_world", [True, False])
def test_what_settles_nothing_leaves_a_pair_unknown(unsettled, closed_world):
    net = network(*denied(*PAIRS[1:]), tie("A", "B", **unsettled), closed_world=closed_world)

    assert dyad_census(net).counts == PairCounts(pairs=6, tied=0, unknown=1)


def test_a_yes_outweighs_a_no():
    net = network(tie("A", "B", status="denied"), tie("A", "B", kind="referral", status="one_sided"))

    assert dyad_census(net).counts == PairCounts(pairs=1, tied=1, unknown=0)


@pytest.mark.parametrize("records", [(), (actor("A"),)])
def test_fewer_than_two_have_no_density(records):
    result = whole(network(*records))

    assert (result.value, result.reason) == (None, "too-few-actors")
    assert dyad_census(network(*records)).counts.unknown_share == 0


@given(random_digraphs(least=2))
def test_with_directions_ordered_pairs_are_counted(graph):
    result = whole(directed_network_of_graph(graph))

    assert result.value == pytest.approx(nx.density(graph), abs=1e-9)
    assert result.low == result.value == result.high


def test_with_directions_in_an_open_world_each_way_may_be_unknown():
    """A names B; of B to A and of both ways to C nothing is known: 1 of 6 up to 6 of 6."""
    graph = nx.DiGraph([("A", "B")])
    graph.add_node("C")

    result = whole(directed_network_of_graph(graph, unknown="open"))
    assert (result.value, result.reason) == (None, "too-few-known-pairs")
    assert (result.low, result.high) == pytest.approx((1 / 6, 1))
