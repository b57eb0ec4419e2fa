"""Freeman's centralisation of betweenness."""

import statistics

import networkx as nx
import pytest

from app.analysis.interface import analysis
from tests.factories import network, tie
from tests.graphs import NAMED, network_of_graph

betweenness_centralisation = analysis("betweenness-centralisation")


def whole(net):
    (measure,) = betweenness_centralisation(net).measures
    return measure


@pytest.mark.parametrize(("name", "value"), [("kite", 0.296296), ("florentine", 0.436813), ("karate", 0.405557)])
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


@pytest.mark.slow
def test_a_sampled_value_has_the_standard_error_of_repeated_samples():
    """200 seeds on the karate club, whose greatest value stands out so clearly that the maximum hardly matters."""
    net = network_of_graph(nx.karate_club_graph())
    results = [betweenness_centralisation(net, {"samples": 16, "seed": seed}) for seed in range(200)]
    assert not any(item.exact for item in results)
    values = [entry.measures[0].value for entry in results]
    errors = [result.measures[0].parts["standard_error"] for result in results]
    assert statistics.mean(values) == pytest.approx(betweenness_centralisation(net).measures[0].value, abs=0.03)
    assert statistics.mean(errors) == pytest.approx(statistics.stdev(values), rel=0.25)


def test_a_sampled_star_is_1_and_has_no_error():
    whole_star = betweenness_centralisation(network_of_graph(nx.star_graph(40)), {"samples": 16}).measures[0]
    assert (whole_star.value, whole_star.parts) == (pytest.approx(1, abs=1e-12), {})
