"""Freeman's centralisation of degree."""

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import network, tie
from tests.graphs import NAMED, network_of_graph

degree_centralisation = analysis("degree-centralisation")


def whole(net):
    (measure,) = degree_centralisation(net).measures
    return measure


@pytest.mark.parametrize(("name", "value"), [("kite", 0.333333), ("florentine", 0.274725), ("karate", 0.399621)])
def test_named_graphs_have_their_reference_values(name, value):
    """R sna 2.7-1."""
    assert whole(network_of_graph(NAMED[name]())).value == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("size", [3, 4, 9])
def test_a_star_is_1_and_a_cycle_0(size):
    """Freeman 1979: the star is the most centralised graph of its size."""
    assert whole(network_of_graph(nx.star_graph(size - 1))).value == pytest.approx(1, abs=1e-12)
    assert whole(network_of_graph(nx.cycle_graph(size))).value == pytest.approx(0, abs=1e-12)


def test_fewer_than_three_have_none():
    result = whole(network(tie("A", "B")))

    assert (result.value, result.reason) == (None, "too-few-actors")
