"""Harmonic closeness: near to all, whoever can be reached."""

import networkx as nx
import pytest
from hypothesis import given

from app.analysis.interface import analysis
from tests.factories import actor, network, tie
from tests.graphs import (
    NAMED,
    directed_network_of_graph,
    network_of_graph,
    random_graphs,
    reference_case,
    reference_graph,
)

harmonic = analysis("harmonic")


def values(net, **parameters):
    return {one.subject.id: one.value for one in harmonic(net, parameters).measures}


@pytest.mark.parametrize("name", NAMED)
def test_equals_networkx_on_named_graphs(name):
    graph = NAMED[name]()

    expected = {str(node): value for node, value in nx.harmonic_centrality(graph).items()}
    assert values(network_of_graph(graph), normalised=False) == pytest.approx(expected, abs=1e-9)


@given(random_graphs(least=2))
def test_normalised_is_divided_by_the_number_of_others(graph):
    expected = {str(node): value / (len(graph) - 1) for node, value in nx.harmonic_centrality(graph).items()}
    assert values(network_of_graph(graph)) == pytest.approx(expected, abs=1e-9)


def test_path_and_wetlands_have_the_values_of_igraph():
    path, wetlands = reference_case("igraphC_harmonic_path7"), reference_case("R_ig_harm_wetlands")
    graph = reference_graph("wetlands")

    assert values(network_of_graph(nx.path_graph(7))) == pytest.approx(path["expected"], abs=path["tolerance"])
    expected = dict(zip(graph, wetlands["expected"], strict=True))
    assert values(network_of_graph(graph)) == pytest.approx(expected, abs=wetlands["tolerance"])


def test_one_person_is_on_the_way_and_is_not_measured():
    net = network(tie("A", "P"), tie("P", "B"), actor("P", one_person=True))

    assert values(net) == {"A": 0.75, "B": 0.75}


def test_one_alone_has_none():
    (alone,) = harmonic(network(actor("A"))).measures

    assert (alone.value, alone.reason) == (None, "too-few-actors")


@pytest.mark.parametrize("direction", ["in", "out"])
def test_campnet_has_the_values_of_ucinet_in_both_directions(direction):
    case = reference_case(f"ucinet_campnet_reciprocal_closeness_{direction}")

    net = directed_network_of_graph(reference_graph(case["graph"], directed=True))
    assert values(net, direction=direction) == pytest.approx(case["expected"], abs=case["tolerance"])
