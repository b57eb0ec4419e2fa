"""Mean distance of the whole network."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import NAMED, directed_network_of_graph, network_of_graph, random_digraphs, random_graphs


def whole(net):
    (measure,) = analysis("mean-distance")(net).measures
    return measure


@pytest.mark.parametrize("name", ["kite", "florentine", "karate", "path", "cycle", "star", "complete", "grid"])
def test_named_graphs_have_the_values_of_networkx(name):
    graph = NAMED[name]()
    assert whole(network_of_graph(graph)).value == pytest.approx(nx.average_shortest_path_length(graph), abs=1e-12)


@given(random_graphs(least=2))
def test_equals_networkx_where_all_are_connected(graph):
    measure = whole(network_of_graph(graph))
    if nx.is_connected(graph):
        assert measure.value == pytest.approx(nx.average_shortest_path_length(graph), abs=1e-12)
    else:
        assert (measure.value, measure.reason) == (None, "not-connected")


@given(random_digraphs(least=2))
def test_directions_are_followed(graph):
    measure = whole(directed_network_of_graph(graph))
    expected = nx.average_shortest_path_length(graph) if nx.is_strongly_connected(graph) else None
    assert measure.value == (pytest.approx(expected, abs=1e-12) if expected else None)


def test_apart_the_mean_of_those_who_reach_each_other_stands_beside():
    """A-B-C and D: 6 of 12 ordered pairs, of 1, 1 and 2 steps each way."""
    measure = whole(network(tie("A", "B"), tie("B", "C"), actor("D")))
    assert measure.parts == {"reached_share": 0.5, "mean_of_reached": pytest.approx(4 / 3)}


@pytest.mark.parametrize("records", [(), (actor("A"),)], ids=["nobody", "one"])
def test_fewer_than_two_have_none(records):
    assert (whole(network(*records)).value, whole(network(*records)).reason) == (None, "too-few-actors")
